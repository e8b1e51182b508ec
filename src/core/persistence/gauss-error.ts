// The error function, for areas under a Gaussian.

/** erf x = 2/√π ∫₀ˣ exp(−s²) ds, to about 1e-15: a series of positive terms near 0, a continued fraction for the rest (DLMF 7.6.2, 7.9.1). */
export function erf(x: number): number {
  const size = Math.abs(x)
  if (size > 6) return Math.sign(x)
  return Math.sign(x) * (size < 2.5 ? series(size) : 1 - fraction(size))
}

function series(x: number): number {
  let term = x
  let sum = x
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= 2 * x * x / (2 * k + 1)
    sum += term
  }
  return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum
}

/** 1 − erf x for x not near 0. */
function fraction(x: number): number {
  let tail = x
  for (let k = 60; k >= 1; k--) tail = x + k / 2 / tail
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail)
}
