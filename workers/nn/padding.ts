// Networks of different widths in one stack: narrow ones get units that are always zero and never learn.
import { parametersOf, type Layer } from '../../src/core/training/architecture.ts'

type Layers = readonly Layer[]

/**
 * Copies flat weights (src/core/training/architecture.ts) of a network of layers `from` into those of layers `to`, no layer smaller; new weights
 * are zero. A layer stays (inputs + 1) × outputs numbers in a row, the biases as the last row.
 */
export function padWeights(weights: Float32Array, from: Layers, to: Layers): Float32Array {
  const padded = new Float32Array(parametersOf(to))
  eachRow(from, to, (narrow, wide, length) => padded.set(weights.subarray(narrow, narrow + length), wide))
  return padded
}

/** Takes a network of layers `from` out of weights that were padded to layers `to`; undoes padWeights. */
export function unpadWeights(padded: Float32Array, from: Layers, to: Layers): Float32Array {
  const weights = new Float32Array(parametersOf(from))
  eachRow(from, to, (narrow, wide, length) => weights.set(padded.subarray(wide, wide + length), narrow))
  return weights
}

function eachRow(from: Layers, to: Layers, visit: (narrow: number, wide: number, length: number) => void): void {
  from.forEach(({ inputs, outputs, weights, biases }, layer) => {
    const wide = to[layer]
    // Inputs lie in groups, one a place or a place of the kernel: each group is padded by itself.
    const group = channelsIn(from, layer)
    const wideGroup = channelsIn(to, layer)
    for (let input = 0; input < inputs; input++) {
      const place = Math.floor(input / group) * wideGroup + input % group
      visit(weights + input * outputs, wide.weights + place * wide.outputs, outputs)
    }
    visit(biases, wide.biases, outputs)
  })
}

/** Inputs of a layer that belong to one place of a picture. */
function channelsIn(layers: Layers, layer: number): number {
  const { conv, inputs } = layers[layer]
  if (conv) return conv.channels
  return layer === 0 ? inputs : layers[layer - 1].outputs
}

/** 1 for weights, 0 for biases, along the flat weights: what weight decay acts on. */
export function decayMask(layers: Layers): Float32Array {
  const mask = new Float32Array(parametersOf(layers))
  for (const { weights, biases } of layers) mask.fill(1, weights, biases)
  return mask
}

/** networks × outputs: 1 for a network's own units or channels, 0 for those that padding added. */
export function unitMask(own: readonly number[], outputs: number): Float32Array {
  const mask = new Float32Array(own.length * outputs)
  own.forEach((count, network) => mask.fill(1, network * outputs, network * outputs + count))
  return mask
}

/** What leaves a layer of a network, rows × places × its own channels, laid into rows × places × the padded ones of `wide`, from `start` on. */
export function spreadUnits(values: Float32Array, own: Layer, wide: Layer, into: Float32Array, start: number): void {
  for (let place = 0; place * own.outputs < values.length; place++) {
    into.set(values.subarray(place * own.outputs, (place + 1) * own.outputs), start + place * wide.outputs)
  }
}

/** The first `columns` of each row of a rows × `stride` table, as rows × columns. */
export function firstColumns(values: Float32Array, rows: number, stride: number, columns: number): Float32Array {
  const out = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) out.set(values.subarray(row * stride, row * stride + columns), row * columns)
  return out
}
