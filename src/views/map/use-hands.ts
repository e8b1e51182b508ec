// What hands and keys do on a picture of networks, whatever its marks are: pan, zoom, turn, choose, draw round; arrow keys go from mark to mark. A pane says
// where its marks are and whose.
import type { KeyboardEvent, Ref, RefObject } from 'react'
import { useImperativeHandle, useState } from 'react'
import { useAppStore } from '../use-app.ts'
import type { Camera, coveredParts } from './camera.ts'
import type { Drawing, GestureListener, How, Tool } from './gestures.ts'
import type { Direction } from './nearest.ts'
import { STEP } from './turntable.ts'
import { useGestures } from './use-gestures.ts'
import type { Turning } from './use-turn.ts'
import type { Point, Size } from './view.ts'
import { panned, zoomed } from './view.ts'

/** What the page asks of a picture from outside it. */
export interface PaneHandle {
  fit(): void
  zoomToSelection(): void
  /** Brings these networks into view. */
  show(ids: Iterable<number>): void
  /** Ends the innermost thing under way; false where there was none. */
  escape(): boolean
}

/** Pixels beyond a dot's rim that still mean it. */
export const REACH = { mouse: 4, touch: 14 }

const ZOOMS: Record<string, number> = { '+': 1.4, '=': 1.4, '-': 1 / 1.4 }

/** What is under way on a picture: a shape that is drawn, a hand that holds it, the mark that the arrow keys have come to. */
export function useUnderWay() {
  return {
    drawing: useState<Drawing | null>(null),
    gripping: useState(false),
    cursor: useState<number | null>(null),
    /** Focus came by pointer: browsers would show its outline at the next Shift. */
    byHand: useState(false),
  }
}

interface Pane {
  surface: RefObject<HTMLElement | null>
  handle: Ref<PaneHandle>
  tool: Tool
  camera: Camera
  turning: Turning
  /** It has depth, and can be turned. */
  solid: boolean
  /** What the camera looks at, and a pixel of the pane as one of that; null: nothing is there yet. */
  size: Size | null
  within: (at: Point) => Point
  covered: () => ReturnType<typeof coveredParts>
  selected: ReadonlySet<number>
  underWay: ReturnType<typeof useUnderWay>
  /** The mark under a pixel, with so much about it; −1: none. */
  under: (at: Point, slack: number) => number
  /** Whose a mark is. */
  idOf: (mark: number) => number
  /** Where marks are, x, y, …; the one of the arrow keys and the one that keys zoom about, −1 for none. */
  pixels: ArrayLike<number>
  cursor: number
  about: number
  hover: (at: Point | null) => void
  /** After the picture was zoomed about a pixel: what was under the pointer may have slipped away. */
  slipped: () => void
  step: (direction: Direction) => void
  /** A shape was closed: its corners in pixels of the pane. */
  close: (corners: readonly Point[], how: How) => void
  /** Map places of networks, x, y, …. */
  placesOf: (ids: Iterable<number>) => ArrayLike<number>
}

/** What goes on the element that listens. */
export function useHands(pane: Pane) {
  const { surface, handle, tool, camera, turning, solid, size, within, covered, selected, underWay } = pane
  const { under, idOf, pixels, cursor, about, hover, slipped, step, close, placesOf } = pane
  const { drawing: [, setDrawing], gripping: [gripping, setGripping], cursor: [come, setCursor], byHand: [byHand, setByHand] } = underWay
  const store = useAppStore()
  const zoom = (at: Point, factor: number) => { if (size) camera.move(from => zoomed(from, size, at, factor, camera.limits)) }
  const pick = (mark: number, how: How, source: 'map' | 'keyboard') => {
    const { select, openNetwork, choosing } = store.getState()
    select([idOf(mark)], source, how)
    if (how === 'replace' && choosing === 'replace') void openNetwork(idOf(mark))
  }
  const listener: GestureListener = {
    tool: () => tool,
    turns: () => solid,
    pan: (dx, dy) => camera.move(from => panned(from, dx, dy)),
    turn: turning.drag,
    zoom: (at, factor) => {
      zoom(within(at), factor)
      slipped()
    },
    hover,
    tap: (at, how, touch) => {
      const mark = under(at, touch ? REACH.touch : REACH.mouse)
      const { choosing, clearSelection } = store.getState()
      setCursor(null)
      if (mark >= 0) pick(mark, how, 'map')
      else if (how === 'replace' && choosing === 'replace') clearSelection()
    },
    draw: setDrawing,
    close,
    grip: setGripping,
  }
  const cancelDrag = useGestures(surface, listener)

  const show = (ids: Iterable<number>) => camera.show(placesOf(ids), covered())
  useImperativeHandle(handle, () => ({
    fit: () => {
      turning.front()
      camera.fit(covered())
    },
    zoomToSelection: () => show(selected),
    show,
    escape: () => {
      if (cancelDrag()) return true
      if (come === null) return false
      setCursor(null)
      return true
    },
  }))

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return
    const direction = /^Arrow(\w+)$/.exec(event.key)?.[1].toLowerCase() as Direction | undefined
    const factor = ZOOMS[event.key] as number | undefined
    if (event.altKey) {
      if (!direction || !solid) return
      turning.by(direction === 'left' ? -STEP : direction === 'right' ? STEP : 0, direction === 'up' ? -STEP : direction === 'down' ? STEP : 0)
    } else if (direction) step(direction)
    else if (factor && size) zoom(about >= 0 ? within([pixels[2 * about], pixels[2 * about + 1]]) : [size.width / 2, size.height / 2], factor)
    else if ((event.key === 'Enter' || event.key === ' ') && cursor >= 0) pick(cursor, event.shiftKey ? 'toggle' : 'replace', 'keyboard')
    else return
    event.preventDefault()
  }
  return {
    className: 'MapView-surface',
    'data-tool': tool === 'turn' && !solid ? 'pan' : tool,
    'data-gripping': gripping || undefined,
    'data-by-hand': byHand || undefined,
    role: 'application',
    tabIndex: 0,
    onKeyDown,
    onPointerDown: () => setByHand(true),
    onBlur: () => {
      setCursor(null)
      setByHand(false)
    },
  } as const
}
