// Test accuracy by family, activation, optimiser, augmentation and start: the groups of a population held against each other.
import { memo, useCallback, useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { spread } from '../../core/statistics.ts'
import type { CategoryMeasure } from '../../store/measures.ts'
import { measureOf } from '../../store/measures.ts'
import type { Groups } from '../../store/state.ts'
import type { BoxRow } from '../charts/BoxRows.tsx'
import { BoxRows } from '../charts/BoxRows.tsx'
import { decimal, integer, measured, tick } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { shapeOfValue, shapePath } from '../shapes.ts'
import { useApp } from '../use-app.ts'
import './AccuracyByGroup.css'
import { useSelected } from './use-selected.ts'
import { networksOf } from './words.ts'

const DOMAIN: readonly [number, number] = [0, 1]
const GROUPS = (['family', 'activation', 'optimiser', 'augmentation', 'start'] as const).map(key => measureOf(key) as CategoryMeasure)
const threeDecimals = (value: number) => decimal(value, 3)

export function AccuracyByGroup() {
  const { networks, selected, selecting, groups: held } = useSelected()
  const groups = useMemo(
    () => GROUPS.map(measure => ({ measure, rows: rowsOf(measure, networks, selected, held) })).filter(({ rows }) => rows.length > 1), [networks, selected, held],
  )
  if (groups.length === 0) return null
  const say = held.a.size + held.b.size > 0
    ? 'Strokes above the line are group A, below it group B. A click on a row selects its networks.'
    : selecting
      ? 'Vermilion strokes are the selected. A click on a row selects its networks.'
      : <>A stroke is a network, a box the middle half, the thick line <b>the median</b>. A click on a row selects its networks.</>
  return (
    <Panel title="Accuracy by group" help="statistics" aside="median" say={say}>
      {groups.map(({ measure, rows }, at) => (
        <div key={measure.key} className={at > 0 ? 'ByGroup-next' : undefined}>
          <Rows measure={measure} rows={rows} networks={networks} selecting={selecting} named={at === groups.length - 1} />
        </div>
      ))}
    </Panel>
  )
}

interface RowsProps { measure: CategoryMeasure, rows: readonly BoxRow[], networks: readonly NetworkRow[], selecting: boolean, named: boolean }

const Rows = memo(function Rows({ measure, rows, networks, selecting, named }: RowsProps) {
  const select = useApp(state => state.select)
  const choose = useCallback((key: string) => select(networks.filter(row => measure.read(row) === key).map(row => row.id), 'panel'), [measure, networks, select])
  return <BoxRows rows={rows} selecting={selecting} domain={DOMAIN} format={threeDecimals} formatTick={tick} onChoose={choose} name={named ? 'test accuracy' : undefined} />
})

function rowsOf(measure: CategoryMeasure, networks: readonly NetworkRow[], selected: readonly NetworkRow[], held: Groups): BoxRow[] {
  const accuracies = (rows: readonly NetworkRow[], value: string) =>
    rows.filter(row => measure.read(row) === value).map(row => row.outcome.testAccuracy).filter(Number.isFinite)
  const some = held.a.size + held.b.size > 0
  const [a, b] = [held.a, held.b].map(ids => some ? networks.filter(row => ids.has(row.id)) : [])
  return measure.values.flatMap(value => {
    if (!networks.some(row => measure.read(row) === value)) return []
    const shape = shapeOfValue(measure.key, value)
    const values = accuracies(networks, value)
    const name = measured(measure, value)
    const box = spread(values)
    return [{
      key: value, values, chosen: accuracies(selected, value), groups: some ? { a: accuracies(a, value), b: accuracies(b, value) } : null, spread: box,
      words: `${networksOf(values.length)} with ${name}, median ${decimal(box.median, 3)}`,
      label: <>{shape && <svg className="Glyph" width={12} height={12} aria-hidden><path className="Chart-mark" d={shapePath(shape, 6, 6, 4.5)} fill="var(--mark-dim)" /></svg>}<span>{name}</span><small>{integer(values.length)}</small></>,
    }]
  })
}
