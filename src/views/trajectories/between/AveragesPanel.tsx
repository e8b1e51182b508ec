// What becomes of a configuration's runs when they are averaged: error and progress at the end, against the mean of the runs themselves.
import { useMemo, useState } from 'react'
import type { Average } from '../../../core/inpca/averages.ts'
import { AVERAGES } from '../../../core/inpca/averages.ts'
import type { ConfigurationEnds } from '../../../store/trajectories/between-averages.ts'
import { endsOf, gainOf } from '../../../store/trajectories/between-averages.ts'
import { css } from '../../colour.ts'
import { useSeen } from '../../panels/use-seen.ts'
import { Check } from '../../ui/Check.tsx'
import { decimal } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Select } from '../../ui/Select.tsx'
import { useAnswer } from '../../use-answer.ts'
import { useApp } from '../../use-app.ts'
import { averageWords } from './between-words.ts'
import type { Between } from './use-between.ts'

type Of = 'error' | 'progress'
const OF: readonly { value: Of, label: string }[] = [{ value: 'error', label: 'Error' }, { value: 'progress', label: 'Progress' }]
const FIRST: readonly Average[] = ['arithmetic', 'Bhattacharyya']
const SHORT: Record<Average, string> = { arithmetic: 'arithm.', geometric: 'geometric', harmonic: 'harmonic', 'square root': 'square root', Bhattacharyya: 'Bhattach.', Jeffreys: 'Jeffreys' }

export function AveragesPanel({ between: { settings, runs } }: { between: Between }) {
  const [ref, seen] = useSeen<HTMLDivElement>()
  const [of, setOf] = useState<Of>('error')
  const [third, setThird] = useState<Average>('geometric')
  const setRuns = useApp(state => state.setRuns)
  const select = useApp(state => state.select)
  const { index, configuration, averages: drawn } = settings
  const asked = useMemo(() => seen || drawn ? { index, configuration } : null, [seen, drawn, index, configuration])
  const { value, whole, share, why } = useAnswer('averages', asked)
  const kinds = useMemo(() => [...FIRST, third], [third])
  const ends = useMemo(() => value ? endsOf(value, kinds) : [], [value, kinds])
  const members = useMemo(() => runs?.configurations.names.map((_, k) => Array.from(runs.between.ids).filter((_id, run) => runs.configurations.of[run] === k)) ?? [], [runs])
  const several = ends.filter(({ configuration: k }) => (members[k]?.length ?? 0) > 1)
  const most = Math.max(1e-9, ...several.flatMap(row => [row.runs[of], ...row.averages.map(average => average[of])]))
  return (
    <div ref={ref}>
      <Panel
        className="Panel-control"
        title="Averages"
        help="between-runs"
        aside={<Segmented label="What is shown of the averages" options={OF} value={of} onChange={setOf} />}
        say={value ? averageWords(kinds.flatMap(kind => gainOf(several, kind) ?? [])) : why ?? (share !== null ? `Runs are being averaged, ${Math.round(100 * share)} %.` : 'Runs are being averaged.')}
      >
        {several.length > 0 && runs && (
          <table className={whole ? 'Rows Between-averages' : 'Rows Between-averages Between-faded'}>
            <thead>
              <tr>
                <th>{runs.configurations.by}</th><th className="Rows-figure">runs’ mean</th>
                {FIRST.map(kind => <th key={kind} className="Rows-figure" title={kind === 'Bhattacharyya' ? 'Bhattacharyya centroid' : `${kind} average`}>{SHORT[kind]}</th>)}
                <th className="Rows-figure"><Select quiet label="Another average" value={third} options={AVERAGES.filter(kind => !FIRST.includes(kind)).map(kind => ({ value: kind, label: SHORT[kind] }))} onChange={setThird} /></th>
              </tr>
            </thead>
            <tbody>
              {several.map(row => (
                <tr key={row.configuration}>
                  <td>
                    <button type="button" className="Rows-link" title="Select its runs" onClick={() => select(members[row.configuration], 'panel')}>
                      <i className="Between-swatch" style={{ background: css(runs.colours[row.configuration]) }} aria-hidden />{runs.configurations.names[row.configuration]}
                    </button>
                  </td>
                  <Figure value={row.runs[of]} most={most} better={false} />
                  {kinds.map(kind => <Figure key={kind} value={valueOf(row, kind, of)} most={most} better={better(valueOf(row, kind, of), row.runs[of], of)} />)}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {several.length > 0 && <p className="Panel-note">At the end of training, on the probes; green: {of === 'error' ? 'errs less' : 'is further'} than the mean of its runs. Configurations of one run are left out.</p>}
        <div className="Between-row"><Check label="Draw the arithmetic averages on the map" hint="Dashed, one a configuration, on axes of InPCA." checked={drawn} onChange={averages => setRuns({ averages })} /></div>
      </Panel>
    </div>
  )
}

const valueOf = (row: ConfigurationEnds, kind: Average, of: Of): number => row.averages.find(average => average.kind === kind)?.[of] ?? NaN
const better = (value: number, runs: number, of: Of): boolean => of === 'error' ? value < runs : value > runs

function Figure({ value, most, better }: { value: number, most: number, better: boolean }) {
  return (
    <td className={better ? 'Rows-figure Between-better' : 'Rows-figure'}>
      <b>{Number.isFinite(value) ? decimal(value, 3) : '–'}</b>
      <span className="Between-meter"><i style={{ width: `${Number.isFinite(value) ? 100 * value / most : 0}%` }} /></span>
    </td>
  )
}
