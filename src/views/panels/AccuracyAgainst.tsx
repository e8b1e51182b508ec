// Test accuracy against one hyper-parameter or one measure of the representation, network by network, and what a rank correlation says of it.
import { useCallback, useMemo, useState } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { spearman } from '../../core/statistics.ts'
import type { MeasureKey, NumberMeasure } from '../../store/measures.ts'
import { groupName } from '../../store/measures.ts'
import { groupOf } from '../../store/selection.ts'
import type { Dot, ScatterSide } from '../charts/Scatter.tsx'
import { Scatter } from '../charts/Scatter.tsx'
import type { ChooseMode } from '../charts/use-drag.ts'
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

const UP: ScatterSide = { name: 'test accuracy', domain: [0, 1], log: false, format: tick }

export function AccuracyAgainst() {
  const { networks, ids, groups, marked, selected, selecting } = useSelected()
  const colours = useColours()
  const select = useApp(state => state.select)
  const openNetwork = useApp(state => state.openNetwork)
  const [wanted, setWanted] = useState<MeasureKey>('learningRate')
  const measures = useMemo(() => varyingNumbers(networks), [networks])
  const measure = measures.find(({ key }) => key === wanted) ?? measures[0]
  const shown = useMemo(() => thinned(networks, marked), [networks, marked])
  const { still, across } = useMemo(() => measure ? draw(measure, networks, colours.stepped) : NOTHING, [measure, networks, colours])
  const dots = useMemo(() => shown.flatMap((row): Dot | [] => {
    const dot = still.get(row.id)
    return dot ? { ...dot, selected: ids.has(row.id), group: groupOf(groups, row.id) } : []
  }), [still, shown, ids, groups])
  const all = useMemo(() => measure ? correlate(measure, networks) : null, [measure, networks])
  const some = useMemo(() => measure && selected.length > 2 ? correlate(measure, selected) : null, [measure, selected])
  const pick = useCallback((id: number) => { select([id], 'panel'); void openNetwork(id) }, [select, openNetwork])
  const box = useCallback((found: number[], mode: ChooseMode) => select(found, 'panel', mode), [select])
  // Where no accuracy is known, the histogram has said so.
  if (!measure || !all || all.n === 0) return null
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

/** All of a dot that no selection changes. */
type Still = Omit<Dot, 'selected' | 'group'>

interface Drawn { still: ReadonlyMap<number, Still>, across: ScatterSide }

const NOTHING: Drawn = { still: new Map(), across: UP }

/** Of every network, drawn or not, so that a dot stays where it is and is made once, whatever is selected. */
function draw(measure: NumberMeasure, networks: readonly NetworkRow[], stepped: (row: NetworkRow) => { fill: string, order: number }): Drawn {
  const { values, spread } = plotted(measure, networks)
  const ends = values.filter(value => Number.isFinite(value) && (value > 0 || !measure.log))
  const log = measure.log && ends.length > 0
  const still = new Map(networks.map((row, k): [number, Still] => [row.id, {
    id: row.id, x: values[k], y: row.outcome.testAccuracy, shape: shapeOf(row), ...stepped(row),
    label: `${fullName(row)} · ${measured(measure, measure.read(row))} · ${decimal(row.outcome.testAccuracy, 3)}`,
  }]).filter(([, dot]) => Number.isFinite(dot.x) && Number.isFinite(dot.y)))
  const name = spread ? `${shortName(measure)}, dots spread sideways` : shortName(measure)
  return { still, across: { name, domain: [Math.min(...ends), Math.max(...ends)], log, integer: measure.integer, format: measure.integer ? integer : power } }
}
