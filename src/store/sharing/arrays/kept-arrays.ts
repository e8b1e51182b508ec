// What was kept of training, as arrays: predictions, checkpoints on the way, weights. From the vault; of a ready-made map, from its own file.
import type { Checkpoints, NetworkState } from '../../../core/network.ts'
import type { NamedArray } from '../../../formats/arrays-file.ts'
import type { KeptWeights } from '../../../protocol/vault.ts'
import { headOf } from '../../map-view.ts'
import type { Session } from '../../session.ts'
import { keptWeights } from '../../session.ts'
import type { MapView } from '../../state.ts'
import type { Offer } from './offer.ts'
import { perNetwork } from './offer.ts'
import { rowsOf } from './table-arrays.ts'

/** So many networks stand for all when it is told what was kept. */
const SAMPLE = 24

/** One kind of array that may have been kept of a network. */
interface Kind { folder: string, words: string, shape: readonly (number | string)[], of: (kept: KeptWeights, id: number) => NamedArray[] }

export async function keptOffers(session: Session): Promise<Offer[]> {
  const { map } = session.store.getState()
  if (!map) return []
  if (map.origin === 'ready-made') return map.manifest.parts.checkpoints ? [ownCheckpoints(session, map)] : []
  const rows = rowsOf(map)
  const sample = rows.filter((_, k) => Math.floor(k * SAMPLE / rows.length) !== Math.floor((k - 1) * SAMPLE / rows.length))
  const found = await Promise.all(sample.map(async ({ id }) => ({ id, kept: await keptWeights(session, id) })))
  return kindsOf(map.manifest.probes, map.manifest.classNames.length).flatMap(kind => {
    const arrays = found.flatMap(({ id, kept }) => kept ? kind.of(kept, id) : [])
    const with_ = found.filter(({ id, kept }) => kept && kind.of(kept, id).length > 0).length
    if (with_ === 0) return []
    const scale = rows.length / sample.length
    const bytes = Math.round(scale * arrays.reduce((sum, { array }) => sum + array.data.byteLength, 0))
    return [perNetwork({ ...kind, dtype: 'float32', count: Math.round(with_ * scale), bytes, make: of => all(session, rows.map(row => row.id), kind, of) })]
  })
}

/** One network after the other: what the vault has of a thousand is read once, and not kept. */
async function all(session: Session, ids: readonly number[], kind: Kind, of: ReadonlySet<number> | null): Promise<readonly NamedArray[]> {
  const arrays: NamedArray[] = []
  for (const id of ids) {
    if (of && !of.has(id)) continue
    const kept = await keptWeights(session, id)
    if (kept) arrays.push(...kind.of(kept, id))
  }
  return arrays
}

function kindsOf(probes: number, classes: number): Kind[] {
  return [
    {
      folder: 'predictions', words: 'Probabilities on the probes at the end of training.', shape: [probes, classes],
      of: ({ probabilities }, id) => probabilities ? [{ name: `predictions/${id}`, words: 'Probes × classes, softmax.', array: { dtype: 'float32', shape: [probes, probabilities.length / probes], data: probabilities } }] : [],
    },
    {
      folder: 'checkpoints', words: 'Probabilities on the probes on the way, and the updates they belong to (steps/<id>).', shape: ['steps', probes, classes],
      of: ({ checkpoints }, id) => checkpoints ? checkpointArrays(checkpoints, id, probes) : [],
    },
    {
      folder: 'hidden', words: 'The last hidden layer on the probes at each checkpoint.', shape: ['steps', probes, 'units'],
      of: ({ checkpoints }, id) => checkpoints?.activations
        ? [{ name: `hidden/${id}`, words: 'Checkpoints × probes × units.', array: { dtype: 'float32', shape: [checkpoints.steps.length, probes, checkpoints.activations.length / checkpoints.steps.length / probes], data: checkpoints.activations } }]
        : [],
    },
    {
      folder: 'train_checkpoints', words: 'The same probabilities on train probes, rows that networks learn from.', shape: ['steps', 'train probes', classes],
      of: ({ checkpoints }, id) => checkpoints?.train ? [trainArray(checkpoints, checkpoints.train, id, checkpoints.probabilities.length / checkpoints.steps.length / probes)] : [],
    },
    {
      folder: 'weights', words: 'Flat: each layer’s inputs × outputs, then its biases.', shape: ['parameters'],
      of: ({ state }, id) => state ? [weights(state, id)] : [],
    },
  ]
}

const weights = ({ weights: data }: NetworkState, id: number): NamedArray =>
  ({ name: `weights/${id}`, words: 'Each layer’s inputs × outputs, then its biases.', array: { dtype: 'float32', shape: [data.length], data } })

const trainArray = ({ steps: { length } }: Checkpoints, data: Float32Array, id: number, classes: number): NamedArray =>
  ({ name: `train_checkpoints/${id}`, words: 'Checkpoints × train probes × classes, softmax.', array: { dtype: 'float32', shape: [length, data.length / length / classes, classes], data } })

function checkpointArrays({ steps, probabilities }: Checkpoints, id: number, probes: number): NamedArray[] {
  return [
    { name: `checkpoints/${id}`, words: 'Checkpoints × probes × classes, softmax.', array: { dtype: 'float32', shape: [steps.length, probes, probabilities.length / steps.length / probes], data: probabilities } },
    { name: `steps/${id}`, words: 'Updates made at each checkpoint.', array: { dtype: 'int32', shape: [steps.length], data: Int32Array.from(steps) } },
  ]
}

function ownCheckpoints({ services }: Session, map: MapView): Offer {
  const { probes, classNames } = map.manifest
  return {
    name: 'checkpoints', words: 'Probabilities on the probes on the way, and the updates they belong to (steps/<id>).', shape: ['steps', probes, classNames.length], dtype: 'float32',
    count: null, bytes: null, usual: false,
    make: async of => {
      const kept = [...await services.maps.checkpoints({ ...headOf(map), manifest: map.manifest })].sort(([a], [b]) => a - b)
      return kept.flatMap(([id, checkpoints]) => of === null || of.has(id) ? checkpointArrays(checkpoints, id, probes) : [])
    },
  }
}
