// What a spec decides before the first update: the layers' sizes, the rows and labels it learns from, their order in every epoch and the
// units dropped at every step. Every engine trains by this plan, so that they can be held against one another.
import type { Dataset } from '../data/dataset.ts'
import type { Hyperparameters, NetworkSpec } from '../network.ts'
import { below, deriveSeed, mulberry32, shuffled } from '../random.ts'

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

/** What a convolution slides over: a picture of height × width places, `channels` numbers at each, channels turning fastest. */
export interface Convolution {
  height: number
  width: number
  channels: number
  /** Behind the activation, the largest of each 2 × 2 places; an odd last row or column is left out. */
  pooled: boolean
}

/**
 * A layer and where its numbers lie. A convolution is a product too: `inputs` are the 3 × 3 places × channels around a place (row of the
 * picture first, then column, then channel; 0 beyond the edge), `outputs` its channels, and the same weights serve every place.
 */
export interface Layer extends LayerOffsets {
  conv: Convolution | null
  /** Numbers a row that leave the layer, after pooling. */
  units: number
}

/** Sides of a kernel. */
export const KERNEL_SIDE = 3
/** A picture with a side below this is not pooled any more. */
const POOL_FROM = 4

/** Channels of each convolution of a network whose dense hidden layer has this width. */
export const channelsOf = (width: number): number => Math.max(2, Math.ceil(width / 8))

/**
 * mlp: `depth` dense layers of `width`, then the classes. conv: `depth` convolutions of channelsOf(width), each with its activation and then,
 * while both sides are at least 4, pooling; a dense layer of `width`; the classes. Errors: convolutions of rows that are no pictures.
 */
export function layersOf({ family, depth, width }: Hyperparameters, { features, classes, image }: Pick<Dataset, 'features' | 'classes' | 'image'>): Layer[] {
  const layers: Layer[] = []
  let next = 0
  const add = (inputs: number, outputs: number, conv: Convolution | null, units: number): void => {
    const biases = next + inputs * outputs
    layers.push({ inputs, outputs, weights: next, biases, conv, units })
    next = biases + outputs
  }
  let units = features
  if (family === 'conv') {
    if (!image) throw new Error('Convolutions need pictures, and the rows of this data set are none; choose the family mlp.')
    let { height, width: across } = image
    let channels = features / (height * across)
    for (let layer = 0; layer < depth; layer++) {
      const outputs = channelsOf(width)
      const conv = { height, width: across, channels, pooled: Math.min(height, across) >= POOL_FROM }
      if (conv.pooled) [height, across] = [Math.floor(height / 2), Math.floor(across / 2)]
      units = height * across * outputs
      add(KERNEL_SIDE ** 2 * channels, outputs, conv, units)
      channels = outputs
    }
  }
  for (let layer = 0; layer < (family === 'conv' ? 1 : depth); layer++) {
    add(units, width, null, width)
    units = width
  }
  add(units, classes, null, classes)
  return layers
}

/** Numbers a row that enter a layer. */
export const inputUnits = ({ inputs, conv }: Layer): number => conv ? conv.height * conv.width * conv.channels : inputs

/** Weights and biases of all layers. */
export const parametersOf = (layers: readonly Layer[]): number => layers.at(-1)!.biases + layers.at(-1)!.outputs

/** Multiply-adds of one row through all layers, forward. */
export const multiplyAddsOf = (layers: readonly Layer[]): number =>
  layers.reduce((sum, { inputs, outputs, conv }) => sum + inputs * outputs * (conv ? conv.height * conv.width : 1), 0)

/** The order of an epoch (counted from 0): a permutation of 0…rows−1; its consecutive slices of batchSize are the batches, the last may be short. */
export function epochOrder(spec: NetworkSpec, plan: TrainingPlan, epoch: number): Uint32Array {
  return shuffled(plan.rows.length, mulberry32(deriveSeed(spec.orderSeed, 'epoch', epoch)))
}

/** Where a layer lies in the flat weights. */
export interface LayerOffsets {
  inputs: number
  outputs: number
  /** Start of the inputs × outputs weights, row-major. */
  weights: number
  /** Start of the biases, one an output, right behind the weights. */
  biases: number
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
