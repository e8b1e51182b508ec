// How far two partitions of the same things agree, whatever their labels are called.
import { byFirstAppearance, partsOf } from './partition.ts'

interface Contingency { n: number, joint: Float64Array, rows: Float64Array, columns: Float64Array }

/**
 * Adjusted Rand index (Hubert & Arabie 1985): pairs put together by both, less what chance would give with the same sizes of parts, over the
 * largest such excess. 1 for equal partitions, about 0 for unrelated ones, and below where they agree less than by chance.
 * Two partitions without any choice (both one part, or both all apart; n < 2) are equal: 1. Labels: any whole numbers, one each.
 */
export function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const { n, joint, rows, columns } = contingency(a, b)
  const together = sumOf(joint, pairs)
  const inA = sumOf(rows, pairs)
  const inB = sumOf(columns, pairs)
  if (together === inA && together === inB) return 1
  const expected = inA / pairs(n) * inB
  return (together - expected) / ((inA + inB) / 2 - expected)
}

/**
 * Normalised mutual information, I(a; b) over the arithmetic mean of the entropies of a and b: from 0 (independent) to 1 (equal). Both one
 * part (or nothing at all): 1; only one of them: 0.
 */
export function normalisedMutualInformation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const { n, joint, rows, columns } = contingency(a, b)
  const entropyA = sumOf(rows, count => entropyTerm(count / n))
  const entropyB = sumOf(columns, count => entropyTerm(count / n))
  if (entropyA + entropyB === 0) return 1
  let information = 0
  for (let row = 0; row < rows.length; row++) {
    for (let column = 0; column < columns.length; column++) {
      const count = joint[row * columns.length + column]
      if (count > 0) information += count / n * Math.log(count / rows[row] * (n / columns[column]))
    }
  }
  return Math.max(0, Math.min(1, 2 * information / (entropyA + entropyB)))
}

/** How many things fall into part i of a and part j of b. */
function contingency(a: ArrayLike<number>, b: ArrayLike<number>): Contingency {
  if (a.length !== b.length) throw new Error(`The two partitions have ${a.length} and ${b.length} labels; they must label the same things.`)
  const partA = byFirstAppearance(a)
  const partB = byFirstAppearance(b)
  const rows = new Float64Array(partsOf(partA))
  const columns = new Float64Array(partsOf(partB))
  const joint = new Float64Array(rows.length * columns.length)
  for (let k = 0; k < partA.length; k++) {
    rows[partA[k]]++
    columns[partB[k]]++
    joint[partA[k] * columns.length + partB[k]]++
  }
  return { n: partA.length, joint, rows, columns }
}

const pairs = (count: number): number => count * (count - 1) / 2
const entropyTerm = (share: number): number => share < 1 ? -share * Math.log(share) : 0
const sumOf = (values: Float64Array, term: (value: number) => number): number => values.reduce((sum, value) => sum + term(value), 0)
