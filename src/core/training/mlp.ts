// A multilayer perceptron over flat arrays: forward, softmax cross-entropy, backward, a block of rows at a time.
// Sums run in float64 and are stored as float32; the tests store float64 and hold the gradient against finite differences.
import type { Activation } from '../network.ts'
import type { Floats } from './activation.ts'
import { activate } from './activation.ts'
import type { Layer, LayerOffsets } from './plan.ts'
import { inputUnits, multiplyAddsOf } from './plan.ts'

export interface Mlp {
  shape: readonly number[]
  layers: readonly Layer[]
  activation: Activation
  /** Rows that the arrays below have room for. */
  blockRows: number
  /** Per layer boundary, rows × units, row-major: [0] the inputs, then each hidden layer after its activation, last the logits. */
  values: Floats[]
  /** Per hidden layer (index as in values; [0] is unused): derivative of the activation, dropout's factor included. */
  slopes: Floats[]
  /** Per layer boundary from [1] on: derivative of the loss by what the layer's product gave. */
  deltas: Floats[]
}

/** Multiply-adds in one block of rows, so that a caller can look up every few milliseconds even with the largest networks. */
const BLOCK_WORK = 2e6
const BLOCK_ROWS = 64

/** Room for one block: at most 64 rows, fewer (but at least 4) where the network is large. A function of the shape alone. */
export function makeMlp(layers: readonly Layer[], activation: Activation, allocate: (size: number) => Floats = size => new Float32Array(size)): Mlp {
  const blockRows = Math.max(4, Math.min(BLOCK_ROWS, Math.floor(BLOCK_WORK / multiplyAddsOf(layers))))
  const shape = [inputUnits(layers[0]), ...layers.map(layer => layer.units)]
  const room = (): Floats[] => shape.map(units => allocate(blockRows * units))
  return { shape, layers, activation, blockRows, values: room(), slopes: room(), deltas: room() }
}

/** Copies rows[from…to) of a rows × features table into the first layer. */
export function gatherInputs(mlp: Mlp, inputs: Floats, rows: Uint32Array, from: number, to: number): void {
  const features = mlp.shape[0]
  const block = mlp.values[0]
  for (let row = from; row < to; row++) block.set(inputs.subarray(rows[row] * features, (rows[row] + 1) * features), (row - from) * features)
}

/**
 * Runs the gathered rows through all layers: values, slopes and at the end the logits.
 * `drop`, where given, fills the mask of a hidden layer (0 is the first): rows × width factors that multiply values and slopes alike.
 */
export function forward(mlp: Mlp, weights: Floats, rows: number, drop: ((mask: Floats, layer: number, count: number) => void) | null): void {
  const last = mlp.layers.length - 1
  mlp.layers.forEach((offsets, layer) => {
    const output = mlp.values[layer + 1]
    multiply(mlp.values[layer], rows, weights, offsets, output)
    if (layer === last) return
    const count = rows * offsets.outputs
    const slopes = mlp.slopes[layer + 1]
    activate(mlp.activation, output, slopes, count)
    if (!drop) return
    // The deltas are not in use on the way forward: they lend their room to the mask.
    const mask = mlp.deltas[layer + 1]
    drop(mask, layer, count)
    for (let place = 0; place < count; place++) {
      output[place] *= mask[place]
      slopes[place] *= mask[place]
    }
  })
}

/** What a block of rows came to: summed cross-entropy in nats, and how many rows the largest logit classifies rightly. */
export interface Score { loss: number, correct: number }

/**
 * Softmax of the logits, row by row: p = exp(z − max z) / Σ exp(z − max z), in place into `probabilities` (rows × classes) where given.
 * Loss of a row: log Σ exp(z − max z) + max z − z[label]. Equal logits count as the lower class.
 */
export function score(logits: Floats, rows: number, classes: number, labels: (row: number) => number, probabilities: Floats | null): Score {
  let loss = 0
  let correct = 0
  for (let row = 0; row < rows; row++) {
    const start = row * classes
    const best = largest(logits, start, classes)
    const top = logits[start + best]
    let sum = 0
    for (let label = 0; label < classes; label++) sum += Math.exp(logits[start + label] - top)
    if (probabilities) for (let label = 0; label < classes; label++) probabilities[start + label] = Math.exp(logits[start + label] - top) / sum
    const label = labels(row)
    loss += Math.log(sum) + top - logits[start + label]
    if (best === label) correct++
  }
  return { loss, correct }
}

/** The class of the largest of `classes` numbers from `start` on; the lower one of equals. */
export function largest(logits: Floats, start: number, classes: number): number {
  let best = 0
  for (let label = 1; label < classes; label++) if (logits[start + label] > logits[start + best]) best = label
  return best
}

/** Loss and hits of the block, and the derivative of (summed loss / batchRows) by the logits: (p − one-hot) / batchRows. */
export function scoreForTraining(mlp: Mlp, rows: number, labels: (row: number) => number, batchRows: number): Score {
  const last = mlp.shape.length - 1
  const classes = mlp.shape[last]
  const delta = mlp.deltas[last]
  const result = score(mlp.values[last], rows, classes, labels, delta)
  for (let row = 0; row < rows; row++) delta[row * classes + labels(row)] -= 1
  for (let place = 0; place < rows * classes; place++) delta[place] /= batchRows
  return result
}

/** Adds the block's share of the gradient to `gradient` (flat, as the weights), from the logits' derivative back to the first layer. */
export function backward(mlp: Mlp, weights: Floats, rows: number, gradient: Float64Array): void {
  for (let layer = mlp.layers.length - 1; layer >= 0; layer--) {
    const offsets = mlp.layers[layer]
    const delta = mlp.deltas[layer + 1]
    accumulate(mlp.values[layer], rows, delta, offsets, gradient)
    if (layer > 0) pullBack(delta, rows, weights, offsets, mlp.slopes[layer], mlp.deltas[layer])
  }
}

/** output ← input · W + b. Inputs that are 0 (blank pixels, silent relu units) are skipped, the others taken four at a time. */
function multiply(input: Floats, rows: number, weights: Floats, { inputs, outputs, weights: start, biases }: LayerOffsets, output: Floats): void {
  const sums = new Float64Array(outputs)
  const active = new Int32Array(inputs)
  for (let row = 0; row < rows; row++) {
    const from = row * inputs
    const to = row * outputs
    let count = 0
    for (let unit = 0; unit < inputs; unit++) if (input[from + unit] !== 0) active[count++] = unit
    for (let unit = 0; unit < outputs; unit++) sums[unit] = weights[biases + unit]
    let place = 0
    for (; place + 3 < count; place += 4) {
      const unit0 = active[place], unit1 = active[place + 1], unit2 = active[place + 2], unit3 = active[place + 3]
      const value0 = input[from + unit0], value1 = input[from + unit1], value2 = input[from + unit2], value3 = input[from + unit3]
      const row0 = start + unit0 * outputs, row1 = start + unit1 * outputs, row2 = start + unit2 * outputs, row3 = start + unit3 * outputs
      for (let unit = 0; unit < outputs; unit++) {
        sums[unit] += value0 * weights[row0 + unit] + value1 * weights[row1 + unit] + value2 * weights[row2 + unit] + value3 * weights[row3 + unit]
      }
    }
    for (; place < count; place++) {
      const value = input[from + active[place]]
      const row0 = start + active[place] * outputs
      for (let unit = 0; unit < outputs; unit++) sums[unit] += value * weights[row0 + unit]
    }
    for (let unit = 0; unit < outputs; unit++) output[to + unit] = sums[unit]
  }
}

/** gradient += inputᵀ · delta, and delta's column sums for the biases; four rows at a time, skipped where all four inputs are 0. */
function accumulate(input: Floats, rows: number, delta: Floats, { inputs, outputs, weights: start, biases }: LayerOffsets, gradient: Float64Array): void {
  let row = 0
  for (; row + 3 < rows; row += 4) {
    const from0 = row * inputs, from1 = from0 + inputs, from2 = from1 + inputs, from3 = from2 + inputs
    const delta0 = row * outputs, delta1 = delta0 + outputs, delta2 = delta1 + outputs, delta3 = delta2 + outputs
    for (let unit = 0; unit < inputs; unit++) {
      const value0 = input[from0 + unit], value1 = input[from1 + unit], value2 = input[from2 + unit], value3 = input[from3 + unit]
      if (value0 === 0 && value1 === 0 && value2 === 0 && value3 === 0) continue
      const into = start + unit * outputs
      for (let out = 0; out < outputs; out++) {
        gradient[into + out] += value0 * delta[delta0 + out] + value1 * delta[delta1 + out] + value2 * delta[delta2 + out] + value3 * delta[delta3 + out]
      }
    }
    for (let out = 0; out < outputs; out++) gradient[biases + out] += delta[delta0 + out] + delta[delta1 + out] + delta[delta2 + out] + delta[delta3 + out]
  }
  for (; row < rows; row++) {
    for (let unit = 0; unit < inputs; unit++) {
      const value = input[row * inputs + unit]
      if (value === 0) continue
      const into = start + unit * outputs
      for (let out = 0; out < outputs; out++) gradient[into + out] += value * delta[row * outputs + out]
    }
    for (let out = 0; out < outputs; out++) gradient[biases + out] += delta[row * outputs + out]
  }
}

/** before ← (delta · Wᵀ) ⊙ slopes: the derivative one layer further down. Units whose slope is 0 get 0 without a product. */
function pullBack(delta: Floats, rows: number, weights: Floats, { inputs, outputs, weights: start }: LayerOffsets, slopes: Floats, before: Floats): void {
  const active = new Int32Array(inputs)
  for (let row = 0; row < rows; row++) {
    const from = row * outputs
    const into = row * inputs
    let count = 0
    for (let unit = 0; unit < inputs; unit++) {
      if (slopes[into + unit] === 0) before[into + unit] = 0
      else active[count++] = unit
    }
    let place = 0
    for (; place + 3 < count; place += 4) {
      const unit0 = active[place], unit1 = active[place + 1], unit2 = active[place + 2], unit3 = active[place + 3]
      const row0 = start + unit0 * outputs, row1 = start + unit1 * outputs, row2 = start + unit2 * outputs, row3 = start + unit3 * outputs
      let sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0
      for (let out = 0; out < outputs; out++) {
        const pull = delta[from + out]
        sum0 += pull * weights[row0 + out]
        sum1 += pull * weights[row1 + out]
        sum2 += pull * weights[row2 + out]
        sum3 += pull * weights[row3 + out]
      }
      before[into + unit0] = sum0 * slopes[into + unit0]
      before[into + unit1] = sum1 * slopes[into + unit1]
      before[into + unit2] = sum2 * slopes[into + unit2]
      before[into + unit3] = sum3 * slopes[into + unit3]
    }
    for (; place < count; place++) {
      const unit = active[place]
      const row0 = start + unit * outputs
      let sum = 0
      for (let out = 0; out < outputs; out++) sum += delta[from + out] * weights[row0 + out]
      before[into + unit] = sum * slopes[into + unit]
    }
  }
}
