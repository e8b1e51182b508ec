// A sequence of settings without those that have been tried: training the same settings again teaches a search little.
import type { Hyperparameters } from '../network.ts'
import type { Space } from './space.ts'
import { nameOf } from './space.ts'
import type { Trial } from './trial.ts'

/** Candidates looked at in a row without a new one among them before a search gives up: then the prior has hardly any left. */
export const PATIENCE = 2000

/**
 * The next `count` settings of an endless sequence that differ from all trials and from each other; fewer where the sequence has no more. It is read from
 * the place that is the number of trials, so that a search which is asked for one at a time and one that is asked for batches walk along the same settings.
 */
export function unrepeated(space: Space, trials: readonly Trial[], count: number, candidate: (place: number) => Hyperparameters): Hyperparameters[] {
  const known = new Set(trials.map(({ hyper }) => nameOf(space, hyper)))
  const fresh: Hyperparameters[] = []
  for (let place = trials.length, missed = 0; fresh.length < count && missed < PATIENCE; place++) {
    const hyper = candidate(place)
    const name = nameOf(space, hyper)
    missed = known.has(name) ? missed + 1 : 0
    if (missed > 0) continue
    known.add(name)
    fresh.push(hyper)
  }
  return fresh
}
