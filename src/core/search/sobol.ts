// Sobol's sequence: points that fill the unit cube more evenly than chance, in as many dimensions as a network has hyper-parameters, and then some.
import { deriveSeed } from '../random.ts'

const BITS = 32

/**
 * Of each dimension from the second on: the coefficients of its primitive polynomial over the two-element field, the highest power first, read as a binary
 * number (1101 = x³ + x² + 1), and its first direction integers m₁, m₂, … The table is Joe and Kuo's of 2008 (their search criterion 6), the first 24 of it.
 */
const DIRECTIONS: readonly (readonly [polynomial: number, first: readonly number[]])[] = [
  [0b11, [1]],
  [0b111, [1, 3]],
  [0b1011, [1, 3, 1]],
  [0b1101, [1, 1, 1]],
  [0b10011, [1, 1, 3, 3]],
  [0b11001, [1, 3, 5, 13]],
  [0b100101, [1, 1, 5, 5, 17]],
  [0b101001, [1, 1, 5, 5, 5]],
  [0b101111, [1, 1, 7, 11, 19]],
  [0b110111, [1, 1, 5, 1, 1]],
  [0b111011, [1, 1, 1, 3, 11]],
  [0b111101, [1, 3, 5, 5, 31]],
  [0b1000011, [1, 3, 3, 9, 7, 49]],
  [0b1011011, [1, 1, 1, 15, 21, 21]],
  [0b1100001, [1, 3, 1, 13, 27, 49]],
  [0b1100111, [1, 1, 1, 15, 7, 5]],
  [0b1101101, [1, 3, 1, 15, 13, 25]],
  [0b1110011, [1, 1, 5, 5, 19, 61]],
  [0b10000011, [1, 3, 7, 11, 23, 15, 103]],
  [0b10001001, [1, 3, 7, 13, 13, 15, 69]],
  [0b10001111, [1, 1, 3, 13, 7, 35, 63]],
  [0b10010001, [1, 3, 5, 9, 1, 25, 53]],
  [0b10011101, [1, 3, 1, 13, 9, 35, 107]],
]

/** As many dimensions as there are direction numbers for. */
export const SOBOL_DIMENSIONS = DIRECTIONS.length + 1

/** Direction numbers v₁ … v₃₂ of a dimension as 32-bit fractions; the first dimension's are 1/2, 1/4, … (van der Corput's sequence). */
function directionsOf(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS)
  if (dimension === 0) return v.map((_, k) => 1 << (BITS - 1 - k))
  const [polynomial, first] = DIRECTIONS[dimension - 1]
  const degree = first.length
  for (let k = 0; k < BITS; k++) {
    if (k < degree) {
      v[k] = first[k] << (BITS - 1 - k)
      continue
    }
    let next = v[k - degree] ^ (v[k - degree] >>> degree)
    for (let term = 1; term < degree; term++) if ((polynomial >>> (degree - term)) & 1) next ^= v[k - term]
    v[k] = next
  }
  return v
}

const TABLE = Array.from({ length: SOBOL_DIMENSIONS }, (_, dimension) => directionsOf(dimension))

/**
 * Point number `index` (from 0, below 2³²) of Sobol's sequence in [0, 1)^dimensions, multiples of 2⁻³² (Sobol 1967; in the order of Gray's code, Antonov and
 * Saleev 1979; direction numbers of Joe and Kuo, SIAM Journal on Scientific Computing 30, 2008). The first 2^m points have exactly one in each of 2^m equal
 * intervals of every dimension. With a seed: Owen's nested uniform scrambling (1995), which keeps that and makes each point uniform by itself; each digit
 * turns or not by a hash of the seed, the dimension and the digits before it. Without one, point 0 is the origin.
 */
export function sobolPoint(index: number, dimensions: number, seed: number | null = null): Float64Array {
  if (dimensions > SOBOL_DIMENSIONS) throw new RangeError(`Sobol's sequence is known here in up to ${SOBOL_DIMENSIONS} dimensions, not in ${dimensions}.`)
  const gray = (index ^ (index >>> 1)) >>> 0
  return Float64Array.from({ length: dimensions }, (_, dimension) => {
    let bits = 0
    for (let left = gray, k = 0; left !== 0; left >>>= 1, k++) if (left & 1) bits ^= TABLE[dimension][k]
    return (seed === null ? bits >>> 0 : scrambled(bits >>> 0, seed, dimension)) / 4294967296
  })
}

/** The digits of a 32-bit fraction, each turned or not as its forerunners say. */
function scrambled(bits: number, seed: number, dimension: number): number {
  let turned = 0
  for (let place = 0; place < BITS; place++) {
    // The digits before this one; a shift by 32 would shift by none.
    const before = place === 0 ? 0 : bits >>> (BITS - place)
    turned |= (deriveSeed(seed, dimension, place, before) >>> 31) << (BITS - 1 - place)
  }
  return (bits ^ turned) >>> 0
}
