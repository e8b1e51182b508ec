// How far apart two groups lie in one measure, whatever its distribution: Cliff's δ for numbers, Cramér's V for categories.

export interface CliffsDelta {
  /** −1 … 1: share of pairs in which a is larger, less the share in which b is. NaN where a group is empty. */
  delta: number
  /** Ends of the 95 % interval; null where a group has fewer than two values, for then nothing is known of its spread. */
  interval: readonly [number, number] | null
  /** Finite values on each side. */
  a: number
  b: number
}

/** Of the standard normal distribution, for 95 %. */
const Z = 1.959963984540054

/**
 * Cliff's δ = P(a > b) − P(a < b) over all pairs, ties counting nothing (Cliff, Psychological Bulletin 114, 1993, eq. 1). The interval is
 * the asymmetric one of the same paper as Feng and Cliff (2004) write it, (δ − δ³ ± z s √((1 − δ²)² + z² s²)) / (1 − δ² + z² s²), with
 * s² the unbiased variance of δ; it stays within −1 … 1. Where every a lies on one side of every b there is no spread to reckon with, and the interval
 * is Wilson's (JASA 22, 1927) for a share of all of as many cases as the smaller group has: from (k − z²)/(k + z²) to 1 for k of them. Values that are not
 * finite are left out. O((m + n) log (m + n)).
 */
export function cliffsDelta(a: Iterable<number>, b: Iterable<number>): CliffsDelta {
  const x = Float64Array.from(a).filter(Number.isFinite).sort()
  const y = Float64Array.from(b).filter(Number.isFinite).sort()
  const [m, n] = [x.length, y.length]
  if (m === 0 || n === 0) return { delta: NaN, interval: null, a: m, b: n }
  const ofX = dominance(x, y)
  const ofY = dominance(y, x).map(d => -d)
  const delta = ofX.reduce((sum, d) => sum + d, 0) / m
  return { delta, interval: m < 2 || n < 2 ? null : interval(delta, ofX, ofY, unequalPairs(x, y)), a: m, b: n }
}

/** For each value of x: share of y below it, less the share above. Both ascending. */
function dominance(x: Float64Array, y: Float64Array): Float64Array {
  let below = 0
  let notAbove = 0
  return x.map(value => {
    while (below < y.length && y[below] < value) below++
    while (notAbove < y.length && y[notAbove] <= value) notAbove++
    return (below - (y.length - notAbove)) / y.length
  })
}

function unequalPairs(x: Float64Array, y: Float64Array): number {
  let equal = 0
  let from = 0
  let to = 0
  for (const value of x) {
    while (from < y.length && y[from] < value) from++
    while (to < y.length && y[to] <= value) to++
    equal += to - from
  }
  return x.length * y.length - equal
}

function interval(delta: number, ofX: Float64Array, ofY: Float64Array, unequal: number): [number, number] {
  const [m, n] = [ofX.length, ofY.length]
  if (unequal === m * n && Math.abs(delta) === 1) {
    const least = Math.min(m, n)
    const end = (least - Z * Z) / (least + Z * Z)
    return delta > 0 ? [end, 1] : [-1, -end]
  }
  const squares = (values: Float64Array): number => values.reduce((sum, d) => sum + (d - delta) ** 2, 0)
  const all = unequal - m * n * delta * delta
  const variance = Math.max(0, (n * n * squares(ofX) + m * m * squares(ofY) - all) / (m * n * (m - 1) * (n - 1)))
  const z2 = Z * Z * variance
  const middle = delta - delta ** 3
  const half = Math.sqrt(z2 * ((1 - delta * delta) ** 2 + z2))
  const under = 1 - delta * delta + z2
  return [Math.max(-1, (middle - half) / under), Math.min(1, (middle + half) / under)]
}

/**
 * Cramér's V, 0 … 1: how much a category tells of the group, √(χ²/N) for two groups (Cramér 1946, section 21.9). NaN where a group is empty; 0 where
 * all have the same value.
 */
export function cramersV(a: readonly string[], b: readonly string[]): number {
  const total = a.length + b.length
  if (a.length === 0 || b.length === 0) return NaN
  let squares = 0
  for (const value of new Set([...a, ...b])) {
    const [inA, inB] = [a, b].map(group => group.filter(other => other === value).length)
    for (const [count, size] of [[inA, a.length], [inB, b.length]]) {
      const expected = (inA + inB) * size / total
      squares += (count - expected) ** 2 / expected
    }
  }
  return Math.sqrt(squares / total)
}

/**
 * An upper bound on the chance, both signs counted, that two groups of m and n drawn from one lie as far apart as δ: e^(−z²/2), with z from δ's variance
 * (m + n + 1)/(3mn) when nothing differs (Mann and Whitney 1947).
 */
export function chanceOfDelta(delta: number, m: number, n: number): number {
  return m > 0 && n > 0 ? Math.exp(-1.5 * delta * delta * m * n / (m + n + 1)) : 1
}

/** The same of Cramér's V over `total` networks and so many values: Chernoff's bound on the tail of χ² = V² total with one degree of freedom less than values. */
export function chanceOfV(v: number, total: number, values: number): number {
  const ratio = v * v * total / (values - 1)
  return ratio > 1 ? (ratio * Math.exp(1 - ratio)) ** ((values - 1) / 2) : 1
}
