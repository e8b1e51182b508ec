// How far runs from a corner are from fresh ones on the way, with the null above and the spread of fresh runs below.
import { useMemo } from 'react'
import type { ExperimentPart } from '../../store/experiments/experiments-state.ts'
import { axis } from '../charts/axis.ts'
import { tick } from '../ui/format.ts'
import type { Line } from './LineChart.tsx'
import { LineChart } from './LineChart.tsx'

const NAMES: Readonly<Record<string, string>> = { labels: 'Permuted labels first', subset: 'Half of the classes first' }

export function RejoiningChart({ found: { kind, index, way } }: { found: ExperimentPart['rejoining'][number] }) {
  const lines = useMemo((): Line[] => {
    const points = (values: readonly number[]) => way.stations.flatMap((x, k) => Number.isFinite(values[k]) ? [{ x, y: values[k] }] : [])
    return [
      { name: 'null', points: points(way.nullApart), colour: 'var(--ink-4)', dashed: true },
      { name: 'to fresh runs', points: points(way.apart), colour: 'var(--cat-2)', dashed: false },
      { name: 'among fresh runs', points: points(way.fresh), colour: 'var(--cat-1)', dashed: false },
    ]
  }, [way])
  const most = Math.max(...lines.flatMap(({ points }) => points.map(({ y }) => y)), 0)
  const name = index === 'progress' ? 'progress s' : 'accuracy'
  return (
    <LineChart
      title={`${NAMES[kind] ?? kind}: distance at equal ${index}`}
      lines={lines}
      x={range => axis([0, 1], range, { ticks: 5 })}
      y={range => axis([0, most], range, { ticks: 3 })}
      across={name}
      format={tick}
      label={`Distance to fresh runs at equal ${index}: ${way.stations.filter((_, k) => k % 5 === 4).map(s => `${tick(s)}: ${tick(Number(way.apart[way.stations.indexOf(s)].toFixed(3)))}`).join(', ')}`}
    />
  )
}
