// The map: each dot a network. Looks at the notebook, draws it, and reports what hands and keys select. Hovering changes nothing but the tooltip.
import './map.css'
import type { KeyboardEvent } from 'react'
import { useCallback, useId, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { measureAmong } from '../../store/measures.ts'
import { colourScale, css } from '../colour.ts'
import { useFrame } from '../frame/use-frame.ts'
import { measured, kindOf } from '../ui/format.ts'
import { useApp, useAppStore } from '../use-app.ts'
import { Camera, coveredParts } from './camera.ts'
import { DrawnShape } from './DrawnShape.tsx'
import type { Ring } from './dots.ts'
import { dotMarks, radiusOf, ringMarks } from './dots.ts'
import type { Drawing, How, Tool } from './gestures.ts'
import { Graticule } from './Graticule.tsx'
import { spreadOf } from './histogram.ts'
import { rowsInside } from './lasso.ts'
import { Legend } from './Legend.tsx'
import type { Scene } from './map-canvas.ts'
import { MapToolbar } from './MapToolbar.tsx'
import type { Direction } from './nearest.ts'
import { dotAt, nearestTo, neighbourTowards } from './nearest.ts'
import type { Rgba } from './palette.ts'
import { useMapPalette } from './palette.ts'
import { ScaleBar } from './ScaleBar.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { factsOf, Tooltip } from './Tooltip.tsx'
import { useGestures } from './use-gestures.ts'
import { useMapCanvas } from './use-map-canvas.ts'
import { useMapKeys } from './use-map-keys.ts'
import { useSize } from './use-size.ts'
import { useStill } from './use-still.ts'
import type { Point } from './view.ts'
import { allToScreen, panned, zoomed } from './view.ts'

/** Pixels beyond a dot's rim that still mean it. */
const REACH = { mouse: 4, touch: 14 }

export function MapView() {
  const store = useAppStore()
  const map = useApp(state => state.map)
  const selected = useApp(state => state.selection.ids)
  const colour = useApp(state => state.colour)
  const palette = useMapPalette()
  const narrow = useFrame() === 'phone'
  const still = useStill()

  const frame = useRef<HTMLDivElement>(null)
  const surface = useRef<HTMLDivElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  const [camera] = useState(() => new Camera())
  const view = useSyncExternalStore(camera.subscribe, () => camera.view)
  const [tool, setTool] = useState<Tool>('pan')
  const [pointer, setPointer] = useState<Point | null>(null)
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  const [gripping, setGripping] = useState(false)
  /** The network that the arrow keys have come to. */
  const [cursor, setCursor] = useState<number | null>(null)
  /** Focus came by pointer: browsers would show its outline at the next Shift. */
  const [byHand, setByHand] = useState(false)
  const summary = useId()

  useLayoutEffect(() => {
    camera.keepStill(still)
    if (map && size) camera.meet(map, size, coveredParts(frame.current))
  }, [camera, map, size, still])
  useLayoutEffect(() => () => camera.rest(), [camera])

  const networks = useMemo(() => map?.networks ?? [], [map])
  const measure = measureAmong(networks, colour.measure)
  const rowOf = useMemo(() => new Map(networks.map((network, row) => [network.id, row])), [networks])
  const scale = useMemo(
    () => colourScale(measure, networks, { log: colour.log, invert: colour.invert, theme: palette.theme }),
    [measure, networks, colour.log, colour.invert, palette.theme],
  )
  const spread = useMemo(() => measure.kind === 'number' ? spreadOf(networks, measure, scale, 1) : null, [networks, measure, scale])
  const dots = useMemo(() => dotMarks(networks, selected, measure, scale, { palette, narrow }), [networks, selected, measure, scale, palette, narrow])
  const radii = useMemo(() => Array.from(dots.rows, (_, k) => dots.forms[3 * k + 1]), [dots])
  const places = useMemo(() => map && view && size ? allToScreen(view, size, map.positions) : new Float64Array(), [map, view, size])

  const hovered = pointer && !drawing && !gripping ? dotAt(places, dots.rows, radii, pointer[0], pointer[1], REACH.mouse) : -1
  const cursorRow = cursor === null ? -1 : rowOf.get(cursor) ?? -1
  const pointed = hovered >= 0 ? hovered : cursorRow
  const alone = selected.size === 1 ? rowOf.get([...selected][0]) ?? -1 : -1
  const rings = useMemo(() => {
    const unit = radiusOf('plain', narrow) / radiusOf('plain', false)
    const list: Ring[] = []
    if (alone >= 0) list.push({ row: alone, radius: 11 * unit, width: 2, colour: palette.selected })
    if (cursorRow >= 0) list.push({ row: cursorRow, radius: 9.5 * unit, width: 2, colour: palette.focus })
    if (hovered >= 0) list.push({ row: hovered, radius: (hovered === alone ? 14 : 9.5) * unit, width: 1.8, colour: palette.ink })
    return ringMarks(list)
  }, [alone, cursorRow, hovered, narrow, palette])
  const scene = useMemo<Scene | null>(() => map && { map, dots, rings, arrival: palette.accent, ground: groundOf(palette.canvas), still }, [map, dots, rings, palette, still])
  const fault = useMapCanvas(host, view, scene)

  const pick = useCallback((id: number, how: How, source: 'map' | 'keyboard') => {
    const { select, openNetwork } = store.getState()
    select([id], source, how)
    if (how === 'replace') void openNetwork(id)
  }, [store])
  const clear = useCallback(() => store.getState().clearSelection(), [store])
  const fit = useCallback(() => camera.fit(coveredParts(frame.current)), [camera])
  const onMap = useMemo(() => [...selected].map(id => rowOf.get(id)).filter(row => row !== undefined), [selected, rowOf])
  const noZoom = onMap.length > 0 ? null : selected.size > 0 ? 'None of the selected networks has a place on the map' : 'Select some networks first'
  const zoomToSelection = useCallback(() => {
    if (map) camera.show(onMap.flatMap(row => [map.positions[2 * row], map.positions[2 * row + 1]]), coveredParts(frame.current))
  }, [camera, map, onMap])

  const cancelDrag = useGestures(surface, {
    tool: () => tool,
    pan: (dx, dy) => camera.move(from => panned(from, dx, dy)),
    zoom: (about, factor) => { if (size) camera.move(from => zoomed(from, size, about, factor, camera.limits)) },
    hover: setPointer,
    tap: (at, how, touch) => {
      const row = dotAt(places, dots.rows, radii, at[0], at[1], touch ? REACH.touch : REACH.mouse)
      setCursor(null)
      if (row >= 0) pick(networks[row].id, how, 'map')
      else if (how === 'replace') clear()
    },
    draw: setDrawing,
    close: (corners, how) => {
      const ids = rowsInside(places, corners).map(row => networks[row].id)
      if (ids.length > 0 || how !== 'replace') store.getState().select(ids, 'map', how)
      else clear()
    },
    grip: setGripping,
  })

  useMapKeys({
    choose: setTool,
    fit,
    zoomToSelection: () => { if (!noZoom) zoomToSelection() },
    escape: () => {
      if (cancelDrag()) return true
      if (cursor !== null) setCursor(null)
      else if (selected.size > 0) clear()
      else return false
      return true
    },
  })

  const step = (direction: Direction) => {
    if (!size) return
    const standing = cursorRow >= 0 ? cursorRow : alone
    const row = standing >= 0
      ? neighbourTowards(places, places[2 * standing], places[2 * standing + 1], direction, standing)
      : nearestTo(places, size.width / 2, size.height / 2)
    if (row < 0) return
    setCursor(networks[row].id)
    setByHand(false)
    setPointer(null)
    // A dot at or beyond the rim is brought in.
    const [x, y] = [places[2 * row], places[2 * row + 1]]
    const inward = (at: number, length: number) => at < 40 ? 40 - at : at > length - 40 ? length - 40 - at : 0
    const [dx, dy] = [inward(x, size.width), inward(y, size.height)]
    if (dx || dy) camera.move(from => panned(from, dx, dy))
  }
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const direction = ({ ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' } as const)[event.key]
    const factor = { '+': 1.4, '=': 1.4, '-': 1 / 1.4 }[event.key]
    if (direction) step(direction)
    else if (factor && size) {
      const about: Point = pointed >= 0 ? [places[2 * pointed], places[2 * pointed + 1]] : [size.width / 2, size.height / 2]
      camera.move(from => zoomed(from, size, about, factor, camera.limits))
    } else if ((event.key === 'Enter' || event.key === ' ') && cursorRow >= 0) pick(networks[cursorRow].id, event.shiftKey ? 'toggle' : 'replace', 'keyboard')
    else return
    event.preventDefault()
  }

  const leave = () => {
    setCursor(null)
    setByHand(false)
  }

  const words = map ? inWords(networks.length, map.diverged.length, selected.size, measure.words, spread?.ends?.map(value => measured(measure, value)) ?? null) : 'The map is on its way.'
  return (
    <div ref={frame} className="MapView">
      {view && size && <Graticule view={view} size={size} />}
      <div
        ref={surface}
        className="MapView-surface"
        data-tool={tool}
        data-over={hovered >= 0 || undefined}
        data-gripping={gripping || undefined}
        data-by-hand={byHand || undefined}
        role="application"
        tabIndex={0}
        aria-label={words}
        aria-describedby={summary}
        onKeyDown={press}
        onPointerDown={() => setByHand(true)}
        onBlur={leave}
      >
        <div ref={host} className="MapView-canvas" />
      </div>
      <p id={summary} className="visually-hidden">Arrow keys go from network to network, Enter selects and opens one, plus and minus zoom, 0 shows the whole map.</p>
      <p className="visually-hidden" aria-live="polite">
        {cursorRow >= 0 && `Network ${networks[cursorRow].id}, ${networks[cursorRow].brought?.name ?? kindOf(networks[cursorRow])}, ${factsOf(networks[cursorRow], measure).map(fact => fact.join(' ')).join(', ')}`}
      </p>
      {drawing && <DrawnShape drawing={drawing} />}
      {fault && <p className="MapView-fault">{fault}</p>}
      <MapToolbar tool={tool} onTool={setTool} noSelection={noZoom} onZoomToSelection={zoomToSelection} onFit={fit} />
      <p className="MapHead" data-covers-map>PHATE of representations</p>
      <Legend
        networks={networks}
        diverged={map?.diverged.length ?? 0}
        measure={measure}
        scale={scale}
        narrow={narrow}
        median={spread?.median ?? null}
        missing={spread?.missing ?? 0}
      />
      {view && <ScaleBar scale={view.scale} />}
      {selected.size > 0 && <SelectionBar count={selected.size} noZoom={noZoom} onZoom={zoomToSelection} onClear={clear} />}
      {pointed >= 0 && size && map && (
        <Tooltip
          network={networks[pointed]}
          fill={css(scale.colour(networks[pointed]))}
          measure={measure}
          landed={map.landed.has(networks[pointed].id)}
          at={[places[2 * pointed], places[2 * pointed + 1]]}
          frame={size}
        />
      )}
    </div>
  )
}

const groundOf = ([red, green, blue]: Rgba): [number, number, number] => [red / 255, green / 255, blue / 255]

/** The map for those who do not see it. */
function inWords(count: number, diverged: number, selected: number, label: string, ends: readonly string[] | null): string {
  return [
    `Map of ${count} networks, coloured by ${label}${ends ? `, from ${ends[0]} to ${ends[1]}` : ''}.`,
    diverged > 0 ? `${diverged} more diverged and have no place on it.` : '',
    selected > 0 ? `${selected} selected.` : '',
  ].filter(Boolean).join(' ')
}
