// The inner product of two rows, wherever they lie: four sums side by side, which a processor takes at once.

/** Σ_k x[p + k] y[q + k], k < n. */
export function rowProduct(x: Float64Array, p: number, y: Float64Array, q: number, n: number): number {
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  let k = 0
  for (; k + 3 < n; k += 4) {
    s0 += x[p + k] * y[q + k]
    s1 += x[p + k + 1] * y[q + k + 1]
    s2 += x[p + k + 2] * y[q + k + 2]
    s3 += x[p + k + 3] * y[q + k + 3]
  }
  for (; k < n; k++) s0 += x[p + k] * y[q + k]
  return (s0 + s1) + (s2 + s3)
}
