// How far training runs lie apart at equal stations of their ways: the table of distances in the order of its tree.
import { useCallback, useMemo } from 'react'
import { squareFromCondensed } from '../../../core/condensed.ts'
import { RUN_INDICES } from '../../../protocol/trajectories.ts'
import { grouped, measuresOf } from '../../../store/measures.ts'
import { treeOf } from '../../../store/trajectories/between-tree.ts'
import type { RunColour } from '../../../store/trajectories/trajectories-state.ts'
import type { DragMode } from '../../charts/use-drag.ts'
import { bandsOf, offDiagonal } from '../../charts/heat.ts'
import { HeatMap } from '../../charts/HeatMap.tsx'
import { fullName } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Select } from '../../ui/Select.tsx'
import { useApp } from '../../use-app.ts'
import { betweenWords, distance, INDEX_WORDS, nats, runsOf } from './between-words.ts'
import { ConfigurationKeys } from './ConfigurationKeys.tsx'
import { RunsTree } from './RunsTree.tsx'
import type { Between } from './use-between.ts'

const INDICES = RUN_INDICES.map(value => ({ value, label: value === 'progress' ? 'Progress' : 'Accuracy', title: INDEX_WORDS[value] }))

export function DistancesPanel({ between: { settings, answer, runs } }: { between: Between }) {
  const setRuns = useApp(state => state.setRuns)
  const select = useApp(state => state.select)
  const networks = useApp(state => state.map?.networks)
  const derived = useApp(state => state.derived)
  const options = useMemo(() => [
    { value: 'architecture' as RunColour, label: 'Architecture', group: 'Together' },
    ...grouped(measuresOf(networks ?? [], derived)).filter(({ name }) => name !== 'Outcome')
      .flatMap(({ name, measures }) => measures.map(measure => ({ value: measure.key as RunColour, label: measure.label, group: name }))),
  ], [networks, derived])
  const table = useMemo(() => {
    if (!runs) return null
    const { between: { ids, distances, nullDistances, order }, configurations, colours } = runs
    const n = ids.length
    const values = squareFromCondensed(distances, n)
    return {
      n, values, shuffled: squareFromCondensed(nullDistances, n), domain: [0, offDiagonal(values, n)[1]] as const, tree: treeOf(runs.between),
      bands: bandsOf(order, configurations.of, configurations.names.map(() => ''), k => colours[k]),
    }
  }, [runs])
  const describe = useCallback((row: number, column: number, value: number) => {
    const name = (run: number): string => { const found = runs?.rows[run]; return found ? fullName(found) : `#${runs?.between.ids[run] ?? ''}` }
    if (row === column) return name(row)
    return `${name(row)} to ${name(column)}: ${distance(value)}, shuffled ${distance(table!.shuffled[row * table!.n + column])}`
  }, [runs, table])
  const pick = useCallback((row: number, column: number, mode: DragMode) => {
    if (runs) select([runs.between.ids[row], runs.between.ids[column]], 'panel', mode)
  }, [runs, select])
  const tree = table?.tree ?? null
  const count = table?.n ?? 0
  const over = useCallback(({ left, side }: { left: number, side: number }) => tree && <RunsTree tree={tree} count={count} left={left} side={side} />, [tree, count])
  return (
    <Panel
      title="Between runs"
      help="between-runs"
      aside={answer.share !== null ? `${Math.round(100 * answer.share)} %` : runs ? runsOf(runs.between.ids.length) : undefined}
      say={runs ? betweenWords(runs.between, runs.configurations.by, runs.configurations.names.length) : answer.why ?? 'Runs are being compared.'}
    >
      <div className="Between-controls">
        <span id="between-index">at equal</span>
        <Segmented label="Runs are compared at equal" options={INDICES} value={settings.index} onChange={index => setRuns({ index })} />
        <span>configuration</span>
        <Select label="What makes a configuration" options={options} value={settings.configuration} onChange={configuration => setRuns({ configuration })} />
      </div>
      {runs && table && table.n > 1 && (
        <div className={answer.whole ? undefined : 'Between-faded'}>
          <HeatMap
            values={table.values}
            order={runs.between.order}
            domain={table.domain}
            log={false}
            bands={table.bands}
            label="Distances between training runs"
            describe={describe}
            ends={['0', nats(table.domain[1])]}
            most={340}
            onPick={pick}
            over={over}
          />
          <ConfigurationKeys ids={runs.between.ids} configurations={runs.configurations} colours={runs.colours} />
        </div>
      )}
      <p className="Panel-note">{INDEX_WORDS[settings.index]}</p>
    </Panel>
  )
}
