// Networks brought as their activations and predictions: how many, on which probes, and where they went.
import type { Bundle } from '../../formats/bundle.ts'
import type { Imported } from '../../store/imports/imported.ts'
import { bytes, integer } from '../ui/format.ts'
import { CardPart } from './Card.tsx'
import { ImportActions } from './ImportActions.tsx'
import { Landing } from './Landing.tsx'

/** Names shown before “and 12 more”. */
const FEW = 12

export function BundleCard({ of, bundle }: { of: Imported, bundle: Bundle }) {
  const { networks, probes, classes, labels, notes } = bundle
  const some = (has: (network: Bundle['networks'][number]) => boolean) => networks.filter(has).length
  const way = some(({ checkpoints }) => checkpoints !== null)
  const names = networks.slice(0, FEW).map(({ name }) => name).join(', ')
  return (
    <>
      <CardPart title="Bundle" aside={bytes(of.bytes)}>
        <dl className="Card-facts">
          <dt>networks</dt><dd>{integer(networks.length)}</dd>
          <dt>probes</dt><dd>{integer(probes)}{labels ? ', labelled' : ''}</dd>
          {classes > 0 && <><dt>classes</dt><dd>{integer(classes)}</dd></>}
          <dt>activations</dt><dd>of {integer(some(({ activations }) => activations !== null))}</dd>
          <dt>predictions</dt><dd>of {integer(some(({ probabilities }) => probabilities !== null))}</dd>
          {way > 0 && <><dt>checkpoints</dt><dd>of {integer(way)}</dd></>}
        </dl>
        <p className="Panel-note">{names}{networks.length > FEW ? ` and ${integer(networks.length - FEW)} more` : ''}</p>
        {notes.length > 0 && <ul className="Card-warnings">{notes.map(note => <li key={note}>{note}</li>)}</ul>}
      </CardPart>
      {of.block && <CardPart title="Not on the map"><p>{of.block}</p></CardPart>}
      {of.landed && <Landing landed={of.landed} />}
      <ImportActions of={of} />
    </>
  )
}
