// Which hyper-parameters explain accuracy, and which the place on the map: how much of R² is lost when one of them is shuffled, with its interval,
// against what chance gives.
import { useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { MeasureKey } from '../../store/measures.ts'
import { measuresOf } from '../../store/measures.ts'
import { decimal } from '../ui/format.ts'
import { Term } from '../learn/Term.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { useAnswer } from '../use-answer.ts'
import { useApp } from '../use-app.ts'
import { DockPicture } from './DockPicture.tsx'
import { useRemembered } from './dock-memory.tsx'
import type { ImportanceRow } from './importance-words.ts'
import { importanceRows, importanceSentence } from './importance-words.ts'

type Of = 'accuracy' | 'position'
const OPTIONS: readonly { value: Of, label: string }[] = [{ value: 'accuracy', label: 'Accuracy' }, { value: 'position', label: 'Position' }]
interface Props {
  width: number
  rows: readonly NetworkRow[]
  /** Brings an axis to the front. */
  onPick: (key: MeasureKey) => void
}

export function ImportanceChart({ width, rows: networks, onPick }: Props) {
  const [of, setOf] = useRemembered<Of>('importance of', 'accuracy')
  const colourBy = useApp(state => state.colourBy)
  const { value, whole, share, why } = useAnswer('importance', of)
  const rows = useMemo(() => value ? importanceRows(value, measuresOf(networks)) : [], [value, networks])
  const most = Math.max(0.05, ...rows.map(row => Number.isFinite(row.high) ? row.high : row.value || 0))
  const track = Math.min(280, Math.max(90, width - 190))
  const chance = value?.report.inputs[0]?.chance ?? NaN
  return (
    <section className="Importance" aria-label="What the hyper-parameters explain">
      <header>
        <h2>What explains</h2>
        <Segmented value={of} options={OPTIONS} onChange={setOf} label="What is to be explained" />
        {rows.length > 0 && <DockPicture title="What explains" chart=".Importance" titled />}
      </header>
      <p className="Importance-say" role="status">{why ?? (value ? importanceSentence(of, value, rows) : 'Forests are grown on these networks, to see which hyper-parameters they cannot do without.')}</p>
      {share !== null && <p className="Importance-note">{Math.round(100 * share)} % of the forests</p>}
      {rows.length > 0 && (
        <ul style={{ opacity: whole ? 1 : 0.4 }}>
          {rows.map(row => (
            <li key={row.key}>
              <button
                type="button"
                title={`Put ${row.name} first, and colour the map by it`}
                aria-label={`${row.name}: ${decimal(row.value, 2)} of R² lost when it is shuffled${Number.isFinite(row.low) ? `, 95 % interval ${decimal(row.low, 2)} to ${decimal(row.high, 2)}` : ''}${row.clear ? '' : ', no more than chance'}. Press to put it first and colour the map by it.`}
                onClick={() => { onPick(row.key); colourBy({ measure: row.key }) }}
              >
                <span className="Importance-name">{row.name}</span>
                <Bar row={row} most={most} chance={chance} width={track} />
                <span className="Importance-value">{decimal(row.value, 2)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {rows.length > 0 && <p className="Importance-note"><Term name="importance">R² lost when shuffled</Term> · bar: 95 % over half samples · shade: chance</p>}
    </section>
  )
}

function Bar({ row, most, chance, width }: { row: ImportanceRow, most: number, chance: number, width: number }) {
  const at = (value: number): number => width * Math.min(1, Math.max(0, value / most))
  return (
    <svg width={width + 2} height={16} aria-hidden>
      {Number.isFinite(chance) && <rect className="Importance-chance" width={Math.max(2, at(chance))} height={16} />}
      <rect className={row.clear ? 'Importance-bar' : 'Importance-bar Importance-unclear'} y={4} width={at(row.value || 0)} height={8} />
      {row.high > row.low && <path className="Importance-interval" d={`M${at(row.low)} 8H${at(row.high)}M${at(row.low)} 5v6M${at(row.high)} 5v6`} />}
      <path className="Chart-axis" d="M.5 0v16" />
    </svg>
  )
}
