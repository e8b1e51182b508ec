// How the eigenvalues of the diffusion fall off: of the groups, the selected networks or the open one, over thin lines of everybody else.
import { useMemo } from 'react'
import { quantileSorted, sortedFinite } from '../../../core/statistics.ts'
import { DecayChart } from '../../charts/DecayChart.tsx'
import { Term } from '../../learn/Term.tsx'
import { decimal, integer, power } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useApp } from '../../use-app.ts'
import { decayFloor, decayLine, sampleRows, singleLines, stepAfter } from './decay.ts'
import { directionWords, settingAside } from './entropy-words.ts'
import type { NetworkSet } from '../use-sets.ts'
import { SET_COLOURS, useSets } from '../use-sets.ts'
import type { Entropies } from './use-entropies.ts'

const figure = (value: number): string => value >= 0.01 ? decimal(value, 3) : power(value)
const tickOf = (value: number): string => value >= 0.001 ? String(value).replace(/^0\./, '.') : power(value)

export function SpectrumPanel({ entropies: { shown, spectra, table, bits } }: { entropies: Entropies }) {
  const classNames = useApp(state => state.map?.manifest.classNames) ?? NONE
  const ids = spectra?.ids ?? NO_IDS
  const sets = useSets(ids)
  const n = spectra?.n ?? 0
  const t = shown?.t ?? 1
  const lines = useMemo(() => table ? sets.map(set => ({ ...decayLine(table, n, set, t), ...SET_COLOURS[set.key] })) : [], [table, n, sets, t])
  const rows = useMemo(() => sampleRows(ids.length, new Set(sets.flatMap(set => set.rows))), [ids, sets])
  const others = useMemo(() => table ? singleLines(table, n, rows, t) : [], [table, n, rows, t])
  const floor = useMemo(() => decayFloor(lines.length ? lines.map(line => line.middle) : others), [lines, others])
  if (!shown || !table || !bits) return null
  const named = new Set(sets.flatMap(set => set.rows)).size
  const classes = classNames.length
  const step = lines.length ? stepAfter(lines[0].middle, classes) : null
  const middle = (set: NetworkSet) => quantileSorted(sortedFinite(set.rows.map(row => bits[row])), 0.5)
  const power1 = t === 1 ? 'eigenvalue' : 'eigenvalue to the power t'
  return (
    <Panel
      title={<><Term name="eigenvalue">Eigenvalue</Term> decay</>}
      help="entropy"
      aside={settingAside(shown)}
      say={lines.length === 0
        ? 'Select networks, or click one, to see how their spectra fall.'
        : (
            <>
              {sets.map((set, k) => (
                <span key={set.key}>
                  {k > 0 && '; '}
                  {set.key === 'a' || set.key === 'b' ? <b style={{ color: SET_COLOURS[set.key].ink }}>{set.name}</b> : set.name}: <b>{decimal(middle(set), 2)}</b> of {decimal(Math.log2(n), 2)} bits{set.rows.length > 1 ? ' (median)' : ''}, {directionWords(middle(set))}
                </span>
              ))}.
              {step && ` From eigenvalue ${classes}, as many as classes, to the next, ${sets.length > 1 ? sets[0].name : 'it'} falls ${decimal(step.factor, 2)}-fold, elsewhere usually ${decimal(step.usual, 2)}-fold.`}
            </>
          )}
    >
      <DecayChart
        lines={lines}
        others={others}
        floor={floor}
        step={classes > 1 ? { after: classes, name: `${classes} classes` } : null}
        name={power1}
        format={lines.length ? figureOrTick : tickOf}
        label={`Eigenvalues by size of ${sets.map(set => set.name).join(', ') || 'all networks'}`}
      />
      <p className="Panel-note">
        {`Grey: ${rows.length === ids.length - named ? '' : `${integer(rows.length)} of `}the ${named ? 'other ' : ''}${integer(ids.length - named)} networks.`}
        {lines.some(line => line.band) && ' Line: median of the set; shade: its middle half.'}
      </p>
    </Panel>
  )
}

const figureOrTick = (value: number): string => Number.isInteger(Math.log10(value)) ? tickOf(value) : figure(value)

const NONE: readonly string[] = []
const NO_IDS: readonly number[] = []
