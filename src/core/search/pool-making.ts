// What is kept of the networks that a pool is made of: their scores on the way, and their representations of the probes, which distances are taken between.
import type { DataSize } from '../data/size.ts'
import type { NetworkActivations, NetworkSpec, TrainedNetwork } from '../network.ts'
import { CURVE_COLUMNS, KEEP_NOTHING } from '../network.ts'
import { figuresOf } from '../training/figures.ts'
import { workOf } from '../training/work.ts'
import type { Distances, Member } from './pool.ts'
import type { Validated } from './validation.ts'
import { seenOf } from './validation.ts'

/** Of a network that was trained on lookingAtHeld(data). `rungs`: epochs after which its score counts (pool.ts: rungEpochs). */
export function memberOf(network: TrainedNetwork, spec: NetworkSpec, data: Validated, rungs: readonly number[], size: DataSize): Member {
  const { outcome } = network.row
  const curve = figuresOf(network.curve, data.dataset.train.length, data.dataset.test.length)
  const done = network.curve.length / CURVE_COLUMNS.length - 1
  return {
    spec, parameters: outcome.parameters, held: seenOf(network, data).heldAccuracy, work: workOf(spec, size, KEEP_NOTHING),
    rungs: rungs.map(epoch => epoch <= done ? curve[epoch].testAccuracy : NaN),
  }
}

/** On the probes; null where it diverged or its numbers are not finite. */
export function representationOf(network: TrainedNetwork, data: Validated): NetworkActivations | null {
  const { activations } = seenOf(network, data)
  return activations?.values.every(Number.isFinite) ? activations : null
}

/** Who has a representation, and in which row of the distances. */
export function placedOf(representations: readonly (NetworkActivations | null)[]): { rows: Distances['rows'], placed: NetworkActivations[] } {
  const placed: NetworkActivations[] = []
  const rows = Int32Array.from(representations, one => one ? placed.push(one) - 1 : -1)
  return { rows, placed }
}
