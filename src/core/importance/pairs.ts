// Which factors say how far two runs lie apart: a forest over pairs of runs, held against runs that it has not seen. Pairs of one run are not
// independent, so that runs, and never pairs, are held out, shuffled and left out one at a time (Mantel, Cancer Research 27, 1967).
import { condensedIndex, condensedOrder, condensedSize } from '../condensed.ts'
import { evenly } from '../evenly.ts'
import { deriveSeed, mulberry32, shuffled } from '../random.ts'
import { quantile } from '../statistics.ts'
import type { Steps } from '../steps.ts'
import type { Forest, Input } from './forest.ts'
import { MOST_LEVELS, growForest, leafOf } from './forest.ts'
import type { Estimate } from './importance.ts'

/**
 * What every run has: a category's place or a number (on the scale that counts); NaN: missing. Of a pair the forest sees whether it is the same category and which two meet, or
 * how far the numbers are apart and where their middle is: runs of one kind may lie near each other, and those of another kind far.
 */
export interface PairFactor { kind: 'category' | 'number', values: ArrayLike<number> }

export interface PairOptions {
  seed?: number
  /** Trees a forest, and a forest of chance. */
  trees?: number
  nullTrees?: number
  /** Times that runs are dealt into three parts, each of which is foretold from the other two. */
  deals?: number
  /** Shuffles of all distances among the runs (rows and columns together), each dealt once. 0: none. */
  nulls?: number
  /** Shuffles of each factor among the runs of a part. */
  repeats?: number
}

export interface PairImportance {
  /** Runs looked at: at most 100, evenly among all. */
  runs: number
  pairs: number
  /** 1 − squared error ÷ squared error of the mean of the pairs learnt from, over pairs of which neither run was learnt from. NaN: too few runs, or all distances equal. */
  r2: Estimate
  /** By how much r2 falls when the factor's values change hands among the runs; one a factor. */
  factors: Estimate[]
}

/** Fewer runs than this, three a part, say nothing. */
export const FEWEST_RUNS = 9
const MOST_RUNS = 100
/** Fewer have too few pairs to learn from which two meet, or where: the forest sees only whether, or how far, they differ. */
const RUNS_FOR_BOTH = 24
const PARTS = 3

/**
 * `distances`: condensed, of as many runs as the factors have values. Errors are jackknife errors over runs: each run's pairs left out of the sums in turn.
 * Chance is the 95th percentile over shuffled distances (for factors: of all factors together); it is dealt less often than the figures are and
 * so a little too high rather than too low.
 */
export function* pairImportance(distances: Float64Array, factors: readonly PairFactor[], options: PairOptions = {}): Steps<PairImportance> {
  const { seed = 0, trees = 60, nullTrees = 30, deals = 4, nulls = 12, repeats = 4 } = options
  const all = condensedOrder(distances.length)
  factors.forEach(({ values }, k) => {
    if (values.length !== all) throw new Error(`Factor ${k} has ${values.length} values for ${all} runs; every run needs one, or NaN.`)
  })
  const chosen = evenly(all, MOST_RUNS)
  const n = chosen.length
  const own = factors.map(factor => seen(factor, chosen, n >= RUNS_FOR_BOTH))
  const target = amongRuns(distances, all, chosen)
  const report: PairImportance = { runs: n, pairs: target.length, r2: nothing(), factors: own.map(nothing) }
  if (n < FEWEST_RUNS) return report
  const varies = target.some(distance => Math.abs(distance - target[0]) > 1e-12 * Math.abs(target[0]))
  if (!varies) return { ...report, factors: own.map(() => ({ ...nothing(), value: 0 })) }

  const work = deals * trees + nulls * nullTrees
  let done = 0
  const sums = emptySums(n, own.length)
  for (let deal = 0; deal < deals; deal++) {
    yield* dealt(target, own, n, { trees, repeats, seed: deriveSeed(seed, 'deal', deal) }, sums, share => (done + share * trees) / work)
    done += trees
  }
  const chance: number[][] = []
  for (let turn = 0; turn < nulls; turn++) {
    const order = shuffled(n, mulberry32(deriveSeed(seed, 'null', turn)))
    const other = emptySums(n, own.length)
    yield* dealt(amongRuns(target, n, order), own, n, { trees: nullTrees, repeats, seed: deriveSeed(seed, 'null deal', turn) }, other, share => (done + share * nullTrees) / work)
    chance.push(figures(other, -1))
    done += nullTrees
  }
  const values = figures(sums, -1)
  const without = Array.from({ length: n }, (_, run) => figures(sums, run))
  const estimate = (at: number): Estimate => ({
    value: values[at],
    error: jackknife(without.map(left => left[at])),
    chance: nulls === 0 ? NaN : quantile(at === 0 ? chance.map(found => found[0]) : chance.flatMap(found => found.slice(1)), 0.95),
  })
  return { ...report, r2: estimate(0), factors: own.map((_, k) => estimate(k + 1)) }
}

const nothing = (): Estimate => ({ value: NaN, error: NaN, chance: NaN })

/** Distances between these runs, in this order. */
function amongRuns(distances: Float64Array, n: number, runs: ArrayLike<number>): Float64Array {
  const among = new Float64Array(condensedSize(runs.length))
  let at = 0
  for (let i = 0; i < runs.length; i++) for (let j = i + 1; j < runs.length; j++) among[at++] = distances[condensedIndex(runs[i], runs[j], n)]
  return among
}

/** Squared errors of pairs foretold, summed over all pairs and over each run's: of the mean, of the forest, and with each factor shuffled. */
interface Sums { columns: number, all: Float64Array, byRun: Float64Array }

const emptySums = (runs: number, factors: number): Sums => ({ columns: factors + 2, all: new Float64Array(factors + 2), byRun: new Float64Array(runs * (factors + 2)) })

/** R², then what each factor's shuffle costs of it; without one run's pairs, or (−1) of all. */
function figures({ columns, all, byRun }: Sums, without: number): number[] {
  const sum = (column: number): number => all[column] - (without < 0 ? 0 : byRun[without * columns + column])
  const base = sum(0)
  if (!(base > 0)) return new Array<number>(columns - 1).fill(NaN)
  return Array.from({ length: columns - 1 }, (_, k) => k === 0 ? 1 - sum(1) / base : (sum(k + 1) - sum(1)) / base)
}

interface Deal { trees: number, repeats: number, seed: number }

/** Runs dealt into three parts; a forest is grown on the pairs of two of them and held against the pairs of the third. */
function* dealt(target: Float64Array, factors: readonly Seen[], n: number, { trees, repeats, seed }: Deal, sums: Sums, shareOf: (share: number) => number): Steps<void> {
  const order = shuffled(n, mulberry32(deriveSeed(seed, 'parts')))
  for (let part = 0; part < PARTS; part++) {
    const held = Array.from(order).filter((_, place) => place % PARTS === part)
    const learnt = Array.from(order).filter((_, place) => place % PARTS !== part)
    const values = amongRuns(target, n, learnt)
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const shown = factors.flatMap(factor => pairsOf(factor, learnt))
    const growing = growForest(shown, { values, outputs: 1 }, { trees, seed: deriveSeed(seed, 'forest', part), tried: Math.ceil(shown.length / 2) })
    let forest: Forest | null = null
    while (!forest) {
      const next = growing.next()
      if (next.done) forest = next.value
      else yield { stage: 'importance', share: shareOf((part + next.value.share) / PARTS) }
    }
    const truth = amongRuns(target, n, held)
    const inputs = factors.map(factor => pairsOf(factor, held))
    collect(sums, 0, held, truth, () => mean, 1)
    collect(sums, 1, held, truth, said(forest, inputs.flat()), 1)
    const random = mulberry32(deriveSeed(seed, 'shuffles', part))
    for (const [k, factor] of factors.entries()) {
      for (let turn = 0; turn < repeats; turn++) {
        const lent = Array.from(shuffled(held.length, random), place => held[place])
        collect(sums, k + 2, held, truth, said(forest, inputs.flatMap((input, own) => own === k ? pairsOf(factor, lent) : input)), 1 / repeats)
      }
      yield { stage: 'importance', share: shareOf((part + 1) / PARTS) }
    }
  }
}

/** What the forest sees of all pairs of runs that have the values of these. */
function pairsOf({ kind, values, levels, both }: Seen, lenders: readonly number[]): Input[] {
  const size = condensedSize(lenders.length)
  const apart = (of: (a: number, b: number) => number, many = 0): Input => ({ values: overPairs(size, lenders, (i, j) => of(values[i], values[j])), levels: many })
  if (kind === 'number') return [apart((a, b) => Math.abs(a - b)), ...both ? [apart((a, b) => (a + b) / 2)] : []]
  return [apart(differ), ...both && levels > 0 ? [apart(meeting, meeting(levels - 1, levels - 1) + 1)] : []]
}

/** Two places, in either order, as one: 0 0, 0 1, 1 1, 0 2, … NaN where either is missing. */
const meeting = (a: number, b: number): number => Math.max(a, b) * (Math.max(a, b) + 1) / 2 + Math.min(a, b)
/** 0: the same, 1: not; NaN where either is missing. */
const differ = (a: number, b: number): number => Math.sign(Math.abs(a - b))

function overPairs(size: number, lenders: readonly number[], of: (i: number, j: number) => number): Float64Array {
  const pairs = new Float64Array(size)
  let at = 0
  for (let i = 0; i < lenders.length; i++) for (let j = i + 1; j < lenders.length; j++) pairs[at++] = of(lenders[i], lenders[j])
  return pairs
}

/** A factor as the forest is shown it. `levels`: of a category, 0 where they make more meetings than the forest takes. `both`: whether more is seen than how they differ. */
interface Seen { kind: PairFactor['kind'], values: Float64Array, levels: number, both: boolean }

/** Categories are numbered as the runs bring them, so that nothing hangs on their own numbers. */
function seen({ kind, values }: PairFactor, runs: ArrayLike<number>, both: boolean): Seen {
  const own = Float64Array.from(runs, run => values[run])
  if (kind === 'number') return { kind, values: own, levels: 0, both }
  const places = new Map<number, number>()
  for (const value of own) if (!Number.isNaN(value) && !places.has(value)) places.set(value, places.size)
  const levels = places.size
  return { kind, values: own.map(value => places.get(value) ?? NaN), levels: levels > 0 && meeting(levels - 1, levels - 1) < MOST_LEVELS ? levels : 0, both }
}

/** The forest's mean over its trees for a pair. */
const said = ({ trees }: Forest, inputs: readonly Input[]) => (pair: number): number => {
  let sum = 0
  for (const tree of trees) sum += tree.means[leafOf(tree, inputs, pair)]
  return sum / trees.length
}

function collect({ columns, all, byRun }: Sums, column: number, runs: readonly number[], truth: Float64Array, foretold: (pair: number) => number, weight: number): void {
  let pair = 0
  for (let i = 0; i < runs.length; i++) {
    for (let j = i + 1; j < runs.length; j++, pair++) {
      const square = weight * (truth[pair] - foretold(pair)) ** 2
      all[column] += square
      byRun[runs[i] * columns + column] += square
      byRun[runs[j] * columns + column] += square
    }
  }
}

/** √((n − 1)/n Σ (θ₋ᵤ − mean)²). */
function jackknife(without: readonly number[]): number {
  const n = without.length
  const mean = without.reduce((sum, value) => sum + value, 0) / n
  return Math.sqrt((n - 1) / n * without.reduce((sum, value) => sum + (value - mean) ** 2, 0))
}
