// The map waits for a place: a click takes it, or arrow keys move a cross and Enter takes it; Esc leaves. Drags, wheel and pinch move the map as ever. On a map with
// depth a click says no place, so there the cross goes from network to network, and the place of one is taken.
import type { KeyboardEvent, MouseEvent } from 'react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { useFrame } from '../frame/use-frame.ts'
import type { Drawing } from '../map/gestures.ts'
import type { Direction } from '../map/nearest.ts'
import { nearestTo, neighbourTowards } from '../map/nearest.ts'
import { STEP as TURN } from '../map/turntable.ts'
import { useGestures } from '../map/use-gestures.ts'
import type { Point } from '../map/view.ts'
import { panned, toMap, toScreen, zoomed } from '../map/view.ts'
import { Button } from '../ui/Button.tsx'
import { useApp } from '../use-app.ts'
import { setMapMode } from './map-mode.ts'
import type { Held } from './places-seen.ts'
import { useSearchRoom } from './use-search.ts'

/** Pixels an arrow key; with Shift fewer. */
const [STEP, FINE] = [24, 4]
/** Pixels to the rim that keys leave free: beyond, the map follows. */
const RIM = 40
const ZOOMS: Record<string, number> = { '+': 1.4, '=': 1.4, '-': 1 / 1.4 }
const WAYS: Record<Direction, Point> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }

/** `places`: pixels, x, y by row of `networks`. */
interface Props { held: Held, places: Float64Array, networks: readonly NetworkRow[] }

export function PlacePicker({ held, places, networks }: Props) {
  const { view, size, space, camera, tool } = held
  const act = useSearchRoom()
  const setTab = useApp(state => state.setTab)
  const phone = useFrame() === 'phone'
  /** Where the cross stands: a place of the flat map, a network of one with depth. Neither is pixels: it stays there while the map is moved. */
  const [flat, setFlat] = useState<Point>([view.x, view.y])
  const [id, setId] = useState(() => nearestId([size.width / 2, size.height / 2], places, networks))
  const [gripping, setGripping] = useState(false)
  const surface = useRef<HTMLButtonElement>(null)
  /** Where a hand that draws has come to. */
  const drawn = useRef<Point | null>(null)

  const row = space ? networks.findIndex(network => network.id === id) : -1
  const at: Point = row >= 0 ? [places[2 * row], places[2 * row + 1]] : toScreen(view, size, ...flat)
  const aim = (to: Point) => {
    if (space) setId(nearestId(to, places, networks))
    else setFlat(toMap(camera.view ?? view, size, to))
  }
  const take = (place: readonly number[]) => {
    setMapMode({ picking: false })
    setTab('search')
    act(room => room.setRegion({ kind: 'gap', place: [...place] }))
  }
  const takeRow = (taken: number) => { if (space && taken >= 0) take([...space.subarray(3 * taken, 3 * taken + 3)]) }
  const pan = (dx: number, dy: number) => camera.move(from => panned(from, dx, dy))
  const zoom = (about: Point, factor: number) => camera.move(from => zoomed(from, size, about, factor, camera.limits))
  // Nothing is drawn here: a hand that would draw a lasso, by Shift or a long press, pans.
  const draw = (drawing: Drawing | null) => {
    const [last, to] = [drawn.current, drawing?.corners.at(-1) ?? null]
    if (last && to) pan(to[0] - last[0], to[1] - last[1])
    drawn.current = to
  }
  const tap = (to: Point) => {
    if (space) takeRow(nearestTo(places, ...to))
    else take(toMap(camera.view ?? view, size, to))
  }
  const cancelDrag = useGestures(surface, {
    tool: () => tool === 'turn' ? 'turn' : 'pan',
    turns: () => space !== null,
    pan,
    turn: held.drag,
    zoom,
    hover: to => { if (to) aim(to) },
    tap,
    draw,
    // A press that was long, and went nowhere.
    close: corners => { if (corners.length === 1) tap(corners[0]) },
    grip: setGripping,
  })

  // Before the map's own Esc, which would let go of the selection. One level a press.
  const leave = useEffectEvent((event: globalThis.KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    event.preventDefault()
    if (!cancelDrag()) setMapMode({ picking: false })
  })
  useEffect(() => {
    const before = document.activeElement
    surface.current?.focus({ preventScroll: true })
    const listen = (event: globalThis.KeyboardEvent) => leave(event)
    window.addEventListener('keydown', listen, true)
    return () => {
      window.removeEventListener('keydown', listen, true)
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])

  /** By key; a cross at the rim brings the map along. */
  const goTo = (to: Point) => {
    aim(to)
    const inward = (end: number, length: number) => end < RIM ? RIM - end : end > length - RIM ? length - RIM - end : 0
    const [dx, dy] = [inward(to[0], size.width), inward(to[1], size.height)]
    if (dx || dy) pan(dx, dy)
  }
  const keys = (event: KeyboardEvent) => {
    const direction = /^Arrow(\w+)$/.exec(event.key)?.[1].toLowerCase() as Direction | undefined
    const factor = event.ctrlKey || event.metaKey ? undefined : ZOOMS[event.key] as number | undefined
    if (factor) zoom(at, factor)
    else if (!direction) return
    else if (space && event.altKey) held.by(WAYS[direction][0] * TURN, WAYS[direction][1] * TURN)
    else if (space) {
      const next = neighbourTowards(places, ...at, direction, row)
      if (next >= 0) goTo([places[2 * next], places[2 * next + 1]])
    } else {
      const by = event.shiftKey ? FINE : STEP
      const [dx, dy] = WAYS[direction]
      goTo([at[0] + by * dx, at[1] + by * dy])
    }
    event.preventDefault()
  }
  const [x, y] = at
  const cross = row < 0 ? `M${x - 14} ${y}h28M${x} ${y - 14}v28` : `M${x - 18} ${y}h9a9 9 0 0 1 18 0a9 9 0 0 1 -18 0m18 0h9M${x} ${y - 18}v9m0 18v9`
  /** By Enter, or by whatever speaks the page and presses its buttons; the pointer's own click is a tap. */
  const press = (event: MouseEvent) => {
    if (event.detail > 0) return
    if (space) takeRow(row)
    else take(flat)
  }
  return (
    <>
      <button
        ref={surface}
        type="button"
        className="PlacePicker"
        data-gripping={gripping || undefined}
        aria-label={space
          ? 'Choose a place on the map: arrow keys go from network to network, with Alt they turn the map; plus and minus zoom; Enter takes the place of one, Escape leaves'
          : 'Choose a place on the map: arrow keys move the cross, with Shift by less; plus and minus zoom; Enter takes it, Escape leaves'}
        onKeyDown={keys}
        onClick={press}
      />
      <svg className="PlacePicker-cross" width={size.width} height={size.height} aria-hidden>
        <path className="PlacePicker-halo" d={cross} />
        <path d={cross} />
      </svg>
      <div className="PlacePicker-hint">
        <p role="status">
          {space
            ? `${phone ? 'Tap' : 'Click'} the network near which others should come to lie${row >= 0 ? `: #${networks[row].id}` : ''}`
            : `${phone ? 'Tap' : 'Click'} where networks should come to lie`}
        </p>
        <Button small onClick={() => setMapMode({ picking: false })}>Cancel</Button>
      </div>
    </>
  )
}

const nearestId = (to: Point, places: Float64Array, networks: readonly NetworkRow[]): number | null => networks[nearestTo(places, ...to)]?.id ?? null
