// What a spec decides before the first update: the rows and labels it learns from, their order in every epoch and the
// units dropped at every step. Every engine trains by this plan, so that they can be held against one another.
import type { Dataset } from '../data/dataset.ts'
import type { NetworkSpec } from '../network.ts'
import { below, deriveSeed, mulberry32, shuffled } from '../random.ts'
import type { Layer } from './architecture.ts'
import { layersOf } from './architecture.ts'

export interface TrainingPlan {
  /** First layer first; the last gives the logits, the last but one the hidden representation. */
  layers: Layer[]
  /** Numbers a row at every boundary between layers: features, what each layer gives (after pooling), last the classes. */
  shape: number[]
  /** Rows of the data set that this network learns from, each once. */
  rows: Uint32Array
  /** The label of each row in `rows`, label noise applied. */
  labels: Uint8Array
  batchesPerEpoch: number
  /** Updates of the whole training: epochs × batchesPerEpoch. */
  steps: number
}

/**
 * Rows: a random round(trainFraction · n) of the n training rows, at least one; a smaller fraction of the same order seed is a part of
 * a larger one. Labels: exactly round(labelNoise · rows) of them, at random places, become another class, each other class equally likely.
 */
export function planTraining(spec: NetworkSpec, dataset: Dataset): TrainingPlan {
  const { batchSize, epochs, labelNoise, trainFraction } = spec.hyper
  const size = Math.min(dataset.train.length, Math.max(1, Math.round(trainFraction * dataset.train.length)))
  const picked = shuffled(dataset.train.length, mulberry32(deriveSeed(spec.orderSeed, 'rows'))).subarray(0, size)
  const rows = Uint32Array.from(picked, place => dataset.train[place])
  const labels = Uint8Array.from(rows, row => dataset.labels[row])
  if (dataset.classes > 1) {
    const random = mulberry32(deriveSeed(spec.orderSeed, 'noise'))
    for (const place of shuffled(size, random).subarray(0, Math.round(labelNoise * size))) {
      const other = below(dataset.classes - 1, random)
      labels[place] = other < labels[place] ? other : other + 1
    }
  }
  const batchesPerEpoch = Math.ceil(size / batchSize)
  const layers = layersOf(spec.hyper, dataset)
  return { layers, shape: [dataset.features, ...layers.map(layer => layer.units)], rows, labels, batchesPerEpoch, steps: epochs * batchesPerEpoch }
}

/** The order of an epoch (counted from 0): a permutation of 0…rows−1; its consecutive slices of batchSize are the batches, the last may be short. */
export function epochOrder(spec: NetworkSpec, plan: TrainingPlan, epoch: number): Uint32Array {
  return shuffled(plan.rows.length, mulberry32(deriveSeed(spec.orderSeed, 'epoch', epoch)))
}

/** Seed of the units dropped behind a hidden layer (0 is the first) at an update (counted from 1). */
export const dropoutSeed = (spec: NetworkSpec, step: number, layer: number): number => deriveSeed(spec.orderSeed, 'dropout', step, layer)

/**
 * Inverted dropout: each unit is 0 with probability p and 1 / (1 − p) otherwise, so that the mean is 1 and evaluation needs no factor.
 * Element k of a mask is the k-th number of mulberry32(seed), and that is a function of seed + (k + 1) · 0x6d2b79f5 alone:
 * any part of a mask can be made by itself, on a GPU too. Fills `mask` with the elements from `first` on.
 */
export function fillDropoutMask(mask: Float32Array | Float64Array, seed: number, first: number, count: number, probability: number): void {
  const keep = 1 / (1 - probability)
  const random = mulberry32((seed + Math.imul(first, 0x6d2b79f5)) | 0)
  for (let place = 0; place < count; place++) mask[place] = random() < probability ? 0 : keep
}

/** The mask of a whole batch behind a hidden layer: rows × width, row-major; step counts from 1, layer from 0. */
export function dropoutMask(spec: NetworkSpec, step: number, layer: number, rows: number, width: number): Float32Array {
  const mask = new Float32Array(rows * width)
  fillDropoutMask(mask, dropoutSeed(spec, step, layer), 0, mask.length, spec.hyper.dropout)
  return mask
}
