// Plain statistics that panels state: quantiles, ranks, Spearman's correlation, counts in bins. Values that are not finite are left out.

/** The finite values, ascending. */
export function sortedFinite(values: Iterable<number>): Float64Array {
  return Float64Array.from(values).filter(Number.isFinite).sort()
}

/**
 * The q-quantile of ascending values, linear between order statistics: x at index (n − 1)q
 * (Hyndman and Fan 1996, definition 7, which is also NumPy's). NaN of nothing.
 */
export function quantileSorted(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return NaN
  const at = (sorted.length - 1) * Math.min(1, Math.max(0, q))
  const low = Math.floor(at)
  const high = Math.min(sorted.length - 1, low + 1)
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low)
}

/** The q-quantile of values in any order. */
export const quantile = (values: Iterable<number>, q: number): number => quantileSorted(sortedFinite(values), q)

/** The mean; NaN of nothing. */
export function mean(values: Iterable<number>): number {
  let [sum, count] = [0, 0]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    sum += value
    count++
  }
  return sum / count
}

export const median = (values: Iterable<number>): number => quantile(values, 0.5)

/** What a box of a box plot shows; n counts the finite values. */
export interface Spread { n: number, min: number, lower: number, median: number, upper: number, max: number }

export function spread(values: Iterable<number>): Spread {
  const sorted = sortedFinite(values)
  const [min, lower, middle, upper, max] = [0, 0.25, 0.5, 0.75, 1].map(q => quantileSorted(sorted, q))
  return { n: sorted.length, min, lower, median: middle, upper, max }
}

/** Ranks from 1 to n; equal values share the mean of the ranks that they take up together. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const n = values.length
  const order = Array.from({ length: n }, (_, k) => k).sort((a, b) => values[a] - values[b])
  const out = new Float64Array(n)
  for (let start = 0; start < n;) {
    let end = start + 1
    while (end < n && values[order[end]] === values[order[start]]) end++
    for (let k = start; k < end; k++) out[order[k]] = (start + end + 1) / 2
    start = end
  }
  return out
}

/** rho from −1 to 1, or NaN where either side has no two different values; n counts the pairs of finite values that it rests on. */
export interface Correlation { rho: number, n: number }

/** Spearman's rank correlation: Pearson's correlation of the mean ranks, which is right with ties (Spearman 1904; Kendall 1948, chapter 3). */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): Correlation {
  if (x.length !== y.length) throw new RangeError(`Spearman's correlation needs as many x as y, got ${x.length} and ${y.length}.`)
  const kept: number[] = []
  for (let k = 0; k < x.length; k++) if (Number.isFinite(x[k]) && Number.isFinite(y[k])) kept.push(k)
  const n = kept.length
  const a = ranks(kept.map(k => x[k]))
  const b = ranks(kept.map(k => y[k]))
  const mean = (n + 1) / 2
  let ab = 0
  let aa = 0
  let bb = 0
  for (let k = 0; k < n; k++) {
    ab += (a[k] - mean) * (b[k] - mean)
    aa += (a[k] - mean) ** 2
    bb += (b[k] - mean) ** 2
  }
  return { rho: aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : NaN, n }
}

/** The bin of a value among `count` even bins over [from, to]; the last holds its right edge too. −1: outside, or not finite. */
export function binOf(value: number, from: number, to: number, count: number): number {
  if (!(value >= from && value <= to)) return -1
  // Edges as they are written (k/count), so that 0.15 belongs to the bin that starts at 3/20 in spite of rounding.
  const at = Math.floor((value - from) / (to - from || 1) * count + 1e-9)
  return Math.min(count - 1, at)
}
