// Which engine of the core trains here.
import type { Dataset } from '../data/dataset.ts'
import type { BeginLearner } from './learner.ts'
import { plainLearners } from './plain.ts'

/** The fastest learners that this host has for these data. */
export const learnersFor = (dataset: Dataset): BeginLearner => plainLearners(dataset)
