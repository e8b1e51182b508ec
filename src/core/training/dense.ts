// The three products of a layer over flat arrays: forward, the weights' gradient, and the derivative one layer further down.
// Sums run in float64, whatever they are stored in.
import type { Floats } from './activation.ts'
import type { LayerOffsets } from './architecture.ts'

/** output ← input · W + b. Inputs that are 0 (blank pixels, silent relu units) are skipped, the others taken four at a time. */
export function multiply(input: Floats, rows: number, weights: Floats, { inputs, outputs, weights: start, biases }: LayerOffsets, output: Floats): void {
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
export function accumulate(input: Floats, rows: number, delta: Floats, { inputs, outputs, weights: start, biases }: LayerOffsets, gradient: Float64Array): void {
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

/** before ← (delta · Wᵀ) ⊙ slopes: the derivative one layer further down; slopes null: without them. Units whose slope is 0 get 0 without a product. */
export function pullBack(delta: Floats, rows: number, weights: Floats, { inputs, outputs, weights: start }: LayerOffsets, slopes: Floats | null, before: Floats): void {
  const active = new Int32Array(inputs)
  for (let row = 0; row < rows; row++) {
    const from = row * outputs
    const into = row * inputs
    let count = 0
    for (let unit = 0; unit < inputs; unit++) {
      if (slopes && slopes[into + unit] === 0) before[into + unit] = 0
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
      before[into + unit0] = slopes ? sum0 * slopes[into + unit0] : sum0
      before[into + unit1] = slopes ? sum1 * slopes[into + unit1] : sum1
      before[into + unit2] = slopes ? sum2 * slopes[into + unit2] : sum2
      before[into + unit3] = slopes ? sum3 * slopes[into + unit3] : sum3
    }
    for (; place < count; place++) {
      const unit = active[place]
      const row0 = start + unit * outputs
      let sum = 0
      for (let out = 0; out < outputs; out++) sum += delta[from + out] * weights[row0 + out]
      before[into + unit] = slopes ? sum * slopes[into + unit] : sum
    }
  }
}
