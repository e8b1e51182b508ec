// Which factor says how far two runs lie apart: what a forest over pairs of runs cannot do without, against what chance gives.
import { useMemo } from 'react'
import type { FactorRow } from '../../../store/trajectories/between-factors.ts'
import { factorRows, findingOf } from '../../../store/trajectories/between-factors.ts'
import { sharedSeeds } from '../../../store/trajectories/between-null.ts'
import { useWidth } from '../../charts/use-width.ts'
import { useSeen } from '../../panels/use-seen.ts'
import { decimal, integer } from '../../ui/format.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { useAnswer } from '../../use-answer.ts'
import { factorWords, seedWords } from './between-words.ts'
import type { Between } from './use-between.ts'

export function FactorsPanel({ between: { settings, runs, answer: standing } }: { between: Between }) {
  const [ref, seen] = useSeen<HTMLDivElement>()
  // The forest reads the distances that were measured last.
  const of = useMemo(() => seen && standing.whole ? { index: settings.index } : null, [seen, standing.whole, settings.index])
  const { value, whole, share, why } = useAnswer('runFactors', of)
  const rows = useMemo(() => value ? factorRows(value) : [], [value])
  const finding = useMemo(() => value ? findingOf(value, rows) : null, [value, rows])
  const rowsOfRuns = runs?.rows
  const seeds = useMemo(() => rowsOfRuns ? seedWords(sharedSeeds(rowsOfRuns.filter(row => row !== null)), rowsOfRuns.length) : null, [rowsOfRuns])
  const [frame, width] = useWidth<HTMLDivElement>()
  const most = Math.max(0.05, ...rows.map(row => Math.max(row.value || 0, Number.isFinite(row.high) ? row.high : 0, row.chance || 0)))
  return (
    <div ref={ref}>
      <Panel
        title="Which factor explains the distances"
        help="between-runs"
        aside={share !== null ? `${Math.round(100 * share)} %` : value ? `${integer(value.pairs)} pairs` : undefined}
        say={why ?? (value && finding ? factorWords(value, finding) : 'Forests are grown over pairs of runs, to see which factors they cannot do without.')}
      >
        {seeds && <div className="Between-warning"><Notice tone="warn">{seeds}</Notice></div>}
        <div ref={frame}>
          {rows.length > 0 && (
            <ul className={whole ? 'Between-factors' : 'Between-factors Between-faded'}>
              {rows.map(row => (
                <li key={row.name} title={`${row.name}: ${decimal(row.value, 3)} of R² lost when it is shuffled; chance gives ${decimal(row.chance, 3)}`}>
                  <span>{row.name}</span>
                  <Bar row={row} clear={row.clear && finding?.kind === 'some'} most={most} width={Math.max(80, width - 108 - 34 - 16)} />
                  <span>{decimal(row.value, 2)}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
        {rows.length > 0 && <p className="Panel-note">R² lost when the factor is shuffled · whisker: 95 % · shade with its line: what chance gives · pale: not above it</p>}
      </Panel>
    </div>
  )
}

/** `clear`: where the forest as a whole explains nothing, no bar of it does. */
function Bar({ row, clear, most, width }: { row: FactorRow, clear: boolean, most: number, width: number }) {
  const at = (value: number): number => (width - 2) * Math.min(1, Math.max(0, value / most))
  return (
    <svg width={width} height={16} aria-hidden>
      {Number.isFinite(row.chance) && <rect className="Between-chance" width={Math.max(2, at(row.chance))} height={16} />}
      {Number.isFinite(row.chance) && <path d={`M${Math.max(2, at(row.chance))} 0v16`} stroke="var(--ink-4)" strokeDasharray="2 2" />}
      <rect className={clear ? 'Between-bar' : 'Between-bar Between-unclear'} y={4} width={at(row.value || 0)} height={8} />
      {row.high > row.low && <path className="Between-interval" d={`M${at(row.low)} 8H${at(row.high)}M${at(row.low)} 5v6M${at(row.high)} 5v6`} />}
      <path className="Chart-axis" d="M.5 0v16" />
    </svg>
  )
}
