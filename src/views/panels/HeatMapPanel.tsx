// One layer's distances between probes, and the walk over them, as tables in colour sorted by class.
import { useCallback, useMemo, useState } from 'react'
import { squareFromCondensed } from '../../core/condensed.ts'
import type { NetworkRow } from '../../core/network.ts'
import { classColour } from '../charts/class-colours.ts'
import { bandsOf, offDiagonal } from '../charts/heat.ts'
import { HeatMap } from '../charts/HeatMap.tsx'
import { Term } from '../learn/Term.tsx'
import { Check } from '../ui/Check.tsx'
import { decimal, power } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useApp } from '../use-app.ts'
import { usePalette } from '../use-palette.ts'
import { distanceWords, walkWords } from './inside.ts'
import { useProbes, useStudy } from './use-inside.ts'

type Which = 'distances' | 'walk'
const WHICH: readonly { value: Which, label: string, title: string }[] = [
  { value: 'distances', label: 'D', title: 'Distances between activations' }, { value: 'walk', label: 'P', title: 'The diffusion operator: where one step of a walk leads' },
]
const UNITS = { mean: 'mean distance', median: 'median distance', rms: 'root mean square distance', none: 'unit' } as const

export function HeatMapPanel({ row, layer }: { row: NetworkRow, layer: string | null }) {
  const study = useStudy(row, layer)
  const probes = useProbes()
  const theme = usePalette()
  const settings = useApp(state => state.map!.manifest.geometry)
  const [which, setWhich] = useState<Which>('distances')
  const [log, setLog] = useState(true)
  const { value } = study
  const labels = probes?.labels ?? null
  const names = probes?.names ?? NONE
  const table = useMemo(() => {
    if (!value) return null
    if (which === 'walk') return { values: value.operator, domain: offDiagonal(value.operator, value.n) }
    const unit = value.scale > 0 ? value.scale : 1
    const values = squareFromCondensed(value.distances.map(distance => distance / unit), value.n)
    return { values, domain: [0, offDiagonal(values, value.n)[1]] as const }
  }, [value, which])
  const bands = useMemo(() => value && labels ? bandsOf(value.order, labels, names, label => classColour(label, theme)) : [], [value, labels, names, theme])
  const walk = which === 'walk'
  const describe = useCallback((from: number, to: number, entry: number) => {
    const name = (probe: number) => labels ? `${names[labels[probe]]} (probe ${probe + 1})` : `probe ${probe + 1}`
    return walk ? `${name(from)} → ${name(to)}: P = ${power(entry)}` : `${name(from)} to ${name(to)}: ${decimal(entry, 3)}`
  }, [labels, names, walk])
  if (study.why && !value) return null
  const unit = UNITS[settings.scale]
  return (
    <Panel
      className="Panel-control"
      title={walk ? <Term name="diffusionOperator">The walk over the probes, P</Term> : 'Distances between probes, D'}
      help="network"
      aside={<Segmented label="Which table" options={WHICH} value={which} onChange={setWhich} />}
      say={value ? (walk ? walkWords(value) : distanceWords(value, unit)) : 'The distances are on their way.'}
    >
      <div className={study.whole ? undefined : 'Inside-faded'}>
        {value && table
          ? (
              <HeatMap
                values={table.values}
                order={value.order}
                domain={table.domain}
                log={walk && log}
                bands={bands}
                label={walk ? 'Probabilities of one step of the walk' : 'Distances between probes'}
                describe={describe}
                ends={walk ? [log ? power(table.domain[0]) : '0', power(table.domain[1])] : ['0', `${decimal(table.domain[1], 2)} ${unit}s`]}
              />
            )
          : <div className="Inside-place" style={{ height: 300 }} />}
      </div>
      {walk && <div className="Inside-row"><Check label="Log scale" checked={log} onChange={setLog} /><span className="Panel-aside">scale {settings.scale}, σ {settings.sigma}</span></div>}
    </Panel>
  )
}

const NONE: readonly string[] = []
