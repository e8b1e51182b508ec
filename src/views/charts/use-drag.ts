// Dragging over a chart: pointer capture, so that a drag may leave it; Escape or a lost pointer cancels; a press that hardly moves is a click.
import type { PointerEvent } from 'react'
import { useEffect, useRef, useState } from 'react'

export interface Point { x: number, y: number }
export interface Drag { from: Point, to: Point }
/** What the keys held at the end ask for: Shift, Ctrl or Cmd add, Alt takes away. */
export type DragMode = 'replace' | 'add' | 'remove'
/** A key that puts one mark in or takes it out goes by what is selected when it is pressed, which a chart that is drawn later may not show yet. */
export type ChooseMode = DragMode | 'toggle'

interface Handlers { onDrag: (drag: Drag, mode: DragMode) => void, onClick?: (at: Point, mode: DragMode) => void }

const SLOP = 4

export const modeOf = (event: { altKey: boolean, shiftKey: boolean, ctrlKey: boolean, metaKey: boolean }): DragMode =>
  event.altKey ? 'remove' : event.shiftKey || event.ctrlKey || event.metaKey ? 'add' : 'replace'

export function useDrag({ onDrag, onClick }: Handlers) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const start = useRef<Point | null>(null)
  const at = (event: PointerEvent<SVGElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const end = () => { start.current = null; setDrag(null) }
  const dragging = drag !== null
  useEffect(() => {
    if (!dragging) return
    // One level a press: while a drag is on, Escape ends it and does nothing else.
    const cancel = (event: KeyboardEvent) => { if (event.key === 'Escape') { event.stopPropagation(); start.current = null; setDrag(null) } }
    window.addEventListener('keydown', cancel, true)
    return () => window.removeEventListener('keydown', cancel, true)
  }, [dragging])
  const handlers = {
    onPointerDown: (event: PointerEvent<SVGElement>) => {
      if (event.button !== 0) return
      start.current = at(event)
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent<SVGElement>) => {
      const from = start.current
      if (!from) return
      const to = at(event)
      if (drag || Math.hypot(to.x - from.x, to.y - from.y) >= SLOP) setDrag({ from, to })
    },
    onPointerUp: (event: PointerEvent<SVGElement>) => {
      const from = start.current
      if (!from) return
      if (drag) onDrag({ from, to: at(event) }, modeOf(event))
      else onClick?.(from, modeOf(event))
      end()
    },
    onPointerCancel: end,
  }
  return { drag, handlers }
}
