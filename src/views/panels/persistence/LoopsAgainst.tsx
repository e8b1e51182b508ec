// Whether accurate networks have much topology: a number of each network's diagrams against its test accuracy, and their rank correlation.
import { useCallback, useMemo, useState } from 'react'
import type { ShapeMeasure } from '../../../core/persistence/shape-measures.ts'
import { spearman } from '../../../core/statistics.ts'
import type { PackedDiagrams } from '../../../protocol/topology.ts'
import { groupOf } from '../../../store/selection.ts'
import type { Dot, ScatterSide } from '../../charts/Scatter.tsx'
import { Scatter } from '../../charts/Scatter.tsx'
import type { DragMode } from '../../charts/use-drag.ts'
import { shapeOf } from '../../shapes.ts'
import { decimal, fullName, integer, tick } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Select } from '../../ui/Select.tsx'
import { useApp } from '../../use-app.ts'
import { useColours } from '../use-colours.ts'
import { useSelected } from '../use-selected.ts'
import { rhoOf, trend } from '../words.ts'
import { SHAPE_NAMES, SHAPE_OPTIONS, shown, valuesOf } from './loops-against.ts'

const UP: ScatterSide = { name: 'test accuracy', domain: [0, 1], log: false, format: tick }
/** More marks than this say no more; those left out are named. */
const MOST_DOTS = 1000

export function LoopsAgainst({ diagrams, whole, share }: { diagrams: PackedDiagrams | null, whole: boolean, share: number | null }) {
  const [measure, setMeasure] = useState<ShapeMeasure>('loopPersistence')
  const { networks, ids, groups, marked, selecting } = useSelected()
  const colours = useColours()
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const values = useMemo(() => diagrams && valuesOf(measure, diagrams, networks), [measure, diagrams, networks])
  const all = useMemo(() => values && spearman(values, networks.map(row => row.outcome.testAccuracy)), [values, networks])
  const some = useMemo(() => {
    if (!values) return null
    const kept = networks.map((_, k) => k).filter(k => ids.has(networks[k].id))
    return kept.length > 2 ? spearman(kept.map(k => values[k]), kept.map(k => networks[k].outcome.testAccuracy)) : null
  }, [values, networks, ids])
  const every = Math.ceil(networks.length / MOST_DOTS)
  const dots = useMemo(() => (values ? networks.flatMap((row, k): Dot[] => {
    const accuracy = row.outcome.testAccuracy
    if (!Number.isFinite(values[k]) || !Number.isFinite(accuracy) || (k % every !== 0 && !(marked.size < MOST_DOTS && marked.has(row.id)))) return []
    const label = `${fullName(row)} · ${shown(measure, values[k])} · ${decimal(accuracy, 3)}`
    return [{ id: row.id, x: values[k], y: accuracy, shape: shapeOf(row), ...colours.stepped(row), selected: ids.has(row.id), group: groupOf(groups, row.id), label }]
  }) : []), [values, networks, ids, groups, marked, colours, measure, every])
  const across = useMemo<ScatterSide>(() => {
    const ends = values ? values.filter(Number.isFinite) : new Float64Array(0)
    const [low, high] = [ends.reduce((a, b) => Math.min(a, b), Infinity), ends.reduce((a, b) => Math.max(a, b), -Infinity)]
    return { name: measure === 'loops' ? 'loops' : measure === 'loopEntropy' ? 'nats' : 'mean distances', domain: high > low ? [low, high] : [0, 1], log: false, integer: measure === 'loops', format: tick }
  }, [values, measure])
  const pick = useCallback((id: number) => { select([id], 'panel'); void openNetwork(id) }, [select, openNetwork])
  const box = useCallback((found: number[], mode: DragMode) => select(found, 'panel', mode), [select])
  if (!all || dots.length === 0) return null
  const { words } = SHAPE_NAMES[measure]
  const say = some
    ? <>Among the selected, accuracy {trend(some)} {words}: Spearman <b>{rhoOf(some)}</b>; among all, {rhoOf(all)}.</>
    : <>Accuracy {trend(all)} {words}: Spearman <b>{rhoOf(all)}</b>.</>
  return (
    <Panel className="Panel-control" title="Accuracy against" help="persistence" aside={<Select label="Of the diagrams" value={measure} onChange={setMeasure} options={SHAPE_OPTIONS} />} say={say}>
      <div className={whole ? undefined : 'is-fading'}>
        <Scatter dots={dots} selecting={selecting} across={across} up={UP} label={`Test accuracy against ${words}, ${rhoOf(all)}`} onPick={pick} onBox={box} />
      </div>
      {every > 1 && <p className="Panel-note">{integer(dots.length)} of {integer(networks.length)} networks are drawn; ρ counts all.</p>}
      {!whole && share !== null && <p className="Panel-note">{Math.round(100 * share)} % of the diagrams are here.</p>}
    </Panel>
  )
}
