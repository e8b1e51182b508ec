// The curves of all runs over the updates made, coloured as on the picture; what the clock says is a line. Pointing, or arrow keys, read one checkpoint; a click selects its run.
import type { KeyboardEvent, MouseEvent } from 'react'
import { memo, useMemo, useState } from 'react'
import { clockAt, clockTicks } from '../../store/trajectories/clock.ts'
import type { Axis } from '../charts/axis.ts'
import { axis } from '../charts/axis.ts'
import { ChartFrame } from '../charts/ChartFrame.tsx'
import { markAt } from '../charts/marks.ts'
import { usePlot } from '../charts/use-plot.ts'
import { decimal, integer, tick } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { drawn, pointsOf } from './run-lines.ts'
import { runOfRow } from './scene.ts'
import type { Runs } from './use-runs.ts'

export type RunValue = 'progress' | 'accuracy'

interface Props {
  runs: Runs
  show: RunValue
  /** Places of runs that are selected; null: nobody is. */
  chosen: ReadonlySet<number> | null
  onPick: (id: number, toggle: boolean) => void
}

const HEIGHT = 200
const REACH = 14
/** More dots than this would be all edge. */
const CROWD = 300

export const RunCurves = memo(function RunCurves({ runs, show, chosen, onPick }: Props) {
  const { map, paint, name } = runs
  const plot = usePlot(HEIGHT, { left: 30, beyond: 10 })
  const [row, setRow] = useState<number | null>(null)
  const { left, right, top, bottom } = plot
  const ticks = useMemo(() => clockTicks(map, 'step'), [map])
  const x = useMemo((): Axis => ({ ...axis([0, 1], [left + 4, right]), ticks: ticks.map(({ at }) => at) }), [ticks, left, right])
  const y = useMemo(() => axis([0, 1], [bottom, top], { ticks: 4 }), [bottom, top])
  const value = useMemo(() => show === 'progress' ? (at: number) => map.progress[at] : (at: number) => 1 - map.error[at], [map, show])
  const points = useMemo(() => pointsOf(map, at => x.at(clockAt(map, 'step', map.steps[at])), at => y.at(value(at))), [map, value, x, y])
  const crowded = map.steps.length > CROWD
  const { lines, dots } = useMemo(() => drawn(map, points, paint, chosen, crowded ? 1.5 : 2), [map, points, paint, chosen, crowded])
  const marks = useMemo(() => Array.from(points.x, (_, at) => ({ x: points.x[at], y: points.y[at] })), [points])
  const near = (event: MouseEvent<SVGSVGElement>): number => {
    const box = event.currentTarget.getBoundingClientRect()
    return markAt(marks, event.clientX - box.left, event.clientY - box.top, REACH)
  }
  const at = row !== null && row < marks.length ? row : null
  const run = at === null ? -1 : runOfRow(map.starts, at)
  const words = at === null ? '' : `${name(run)}, update ${integer(map.steps[at])}: ${show} ${decimal(value(at), 3)}`
  const keys = (event: KeyboardEvent) => {
    const along = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const across = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (along !== undefined) setRow(at === null ? 0 : Math.min(map.starts[run + 1] - 1, Math.max(map.starts[run], at + along)))
    else if (across !== undefined) {
      const next = (Math.max(0, run) + (at === null ? 0 : across) + map.ids.length) % map.ids.length
      setRow(at === null ? 0 : Math.min(map.starts[next + 1] - 1, map.starts[next] + at - map.starts[run]))
    } else if ((event.key === 'Enter' || event.key === ' ') && at !== null) onPick(map.ids[run], event.key === ' ')
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <ChartFrame
      plot={plot}
      across={{ axis: x, name: 'updates, log scale', format: place => ticks.find(({ at: there }) => there === place)?.label ?? '' }}
      up={{ axis: y, name: show, format: tick }}
      label={`${show === 'progress' ? 'Progress' : 'Accuracy'} of all runs over updates. Arrow keys walk checkpoints and runs, Enter selects a run, Space adds it or takes it away.`}
      words={words}
      style={{ cursor: at === null ? undefined : 'pointer' }}
      onPointerMove={event => { const found = near(event); setRow(found < 0 ? null : found) }}
      onPointerLeave={() => setRow(null)}
      onBlur={() => setRow(null)}
      onClick={event => { const found = near(event); if (found >= 0) onPick(map.ids[runOfRow(map.starts, found)], event.shiftKey || event.ctrlKey || event.metaKey) }}
      onKeyDown={keys}
    >
      {lines.map(line => <path key={line.key} d={line.d} fill="none" stroke={line.colour} strokeWidth={line.strong ? 1.5 : 1} strokeOpacity={line.strong ? 0.9 : 0.6} strokeLinejoin="round" />)}
      {dots.map(dot => <path key={dot.key} d={dot.d} fill={dot.colour} stroke="var(--mark-edge)" strokeWidth={crowded ? 0 : 0.5} />)}
      <ClockLine runs={runs} show={show} x={x} y={y} />
      {at !== null && <circle cx={marks[at].x} cy={marks[at].y} r={6} fill="none" stroke="var(--ink-1)" strokeWidth={1.5} pointerEvents="none" />}
    </ChartFrame>
  )
})

interface LineProps { runs: Runs, show: RunValue, x: Axis, y: Axis }

/** The only part that moves with the clock: down at an update, across at a progress or an accuracy where that is what is shown. */
function ClockLine({ show, x, y }: LineProps) {
  const by = useApp(state => state.clock.by)
  const at = useApp(state => state.clock.at)
  if (at === null || (by !== 'step' && by !== show)) return null
  const [left, right] = x.range
  const [bottom, top] = y.range
  const [x1, y1, x2, y2] = by === 'step' ? [x.at(at), bottom, x.at(at), top] : [left, y.at(at), right, y.at(at)]
  return (
    <g pointerEvents="none" aria-hidden>
      <line x1={x1} y1={y1} x2={x2} y2={y2} stroke="var(--accent)" strokeWidth={1.5} />
      <circle cx={x2} cy={y2} r={4} fill="var(--accent)" stroke="var(--surface)" strokeWidth={1.5} />
    </g>
  )
}
