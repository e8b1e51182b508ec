// The map waits for a place: a click takes it, or arrow keys move a cross and Enter takes it; Esc leaves. On a map with depth a click says no place, so there the
// cross goes from network to network, and the place of one is taken.
import type { KeyboardEvent, PointerEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { Direction } from '../map/nearest.ts'
import { nearestTo, neighbourTowards } from '../map/nearest.ts'
import type { Point } from '../map/view.ts'
import { toMap } from '../map/view.ts'
import { useApp } from '../use-app.ts'
import { setMapMode } from './map-mode.ts'
import type { Seen } from './places-seen.ts'
import { useSearchRoom } from './use-search.ts'

/** Pixels an arrow key; with Shift fewer. */
const [STEP, FINE] = [24, 4]

const WAYS: Record<Direction, Point> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }

/** `places`: pixels, x, y by row of `networks`. */
interface Props { seen: Seen, places: Float64Array, networks: readonly NetworkRow[] }

export function PlacePicker({ seen: { view, size, space }, places, networks }: Props) {
  const act = useSearchRoom()
  const setTab = useApp(state => state.setTab)
  const [cross, setCross] = useState<Point>([size.width / 2, size.height / 2])
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
  const row = space ? nearestTo(places, ...cross) : -1
  const at: Point = row < 0 ? cross : [places[2 * row], places[2 * row + 1]]
  const take = () => {
    const place = space ? [...space.subarray(3 * row, 3 * row + 3)] : [...toMap(view, size, cross)]
    setMapMode({ picking: false })
    setTab('search')
    if (row >= 0 || !space) act(room => room.setRegion({ kind: 'gap', place }))
  }
  const under = (event: PointerEvent<HTMLElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return [event.clientX - box.left, event.clientY - box.top]
  }
  const keys = (event: KeyboardEvent) => {
    const direction = /^Arrow(\w+)$/.exec(event.key)?.[1].toLowerCase() as Direction | undefined
    if (!direction) return
    event.preventDefault()
    if (space) {
      const next = neighbourTowards(places, ...at, direction, row)
      if (next >= 0) setCross([places[2 * next], places[2 * next + 1]])
      return
    }
    const by = event.shiftKey ? FINE : STEP
    const [dx, dy] = WAYS[direction]
    setCross(([x, y]) => [Math.min(size.width, Math.max(0, x + by * dx)), Math.min(size.height, Math.max(0, y + by * dy))])
  }
  return (
    <>
      <button
        ref={surface}
        type="button"
        className="PlacePicker"
        aria-label={space
          ? 'Choose a place on the map: arrow keys go from network to network; Enter takes the place of one, Escape leaves'
          : 'Choose a place on the map: arrow keys move the cross, with Shift by less; Enter takes it, Escape leaves'}
        onPointerMove={event => setCross(under(event))}
        onPointerDown={event => setCross(under(event))}
        onKeyDown={keys}
        onClick={take}
      />
      <svg className="PlacePicker-cross" width={size.width} height={size.height} aria-hidden>
        {space && <circle cx={at[0]} cy={at[1]} r={9} />}
        <path d={space ? `M${at[0] - 16} ${at[1]}h7m14 0h7M${at[0]} ${at[1] - 16}v7m0 14v7` : `M${at[0] - 14} ${at[1]}h28M${at[0]} ${at[1] - 14}v28`} />
      </svg>
      <p className="PlacePicker-hint" role="status">
        {space
          ? `Click the network near which others should come to lie${row >= 0 ? `: #${networks[row].id}` : ''}. Esc leaves.`
          : 'Click where networks should come to lie; its nearest networks vote. Esc leaves.'}
      </p>
    </>
  )
}
