// Whether a signal is smooth on the map: PHATE's kernel of the networks that have a value, and the permutation test on it.
import { decayKernelSteps } from '../../src/core/phate/kernel.ts'
import type { GeometrySettings } from '../../src/core/settings.ts'
import { lowFrequencyEnergy, waveSteps } from '../../src/core/smoothness/low-frequencies.ts'
import { smoothnessTestSteps } from '../../src/core/smoothness/permutation.ts'
import type { Steps } from '../../src/core/steps.ts'
import type { Smoothness } from '../../src/protocol/geometry.ts'

/** All waves of a graph take n³ operations: of more networks than this only the test is made. */
const MOST_FOR_WAVES = 1000

const COUNTS = [2, 5, 10, 20]

/** `distances` condensed, `values` finite, in the same order. */
export function* smoothnessOf(distances: Float64Array, values: readonly number[], { knn, decay }: Pick<GeometrySettings, 'knn' | 'decay'>): Steps<Smoothness> {
  const networks = values.length
  if (networks < 3) throw new Error(`${networks} networks have no neighbour graph to speak of; the test needs at least three with a value.`)
  const kernel = yield* decayKernelSteps(distances, networks, { knn, decay, anisotropy: 0 })
  const { energy, permutations, everywhere } = yield* smoothnessTestSteps(kernel, values, { seed: 0 })
  const counts = COUNTS.filter(count => count < networks)
  const shares = everywhere && networks <= MOST_FOR_WAVES ? lowFrequencyEnergy(yield* waveSteps(kernel), values, counts) : null
  return { networks, energy, shuffled: everywhere && { ...everywhere, permutations }, slowest: shares && counts.map((count, k) => [count, shares[k]]) }
}
