// Which engine of the core trains here.
import type { Dataset } from '../data/dataset.ts'
import type { BeginLearner } from './learner.ts'
import { nativeLearners } from './native-learner.ts'
import { plainLearners } from './plain.ts'

/** The fastest learners that this host has for these data: compiled, or else plain. One learner at a time. */
export const learnersFor = (dataset: Dataset): BeginLearner => nativeLearners(dataset) ?? plainLearners(dataset)
