// e^x of numbers that are not positive, by arithmetic alone: the same bits in every engine and in the compiled kernel.
import { withNative } from '../native/native.ts'

const LN2_HIGH = 6.93147180369123816490e-01
const LN2_LOW = 1.90821492927058770002e-10

/** 1/13!, 1/12!, …, 1/1!, 1/0!. */
const COEFFICIENTS = [6227020800, 479001600, 39916800, 3628800, 362880, 40320, 5040, 720, 120, 24, 6, 2, 1, 1].map(factorial => 1 / factorial)

/** 2^−k, k = 0 … 1022, by halving, which is exact. */
const POWERS = new Float64Array(1023)
for (let k = 0, power = 1; k < POWERS.length; k++, power /= 2) POWERS[k] = power

/**
 * e^x for x ≤ 0: x = k ln 2 + r with |r| ≤ ln 2 / 2, e^r by its Taylor polynomial of degree 13, times 2^k. Relative error below 3e−16.
 * 0 for x < −708, where the true value is below 3.4e−308.
 */
export function exponential(x: number): number {
  if (!(x >= -708)) return 0
  const k = Math.floor(x * Math.LOG2E + 0.5)
  const r = x - k * LN2_HIGH - k * LN2_LOW
  let p = COEFFICIENTS[0]
  for (let degree = 1; degree < 14; degree++) p = p * r + COEFFICIENTS[degree]
  return p * POWERS[-k]
}

/** e^x of each of these numbers, none of them positive. */
export function exponentials(values: Float64Array): Float64Array {
  return withNative(native => {
    const even = values.length + values.length % 2
    const at = native.alloc(8 * even)
    const room = native.f64(at, even)
    room.set(values)
    if (even > values.length) room[values.length] = 0
    native.pairs.exponentials(at, even)
    return room.slice(0, values.length)
  }) ?? values.map(exponential)
}
