// One embedding on the page: its canvas, its own camera, and what hands and keys do on it. Several stand side by side under one selection.
import type { ReactNode, Ref } from 'react'
import { lazy, Suspense, useEffect, useEffectEvent, useId, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Groups, Layers, Look } from '../../store/state.ts'
import { rowsInside } from '../../core/polygon.ts'
import { afterMap } from '../../store/after-map.ts'
import { css } from '../colour.ts'
import { loadTooltip } from '../later.ts'
import { useApp, useAppStore } from '../use-app.ts'
import { Camera, coveredParts } from './camera.ts'
import { DrawnShape } from './DrawnShape.tsx'
import type { Coloured } from './use-coloured.ts'
import type { Ring } from './dots.ts'
import { looksOf, marksOf, radiusOf, ringMarks } from './dots.ts'
import type { Embedded } from './embedded.ts'
import type { Tool } from './gestures.ts'
import { Graticule } from './Graticule.tsx'
import { MapOverlays } from './MapOverlays.tsx'
import { lookOf, sameLook, turnOf } from './look.ts'
import type { Scene } from './map-canvas.ts'
import type { Direction } from './nearest.ts'
import { dotAt, nearestTo, neighbourTowards } from './nearest.ts'
import type { Rgba } from './palette.ts'
import { PANES } from './panes.ts'
import { ScaleBar } from './ScaleBar.tsx'
import { flattened, FRONT, isFront, turnWords } from './turntable.ts'
import type { PaneHandle } from './use-hands.ts'
import { REACH, useHands, useUnderWay } from './use-hands.ts'
import { useMapCanvas } from './use-map-canvas.ts'
import { useSize } from './use-size.ts'
import { useTurn } from './use-turn.ts'
import type { Point } from './view.ts'
import { allToScreen, panned, toMap } from './view.ts'

const Tooltip = lazy(async () => ({ default: (await loadTooltip()).Tooltip }))
const CursorWords = lazy(async () => ({ default: (await loadTooltip()).CursorWords }))
const MapSummary = lazy(() => afterMap().then(() => import('../learn/MapSummary.tsx')).then(({ MapSummary: made }) => ({ default: made })))

/** Milliseconds without a movement after which a map has come to rest. */
const REST = 250

interface Props {
  embedded: Embedded | null
  /** The map for those who do not see it. */
  words: string
  coloured: Coloured
  selected: ReadonlySet<number>
  groups: Groups
  tool: Tool
  layers: Layers
  narrow: boolean
  still: boolean
  /** The network under the pointer, on whichever map. */
  hovered: number | null
  onHover: (id: number | null) => void
  /** Another embedding is being made: this one is pale. */
  waiting?: boolean
  handle: Ref<PaneHandle>
  /** Where to look, and who hears where one does when the map has come to rest: the first map's, which the notebook holds. */
  look?: Look | null
  onLook?: (look: Look | null) => void
  className?: string
  /** What lies on the map. */
  children?: ReactNode
}

export function MapPane({ embedded, words, coloured, selected, groups, tool, layers, narrow, still, hovered, onHover, waiting = false, handle, look = null, onLook, className = '', children }: Props) {
  const store = useAppStore()
  const busy = useApp(state => state.training !== null)
  const { measure, scale, palette } = coloured
  const frame = useRef<HTMLDivElement>(null)
  const surface = useRef<HTMLDivElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  const [camera] = useState(() => new Camera())
  const view = useSyncExternalStore(camera.subscribe, () => camera.view)
  const turning = useTurn(embedded?.series ?? null, still)
  const { turn, set: turnTo, drag, by } = turning
  /** Where the pointer rests on this map. */
  const pointer = useRef<Point | null>(null)
  /** The arrow keys come to networks. */
  const underWay = useUnderWay()
  const { drawing: [drawing], gripping: [gripping], cursor: [cursor, setCursor], byHand: [, setByHand] } = underWay
  /** Whether the hovered network is hovered here. */
  const [here, setHere] = useState(false)
  const summary = useId()

  /** What the notebook heard from here last: that is not to be followed again. */
  const told = useRef<Look | null>(null)
  useLayoutEffect(() => {
    camera.keepStill(still)
    if (!embedded || !size) return
    const covered = coveredParts(frame.current)
    camera.meet(embedded, size, covered)
    if (look === told.current) return
    told.current = look
    camera.obey(look, covered)
    turnTo(look?.turn ? turnOf(look.turn) : FRONT)
  }, [camera, embedded, size, still, look, turnTo])
  const settled = useEffectEvent(() => {
    if (!onLook || !view || !size) return
    const turned = embedded?.space ? turn : FRONT
    const next = camera.moved || !isFront(turned) ? lookOf(view, size, turned) : null
    if (sameLook(next, told.current)) return
    told.current = next
    onLook(next)
  })
  useEffect(() => {
    const timer = setTimeout(settled, REST)
    return () => clearTimeout(timer)
  }, [view, turn, size])
  useLayoutEffect(() => () => camera.rest(), [camera])

  const networks = useMemo(() => embedded?.networks ?? [], [embedded])
  const space = embedded?.space ?? null
  const flat = useMemo(() => space ? flattened(space, turn) : null, [space, turn])
  const positions = flat?.positions ?? embedded?.positions ?? NOWHERE
  const rowOf = useMemo(() => new Map(networks.map((network, row) => [network.id, row])), [networks])
  const looks = useMemo(() => looksOf(networks, { selected, groups }, measure, scale, { palette, narrow }), [networks, selected, groups, measure, scale, palette, narrow])
  const dots = useMemo(() => marksOf(looks, flat?.depth ?? null), [looks, flat])
  const radii = useMemo(() => Float32Array.from(dots.rows, (_, k) => dots.forms[3 * k + 1]), [dots])
  const places = useMemo(() => view && size ? allToScreen(view, size, positions) : NOWHERE, [view, size, positions])

  const seen = useMemo(() => onLook && view && size ? { view, size, turn, space, camera, tool, drag, by } : null, [onLook, view, size, turn, space, camera, tool, drag, by])

  const under = (at: Point, reach: number) => dotAt(places, dots.rows, radii, at[0], at[1], reach)
  const hover = (at: Point | null) => {
    pointer.current = at
    const row = at ? under(at, REACH.mouse) : -1
    setHere(row >= 0)
    onHover(row >= 0 ? networks[row].id : null)
  }
  const hoveredRow = hovered === null || drawing || gripping ? -1 : rowOf.get(hovered) ?? -1
  const cursorRow = cursor === null ? -1 : rowOf.get(cursor) ?? -1
  const pointed = here && hoveredRow >= 0 ? hoveredRow : cursorRow
  const alone = selected.size === 1 ? rowOf.get([...selected][0]) ?? -1 : -1
  const rings = useMemo(() => {
    const unit = radiusOf('plain', narrow) / radiusOf('plain', false)
    const list: Ring[] = []
    if (alone >= 0) list.push({ row: alone, radius: 11 * unit, width: 2, colour: palette.selected })
    if (cursorRow >= 0) list.push({ row: cursorRow, radius: 9.5 * unit, width: 2, colour: palette.focus })
    if (hoveredRow >= 0) list.push({ row: hoveredRow, radius: (hoveredRow === alone ? 14 : 9.5) * unit, width: 1.8, colour: palette.ink })
    return ringMarks(list)
  }, [alone, cursorRow, hoveredRow, narrow, palette])
  const scene = useMemo<Scene | null>(
    () => embedded && { embedded, positions, dots, rings, arrival: palette.accent, ground: groundOf(palette.canvas), still },
    [embedded, positions, dots, rings, palette, still],
  )
  useMapCanvas(host, view, size, scene)
  // For pictures: what is seen now.
  useLayoutEffect(() => {
    const element = frame.current
    if (!element || !size || !view) return
    PANES.set(element, { networks, places, dots, size, alone, ground: palette.canvas, selected: palette.selected, narrow })
    return () => { PANES.delete(element) }
  }, [networks, places, dots, size, view, alone, palette, narrow])

  const step = (direction: Direction) => {
    if (!size) return
    const standing = cursorRow >= 0 ? cursorRow : alone
    const row = standing >= 0
      ? neighbourTowards(places, places[2 * standing], places[2 * standing + 1], direction, standing)
      : nearestTo(places, size.width / 2, size.height / 2)
    if (row < 0) return
    setCursor(networks[row].id)
    setByHand(false)
    onHover(null)
    // A dot at or beyond the rim is brought in.
    const [x, y] = [places[2 * row], places[2 * row + 1]]
    const inward = (at: number, length: number) => at < 40 ? 40 - at : at > length - 40 ? length - 40 - at : 0
    const [dx, dy] = [inward(x, size.width), inward(y, size.height)]
    if (dx || dy) camera.move(from => panned(from, dx, dy))
  }
  const hands = useHands({
    surface, handle, tool, camera, turning, size, selected, underWay, under, hover, step,
    solid: space !== null,
    within: at => at,
    covered: () => coveredParts(frame.current),
    idOf: row => networks[row].id,
    cursor: cursorRow,
    pixels: places,
    about: pointed,
    slipped: () => {
      if (size && pointer.current && camera.view && dotAt(allToScreen(camera.view, size, positions), dots.rows, radii, ...pointer.current, REACH.mouse) !== hoveredRow) hover(null)
    },
    close: (corners, how) => {
      const { choosing, clearSelection, select } = store.getState()
      const ids = rowsInside(places, corners).map(row => networks[row].id)
      if (ids.length > 0 || how !== 'replace' || choosing !== 'replace') select(ids, 'map', how, view && size && !space && onLook ? corners.map(corner => toMap(view, size, corner)) : null)
      else clearSelection()
    },
    placesOf: ids => [...ids].flatMap(id => {
      const row = rowOf.get(id)
      return row === undefined ? [] : [positions[2 * row], positions[2 * row + 1]]
    }),
  })

  return (
    <div ref={frame} className={`MapPane ${className}`} data-waiting={waiting || undefined}>
      {layers.has('graticule') && view && size && <Graticule view={view} size={size} />}
      <div
        {...hands}
        ref={surface}
        data-over={(here && hoveredRow >= 0) || undefined}
        aria-label={words}
        aria-busy={busy}
        aria-describedby={summary}
      >
        <div ref={host} className="MapView-canvas" />
      </div>
      <p id={summary} className="visually-hidden">
        Arrow keys go from network to network, Enter selects and opens one, plus and minus zoom, 0 shows the whole map.
        {space && ' With Alt, arrow keys turn it.'}
        {embedded && !space && <Suspense> <MapSummary networks={networks} positions={embedded.positions} measure={measure} /></Suspense>}
      </p>
      <p className="visually-hidden" aria-live="polite">
        {cursorRow >= 0 && <Suspense><CursorWords network={networks[cursorRow]} measure={measure} /></Suspense>}
      </p>
      {size && places.length > 0 && (
        <MapOverlays
          places={places}
          positions={positions}
          networks={networks}
          landed={embedded!.landed}
          groups={groups}
          layers={layers}
          size={size}
          narrow={narrow}
          pointed={pointed >= 0 ? pointed : alone}
          seen={seen}
        />
      )}
      {drawing && <DrawnShape drawing={drawing} />}
      {view && <ScaleBar scale={view.scale} turned={space ? turnWords(turn) : null} />}
      {children}
      {pointed >= 0 && size && embedded && (
        <Suspense>
          <Tooltip
            network={networks[pointed]}
            fill={css(scale.colour(networks[pointed]))}
            measure={measure}
            landed={embedded.landed.has(networks[pointed].id)}
            at={[places[2 * pointed], places[2 * pointed + 1]]}
            frame={size}
          />
        </Suspense>
      )}
    </div>
  )
}

const NOWHERE = new Float64Array()

const groundOf = ([red, green, blue]: Rgba): [number, number, number] => [red / 255, green / 255, blue / 255]
