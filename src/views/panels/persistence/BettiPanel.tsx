// Betti curves: how many loops are open, or how many pieces there are, at each scale, in the median network of a group and its middle half.
import { useMemo, useState } from 'react'
import { lastDeaths } from '../../../core/persistence/betti-band.ts'
import type { PackedDiagrams } from '../../../protocol/topology.ts'
import { BettiBands } from '../../charts/BettiBands.tsx'
import type { Dimension } from '../../charts/bars.ts'
import { useApp } from '../../use-app.ts'
import { Term } from '../../learn/Term.tsx'
import { decimal, integer } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { useSelected } from '../use-selected.ts'
import { atPlace, bandOf, endOf, gapOf, lastPlace, peakOf, tableOf } from './betti-reading.ts'

interface Props { diagrams: PackedDiagrams | null, whole: boolean, share: number | null, why: string | null }

export function BettiPanel({ diagrams, whole, share, why }: Props) {
  const [dimension, setDimension] = useState<Dimension>(1)
  const [at, setAt] = useState<number | null>(null)
  const { ids, selecting } = useSelected()
  const groups = useApp(state => state.groups)
  const last = useMemo(() => diagrams && lastDeaths(dimension === 1 ? diagrams.loops : diagrams.pieces), [diagrams, dimension])
  const grouped = groups.a.size > 0 && groups.b.size > 0
  const end = useMemo(() => diagrams && last && endOf(last, diagrams.ids, grouped ? [groups.a, groups.b] : [ids]), [diagrams, last, grouped, groups, ids])
  const table = useMemo(() => diagrams && end !== null && tableOf(diagrams, dimension, end), [diagrams, dimension, end])
  const everyone = useMemo(() => table ? bandOf(table, diagrams!.ids, null) : null, [table, diagrams])
  const bands = useMemo(() => {
    if (!table || !everyone) return []
    const one = (members: ReadonlySet<number>) => bandOf(table, diagrams!.ids, members)
    if (grouped) return [{ name: 'A', kind: 'a' as const, band: one(groups.a) }, { name: 'B', kind: 'b' as const, band: one(groups.b) }]
    const all = { name: 'everyone', kind: 'all' as const, band: everyone }
    return selecting ? [all, { name: 'selected', kind: 'a' as const, band: one(ids) }] : [all]
  }, [table, everyone, diagrams, grouped, groups, selecting, ids])
  const drawn = bands.filter(({ band }) => band.n > 0)
  const aside = (
    <Segmented label="Dimension" value={String(dimension)} onChange={next => setDimension(next === '1' ? 1 : 0)} options={[{ value: '1', label: 'H1' }, { value: '0', label: 'H0' }]} />
  )
  if (!diagrams || !table || drawn.length === 0) {
    return <Panel title="Betti curves" help="persistence" say={why ?? `The diagrams of all networks are being computed${share === null ? '' : `: ${Math.round(100 * share)} %`}.`} />
  }
  const place = at ?? (drawn.length === 2 ? gapOf(drawn[0].band, drawn[1].band) : peakOf(drawn[0].band))
  const thing = dimension === 1 ? 'loops' : 'pieces'
  const say = (
    <>
      At scale {decimal(table.scales[place], 2)}:{' '}
      {drawn.map(({ name, band }, k) => <span key={name}>{k > 0 && ', '}{name} <b>{atPlace(band, place)}</b>{`${k === 0 ? ` ${thing}` : ''} (n\u00a0=\u00a0${integer(band.n)})`}</span>)}.
      {drawn.some(({ band }) => band.n > 1) && ' Line: median; band: middle half.'}
    </>
  )
  return (
    <Panel className="Panel-control" title={<Term name="betti">Betti curves</Term>} aside={aside} help="persistence" say={say}>
      <BettiBands scales={table.scales} last={lastPlace(drawn.map(({ band }) => band))} bands={drawn} name={thing} at={place} onPlace={setAt} />
      {!whole && <p className="Panel-note" aria-live="polite">{integer(diagrams.ids.length)} networks so far{share === null ? '' : `, ${Math.round(100 * share)} %`}.</p>}
    </Panel>
  )
}
