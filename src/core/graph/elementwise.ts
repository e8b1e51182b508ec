// Activation functions by their formulas, in double precision, and softmax along an axis.
// Sources: the defaults are those of the formats (ONNX's operators, Keras); selu: Klambauer et al. 2017, its two constants.
import type { GraphActivation } from './graph.ts'

const SELU_ALPHA = 1.6732632423543772
const SELU_SCALE = 1.0507009873554805

/** The function of one number. `alpha`, `beta` as in graph.ts; each function's own default where they are left out. */
export function elementwise(fn: GraphActivation, alpha?: number, beta?: number): (x: number) => number {
  switch (fn) {
    case 'relu': return x => x < 0 ? 0 : x
    case 'relu6': return x => x < 0 ? 0 : x > 6 ? 6 : x
    case 'leakyRelu': return x => x < 0 ? (alpha ?? 0.01) * x : x
    case 'elu': return x => x < 0 ? (alpha ?? 1) * Math.expm1(x) : x
    case 'selu': return x => SELU_SCALE * (x < 0 ? SELU_ALPHA * Math.expm1(x) : x)
    case 'gelu': return gelu
    case 'geluTanh': return x => x < -40 ? 0 : 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))
    case 'silu': return x => x < -700 ? 0 : x / (1 + Math.exp(-x))
    case 'sigmoid': return sigmoid
    case 'hardSigmoid': return x => clipped((alpha ?? 0.2) * x + (beta ?? 0.5), 0, 1)
    case 'tanh': return Math.tanh
    // log(1 + eˣ), written so that neither end overflows or loses its digits.
    case 'softplus': return x => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))
    case 'softsign': return x => Math.abs(x) === Infinity ? Math.sign(x) : x / (1 + Math.abs(x))
    case 'exp': return Math.exp
    case 'log': return Math.log
  }
}

export const sigmoid = (x: number): number => x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))

const clipped = (x: number, low: number, high: number): number => x < low ? low : x > high ? high : x

/** Places of the normal distribution's table, to each side of zero and for each unit. */
const TABLE = { reach: 8, each: 128 } as const
let normal: Float64Array | null = null

/** x·Φ(x). Φ between the places of a table by cubics through its values and slopes: the error is h⁴/384 · max |Φ⁗|, below 2e-11. */
function gelu(x: number): number {
  if (!(Math.abs(x) < TABLE.reach)) return x > 0 || Number.isNaN(x) ? x : -0
  normal ??= Float64Array.from({ length: 2 * TABLE.reach * TABLE.each + 1 }, (_, k) => 0.5 * (1 + erf((k / TABLE.each - TABLE.reach) * Math.SQRT1_2)))
  const place = (x + TABLE.reach) * TABLE.each
  const k = Math.floor(place)
  const t = place - k
  const from = k / TABLE.each - TABLE.reach
  const [left, right] = [density(from) / TABLE.each, density(from + 1 / TABLE.each) / TABLE.each]
  const rise = normal[k + 1] - normal[k]
  return x * (normal[k] + t * (left + t * (3 * rise - 2 * left - right + t * (left + right - 2 * rise))))
}

const density = (x: number): number => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI)

/** The error function, to double precision: its series near zero, beyond that the continued fraction of its complement (Abramowitz & Stegun 7.1.6, 7.1.14). */
export function erf(x: number): number {
  if (Number.isNaN(x)) return NaN
  const size = Math.abs(x)
  if (size > 6) return Math.sign(x)
  if (size < 2.5) {
    let term = x
    let sum = x
    for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1)
      sum += term
    }
    return sum * Math.exp(-x * x) * 2 / Math.sqrt(Math.PI)
  }
  let fraction = 0
  for (let n = 60; n >= 1; n--) fraction = n / 2 / (size + fraction)
  return Math.sign(x) * (1 - Math.exp(-x * x) / (Math.sqrt(Math.PI) * (size + fraction)))
}

/** values: blocks of `length` × `step` numbers, row-major; softmax along `length`. A line with NaN or +∞ in it becomes NaN, and no other does. */
export const softmaxed = (values: Float32Array, length: number, step: number): Float32Array =>
  alongAxis(values, length, step, (value, most, sum) => Math.exp(value - most) / sum)

/** The logarithm of softmax, without the digits that taking it afterwards would lose. */
export const logSoftmaxed = (values: Float32Array, length: number, step: number): Float32Array =>
  alongAxis(values, length, step, (value, most, sum) => value - most - Math.log(sum))

function alongAxis(values: Float32Array, length: number, step: number, of: (value: number, most: number, sum: number) => number): Float32Array {
  const out = new Float32Array(values.length)
  for (let block = 0; block < values.length; block += length * step) {
    for (let first = block; first < block + step; first++) {
      const end = first + length * step
      let most = -Infinity
      for (let at = first; at < end; at += step) most = Math.max(most, values[at])
      let sum = 0
      for (let at = first; at < end; at += step) sum += Math.exp(values[at] - most)
      for (let at = first; at < end; at += step) out[at] = of(values[at], most, sum)
    }
  }
  return out
}
