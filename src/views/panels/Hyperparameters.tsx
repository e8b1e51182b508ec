// The open network's hyper-parameters, each on the back of the population's: grey is everyone, vermilion the bin that this one is in.
import './Hyperparameters.css'
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { MiniBars } from '../charts/MiniBars.tsx'
import { measured } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import { populationBins, settingsAmong, shortName } from './hyper-values.ts'

export function Hyperparameters({ row }: { row: NetworkRow }) {
  const networks = useApp(state => state.map?.networks)
  const diverged = useApp(state => state.map?.diverged)
  const everyone = useMemo(() => [...networks ?? [], ...diverged ?? []], [networks, diverged])
  const rows = useMemo(() => settingsAmong(everyone).filter(measure => row.hyper !== null || known(measure.read(row))).map(measure => {
    const bins = populationBins(measure, everyone, row)
    const same = bins.marked < 0 ? 0 : bins.counts[bins.marked]
    return { key: measure.key, name: shortName(measure), value: measured(measure, measure.read(row)), bins, words: `${same} of ${everyone.length} networks in this bin` }
  }), [everyone, row])
  if (rows.length === 0) return null
  return (
    <Panel title="Hyper-parameters" help="training" aside="grey: everyone">
      <div className="Hyper-frame">
        <dl className="Hyper">
          {rows.map(({ key, name, value, bins, words }) => (
            <div key={key} className="Hyper-row" title={words}>
              <dt>{name}</dt>
              <dd className="Hyper-bars"><MiniBars counts={bins.counts} marked={bins.marked} /></dd>
              <dd className="Hyper-value">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  )
}

/** Of a network trained elsewhere only what its file or table says is shown. */
const known = (value: number | string | boolean | null): boolean => typeof value === 'number' ? Number.isFinite(value) : value !== null && value !== ''
