// Whether accurate networks have much topology: a number of each network's diagrams against its test accuracy, and their rank correlation.
import { useCallback, useMemo, useState } from 'react'
import type { ShapeMeasure } from '../../../core/persistence/shape-measures.ts'
import { spearman } from '../../../core/statistics.ts'
import type { PackedDiagrams } from '../../../protocol/topology.ts'
import type { NumberMeasure } from '../../../store/measures.ts'
import { measureOf } from '../../../store/measures.ts'
import type { ScatterSide } from '../../charts/Scatter.tsx'
import { tick } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Select } from '../../ui/Select.tsx'
import { MeasureScatter } from '../MeasureScatter.tsx'
import { useSelected } from '../use-selected.ts'
import { rhoOf, trend } from '../words.ts'
import { SHAPE_NAMES, SHAPE_OPTIONS, shown, valuesOf } from './loops-against.ts'

const ACCURACY = measureOf('testAccuracy') as NumberMeasure

export function LoopsAgainst({ diagrams, whole, share }: { diagrams: PackedDiagrams | null, whole: boolean, share: number | null }) {
  const [measure, setMeasure] = useState<ShapeMeasure>('loopPersistence')
  const { networks, selected } = useSelected()
  const values = useMemo(() => {
    const read = diagrams && valuesOf(measure, diagrams, networks)
    return new Map(networks.map((row, k) => [row.id, read?.[k] ?? NaN]))
  }, [measure, diagrams, networks])
  const value = useCallback((row: { id: number }) => values.get(row.id) ?? NaN, [values])
  const all = useMemo(() => spearman(networks.map(value), networks.map(ACCURACY.read)), [networks, value])
  const some = useMemo(() => selected.length > 2 ? spearman(selected.map(value), selected.map(ACCURACY.read)) : null, [selected, value])
  const across = useMemo<ScatterSide>(() => {
    const ends = [...values.values()].filter(Number.isFinite)
    const [low, high] = [ends.reduce((a, b) => Math.min(a, b), Infinity), ends.reduce((a, b) => Math.max(a, b), -Infinity)]
    return { name: measure === 'loops' ? 'loops' : measure === 'loopEntropy' ? 'nats' : 'mean distances', domain: high > low ? [low, high] : [0, 1], log: false, integer: measure === 'loops', format: tick }
  }, [values, measure])
  const written = useCallback((found: number) => shown(measure, found), [measure])
  if (all.n === 0) return null
  const { words } = SHAPE_NAMES[measure]
  const say = some
    ? <>Among the selected, accuracy {trend(some)} {words}: Spearman <b>{rhoOf(some)}</b>; among all, {rhoOf(all)}.</>
    : <>Accuracy {trend(all)} {words}: Spearman <b>{rhoOf(all)}</b>.</>
  return (
    <Panel className="Panel-control" title="Accuracy against" help="persistence" aside={<Select label="Of the diagrams" value={measure} onChange={setMeasure} options={SHAPE_OPTIONS} />} say={say}>
      <div className={whole ? undefined : 'is-fading'}>
        <MeasureScatter value={value} across={across} written={written} outcome={ACCURACY} label={`Test accuracy against ${words}, ${rhoOf(all)}`} />
      </div>
      {!whole && share !== null && <p className="Panel-note">{Math.round(100 * share)} % of the diagrams are here.</p>}
    </Panel>
  )
}
