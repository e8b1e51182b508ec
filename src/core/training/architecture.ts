// The layers of a network: their sizes, what each convolution slides over, and where their numbers lie in the flat weights.
import type { Dataset } from '../data/dataset.ts'
import type { Hyperparameters } from '../network.ts'

/** Where a layer lies in the flat weights. */
export interface LayerOffsets {
  inputs: number
  outputs: number
  /** Start of the inputs × outputs weights, row-major. */
  weights: number
  /** Start of the biases, one an output, right behind the weights. */
  biases: number
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
