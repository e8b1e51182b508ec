// What a network costs, known before it is trained: the second thing that a search of architectures weighs.
import type { DataSize } from '../data/size.ts'
import type { Hyperparameters } from '../network.ts'
import { KEEP_NOTHING } from '../network.ts'
import { layersOf, multiplyAddsOf, parametersOf } from '../training/architecture.ts'
import { workOf } from '../training/work.ts'
import type { Aim } from './aim.ts'

/** parameters: weights and biases. products: multiply-adds for one row's answer. training: all of its training's work, in multiply-adds or as much as them. */
export const COSTS = ['parameters', 'products', 'training'] as const
export type Cost = (typeof COSTS)[number]

/** Errors: convolutions on data that are no pictures. Seeds change nothing of a cost. */
export function costOf(cost: Cost, hyper: Hyperparameters, size: DataSize): number {
  if (cost === 'training') return workOf({ id: 0, hyper, weightSeed: 0, orderSeed: 0 }, size, KEEP_NOTHING)
  const layers = layersOf(hyper, size)
  return cost === 'parameters' ? parametersOf(layers) : multiplyAddsOf(layers)
}

/** What settings cost; NaN where nobody can say. */
export type CostOf<Settings = Hyperparameters> = (hyper: Settings) => number

/** Null: cost has no say. Convolutions where there are no pictures have no cost, for they cannot be trained. */
export const costFor = (aim: Aim, size: DataSize): CostOf | null =>
  aim === 'score' ? null : hyper => hyper.family === 'conv' && size.image === null ? NaN : costOf(aim, hyper, size)
