// What the open network takes for what, on the test rows; of a network trained elsewhere, on the probes. A cell shows the samples that fall in it.
import type { NetworkDetail, NetworkRow } from '../../core/network.ts'
import type { ConfusionCell } from '../charts/Confusion.tsx'
import { Confusion } from '../charts/Confusion.tsx'
import { broughtOf } from '../../store/selectors.ts'
import { Term } from '../learn/Term.tsx'
import { integer } from '../ui/format.ts'
import { Panel } from '../ui/Panel.tsx'
import { useApp } from '../use-app.ts'
import { CellSamples } from './CellSamples.tsx'

interface Props {
  row: NetworkRow
  detail: NetworkDetail | null
  why: string | null
  names: readonly string[]
  /** The cell whose samples are shown. */
  cell: ConfusionCell | null
  onCell: (cell: ConfusionCell | null) => void
}

export function ConfusionPanel({ row, detail, why, names, cell, onCell }: Props) {
  const test = useApp(state => state.map?.manifest.test)
  const runs = useApp(state => row.hyper !== null || broughtOf(state, row.id)?.opened?.kind === 'model')
  const counts = detail?.confusion.length === names.length * names.length ? detail.confusion : null
  if (!counts && (why || detail)) return <Panel title="Confusion" say={why ?? 'No confusion matrix was kept for this network.'} />
  const total = counts ? counts.reduce((sum, count) => sum + count, 0) : 0
  const rows = row.hyper || total === test ? 'test rows' : 'probes'
  const press = (next: ConfusionCell) => onCell(cell?.truth === next.truth && cell.answer === next.answer ? null : next)
  return (
    <Panel
      title={<Term name="confusion">Confusion</Term>}
      help="training"
      aside={counts ? `${integer(total)} ${rows}${runs ? '; press a cell to see' : ''}` : undefined}
      say={counts ? sentence(counts, names) : 'The counts are on their way.'}
    >
      <Confusion counts={counts} names={names} onPick={runs ? press : undefined} picked={cell} />
      {counts && cell && <CellSamples row={row} cell={cell} onClose={() => onCell(null)} />}
    </Panel>
  )
}

function sentence(counts: ArrayLike<number>, names: readonly string[]): string {
  const n = names.length
  const slips = Array.from({ length: n * n }, (_, k) => ({ from: Math.floor(k / n), to: k % n, count: counts[k] }))
    .filter(({ from, to, count }) => from !== to && count > 0)
    .sort((a, b) => b.count - a.count)
  if (slips.length === 0) return 'Not one mistake.'
  const [{ from, to, count }] = slips
  const what = `${names[from]} taken for ${names[to]}`
  if (slips.length === 1) return count === 1 ? `Its only mistake: ${what}.` : `Its only kind of mistake: ${what}, ${times(count)}.`
  return count === 1 ? `${integer(slips.length)} mistakes, each made once.` : `Its most frequent mistake: ${what}, ${times(count)}.`
}

const times = (count: number): string => count === 1 ? 'once' : count === 2 ? 'twice' : `${integer(count)} times`
