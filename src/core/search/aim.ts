// What a search is after: accuracy alone, or accuracy for what a network costs.
import type { DataSize } from '../data/size.ts'
import type { Hyperparameters } from '../network.ts'
import { costOf } from './cost.ts'

/** score: the most accurate network. parameters, training: those that push out the front of accuracy against size, or against the work of a training (cost.ts). */
export const AIMS = ['score', 'parameters', 'training'] as const
export type Aim = (typeof AIMS)[number]

/** What settings cost; NaN where nobody can say. */
export type CostOf<Settings = Hyperparameters> = (hyper: Settings) => number

/** Null: cost has no say. Convolutions where there are no pictures have no cost, for they cannot be trained. */
export const costFor = (aim: Aim, size: DataSize): CostOf | null =>
  aim === 'score' ? null : hyper => hyper.family === 'conv' && size.image === null ? NaN : costOf(aim, hyper, size)
