// The loops of two networks, bar by bar: the least costly way to turn one diagram into the other.
import { useMemo, useState } from 'react'
import { MatchedDiagrams } from '../../charts/MatchedDiagrams.tsx'
import { Term } from '../../learn/Term.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { decimal, titleOf } from '../../ui/format.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useAnswer } from '../../use-answer.ts'
import type { Representatives } from './representatives.ts'

type Dimension = 'loops' | 'pieces'

export function MatchedPanel({ between: { a, b, standing } }: { between: Representatives }) {
  const [dimension, setDimension] = useState<Dimension>('loops')
  const of = useMemo((): readonly [number, number] => [a.id, b.id], [a, b])
  const { value, whole, why } = useAnswer('matching', of)
  const names = [titleOf(a), titleOf(b)] as const
  const matching = value?.[dimension]
  return (
    <Panel
      className="Panel-control"
      title={<>Matched <Term name="diagram">diagrams</Term></>}
      help="persistence"
      aside={<Segmented label="Dimension" value={dimension} onChange={setDimension} options={[{ value: 'loops', label: 'H1' }, { value: 'pieces', label: 'H0' }]} />}
      say={matching
        ? <>{standing && `${names[0]} and ${names[1]} stand in the middle of their groups. `}Their {dimension === 'loops' ? 'loops' : 'components'} lie <b><Term name="wasserstein">W₁</Term> = {decimal(matching.distance, 3)}</b> mean distances apart.</>
        : why ?? 'Their diagrams are on their way.'}
    >
      {value && matching && <div className={whole ? undefined : 'Compare-faded'}><MatchedDiagrams a={value.a[dimension]} b={value.b[dimension]} matching={matching} names={names} /></div>}
    </Panel>
  )
}
