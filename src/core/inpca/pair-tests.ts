// Whether what runs are told apart by also sets them apart: permutation tests on the distances between runs, each with what chance gives.
import { condensedRow } from '../condensed.ts'
import { mulberry32, shuffled } from '../random.ts'
import { quantile, ranks } from '../statistics.ts'

/** Shuffles where nobody says otherwise: the least p is 1 in 1,000. */
const TRIES = 999

export interface NamesTest {
  /** Mean distance between runs of different names, and of the same name; of one block. NaN where there are none. */
  across: number
  within: number
  pairs: { across: number, within: number }
  /** across / within. */
  ratio: number
  /** The ratio below which 95 in 100 shuffles of the names stay. */
  chance: number
  /** Share of shuffles (this one counted in) with as large a ratio: one-sided. */
  p: number
}

/**
 * Runs that differ in a name (an optimiser, say) against runs that share it, within blocks of runs that are alike otherwise (an architecture). The null
 * shuffles names among the runs of each block. `distances` condensed over n runs. It is a one-sided test of "different names lie farther apart".
 */
export function namesTest(distances: Float64Array, names: ArrayLike<number>, blocks: ArrayLike<number>, seed: number, tries = TRIES): NamesTest {
  const n = names.length
  const own: { i: number, j: number, d: number }[] = []
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) if (blocks[i] === blocks[j]) own.push({ i, j, d: distances[condensedRow(i, n) + j] })
  const measure = (of: ArrayLike<number>) => {
    const sums = { across: 0, within: 0, acrossPairs: 0, withinPairs: 0 }
    for (const { i, j, d } of own) {
      if (of[i] === of[j]) {
        sums.within += d
        sums.withinPairs++
      } else {
        sums.across += d
        sums.acrossPairs++
      }
    }
    return { across: sums.across / sums.acrossPairs, within: sums.within / sums.withinPairs, pairs: { across: sums.acrossPairs, within: sums.withinPairs } }
  }
  const { across, within, pairs } = measure(names)
  const ratio = across / within
  const members = new Map<number, number[]>()
  for (let run = 0; run < n; run++) members.set(blocks[run], [...members.get(blocks[run]) ?? [], run])
  const random = mulberry32(seed)
  const found: number[] = []
  for (let shuffle = 0; shuffle < tries; shuffle++) {
    const other = new Int32Array(n)
    for (const runs of members.values()) shuffled(runs.length, random).forEach((from, place) => { other[runs[place]] = names[runs[from]] })
    const one = measure(other)
    found.push(one.across / one.within)
  }
  return { across, within, pairs, ratio, chance: quantile(found, 0.95), p: (1 + found.filter(one => one >= ratio).length) / (tries + 1) }
}

export interface RankTest {
  /** Spearman's ρ. */
  rho: number
  n: number
  /** The |ρ| below which 95 in 100 shuffles stay. */
  chance: number
  /** Share of shuffles (this one counted in) with as large a |ρ|. */
  p: number
}

/** Spearman's ρ of two numbers of each run, against shuffles of one of them. */
export function rankTest(x: ArrayLike<number>, y: ArrayLike<number>, seed: number, tries = TRIES): RankTest {
  const [a, b] = [standard(ranks(x)), standard(ranks(y))]
  const random = mulberry32(seed)
  return tested(x.length, product(a, b, identity(x.length)), Array.from({ length: tries }, () => product(a, b, shuffled(x.length, random))))
}

/**
 * Mantel's test by ranks: whether runs lie the farther apart the more they differ in a number. ρ between |xᵢ − xⱼ| and the distances (condensed) over all
 * pairs; the null shuffles whose number is whose, for pairs that share a run are not independent.
 */
export function mantelTest(distances: Float64Array, x: ArrayLike<number>, seed: number, tries = TRIES): RankTest {
  const n = x.length
  const apart = new Float64Array(distances.length)
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) apart[condensedRow(i, n) + j] = Math.abs(x[i] - x[j])
  const [a, b] = [standard(ranks(apart)), standard(ranks(distances))]
  const measure = (order: ArrayLike<number>): number => {
    let sum = 0
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const [low, high] = order[i] < order[j] ? [order[i], order[j]] : [order[j], order[i]]
        sum += a[condensedRow(low, n) + high] * b[condensedRow(i, n) + j]
      }
    }
    return sum
  }
  const random = mulberry32(seed)
  return tested(distances.length, measure(identity(n)), Array.from({ length: tries }, () => measure(shuffled(n, random))))
}

function tested(n: number, rho: number, found: readonly number[]): RankTest {
  const sizes = found.map(Math.abs)
  return { rho, n, chance: quantile(sizes, 0.95), p: (1 + sizes.filter(one => one >= Math.abs(rho) - 1e-12).length) / (found.length + 1) }
}

const identity = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, k) => k)

/** Mean 0 and length 1; all 0 where all are equal. */
function standard(values: ArrayLike<number>): Float64Array {
  const n = values.length
  let mean = 0
  for (let k = 0; k < n; k++) mean += values[k]
  mean /= n
  const off = Float64Array.from(values, value => value - mean)
  const length = Math.sqrt(off.reduce((sum, value) => sum + value * value, 0))
  return length === 0 ? off : off.map(value => value / length)
}

function product(a: Float64Array, b: Float64Array, order: ArrayLike<number>): number {
  let sum = 0
  for (let k = 0; k < a.length; k++) sum += a[order[k]] * b[k]
  return sum
}
