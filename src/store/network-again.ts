// A network of the map made again: from what, and whether it comes out as the same one.
import type { Dataset } from '../core/data/dataset.ts'
import type { NetworkActivations, NetworkRow, NetworkSpec } from '../core/network.ts'
import { hitsOf } from '../core/training/figures.ts'
import { gridOf } from '../formats/grid.ts'
import type { Revisited } from '../protocol/revisit.ts'

/** Activations may differ by so much of the layer's largest, and by float16's rounding or half a step of the grid, in which maps are stored. */
const TOLERANCE = 1e-4
const HALF_ROUNDING = 2 ** -11
const HALF_LEAST = 2 ** -24

/** What it was trained by here; null where it was trained elsewhere, or its seeds are not known. */
export function specOf({ id, hyper, weightSeed, orderSeed }: NetworkRow): NetworkSpec | null {
  return hyper && weightSeed !== null && orderSeed !== null ? { id, hyper, weightSeed, orderSeed } : null
}

/** Why this is not the map's network, in a sentence; null where it is. */
export function otherThan({ id, layers, predicted }: Revisited, { outcome }: NetworkRow, activations: NetworkActivations | null, dataset: Dataset, kept: boolean): string | null {
  const ways = kept
    ? 'the weights that were kept do not give what the map was made from.'
    : 'its seeds give other weights here. It was trained by another engine, or from another start, and its weights were not kept; with “keep weights” new networks can be opened.'
  const refusal = `Network ${id} could not be made again: ${ways}`
  const last = layers[layers.length - 1]
  if (activations) return alike(last.values, activations.values) ? null : refusal
  const labels = Uint8Array.from(dataset.test, row => dataset.labels[row])
  return Math.abs(hitsOf(predicted, labels) / labels.length - outcome.testAccuracy) < 1e-9 ? null : refusal
}

function alike(made: Float32Array, known: Float32Array): boolean {
  if (made.length !== known.length) return false
  const largest = known.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  // Ready-made maps take no grid coarser than an eighth of the largest; numbers that are all the same lie on none.
  const grid = known.every(value => value === known[0]) ? 0 : Math.min(gridOf(known), largest / 8)
  return made.every((value, place) => Math.abs(value - known[place]) <= TOLERANCE * largest + Math.max(HALF_ROUNDING * Math.abs(known[place]) + HALF_LEAST, grid / 2))
}
