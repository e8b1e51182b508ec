// The error function, for areas under a Gaussian. By our own exponential, so that what is drawn or ranked by it has the same bits on every machine.
import { exponential } from './elementary.ts'

/** erf x = 2/√π ∫₀ˣ exp(−s²) ds, to about 1e-15: a series of positive terms near 0, a continued fraction for the rest (DLMF 7.6.2, 7.9.1). */
export function erf(x: number): number {
  const size = Math.abs(x)
  if (size > 6) return Math.sign(x)
  return Math.sign(x) * (size < NEAR ? series(size) : 1 - fraction(size))
}

/** 1 − erf x without cancellation far to the right: relative error below 1e-12. */
export const erfc = (x: number): number => x < NEAR ? 1 - erf(x) : fraction(x)

/** Where the series hands over to the fraction. */
const NEAR = 2.5

function series(x: number): number {
  let term = x
  let sum = x
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= 2 * x * x / (2 * k + 1)
    sum += term
  }
  return 2 / Math.sqrt(Math.PI) * exponential(-x * x) * sum
}

/** 1 − erf x for x not near 0. */
function fraction(x: number): number {
  let tail = x
  for (let k = 60; k >= 1; k--) tail = x + k / 2 / tail
  return exponential(-x * x) / (Math.sqrt(Math.PI) * tail)
}
