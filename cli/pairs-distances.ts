// Distances between networks in the terminal: between the operators of many networks on all cores, any others on one.
import type { DistanceSettings, NetworkDistances } from '../src/core/distance/all-pairs.ts'
import { FLOAT64_UP_TO, networkDistanceSteps } from '../src/core/distance/all-pairs.ts'
import type { ComparedNetwork } from '../src/core/distance/networks.ts'
import { checkComparable } from '../src/core/distance/networks.ts'
import { distanceWarnings } from '../src/core/distance/warnings.ts'
import type { Steps } from '../src/core/steps.ts'
import type { BeginPairs } from '../workers/geometry/pairs-work.ts'
import { beginInTerminal } from './pairs-threads.ts'

/** What `networkDistanceSteps` gives, to the bit, on the networks' only layer. */
export function* threadedDistanceSteps(networks: readonly ComparedNetwork[], settings: DistanceSettings, begin: BeginPairs = beginInTerminal): Steps<NetworkDistances> {
  const { metric = 'diffusion', scale = 'mean', sigma = 0.5, kernel = 'gaussian', exactUpTo = FLOAT64_UP_TO } = settings
  if (metric !== 'diffusion') return yield* networkDistanceSteps(networks, settings)
  checkComparable(networks)
  const compact = networks.length > exactUpTo
  const work = begin({ networks: networks.length, known: 0, probes: networks[0]?.rows ?? 0 })
  try {
    const built = (yield* work.operators(networks, { scale, sigma, kernel, compact })).map(one => {
      if ('why' in one) throw new Error(one.why)
      return one
    })
    const { condensed, notes } = yield* work.distances(built.map(({ operator }) => operator))
    return { distances: condensed, warnings: [...distanceWarnings(built.map(({ health }) => health), compact, settings), ...notes] }
  } finally {
    work.end()
  }
}
