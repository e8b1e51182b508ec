// Networks of different widths in one stack: narrow ones get units that are always zero and never learn.
import { layerOffsets, parameterCount } from '../../src/core/training/plan.ts'

/**
 * Copies flat weights (src/core/training/plan.ts, layerOffsets) of a network of layer sizes `from` into those of sizes `to`, no layer
 * smaller; new weights are zero. A layer stays (inputs + 1) × outputs numbers in a row, the biases as the last row.
 */
export function padWeights(weights: Float32Array, from: readonly number[], to: readonly number[]): Float32Array {
  const padded = new Float32Array(parameterCount(to))
  eachRow(from, to, (narrow, wide, length) => padded.set(weights.subarray(narrow, narrow + length), wide))
  return padded
}

/** Takes a network of layer sizes `from` out of weights that were padded to sizes `to`; undoes padWeights. */
export function unpadWeights(padded: Float32Array, from: readonly number[], to: readonly number[]): Float32Array {
  const weights = new Float32Array(parameterCount(from))
  eachRow(from, to, (narrow, wide, length) => weights.set(padded.subarray(wide, wide + length), narrow))
  return weights
}

function eachRow(from: readonly number[], to: readonly number[], visit: (narrow: number, wide: number, length: number) => void): void {
  const wides = layerOffsets(to)
  layerOffsets(from).forEach(({ inputs, outputs, weights, biases }, layer) => {
    const wide = wides[layer]
    for (let input = 0; input < inputs; input++) visit(weights + input * outputs, wide.weights + input * wide.outputs, outputs)
    visit(biases, wide.biases, outputs)
  })
}

/** 1 for weights, 0 for biases, along the flat weights: what weight decay acts on. */
export function decayMask(shape: readonly number[]): Float32Array {
  const mask = new Float32Array(parameterCount(shape))
  for (const { weights, biases } of layerOffsets(shape)) mask.fill(1, weights, biases)
  return mask
}

/** networks × width: 1 for a network's own units, 0 for those that padding added. */
export function unitMask(widths: readonly number[], width: number): Float32Array {
  const mask = new Float32Array(widths.length * width)
  widths.forEach((own, network) => mask.fill(1, network * width, network * width + own))
  return mask
}

/** The first `columns` of each row of a rows × `stride` table, as rows × columns. */
export function firstColumns(values: Float32Array, rows: number, stride: number, columns: number): Float32Array {
  const out = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) out.set(values.subarray(row * stride, row * stride + columns), row * columns)
  return out
}
