// Where a falling curve turns: the break at which two straight lines fit it best. PHATE's rule for the diffusion time.

/**
 * t for a curve h over x = 0 … L−1, L ≥ 3: the break b in 1 … L−2 of least cost, where cost = Σ|residuals| of the least-squares
 * line through points 0 … b, plus that of the line through points b−1 … L−1 taken over b … L−1.
 * Costs within 1e-12 Σ|h| of the least count as equal and the first of them is taken, so that a straight curve gives 1.
 */
export function knee(curve: ArrayLike<number>): number {
  const length = curve.length
  if (length < 3) throw new Error(`A curve of ${length} points has no knee; it needs at least 3.`)
  const costs = new Float64Array(length)
  let least = Infinity
  let size = 0
  for (let b = 0; b < length; b++) size += Math.abs(curve[b])
  for (let b = 1; b < length - 1; b++) {
    costs[b] = misfit(curve, 0, b, 0) + misfit(curve, b - 1, length - 1, b)
    least = Math.min(least, costs[b])
  }
  for (let b = 1; b < length - 1; b++) if (costs[b] <= least + 1e-12 * size) return b
  throw new Error('The entropy curve is not finite, so it has no knee.')
}

/** Sum of absolute residuals over points scored … last of the least-squares line through points first … last. */
function misfit(curve: ArrayLike<number>, first: number, last: number, scored: number): number {
  const middle = (first + last) / 2
  let mean = 0
  for (let x = first; x <= last; x++) mean += curve[x]
  mean /= last - first + 1
  let products = 0
  let squares = 0
  for (let x = first; x <= last; x++) {
    products += (x - middle) * (curve[x] - mean)
    squares += (x - middle) ** 2
  }
  const slope = products / squares
  let sum = 0
  for (let x = scored; x <= last; x++) sum += Math.abs(curve[x] - mean - slope * (x - middle))
  return sum
}
