// A trained network made again, for what no map keeps of it: from its weights where they are known, else from its seeds.
import type { Dataset } from '../data/dataset.ts'
import type { NetworkSpec, NetworkState } from '../network.ts'
import { KEEP_NOTHING } from '../network.ts'
import type { HiddenLayer } from './layers.ts'
import { passRows } from './layers.ts'
import type { BeginLearner, Look, Seen } from './learner.ts'
import { planTraining } from './plan.ts'
import { trainNetwork } from './train.ts'

export interface MadeAgain {
  state: NetworkState
  /** Hidden layers on the probes, in order of depth; the last as the trainer's own engine has it. */
  layers: HiddenLayer[]
  /** probes × classes, softmax. */
  probabilities: Float32Array
  /** The class answered to each test row, in the data set's order. */
  predicted: Uint8Array
}

/**
 * Trains the network again where no state is given: the same spec, data and engine make the same bits. Yields between slices of the work. Classes,
 * probabilities and the last layer come from the learner that training uses, so they are what the map was made from; the layers before it from the
 * plain forward pass. Errors: a network that diverges.
 */
export function* makeAgainSteps(spec: NetworkSpec, state: NetworkState | null, dataset: Dataset, begin: BeginLearner): Generator<unknown, MadeAgain, void> {
  const plan = planTraining(spec, dataset)
  const known = state ?? (yield* trainNetwork(spec, dataset, begin, { ...KEEP_NOTHING, state: true })).state
  if (!known) throw new Error(`Network ${spec.id} diverged: it has no weights that are numbers.`)
  const learner = begin(spec, plan, { step: plan.steps, state: known })
  const look = (rows: Uint32Array, what: Pick<Look, 'probabilities' | 'hidden'>): Generator<unknown, Seen, void> => learner.look(rows, { labels: null, ...what })
  const probes = yield* look(dataset.probes, { probabilities: true, hidden: true })
  const { predicted } = yield* look(dataset.test, { probabilities: false, hidden: false })
  const { hidden } = passRows(plan.layers, spec.hyper.activation, known.weights, dataset.inputs, dataset.probes)
  const layers = hidden.map((layer, place) => place === hidden.length - 1 ? { ...layer, values: probes.hidden! } : layer)
  return { state: known, layers, probabilities: probes.probabilities!, predicted }
}
