// Test accuracy by activation and by optimiser: the groups of a population held against each other.
import { useCallback, useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { spread } from '../../core/statistics.ts'
import type { CategoryMeasure } from '../../store/measures.ts'
import { measureOf } from '../../store/measures.ts'
import type { BoxRow } from '../charts/BoxRows.tsx'
import { BoxRows } from '../charts/BoxRows.tsx'
import { Glyph } from '../charts/Glyph.tsx'
import { decimal, integer, measured, tick } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import './AccuracyByGroup.css'
import { useSelected } from './use-selected.ts'
import { networksOf } from './words.ts'

const DOMAIN: readonly [number, number] = [0, 1]
const ACTIVATION = measureOf('activation') as CategoryMeasure
const OPTIMISER = measureOf('optimiser') as CategoryMeasure
const threeDecimals = (value: number) => decimal(value, 3)

export function AccuracyByGroup() {
  const { networks, selected, selecting } = useSelected()
  const select = useApp(state => state.select)
  const activations = useMemo(() => rowsOf(ACTIVATION, networks, selected), [networks, selected])
  const optimisers = useMemo(() => rowsOf(OPTIMISER, networks, selected), [networks, selected])
  const chooseActivation = useCallback((key: string) => select(networks.filter(row => row.hyper?.activation === key).map(row => row.id), 'panel'), [networks, select])
  const chooseOptimiser = useCallback((key: string) => select(networks.filter(row => row.hyper?.optimiser === key).map(row => row.id), 'panel'), [networks, select])
  if (activations.length < 2 && optimisers.length < 2) return null
  const say = selecting
    ? 'Vermilion strokes are the selected. A click on a row selects its networks.'
    : <>A stroke is a network, a box the middle half, the thick line <b>the median</b>. A click on a row selects its networks.</>
  return (
    <Panel title="Accuracy by group" help="statistics" aside="median" say={say}>
      {activations.length > 1 && (
        <BoxRows rows={activations} selecting={selecting} domain={DOMAIN} format={threeDecimals} formatTick={tick} onChoose={chooseActivation} name={optimisers.length > 1 ? undefined : 'test accuracy'} />
      )}
      {optimisers.length > 1 && (
        <div className={activations.length > 1 ? 'ByGroup-second' : undefined}>
          <BoxRows rows={optimisers} selecting={selecting} domain={DOMAIN} format={threeDecimals} formatTick={tick} onChoose={chooseOptimiser} name="test accuracy" />
        </div>
      )}
    </Panel>
  )
}

function rowsOf(measure: CategoryMeasure, networks: readonly NetworkRow[], selected: readonly NetworkRow[]): BoxRow[] {
  const accuracies = (rows: readonly NetworkRow[], value: string) =>
    rows.filter(row => measure.read(row) === value).map(row => row.outcome.testAccuracy).filter(Number.isFinite)
  return measure.values.flatMap(value => {
    const first = networks.find(row => measure.read(row) === value)
    if (!first) return []
    const values = accuracies(networks, value)
    const name = measured(measure, value)
    const box = spread(values)
    return [{
      key: value, values, chosen: accuracies(selected, value), spread: box,
      words: `${networksOf(values.length)} with ${name}, median ${decimal(box.median, 3)}`,
      label: <>{measure.key === 'activation' && <Glyph row={first} fill="var(--mark-dim)" />}<span>{name}</span><small>{integer(values.length)}</small></>,
    }]
  })
}
