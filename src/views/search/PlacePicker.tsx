// The map waits for a place: a click takes it, or arrow keys move a cross and Enter takes it; Esc leaves.
import type { KeyboardEvent, PointerEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { Point } from '../map/view.ts'
import { toMap } from '../map/view.ts'
import { useApp } from '../use-app.ts'
import { setMapMode } from './map-mode.ts'
import type { Seen } from './places-seen.ts'
import { useSearchRoom } from './use-search.ts'

/** Pixels an arrow key; with Shift fewer. */
const [STEP, FINE] = [24, 4]

export function PlacePicker({ seen: { view, size } }: { seen: Seen }) {
  const act = useSearchRoom()
  const setTab = useApp(state => state.setTab)
  const [at, setAt] = useState<Point>([size.width / 2, size.height / 2])
  const surface = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const before = document.activeElement
    surface.current?.focus({ preventScroll: true })
    // Before the map's own Esc, which would let go of the selection.
    const leave = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      event.preventDefault()
      setMapMode({ picking: false })
    }
    window.addEventListener('keydown', leave, true)
    return () => {
      window.removeEventListener('keydown', leave, true)
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  const take = (point: Point) => {
    const [x, y] = toMap(view, size, point)
    setMapMode({ picking: false })
    setTab('search')
    act(room => room.setRegion({ kind: 'gap', place: [x, y] }))
  }
  const under = (event: PointerEvent<HTMLElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return [event.clientX - box.left, event.clientY - box.top]
  }
  const keys = (event: KeyboardEvent) => {
    const way = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as Record<string, Point | undefined>)[event.key]
    if (!way) return
    const by = event.shiftKey ? FINE : STEP
    setAt(([x, y]) => [Math.min(size.width, Math.max(0, x + by * way[0])), Math.min(size.height, Math.max(0, y + by * way[1]))])
    event.preventDefault()
  }
  return (
    <>
      <button
        ref={surface}
        type="button"
        className="PlacePicker"
        aria-label="Choose a place on the map: arrow keys move the cross, with Shift by less; Enter takes it, Escape leaves"
        onPointerMove={event => setAt(under(event))}
        onPointerDown={event => setAt(under(event))}
        onKeyDown={keys}
        onClick={() => take(at)}
      />
      <svg className="PlacePicker-cross" width={size.width} height={size.height} aria-hidden>
        <path d={`M${at[0] - 14} ${at[1]}h28M${at[0]} ${at[1] - 14}v28`} />
      </svg>
      <p className="PlacePicker-hint" role="status">Click where networks should come to lie; its nearest networks vote. Esc leaves.</p>
    </>
  )
}
