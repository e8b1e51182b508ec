// What the file does not say and how it was settled: each with where it comes from, and the scale of the input with its evidence.
import type { ModelCard } from '../../formats/model-card.ts'
import type { HowToRun } from '../../protocol/importing.ts'
import type { Imported } from '../../store/imports/imported.ts'
import { Disclosure } from '../ui/Disclosure.tsx'
import { useApp } from '../use-app.ts'
import { Badge } from './Badge.tsx'
import { CardPart } from './Card.tsx'
import { assumptionsOf, trialsOf } from './import-words.ts'
import { ScaleTable } from './ScaleTable.tsx'

export function Assumptions({ of, card, how }: { of: Imported, card: ModelCard, how: HowToRun }) {
  const layer = useApp(state => state.map?.manifest.geometry.layer ?? 'last')
  const classNames = useApp(state => state.map?.manifest.classNames) ?? NONE
  const { evidence } = of
  const rows = assumptionsOf(of, card, { layer, classNames })
  const trials = evidence ? trialsOf(evidence, how.chain) : []
  return (
    <CardPart title="Assumptions" aside="change one and it lands again">
      <dl className="Assumptions">
        {rows.map(({ name, value, from, tone }, place) => <div key={place}><dt>{name}</dt><dd>{value}</dd><dd><Badge tone={tone}>{from}</Badge></dd></div>)}
      </dl>
      {evidence?.caution && <ul className="Card-warnings"><li>{evidence.caution}</li></ul>}
      {evidence && trials.length > 1 && (
        <Disclosure label="Input scale" aside={`${trials.length} ways tried`} forced={evidence.caution !== null}>
          <ScaleTable of={of} how={how} evidence={evidence} trials={trials} />
        </Disclosure>
      )}
    </CardPart>
  )
}

const NONE: readonly string[] = []
