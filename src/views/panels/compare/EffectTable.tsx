// Every measure of both groups: medians, and a bar that leans to the group with larger values.
import { memo, useMemo, useState } from 'react'
import { Term } from '../../learn/Term.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { decimal, integer, measured } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { Measure } from '../../../store/measures.ts'
import { shortName } from '../hyper-values.ts'
import type { Effect, Share, Sides } from './compared.ts'
import { bySize, effectOf, effectSentence } from './compared.ts'

type Order = 'effect' | 'listed'

export const EffectTable = memo(function EffectTable({ sides, measures }: { sides: Sides, measures: readonly Measure[] }) {
  const [order, setOrder] = useState<Order>('effect')
  const effects = useMemo(() => {
    const found = measures.map(measure => effectOf(measure, sides)).filter(effect => Number.isFinite(effect.size))
    return order === 'effect' ? bySize(found) : found
  }, [measures, sides, order])
  const largest = useMemo(() => bySize(effects)[0], [effects])
  return (
    <Panel
      className="Panel-control"
      title="In every measure"
      help="statistics"
      aside={<Segmented label="Order" value={order} onChange={setOrder} options={[{ value: 'effect', label: 'by effect' }, { value: 'listed', label: 'as listed' }]} />}
      say={largest ? <>{effectSentence(largest, shortName(largest.measure), effects.length)} At <b><Term name="cliffsDelta">δ</Term> = 1</b> every A would be above every B. n = {integer(sides.a.length)} and {integer(sides.b.length)}.</> : 'The two groups have no measure in common.'}
    >
      <table className="Rows Effects">
        <thead>
          <tr><th>median</th><th className="Rows-figure Effects-a">A</th><th className="Rows-figure Effects-b">B</th><th aria-label="which group is larger" /><th className="Rows-figure">Cliff’s δ</th></tr>
        </thead>
        <tbody>{effects.map(effect => effect.kind === 'number' && <NumberRow key={effect.measure.key} effect={effect} />)}</tbody>
      </table>
      {effects.some(effect => effect.kind === 'category') && (
        <table className="Rows Effects">
          <thead><tr><th>most often</th><th className="Rows-figure Effects-a">A</th><th className="Rows-figure Effects-b">B</th><th className="Rows-figure">Cramér’s V</th></tr></thead>
          <tbody>{effects.map(effect => effect.kind === 'category' && <CategoryRow key={effect.measure.key} effect={effect} />)}</tbody>
        </table>
      )}
    </Panel>
  )
})

function CategoryRow({ effect }: { effect: Effect & { kind: 'category' } }) {
  return (
    <tr title="Cramér’s V: how much the category tells of the group, 0 to 1">
      <td>{shortName(effect.measure)}</td>
      <td className="Rows-figure">{shareOf(effect, effect.a)}</td>
      <td className="Rows-figure">{shareOf(effect, effect.b)}</td>
      <td className="Rows-figure">{decimal(effect.size, 2)}</td>
    </tr>
  )
}

function NumberRow({ effect }: { effect: Effect & { kind: 'number' } }) {
  const { measure, a, b, delta, interval } = effect
  const ends = interval && `95 % interval ${decimal(interval[0], 2)} to ${decimal(interval[1], 2)}`
  return (
    <tr title={ends ?? undefined}>
      <td>{shortName(measure)}</td>
      <td className="Rows-figure">{measured(measure, a)}</td>
      <td className="Rows-figure">{measured(measure, b)}</td>
      <td className="Effects-lean"><Lean delta={delta} interval={interval} /></td>
      <td className="Rows-figure">{decimal(delta, 2)}{ends && <span className="visually-hidden">, {ends}</span>}</td>
    </tr>
  )
}

const HALF = 30

/** A to the left in vermilion, B to the right in blue; the thin line is the 95 % interval. */
function Lean({ delta, interval }: { delta: number, interval: readonly [number, number] | null }) {
  const width = Math.max(1, Math.abs(delta) * HALF)
  const at = (value: number): number => HALF + 2 - value * HALF
  return (
    <svg width={2 * HALF + 4} height={14} aria-hidden>
      <line x1={HALF + 2} x2={HALF + 2} y1={0} y2={14} stroke="var(--axis)" />
      <rect x={delta > 0 ? HALF + 2 - width : HALF + 2} y={4} width={width} height={6} fill={delta > 0 ? 'var(--sel-a-mark)' : 'var(--sel-b-mark)'} />
      {interval && <line x1={at(interval[0])} x2={at(interval[1])} y1={7} y2={7} stroke="var(--ink-1)" strokeWidth={1} />}
    </svg>
  )
}

const shareOf = (effect: Effect & { kind: 'category' }, { value, share }: Share): string => value ? `${measured(effect.measure, value)} ${decimal(share, 2).replace(/^0/, '')}` : '–'
