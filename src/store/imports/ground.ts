// What brought networks are run on: the rows of a data set as they were stored.
import type { Dataset, DatasetSettings } from '../../core/data/dataset.ts'
import { evenly } from '../../core/evenly.ts'
import type { ProbeSet } from '../../core/graph/input-scale.ts'
import { probeSetOf } from '../../core/graph/probe-set.ts'
import type { Services } from '../../services/services.ts'

export interface Ground {
  dataset: Dataset
  /** The map's. */
  probes: ProbeSet
  /** All held-out rows, so that accuracies compare with the others'. */
  test: ProbeSet
  /** Labelled rows on which ways of running a network are told apart. */
  trial: ProbeSet
}

/** Labelled rows that ways of running are tried on: so many held-out ones, and, where there are few of these, others. */
const TRIAL = 500
const LEAST = 200

const known = new WeakMap<Dataset, Ground>()

export async function groundOf(services: Services, settings: DatasetSettings): Promise<Ground> {
  const dataset = await services.data.dataset(settings)
  const standing = known.get(dataset)
  if (standing) return standing
  const { test, train, probes } = dataset
  const some = evenly(test.length, TRIAL).map(place => test[place])
  const more = evenly(train.length, Math.max(0, LEAST - some.length)).map(place => train[place])
  const ground = { dataset, probes: probeSetOf(dataset, probes), test: probeSetOf(dataset, test), trial: probeSetOf(dataset, Uint32Array.from([...some, ...more])) }
  known.set(dataset, ground)
  return ground
}
