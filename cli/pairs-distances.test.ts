import { describe, expect, it } from 'vitest'
import type { DistanceSettings } from '../src/core/distance/all-pairs.ts'
import { networkDistanceSteps } from '../src/core/distance/all-pairs.ts'
import type { NetworkActivations } from '../src/core/network.ts'
import { mulberry32, normals } from '../src/core/random.ts'
import { runToEnd } from '../src/core/steps.ts'
import { PairsCrew } from '../workers/geometry/pairs-crew.ts'
import type { Thread } from './pairs-threads.ts'
import { hireThread } from './pairs-threads.ts'
import { threadedDistanceSteps } from './pairs-distances.ts'

const networks = Array.from({ length: 12 }, (_, id): NetworkActivations => {
  const normal = normals(mulberry32(id))
  return { id, rows: 15, columns: 4, values: Float32Array.from({ length: 60 }, () => (id === 5 ? 1 : normal())) }
})

describe('distances in the terminal', () => {
  it.each<DistanceSettings>([
    {}, { scale: 'median', sigma: 0.05 }, { kernel: 'adaptive' }, { sigma: 9, exactUpTo: 10 }, { metric: 'cka' }, { metric: 'markov-t', t: 2 },
  ])('%o: by threads what one thread computes, warnings too', async settings => {
    const some = settings.metric === 'cka' ? networks.filter(({ id }) => id !== 5) : networks
    const threads: Thread[] = []
    const result = runToEnd(threadedDistanceSteps(some, settings, () => {
      threads.push(hireThread())
      return new PairsCrew(threads, 3)
    }))
    expect(result).toEqual(runToEnd(networkDistanceSteps(some, settings)))
    await Promise.all(threads.map(thread => thread.ended)) // sent home, or this would wait for ever
  })

  it('refuse by the same words, and leave no thread behind', async () => {
    const odd = [...networks, { ...networks[0], id: 99, values: networks[0].values.map(() => Infinity) }]
    expect(() => runToEnd(threadedDistanceSteps(odd, {}))).toThrow(/Network 99 has a non-finite activation/)
    const threads: Thread[] = []
    const begin = () => {
      threads.push(hireThread())
      return new PairsCrew(threads)
    }
    expect(() => runToEnd(threadedDistanceSteps(networks, { sigma: -1 }, begin))).toThrow(/sigma is -1/)
    await Promise.all(threads.map(thread => thread.ended))
  })
})
