// Training runs on InPCA's axes as a small picture that stands still: for cards and reports. The whole of each run, coloured by the group that it belongs to.
import './trajectories.css'
import { useCallback, useMemo } from 'react'
import type { InpcaMap } from '../../protocol/trajectories.ts'
import { useCanvas } from '../charts/use-canvas.ts'
import type { Token } from '../charts/use-canvas.ts'
import { useWidth } from '../charts/use-width.ts'
import { usePalette } from '../use-palette.ts'
import { axisName, TIME_LIKE } from './axis-words.ts'
import { drawAxes, drawEnds, drawRoad } from './draw-ground.ts'
import { drawRuns } from './draw-runs.ts'
import { TIER } from './runs-drawing.ts'
import { inksOf } from './inks.ts'
import { edgesOf, plotIn, sizeOf, toPixels, wholeView } from './plot.ts'
import { groupPaint } from './run-colours.ts'
import { endsOf, oriented, sceneOf, stretchToFill } from './scene.ts'

interface Props {
  map: InpcaMap
  /** `of`: of each run, in the order of map.ids, its place among the names; `ordered`: these rise. */
  groups: { title: string, of: ArrayLike<number>, names: readonly string[], ordered?: boolean }
  /** Across and up; the first two without it. */
  axes?: readonly [number, number]
  height?: number
  /** The picture in a sentence, for those who do not see it. */
  label: string
}

const FIRST_TWO = [0, 1] as const
const MARGINS = { left: 34, top: 22, right: 10, bottom: 34 }
const CIRCLE = { solid: 'circle', hollow: false } as const

export function StillTrajectories({ map, groups, axes: [across, up] = FIRST_TWO, height = 220, label }: Props) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const theme = usePalette()
  const paint = useMemo(() => groupPaint(groups.title, groups.of, groups.names, map.starts, theme, groups.ordered), [groups, map, theme])
  const draw = useCallback((pen: CanvasRenderingContext2D, token: Token) => {
    const inks = inksOf(token)
    const plot = plotIn({ width, height }, MARGINS)
    const laid = oriented({ ...map, averages: [] })
    const axes = [across, up, 0] as const
    const { width: wide, height: high } = sizeOf(plot)
    const scene = sceneOf(laid, axes, stretchToFill(laid, axes, wide / high), null)
    const view = wholeView(scene, plot)
    const edges = edgesOf(view, plot, scene)
    const pixels = toPixels(view, plot, scene.places)
    const road = toPixels(view, plot, scene.road)
    const red = (axis: number) => map.signs[axis] < 0
    drawAxes(pen, plot, { low: edges.x[0], high: edges.x[1], timeLike: red(across) }, { low: edges.y[0], high: edges.y[1], timeLike: red(up) }, inks)
    pen.font = '420 11px "Inter Variable", Inter, system-ui, sans-serif'
    for (const [axis, x, y, align] of [[up, plot.left, 13, 'left'], [across, plot.right, height - 5, 'right']] as const) {
      pen.fillStyle = red(axis) ? inks.danger : inks.text
      pen.textAlign = align
      const name = axisName(axis, map.eigenvalues[axis])
      const whole = `${name}, ${TIME_LIKE}`
      pen.fillText(!red(axis) ? name : pen.measureText(whole).width <= width - plot.left - 4 ? whole : `${name}, time-like`, x, y)
    }
    drawRoad(pen, road, inks)
    const runs = map.ids.length
    drawRuns(pen, {
      starts: map.starts, pixels, tiers: new Uint8Array(runs).fill(TIER.plain), groups: new Uint8Array(runs), grouped: false, paint,
      shapes: Array.from({ length: runs }, () => CIRCLE), heads: endsOf(map.starts), clocked: false, trail: 'path', dotsOnly: false, narrow: true,
    }, inks)
    drawEnds(pen, road, pixels, plot, inks)
  }, [map, paint, width, height, across, up])
  const canvas = useCanvas(width, height, draw)
  const { key } = paint
  return (
    <div className="StillTrajectories" ref={ref}>
      <canvas ref={canvas} style={{ width, height }} role="img" aria-label={label} />
      {key.kind === 'names' && key.names.length > 1 && (
        <ul className="RunKeys">
          {key.names.map(({ name, colour, count }) => <li key={name}><i style={{ background: colour }} />{name}<span className="RunKeys-count">{count}</span></li>)}
        </ul>
      )}
    </div>
  )
}
