// The search worker: regressions over the networks of a map, votes among them, and searches of a pool. Wiring only; it is dismissed where its answer is not wanted any more.
import { expose, transfer } from 'comlink'
import { networkDistanceSteps } from '../src/core/distance/all-pairs.ts'
import { repeatSteps } from '../src/core/search/card-repeats.ts'
import { shelfOf } from '../src/core/search/methods.ts'
import { predictOn, proposeOn } from '../src/core/search/on-map.ts'
import type { Steps } from '../src/core/steps.ts'
import type { SearchWorker, Share } from '../src/protocol/search.ts'
import { drive, throttled } from './drive.ts'

const driven = <T>(steps: Steps<T>, told: Share): Promise<T> => drive(steps, { onProgress: throttled(({ share }) => told(share)) })

expose({
  propose: proposeOn,
  predict: predictOn,
  async distances(placed, told) {
    const { distances } = await driven(networkDistanceSteps(placed), told)
    return transfer(distances, [distances.buffer])
  },
  repeats: (pool, task, stretch, told) => driven(repeatSteps(shelfOf(pool), task, stretch), told),
  beat: () => true,
} satisfies SearchWorker)
