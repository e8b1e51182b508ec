// The map, or two side by side: each dot a network. Looks at the notebook, draws it, and reports what hands and keys select. Hovering changes nothing but the tooltip.
import './map.css'
import { lazy, memo, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useFrame } from '../frame/use-frame.ts'
import { loadMapHead, loadSecondPane, loadSelectionBar, loadTrajectoryPane } from '../later.ts'
import { measured } from '../ui/format.ts'
import { useApp, useAppStore } from '../use-app.ts'
import { embeddingName } from './embedded.ts'
import type { Tool } from './gestures.ts'
import { inWords, withoutPlace } from './in-words.ts'
import { listenToLooks } from './look-at.ts'
import { Legend } from './Legend.tsx'
import { MapPane } from './MapPane.tsx'
import { MapToolbar } from './MapToolbar.tsx'
import { useColoured } from './use-coloured.ts'
import { useMapKeys } from './use-map-keys.ts'
import { useOneAtATime } from './use-one-at-a-time.ts'
import type { PaneHandle } from './use-hands.ts'
import { useSize } from './use-size.ts'
import { useStill } from './use-still.ts'

const MapHead = lazy(async () => ({ default: (await loadMapHead()).MapHead }))
const PaneSwitch = lazy(async () => ({ default: (await loadMapHead()).PaneSwitch }))
const SecondPane = lazy(async () => ({ default: (await loadSecondPane()).SecondPane }))
const TrajectoryPane = lazy(async () => ({ default: (await loadTrajectoryPane()).TrajectoryPane }))
const LandingBar = lazy(async () => ({ default: (await import('./LandingBar.tsx')).LandingBar }))
const SelectionBar = lazy(async () => ({ default: (await loadSelectionBar()).SelectionBar }))

/** A dialog that opens over the page draws nothing of it anew. */
export const MapView = memo(function MapView() {
  const store = useAppStore()
  const map = useApp(state => state.map)
  const selected = useApp(state => state.selection.ids)
  const groups = useApp(state => state.groups)
  const second = useApp(state => state.second)
  const panes = useApp(state => state.panes)
  const solidRuns = useApp(state => state.runs.dimensions === 3)
  const brought = useApp(state => state.imports.length > 0)
  const narrow = useFrame() === 'phone'
  const still = useStill()
  const networks = useMemo(() => map?.networks ?? [], [map])
  const coloured = useColoured(networks)
  const { measure, scale, spread } = coloured
  const [tool, setTool] = useState<Tool>('pan')
  const layers = useApp(state => state.layers)
  const [hovered, setHovered] = useState<number | null>(null)
  const first = useRef<PaneHandle>(null)
  const other = useRef<PaneHandle>(null)
  const frame = useRef<HTMLDivElement>(null)
  const { alone, front, setFront, follow } = useOneAtATime(panes, useSize(frame))

  const onMap = useMemo(() => networks.some(network => selected.has(network.id)), [networks, selected])
  const noZoom = onMap ? null : selected.size > 0 ? 'None of the selected networks has a place on the map' : 'Select some networks first'
  const beside = panes.second ?? (second ? 'distances' : null)
  const turns = Boolean(((panes.first === 'phate' || beside === 'phate') && map?.space) || second?.made?.space)
    || (solidRuns && (panes.first !== 'phate' || (beside !== null && beside !== 'phate' && beside !== 'distances')))
  const fit = useCallback(() => [first, other].forEach(pane => pane.current?.fit()), [])
  const zoomToSelection = useCallback(() => [first, other].forEach(pane => pane.current?.zoomToSelection()), [])
  const show = useCallback((ids: readonly number[]) => [first, other].forEach(pane => pane.current?.show(ids)), [])
  useEffect(() => listenToLooks(show), [show])
  const showLayer = useApp(state => state.showLayer)
  const look = useApp(state => state.look)
  const lookFrom = useApp(state => state.lookFrom)

  useMapKeys({
    choose: next => { if (next !== 'turn' || turns) setTool(next) },
    fit,
    zoomToSelection: () => { if (!noZoom) zoomToSelection() },
    escape: () => {
      if (first.current?.escape() || other.current?.escape()) return true
      if (selected.size === 0) return false
      store.getState().clearSelection()
      return true
    },
  })

  const off = useMemo(() => withoutPlace(map?.diverged ?? []), [map?.diverged])
  const ends = spread?.ends?.map(value => measured(measure, value)) ?? null
  const words = map ? inWords(networks.length, off, selected.size, measure.words, ends) : 'The map is on its way.'
  const shared = { coloured, selected, groups, tool: turns || tool !== 'turn' ? tool : 'pan', layers, narrow, still, hovered, onHover: setHovered }
  const barred = selected.size + groups.a.size + groups.b.size > 0
  const runs = { selected, groups, tool: shared.tool, narrow, still, hovered, onHover: setHovered, two: beside !== null && !alone, alone, footed: barred }
  const toolbar = (
    <MapToolbar
      tool={shared.tool}
      onTool={setTool}
      turns={turns}
      noSelection={noZoom}
      onZoomToSelection={zoomToSelection}
      onFit={fit}
      layers={layers}
      onLayer={name => showLayer(name, !layers.has(name))}
    />
  )
  const [firstTools, secondTools] = alone && front === 'second' ? [null, toolbar] : [toolbar, null]
  const legend = (
    <Legend
      networks={networks}
      diverged={off.diverged}
      measure={measure}
      scale={scale}
      narrow={narrow}
      median={spread?.median ?? null}
      missing={spread?.missing ?? 0}
    />
  )
  const head = (place: 'first' | 'second') => (
    <div className="MapHead" data-covers-map>
      <Suspense fallback={<p className="MapHead-name">{map && embeddingName(map.manifest.geometry)}</p>}><MapHead place={place} /></Suspense>
    </div>
  )
  return (
    <div ref={frame} className="MapView" data-two={(beside !== null && !alone) || undefined} data-alone={alone ? front : undefined} data-bar={barred || undefined} onFocus={follow}>
      {alone && <Suspense><PaneSwitch panes={panes} front={front} onFront={setFront} /></Suspense>}
      {panes.first === 'phate'
        ? <MapPane {...shared} embedded={map} words={words} handle={first} look={look} onLook={lookFrom}>{firstTools}{head('first')}{legend}</MapPane>
        : <Suspense fallback={<div className="MapPane">{firstTools}</div>}><TrajectoryPane {...runs} key="first" picture={panes.first} place="first" handle={first}>{firstTools}</TrajectoryPane></Suspense>}
      {map && beside === 'distances' && second && <Suspense><SecondPane {...shared} map={map} second={second} handle={other} /></Suspense>}
      {map && beside === 'phate' && <MapPane {...shared} embedded={map} words={words} handle={other} look={look} onLook={lookFrom} className="MapPane-second">{secondTools}{head('second')}{legend}</MapPane>}
      {panes.second !== null && panes.second !== 'phate' && (
        <Suspense fallback={<div className="MapPane MapPane-second" />}><TrajectoryPane {...runs} key="second" picture={panes.second} place="second" handle={other}>{secondTools}</TrajectoryPane></Suspense>
      )}
      {brought && <Suspense><LandingBar onZoom={show} /></Suspense>}
      <Suspense><SelectionBar noZoom={noZoom} onZoom={zoomToSelection} /></Suspense>
    </div>
  )
})
