// A saved network: what the file holds, what is taken as given when it is run, and where it lies on the map.
import type { OpenedCard } from '../../protocol/importing.ts'
import type { Imported } from '../../store/imports/imported.ts'
import { bytes, decimal, integer } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { Assumptions } from './Assumptions.tsx'
import { CardPart } from './Card.tsx'
import { ChainEditor } from './ChainEditor.tsx'
import { accuracyOf, formatWords } from './import-words.ts'
import { ImportActions } from './ImportActions.tsx'
import { Landing } from './Landing.tsx'
import { Layers } from './Layers.tsx'
import { storedWords } from './stored-words.ts'
import { Tensors } from './Tensors.tsx'

export function ModelCard({ of, opened: { card, files } }: { of: Imported, opened: Extract<OpenedCard, { kind: 'model' }> }) {
  const layer = useApp(state => state.map?.manifest.geometry.layer ?? 'last')
  const { network, warnings } = card
  const able = card.runnable || card.proposals.length > 0
  const { ran } = of
  const accuracy = accuracyOf(of)
  const stored = storedWords(card.tensors)
  const others = files.length > 1 ? `, ${integer(files.length)} files` : ''
  return (
    <>
      <CardPart title="In the file" aside={`${bytes(of.bytes)}${others}`}>
        <dl className="Card-facts">
          <dt>format</dt><dd title={card.producer ?? undefined}>{formatWords(card)}</dd>
          {stored && <><dt>weights</dt><dd>{stored}</dd></>}
          <dt>parameters</dt><dd>{integer(network.parameters)}</dd>
          {accuracy !== null && <><dt>test accuracy here</dt><dd><b>{decimal(accuracy, 4)}</b> <span>({integer(ran!.right)} of {integer(ran!.rows)})</span></dd></>}
        </dl>
        <Layers network={network} used={layer} />
        {card.why && card.why !== of.block && <p>{card.why}</p>}
        {warnings.length > 0 && <ul className="Card-warnings">{warnings.map(warning => <li key={warning}>{warning}</li>)}</ul>}
        <Tensors of={of.key} tensors={card.tensors} />
      </CardPart>
      {card.proposals.length > 0 && <ChainEditor key={of.how?.chain ? 'chosen' : 'proposed'} of={of} card={card} />}
      {of.how && <Assumptions of={of} card={card} how={of.how} />}
      {of.block && (
        <CardPart title="Not on the map">
          <p>{of.block}</p>
          {of.phase === 'still' && !of.evidence && able && <p className="Panel-note">Choose or drop the data that it was made for at the left, and train a map there; or bring three networks of one kind and make a map of them.</p>}
        </CardPart>
      )}
      {of.landed && <Landing landed={of.landed} />}
      <ImportActions of={of} />
    </>
  )
}
