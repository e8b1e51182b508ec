// Two networks, value by value, and where each stands among all on the map.
import { memo, useMemo } from 'react'
import type { NetworkRow } from '../../../core/network.ts'
import type { Measure } from '../../../store/measures.ts'
import { measured } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { shortName } from '../hyper-values.ts'
import { standingOf } from './compared.ts'

interface Props { a: NetworkRow, b: NetworkRow, networks: readonly NetworkRow[], measures: readonly Measure[] }

const WIDTH = 84

export const PairTable = memo(function PairTable({ a, b, networks, measures }: Props) {
  const rows = useMemo(() => measures.map(measure => {
    const [ofA, ofB] = [measure.read(a), measure.read(b)]
    const values = measure.kind === 'number' ? networks.map(measure.read) : null
    return { measure, ofA, ofB, standing: values && [standingOf(ofA as number, values), standingOf(ofB as number, values)] as const }
  }), [a, b, networks, measures])
  const same = rows.filter(({ ofA, ofB }) => ofA === ofB).length
  return (
    <Panel title="In every measure" help="statistics" aside="rank among all" say={`They agree in ${same} of ${rows.length} measures; a mark on the track is its rank among the ${networks.length} on the map.`}>
      <table className="Rows Effects">
        <thead><tr><th /><th className="Rows-figure Effects-a">A</th><th className="Rows-figure Effects-b">B</th><th aria-label="rank among all, smallest left" /></tr></thead>
        <tbody>
          {rows.map(({ measure, ofA, ofB, standing }) => (
            <tr key={measure.key} className={ofA === ofB ? 'Effects-same' : undefined}>
              <td>{shortName(measure)}</td>
              <td className="Rows-figure">{measured(measure, ofA)}</td>
              <td className="Rows-figure">{measured(measure, ofB)}</td>
              <td className="Effects-lean">{standing && <Ranks a={standing[0]} b={standing[1]} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
})

function Ranks({ a, b }: { a: number, b: number }) {
  const at = (rank: number): number => 5 + rank * (WIDTH - 10)
  return (
    <svg width={WIDTH} height={14} aria-hidden>
      <line x1={5} x2={WIDTH - 5} y1={7} y2={7} stroke="var(--axis)" />
      {Number.isFinite(a) && <circle className="Chart-mark" cx={at(a)} cy={7} r={4} fill="var(--sel-a-mark)" />}
      {Number.isFinite(b) && <path className="Chart-mark" d={`M${at(b) - 3.5} 3.5h7v7h-7z`} fill="var(--sel-b-mark)" />}
    </svg>
  )
}
