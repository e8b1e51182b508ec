// A bundle that was dropped on a map: its networks land where its probes are the map's; else a map of its own is offered.
import type { Bundle } from '../../formats/bundle.ts'
import { probeLabels } from '../portraits.ts'
import { sentenceOf } from '../run-context.ts'
import type { MapView } from '../state.ts'
import type { BroughtRoom } from './brought-room.ts'
import { quiet } from './brought-room.ts'
import type { Imported } from './imported.ts'
import type { ComparedBy } from './newcomer.ts'
import { newcomersOfBundle } from './newcomer.ts'
import { freshIds, placeOnMap } from './place.ts'
import { standingBlock } from './standing-block.ts'

export const bundleOf = (one: Imported | undefined): Bundle | null => one?.opened?.kind === 'bundle' ? one.opened.bundle : null

/** So many networks have a map of their own. */
export const FEWEST = 3

/** A map of its own compares what networks hold inside, where enough of them bring it, and what they answer otherwise. */
export const comparedBy = ({ networks }: Bundle): ComparedBy =>
  networks.filter(({ activations }) => activations).length < FEWEST && networks.filter(({ probabilities }) => probabilities).length >= FEWEST ? 'probabilities' : 'activations'

export async function landBundle(room: BroughtRoom, key: number): Promise<void> {
  const { session } = room
  const { store } = session
  if (store.getState().training) {
    room.change(key, { phase: 'still', block: 'A map is being made: it lands when that stands.' })
    await quiet(session)
  }
  const one = room.find(key)
  const bundle = bundleOf(one)
  if (!one || !bundle) return
  const { map } = store.getState()
  room.change(key, { phase: 'running', block: null })
  const block = standingBlock(map) ?? await otherProbes(room, bundle, map!)
  if (block) return room.change(key, { phase: 'still', block: `${block} ${ownMapWords(bundle)}` })
  try {
    const [first] = one.ids.length > 0 ? one.ids : freshIds(session, bundle.networks.length)
    const placed = await placeOnMap(session, map!.series, newcomersOfBundle(bundle, first), one.ids)
    if (!placed) return landBundle(room, key)
    room.change(key, {
      phase: 'still', landed: placed.landed[0] ?? null, ids: placed.landed.map(({ id }) => id),
      block: placed.refused.length > 0 ? `${placed.refused.length} of ${bundle.networks.length} networks have no place on the map: ${placed.refused[0].why}` : null,
    })
  } catch (error) {
    room.change(key, { phase: 'still', landed: null, ids: [], block: sentenceOf(error) })
  }
}

/** Why its networks cannot be compared with the map's; null where they were run on the same probes. */
async function otherProbes({ session: { services } }: BroughtRoom, bundle: Bundle, map: MapView): Promise<string | null> {
  const { dataset, probes } = map.manifest
  if (bundle.networks.every(({ activations }) => !activations)) return 'It brings predictions and no activations, and a map compares activations/<id>.'
  if (bundle.probes !== probes) return `Its networks were run on ${bundle.probes} probes, this map’s on ${probes}.`
  if (!dataset) return 'Nobody can tell whether its probes are this map’s: the labels of these are not known.'
  if (!bundle.labels) return 'It brings no labels, so nobody can tell whether its probes are this map’s.'
  const labels = probeLabels(await services.data.dataset(dataset))
  const odd = labels.findIndex((label, probe) => label !== bundle.labels![probe])
  return odd < 0 ? null : `Its probes are not this map’s: probe ${odd} is of class ${bundle.labels[odd]} there and ${labels[odd]} here.`
}

function ownMapWords({ networks }: Bundle): string {
  const inside = networks.filter(({ activations }) => activations).length
  if (inside >= FEWEST) return 'A map of its own can be made.'
  const answers = networks.filter(({ probabilities }) => probabilities).length
  if (answers >= FEWEST) return `A map of its own can be made, by what its networks answer${networks.some(({ checkpoints }) => checkpoints) ? '; there their training is seen as trajectories' : ''}.`
  return `A map of its own takes ${FEWEST} networks with activations or predictions, and it has ${Math.max(inside, answers)}.`
}
