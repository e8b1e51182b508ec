// Test accuracy against one hyper-parameter or one measure of the representation, network by network, and what a rank correlation says of it.
import { useCallback, useMemo, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { spearman } from '../../core/statistics.ts'
import type { MeasureKey, NumberMeasure } from '../../store/measures.ts'
import { groupName } from '../../store/measures.ts'
import { groupOf } from '../../store/selection.ts'
import type { Groups } from '../../store/state.ts'
import type { Dot, ScatterSide } from '../charts/Scatter.tsx'
import { Scatter } from '../charts/Scatter.tsx'
import type { DragMode } from '../charts/use-drag.ts'
import { shapeOf } from '../shapes.ts'
import { Term } from '../learn/Term.tsx'
import { decimal, fullName, integer, measured, power, tick } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { Select } from '../ui/Select.tsx'
import { useApp } from '../use-app.ts'
import { plotted, shortName, varyingNumbers } from './hyper-values.ts'
import { thinned } from './thinned.ts'
import { useColours } from './use-colours.ts'
import { useSelected } from './use-selected.ts'
import { rhoOf, trend } from './words.ts'

/** More marks than this say no more; those left out are named. */
const MOST_DOTS = 1000

const UP: ScatterSide = { name: 'test accuracy', domain: [0, 1], log: false, format: tick }

export function AccuracyAgainst() {
  const { networks, ids, groups, marked, selected, selecting } = useSelected()
  const colours = useColours()
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const [wanted, setWanted] = useState<MeasureKey>('learningRate')
  const measures = useMemo(() => varyingNumbers(networks), [networks])
  const measure = measures.find(({ key }) => key === wanted) ?? measures[0]
  const shown = useMemo(() => thinned(networks, marked, MOST_DOTS), [networks, marked])
  const { dots, across } = useMemo(() => measure ? draw(measure, shown, networks, { ids, groups }, colours.stepped) : NOTHING, [measure, shown, networks, ids, groups, colours])
  const all = useMemo(() => measure ? correlate(measure, networks) : null, [measure, networks])
  const some = useMemo(() => measure && selected.length > 2 ? correlate(measure, selected) : null, [measure, selected])
  const pick = useCallback((id: number) => { select([id], 'panel'); void openNetwork(id) }, [select, openNetwork])
  const box = useCallback((found: number[], mode: DragMode) => select(found, 'panel', mode), [select])
  if (!measure || !all) return null
  const name = shortName(measure)
  const say = some
    ? <>Among the selected, accuracy {trend(some)} {name}: <Term name="spearman">Spearman</Term> <b>{rhoOf(some)}</b>; among all, {rhoOf(all)}.</>
    : <>Accuracy {trend(all)} {name}: <Term name="spearman">Spearman</Term> <b>{rhoOf(all)}</b>.</>
  return (
    <Panel
      className="Panel-control"
      title="Accuracy against"
      help="statistics"
      aside={<Select label="Against" value={measure.key} onChange={setWanted} options={measures.map(found => ({ value: found.key, label: found.label, group: groupName(found) }))} />}
      say={say}
    >
      <Scatter dots={dots} selecting={selecting} across={across} up={UP} label={`Test accuracy against ${name}, ${rhoOf(all)}`} onPick={pick} onBox={box} />
      {shown.length < networks.length && <p className="Panel-note">{integer(shown.length)} of {integer(networks.length)} networks are drawn; ρ counts all.</p>}
    </Panel>
  )
}

const correlate = (measure: NumberMeasure, rows: readonly NetworkRow[]) => spearman(rows.map(measure.read), rows.map(row => row.outcome.testAccuracy))

const NOTHING: { dots: Dot[], across: ScatterSide } = { dots: [], across: UP }

function draw(
  measure: NumberMeasure, shown: readonly NetworkRow[], networks: readonly NetworkRow[],
  { ids, groups }: { ids: ReadonlySet<number>, groups: Groups }, stepped: (row: NetworkRow) => { fill: string, order: number },
): { dots: Dot[], across: ScatterSide } {
  const { values, spread } = plotted(measure, shown)
  const ends = plotted(measure, networks).values.filter(value => Number.isFinite(value) && (value > 0 || !measure.log))
  const log = measure.log && ends.length > 0
  const dots = shown.map((row, k): Dot => ({
    id: row.id, x: values[k], y: row.outcome.testAccuracy, shape: shapeOf(row), ...stepped(row), selected: ids.has(row.id), group: groupOf(groups, row.id),
    label: `${fullName(row)} · ${measured(measure, measure.read(row))} · ${decimal(row.outcome.testAccuracy, 3)}`,
  })).filter(dot => Number.isFinite(dot.x) && Number.isFinite(dot.y))
  const name = spread ? `${shortName(measure)}, dots spread sideways` : shortName(measure)
  return { dots, across: { name, domain: [Math.min(...ends), Math.max(...ends)], log, integer: measure.integer, format: measure.integer ? integer : power } }
}
