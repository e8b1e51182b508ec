// How differently networks arrange the same probes: Frobenius distances between diffusion operators, for all pairs, in bands.
import { condensedIndex, condensedOrder, condensedSize } from '../condensed.ts'
import type { DiffusionOperator } from '../diffusion/operator.ts'
import { expandOperator } from '../diffusion/operator.ts'
import type { Band } from '../matrix.ts'
import { addSquaredDifferences, RUN, SLICE } from '../matrix.ts'
import type { Steps } from '../steps.ts'
import { runToEnd } from '../steps.ts'

/** Operators expanded at a time; two bands are in memory together (20 MB at 200 probes). It changes no bit of the result. */
const BAND = 32

/**
 * d(i, j) = ‖P_i − P_j‖_F for the networks that are new: operators from[…] known come first, and their condensed distances are handed in.
 * Returns the condensed distances of all, N(N−1)/2, in the order of the operators; the known ones are copied. 0 ≤ d ≤ √(2n).
 *
 * Direct differences in float64 and one order of summation inside every pair (runs of 512 entries of P, row by row), so the bits
 * depend neither on the bands nor on what was known before. n² operations a pair. Refuses operators on different numbers of probes.
 */
export function* operatorDistanceSteps(operators: readonly DiffusionOperator[], known: Float64Array = new Float64Array(0), band = BAND): Steps<Float64Array> {
  const count = operators.length
  const earlier = known.length === 0 ? 0 : condensedOrder(known.length)
  if (earlier > count) throw new Error(`Distances among ${earlier} networks are known, but only ${count} operators were given.`)
  const n = operators[0]?.n ?? 0
  const other = operators.findIndex(operator => operator.n !== n)
  if (other >= 0) throw new Error(`Operator ${other} is on ${operators[other].n} probes and operator 0 on ${n}; only operators on the same probes can be compared.`)
  const distances = grown(known, earlier, count)
  const entries = n * n
  const rows = new Float64Array(Math.min(band, count) * entries)
  const columns = new Float64Array(Math.min(band, count) * entries)
  const pairs = Math.max(1, condensedSize(count) - condensedSize(earlier))
  let done = 0
  for (let i = earlier; i < count; i += band) {
    const a = yield* expanded(operators, i, Math.min(band, count - i), rows, done / pairs)
    for (let j = 0; j <= i; j = nextStart(j, i, band)) {
      const own = j === i
      const size = own ? a.count : Math.min(band, i - j)
      const b = own ? a : yield* expanded(operators, j, size, columns, done / pairs)
      const fresh = own ? condensedSize(size) : a.count * size
      const sums = yield* tileSums(a, b, entries, share => (done + share * fresh) / pairs)
      done += fresh
      for (let r = 0; r < a.count; r++) {
        for (let c = 0; c < (own ? r : size); c++) distances[condensedIndex(i + r, j + c, count)] = Math.sqrt(sums[r * size + c])
      }
    }
  }
  return distances
}

/** The same for a whole population, in one go. */
export function operatorDistances(operators: readonly DiffusionOperator[]): Float64Array {
  return runToEnd(operatorDistanceSteps(operators))
}

/** Columns go in whole bands up to i, and then i's own band: rows before i may not be a multiple of the band. */
function nextStart(j: number, i: number, band: number): number {
  return j < i ? Math.min(j + band, i) : i + 1
}

/** Condensed distances among `count` things of which the first `earlier` are known; the rest 0. */
function grown(known: Float64Array, earlier: number, count: number): Float64Array {
  const distances = new Float64Array(condensedSize(count))
  let at = 0
  for (let i = 0; i < earlier; i++) {
    for (let j = i + 1; j < earlier; j++) distances[condensedIndex(i, j, count)] = known[at++]
  }
  return distances
}

function* expanded(operators: readonly DiffusionOperator[], start: number, count: number, values: Float64Array, share: number): Steps<Band> {
  const stride = operators[start].n ** 2
  let work = 0
  for (let k = 0; k < count; k++) {
    expandOperator(operators[start + k], values, k * stride)
    work += 4 * stride
    if (work > SLICE) {
      yield { stage: 'distances', share }
      work = 0
    }
  }
  return { values, start: 0, count, stride }
}

/** Sums of squared differences of every row of a with every row of b (a.count × b.count), run by run. */
function* tileSums(a: Band, b: Band, entries: number, shareAt: (share: number) => number): Steps<Float64Array> {
  const sums = new Float64Array(a.count * b.count)
  let work = 0
  for (let from = 0; from < entries; from += RUN) {
    addSquaredDifferences(a, b, from, Math.min(entries, from + RUN), sums, b.count)
    work += a.count * b.count * RUN
    if (work > SLICE) {
      yield { stage: 'distances', share: shareAt(from / entries) }
      work = 0
    }
  }
  return sums
}
