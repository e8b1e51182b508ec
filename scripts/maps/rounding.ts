// Numbers of a ready-made map in few bits, so that they shrink on the way: distances and curves to a few significant bits, activations to a
// grid, predictions on the way to a grid above and powers of two below. Exact arithmetic only: every engine rounds alike.
import type { Checkpoints, NetworkActivations } from '../../src/core/network.ts'
import { roundedToHalf } from '../../src/formats/half.ts'

/** The value rounded to so many significant bits, to nearest, ties to even; 0 stays 0. Exact: powers of two and Math.round of numbers below 2^53 are. */
export function toSignificantBits(value: number, bits: number): number {
  if (value === 0 || !Number.isFinite(value)) return value
  const step = 2 ** (exponentOf(value) - bits + 1)
  return step * evenly(value / step)
}

/** ⌊log₂|x|⌋ without a logarithm, which engines round in their own ways. */
function exponentOf(value: number): number {
  SCRATCH.setFloat64(0, value)
  return ((SCRATCH.getUint16(0) >>> 4) & 0x7ff) - 1023
}
const SCRATCH = new DataView(new ArrayBuffer(8))

function evenly(value: number): number {
  const low = Math.floor(value)
  const rest = value - low
  return rest > 0.5 || (rest === 0.5 && low % 2 !== 0) ? low + 1 : low
}

/** A grid may move activations by at most this share of their spread about each unit's mean (root mean squares). */
export const GRID_BLUR = 0.06
/** The coarsest and finest grids that are tried: 2^-k of the power of two that is not above the largest value. */
const COARSEST = 3
const FINEST = 10

/**
 * The activations on the coarsest grid of powers of two that blurs them by no more than `blur` of their spread; null where none does, as in a
 * saturated layer, whose units hardly differ between probes.
 */
export function onGrid(activations: NetworkActivations, blur = GRID_BLUR): NetworkActivations | null {
  const { rows, columns, values } = activations
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  if (largest === 0) return activations
  const spread = spreadOf(values, rows, columns)
  for (let bits = COARSEST; bits <= FINEST; bits++) {
    const step = 2 ** (exponentOf(largest) - bits)
    const rounded = values.map(value => step * evenly(value / step) + 0) // no −0
    const moved = values.reduce((sum, value, k) => sum + (rounded[k] - value) ** 2, 0)
    if (moved <= blur ** 2 * spread) return { ...activations, values: rounded }
  }
  return null
}

function spreadOf(values: Float32Array, rows: number, columns: number): number {
  let spread = 0
  for (let unit = 0; unit < columns; unit++) {
    let mean = 0
    for (let row = 0; row < rows; row++) mean += values[row * columns + unit] / rows
    for (let row = 0; row < rows; row++) spread += (values[row * columns + unit] - mean) ** 2
  }
  return spread
}

/** Predictions are multiples of this from twice it on, and powers of two below. */
const STEP = 2 ** -5
/** The least probability that is kept: nobody is ever certain, or two would have nothing in common (docs/methods/inpca.md). */
const LEAST = -20

/**
 * Predictions on the way in few bits, in float16. What rounding took from one class the next of some weight makes up for, and the largest takes what is
 * left of 1. What a Bhattacharyya distance lives on, the small ones, are right within a factor of 1.5.
 */
export function coarsePredictions({ steps, probabilities }: Checkpoints, classes: number): Checkpoints {
  const rounded = new Float32Array(probabilities.length)
  for (let from = 0; from < rounded.length; from += classes) roundRow(probabilities, rounded, from, from + classes)
  return { steps, probabilities: roundedToHalf(rounded), activations: null, train: null }
}

function roundRow(exact: Float32Array, rounded: Float32Array, from: number, to: number): void {
  let largest = from
  for (let k = from; k < to; k++) if (exact[k] > exact[largest]) largest = k
  let owed = 0
  let sum = 0
  const take = (k: number, value: number): void => {
    rounded[k] = value
    owed += exact[k] - value
    sum += value
  }
  for (let k = from; k < to; k++) if (k !== largest && exact[k] < 2 * STEP) take(k, powerOfTwo(exact[k]))
  for (let k = from; k < to; k++) if (k !== largest && exact[k] >= 2 * STEP) take(k, Math.max(STEP, STEP * evenly((exact[k] + owed) / STEP)))
  rounded[largest] = 1 - sum
}

/** The nearest above LEAST, by value. */
function powerOfTwo(p: number): number {
  const exponent = p > 0 ? exponentOf(p) : LEAST
  return 2 ** Math.max(LEAST, p / 2 ** exponent >= 1.5 ? exponent + 1 : exponent)
}
