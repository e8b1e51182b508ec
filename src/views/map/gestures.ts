// What the hands do on the map, from raw pointer events: drag, pinch, wheel, tap, box, lasso. Captured, so that a drag may leave the map; touch and pen too.
import { boxBetween } from './lasso.ts'
import type { Point } from './view.ts'

export type Tool = 'pan' | 'turn' | 'box' | 'lasso'
export type How = 'replace' | 'add' | 'remove' | 'toggle'
/** What is being drawn, as corners in pixels. */
export interface Drawing { tool: 'box' | 'lasso', corners: readonly Point[] }

export interface GestureListener {
  tool(): Tool
  /** Whether the map is three-dimensional; then the right button turns it, whatever the tool. */
  turns(): boolean
  pan(dx: number, dy: number): void
  turn(dx: number, dy: number): void
  zoom(about: Point, factor: number): void
  /** Null: the pointer has gone, or is busy. */
  hover(at: Point | null): void
  tap(at: Point, how: How, touch: boolean): void
  /** What to show while drawing; null at its end. */
  draw(drawing: Drawing | null): void
  /** A box or lasso was closed. */
  close(corners: readonly Point[], how: How): void
  /** A hand is dragging the map. */
  grip(gripping: boolean): void
}

/** Pixels that a press may wander and still be a tap. */
const SLACK = { mouse: 4, touch: 9 }
const LONG_PRESS = 400

/** Whether a press that has come so far is a drag. */
export const isDrag = ({ pointerType }: PointerEvent, dx: number, dy: number): boolean => Math.hypot(dx, dy) > (pointerType === 'touch' ? SLACK.touch : SLACK.mouse)

type Mode = 'pressed' | Tool | 'pinch'

export class Gestures {
  #element: HTMLElement
  #listener: GestureListener
  #pointers = new Map<number, Point>()
  #mode: Mode | null = null
  #start: Point = [0, 0]
  #last: Point = [0, 0]
  #corners: Point[] = []
  #intent: Tool = 'pan'
  #timer = 0
  #ended = new AbortController()

  constructor(element: HTMLElement, listener: GestureListener) {
    this.#element = element
    this.#listener = listener
    const on = <K extends keyof HTMLElementEventMap>(type: K, run: (event: HTMLElementEventMap[K]) => void, options: AddEventListenerOptions = {}) =>
      element.addEventListener(type, run, { ...options, signal: this.#ended.signal })
    on('pointerdown', event => this.#down(event))
    on('pointermove', event => this.#move(event))
    on('pointerup', event => this.#up(event))
    on('pointercancel', event => this.#lost(event))
    on('lostpointercapture', event => this.#lost(event))
    on('pointerleave', () => { if (this.#pointers.size === 0) listener.hover(null) })
    on('wheel', event => this.#wheel(event), { passive: false })
    on('contextmenu', event => { if (this.#mode || listener.turns()) event.preventDefault() })
  }

  dispose(): void {
    this.cancel()
    this.#ended.abort()
  }

  /** Ends a drag without its effect; false where there was none. */
  cancel(): boolean {
    if (!this.#mode || this.#mode === 'pressed') return false
    this.#stop()
    return true
  }

  #stop(): void {
    clearTimeout(this.#timer)
    const drew = this.#mode === 'box' || this.#mode === 'lasso'
    this.#mode = null
    this.#corners = []
    if (drew) this.#listener.draw(null)
    this.#listener.grip(false)
  }

  #at(event: MouseEvent): Point {
    const box = this.#element.getBoundingClientRect()
    return [event.clientX - box.left, event.clientY - box.top]
  }

  #down(event: PointerEvent): void {
    const right = event.button === 2 && this.#listener.turns()
    if (event.pointerType === 'mouse' && event.button !== 0 && event.button !== 1 && !right) return
    if (event.button === 1) event.preventDefault()
    const at = this.#at(event)
    this.#pointers.set(event.pointerId, at)
    this.#element.setPointerCapture(event.pointerId)
    if (this.#pointers.size > 1) {
      // A second finger always means pinch: what the first had begun is dropped.
      this.#stop()
      this.#mode = 'pinch'
      return
    }
    this.#mode = 'pressed'
    this.#start = this.#last = at
    const tool = this.#listener.tool()
    this.#intent = event.button === 1 ? 'pan' : right ? 'turn' : event.shiftKey ? 'lasso' : tool === 'turn' && !this.#listener.turns() ? 'pan' : tool
    this.#listener.hover(null)
    if (event.pointerType === 'touch' && (this.#intent === 'pan' || this.#intent === 'turn')) this.#timer = window.setTimeout(() => this.#begin('lasso'), LONG_PRESS)
  }

  #begin(mode: Tool): void {
    clearTimeout(this.#timer)
    this.#mode = mode
    this.#corners = [this.#start]
    if (mode === 'pan' || mode === 'turn') this.#listener.grip(true)
    else this.#listener.draw({ tool: mode, corners: this.#corners })
  }

  #move(event: PointerEvent): void {
    const at = this.#at(event)
    if (!this.#pointers.has(event.pointerId)) {
      if (event.pointerType !== 'touch' && event.buttons === 0) this.#listener.hover(at)
      return
    }
    if (this.#mode === 'pinch') {
      this.#pinch(event.pointerId, at)
      return
    }
    this.#pointers.set(event.pointerId, at)
    const [dx, dy] = [at[0] - this.#start[0], at[1] - this.#start[1]]
    if (this.#mode === 'pressed' && isDrag(event, dx, dy)) this.#begin(this.#intent)
    if (this.#mode === 'pan' || this.#mode === 'turn') {
      this.#listener[this.#mode](at[0] - this.#last[0], at[1] - this.#last[1])
      this.#last = at
    } else if (this.#mode === 'box') {
      this.#corners = boxBetween(this.#start, at)
      this.#listener.draw({ tool: 'box', corners: this.#corners })
    } else if (this.#mode === 'lasso') {
      // Fast hands: the browser keeps the points between two frames.
      for (const between of event.getCoalescedEvents?.() ?? []) this.#trace(this.#at(between))
      this.#trace(at)
      this.#listener.draw({ tool: 'lasso', corners: this.#corners })
    }
  }

  #trace(at: Point): void {
    const [x, y] = this.#corners[this.#corners.length - 1]
    if (Math.hypot(at[0] - x, at[1] - y) >= 3) this.#corners = [...this.#corners, at]
  }

  #pinch(id: number, at: Point): void {
    const other = [...this.#pointers].find(([key]) => key !== id)?.[1]
    const before = this.#pointers.get(id)!
    this.#pointers.set(id, at)
    if (!other) return
    const middle = (a: Point): Point => [(a[0] + other[0]) / 2, (a[1] + other[1]) / 2]
    const apart = (a: Point) => Math.max(10, Math.hypot(a[0] - other[0], a[1] - other[1]))
    const [from, to] = [middle(before), middle(at)]
    this.#listener.pan(to[0] - from[0], to[1] - from[1])
    this.#listener.zoom(to, apart(at) / apart(before))
  }

  #up(event: PointerEvent): void {
    if (!this.#pointers.delete(event.pointerId)) return
    const mode = this.#mode
    if (mode === 'pinch') {
      // The finger that stays goes on as a drag, without a jump.
      const rest = [...this.#pointers.values()][0]
      this.#stop()
      if (rest) {
        this.#start = this.#last = rest
        this.#begin('pan')
      }
      return
    }
    const corners = this.#corners
    this.#stop()
    // A right click that turned nothing selects nothing.
    if (mode === 'pressed' && event.button === 2) return
    if (mode === 'pressed') this.#listener.tap(this.#start, event.shiftKey || event.ctrlKey || event.metaKey ? 'toggle' : 'replace', event.pointerType === 'touch')
    else if (mode === 'box' || mode === 'lasso') this.#listener.close(corners, event.altKey ? 'remove' : event.ctrlKey || event.metaKey ? 'add' : 'replace')
  }

  #lost(event: PointerEvent): void {
    if (this.#pointers.delete(event.pointerId)) this.#stop()
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault()
    const lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1
    // A trackpad's pinch arrives as a wheel with Ctrl, in much smaller steps.
    const speed = event.ctrlKey ? 0.01 : 0.0016
    this.#listener.zoom(this.#at(event), Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) * speed))
  }
}
