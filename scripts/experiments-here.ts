// What experiments need of workers, in one thread and without a browser: the CPU's own trainer, and the session of the trajectories worker asked directly.
import type { Dataset } from '../src/core/data/dataset.ts'
import type { Keep, NetworkSpec, TrainedNetwork } from '../src/core/network.ts'
import { runToEnd } from '../src/core/steps.ts'
import { learnersFor } from '../src/core/training/learners.ts'
import { trainNetwork } from '../src/core/training/train.ts'
import type { TrainingService } from '../src/services/training.ts'
import type { TrajectoryService } from '../src/services/trajectories.ts'
import { TrajectorySession } from '../workers/trajectories/session.ts'

export function trained(dataset: Dataset, specs: readonly NetworkSpec[], keep: Keep): TrainedNetwork[] {
  const begin = learnersFor(dataset)
  return specs.map(spec => {
    const training = trainNetwork(spec, dataset, begin, keep)
    for (;;) {
      const next = training.next()
      if (next.done) return next.value
    }
  })
}

export const trainHere: TrainingService['train'] = async (_, { dataset, specs, keep }, events) => {
  events.onDevice('cpu', 1)
  for (const network of trained(dataset, specs, keep)) events.onFinished(network)
}

export function trajectoriesHere(): TrajectoryService {
  let session: TrajectorySession | null = null
  const standing = (): TrajectorySession => session!
  return {
    open: async truth => { session = new TrajectorySession(truth) },
    add: async runs => standing().add(runs),
    remove: async ids => standing().remove(ids),
    map: async (_, request) => runToEnd(standing().map(request)),
    shepard: async (axes, most) => standing().shepard(axes, most),
    betweenRuns: async (_, request) => runToEnd(standing().betweenRuns(request)),
    factors: async (_, factors) => runToEnd(standing().factors(factors)),
    averages: async (_, request) => runToEnd(standing().averages(request)),
    ends: async () => runToEnd(standing().ends()),
    close: async () => { session = null },
  }
}
