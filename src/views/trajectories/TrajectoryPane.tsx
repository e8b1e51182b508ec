// One picture of training on the page: runs from ignorance to truth on InPCA's axes, their null, the map of runs, or checkpoints by representation. Its own
// camera, and what hands and keys do on it. The clock draws it without React.
import './trajectories.css'
import type { ReactNode, Ref } from 'react'
import { useEffect, useEffectEvent, useId, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { rowsInside } from '../../core/polygon.ts'
import { mapDrawn, mapSketched } from '../../store/after-map.ts'
import type { Groups } from '../../store/state.ts'
import type { Picture } from '../../store/trajectories/trajectories-state.ts'
import { Camera } from '../map/camera.ts'
import { DrawnShape } from '../map/DrawnShape.tsx'
import type { Tool } from '../map/gestures.ts'
import type { Direction } from '../map/nearest.ts'
import { nearestTo } from '../map/nearest.ts'
import { ScaleBar } from '../map/ScaleBar.tsx'
import { turnWords } from '../map/turntable.ts'
import { PANES } from '../map/panes.ts'
import type { PaneHandle } from '../map/use-hands.ts'
import { REACH, useHands, useUnderWay } from '../map/use-hands.ts'
import { useSize } from '../map/use-size.ts'
import { useTurn } from '../map/use-turn.ts'
import type { Point, Size } from '../map/view.ts'
import { fullName } from '../ui/format.ts'
import { useApp, useAppStore } from '../use-app.ts'
import { usePalette } from '../use-palette.ts'
import { noteWords } from './axis-words.ts'
import { AxisNames } from './AxisNames.tsx'
import { checkpointAt } from './checkpoint-at.ts'
import { checkpointFacts, CheckpointTip } from './CheckpointTip.tsx'
import { sizesOf } from './runs-drawing.ts'
import { rowsElsewhere } from './moments.ts'
import { PICTURE_NAMES, PICTURE_TITLES } from './picture-names.ts'
import { toPixels } from './plot.ts'
import { RunLegend } from './RunLegend.tsx'
import { RunsNeeded } from './RunsNeeded.tsx'
import { runOfRow } from './scene.ts'
import { TrajectoryHead } from './TrajectoryHead.tsx'
import { useDrawing } from './use-drawing.ts'
import { useDrawnCanvas } from './use-drawn-canvas.ts'
import { useDrawnRuns } from './use-drawn-runs.ts'
import { useLaid } from './use-laid.ts'
import { useMoment } from './use-moment.ts'
import { FREE, useScene } from './use-scene.ts'
import { pictureWords, sourceWords, towards } from './walk.ts'

interface Props {
  picture: Exclude<Picture, 'phate'>
  place: 'first' | 'second'
  selected: ReadonlySet<number>
  groups: Groups
  tool: Tool
  narrow: boolean
  still: boolean
  /** The network under the pointer, on whichever picture. */
  hovered: number | null
  onHover: (id: number | null) => void
  handle: Ref<PaneHandle>
  /** Whether another picture stands beside this one. */
  two: boolean
  /** Another picture is behind this one, with a switch over both. */
  alone: boolean
  /** Something lies over the foot of the picture. */
  footed: boolean
  children?: ReactNode
}

export function TrajectoryPane({ picture, place, selected, groups, tool, narrow, still, hovered, onHover, handle, two, alone, footed, children }: Props) {
  const store = useAppStore()
  const { shown, why, share } = useLaid(picture)
  const networks = useApp(state => state.map?.networks) ?? NONE
  const clocked = useApp(state => state.clock.at !== null)
  const brushed = useApp(state => state.trajectories.brushed)
  const made = useApp(state => state.trajectories.made?.map ?? null)
  const busy = useApp(state => state.trajectories.work !== null)
  /** Of two pictures of training the first says what is under way. */
  const speaks = useApp(state => place === 'first' || !two || state.panes.first === 'phate')
  const probes = useApp(state => state.runs.probes)
  const theme = usePalette()
  const frame = useRef<HTMLDivElement>(null)
  const surface = useRef<HTMLDivElement>(null)
  const size = useSize(frame)
  const [camera] = useState(() => new Camera(FREE))
  const view = useSyncExternalStore(camera.subscribe, () => camera.view)
  const solid = shown?.dimensions === 3
  const turning = useTurn(shown?.series ?? null, still)
  const { turn } = turning
  const [filled, setFilled] = useState(true)
  const [pointed, setPointed] = useState<number | null>(null)
  /** The arrow keys come to rows. */
  const underWay = useUnderWay()
  const { drawing: [drawing], gripping: [gripping], cursor: [cursor, setCursor], byHand: [, setByHand] } = underWay
  const summary = useId()

  /** The tools are over one picture, which is not always the first. */
  const tools = children !== null && children !== undefined
  const { scene, plot, plotSize, low, covered } = useScene({ shown, size, turn, filled, still, camera, frame, narrow, tools, two, bare: alone, footed })

  const of = useDrawnRuns({ shown, scene, networks, selected, groups, theme })
  const { rowOfId, runOfId, ids, runs, ours, paint, standing } = of

  const pixels = useMemo(() => view && plot ? toPixels(view, plot, scene.places) : NOWHERE, [view, plot, scene])
  const now = useMoment(shown, scene)
  const marked = useMemo(() => {
    if (!made || !shown || brushed.size === 0 || shown.dotsOnly) return []
    return shown.laid.starts === made.starts ? [...brushed] : rowsElsewhere(brushed, made, shown.readings)
  }, [made, shown, brushed])
  const lit = hovered === null ? -1 : runOfId.get(hovered) ?? -1
  const row = pointed ?? cursor ?? -1
  const held = clocked && shown?.roads != null
  const draw = useDrawing({ shown, scene, of, plot, plotSize, view, pixels, now, held, narrow, marked, lit, row, cursor, theme })
  const { ref: canvas, redraw } = useDrawnCanvas(size, draw)
  useEffect(() => store.subscribe((state, before) => { if (state.clock !== before.clock) redraw() }), [store, redraw])
  useEffect(() => {
    mapSketched()
    mapDrawn()
  }, [])

  // For pictures of the page: what stands here, and from what.
  useLayoutEffect(() => {
    const element = frame.current
    if (!element || !shown) return
    PANES.set(element, { picture: PICTURE_NAMES[picture], words: sourceWords(picture, shown, probes), networks: ours, narrow })
    return () => { PANES.delete(element) }
  }, [shown, picture, probes, ours, narrow])

  const under = (at: Point, slack: number) => checkpointAt(at, { pixels, starts: scene.starts, order: standing.order, moment: now(), sizes: sizesOf(runs, narrow), held }, slack)
  const idOf = (at: number): number => ids[runOfRow(scene.starts, at)]
  const hover = (at: Point | null) => {
    const found = at && plot ? under(at, REACH.mouse) : -1
    setPointed(found >= 0 ? found : null)
    onHover(found >= 0 ? idOf(found) : null)
  }
  const inPlot = (at: Point): Point => plot ? [at[0] - plot.left, at[1] - plot.top] : at

  const step = (direction: Direction) => {
    if (!plot || !shown) return
    const { seen } = now()
    const lone = selected.size === 1 ? runOfId.get([...selected][0]) : undefined
    const from = cursor ?? (lone === undefined ? -1 : scene.starts[lone])
    const next = from < 0 ? nearestTo(pixels, (plot.left + plot.right) / 2, (plot.top + plot.bottom) / 2) : towards(pixels, scene.starts, seen, from, direction)
    if (next < 0) return
    setCursor(next)
    setPointed(null)
    setByHand(false)
    onHover(idOf(next))
  }
  const hands = useHands({
    surface, handle, tool, camera, turning, solid, covered, selected, underWay, under, hover, step, idOf, pixels,
    size: plotSize,
    within: inPlot,
    cursor: cursor ?? -1,
    about: row,
    slipped: () => { if (pointed !== null) hover(null) },
    close: (corners, how) => {
      const { seen } = now()
      const rows = rowsInside(pixels, corners).filter(at => seen[at] === 2)
      const { choosing, select, brushCheckpoints, clearSelection } = store.getState()
      if (rows.length === 0 && how === 'replace' && choosing === 'replace') return clearSelection()
      const way = how === 'toggle' ? 'replace' : how
      if (!shown || !made) return
      if (shown.dotsOnly) select(new Set(rows.map(idOf)), 'map', way)
      else brushCheckpoints(shown.laid.starts === made.starts ? rows : rowsElsewhere(rows, shown.readings, made), way)
    },
    placesOf: wanted => [...wanted].flatMap(id => {
      const run = runOfId.get(id)
      return run === undefined ? [] : [...scene.places.subarray(2 * scene.starts[run], 2 * scene.starts[run + 1])]
    }),
  })
  const gone = useEffectEvent(() => onHover(null))
  useEffect(() => () => gone(), [])

  const cursorId = cursor === null || cursor >= pixels.length / 2 ? null : idOf(cursor)
  const title = PICTURE_TITLES[picture]
  const spoken = shown ? pictureWords(PICTURE_NAMES[picture], runs, scene.places.length / 2, shown, selected.size) : `${PICTURE_NAMES[picture]}: not there yet.`
  const tipped = !drawing && !gripping && row >= 0 && row < pixels.length / 2 ? row : -1
  return (
    <div ref={frame} className={`MapPane TrajectoryPane ${place === 'second' ? 'MapPane-second' : ''}`} data-footed={footed || undefined} data-low={low || undefined}>
      <div
        {...hands}
        ref={surface}
        data-over={pointed !== null || undefined}
        aria-label={spoken}
        aria-busy={busy}
        aria-describedby={summary}
      >
        <canvas ref={canvas} className="TrajectoryPane-canvas" />
      </div>
      <p id={summary} className="visually-hidden">
        Arrows to the left and right go from checkpoint to checkpoint along a run, up and down from run to run; Enter selects the run and opens its network.
        Plus and minus zoom, 0 shows everything.
        {solid && ' With Alt, arrow keys turn it.'}
      </p>
      <p className="visually-hidden" aria-live="polite">
        {cursorId !== null && shown && [
          nameOf(rowOfId.get(cursorId), cursorId), ...checkpointFacts(rowOfId.get(cursorId), cursor!, shown.readings).map(fact => fact.join(' ')),
        ].join(', ')}
      </p>
      {shown && paint && plot && (
        <RunLegend paint={paint} networks={ours} checkpoints={!shown.dotsOnly} averaged={shown.averages.length > 0} narrow={narrow || (size?.width ?? 0) < 620} />
      )}
      {shown?.meaning && plot && size && (
        <AxisNames axes={shown.axes} dimensions={shown.dimensions} signs={shown.signs} eigenvalues={shown.eigenvalues} plot={plot} height={size.height} low={low} />
      )}
      {title && plot && <p className="TrajectoryPane-title" style={{ top: plot.top - 21 }}>{title}</p>}
      {shown?.meaning && <p className="TrajectoryPane-note">{noteWords(shown, filled, roomIn(size))}{solid && ` · ${turnWords(turn)}`}</p>}
      {drawing && <DrawnShape drawing={drawing} />}
      {shown && !shown.meaning && view && <ScaleBar scale={view.scale} turned={solid ? turnWords(turn) : null} />}
      {children}
      <TrajectoryHead
        place={place}
        picture={picture}
        eigenvalues={shown?.eigenvalues ?? null}
        dims={shown?.laid.dims ?? 10}
        filled={filled}
        onFilled={setFilled}
        frame={() => frame.current}
      />
      {(!shown || (busy && speaks) || why || (share !== null && speaks && !busy)) && (
        <div className="TrajectoryPane-state" data-alone={!shown || undefined}>
          {(!shown || (busy && speaks)) && <RunsNeeded />}
          {!busy && share !== null && <p>{shown ? 'Averages' : PICTURE_NAMES[picture]} {Math.round(100 * share)} %</p>}
          {why && <p role="alert">{why}</p>}
        </div>
      )}
      {tipped >= 0 && size && shown && paint && (
        <CheckpointTip
          network={rowOfId.get(idOf(tipped))}
          id={idOf(tipped)}
          row={tipped}
          readings={shown.readings}
          fill={paint.palette[paint.rows[tipped]]}
          at={[pixels[2 * tipped], pixels[2 * tipped + 1]]}
          frame={size}
        />
      )}
    </div>
  )
}

const roomIn = (size: Size | null) => !size || size.width < 320 ? 'little' : size.width < 520 ? 'half' : 'all'

const NONE: readonly never[] = []
const NOWHERE = new Float64Array()

const nameOf = (network: NetworkRow | undefined, id: number): string => network ? fullName(network) : `Network ${id}`
