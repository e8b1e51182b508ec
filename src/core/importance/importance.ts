// Permutation importance (Breiman 2001, section 10): how much worse a forest says the target of networks that it has not seen when one
// hyper-parameter is shuffled among them. In units of the target's variance, so it reads as a loss of R².
import { deriveSeed, mulberry32, shuffled } from '../random.ts'
import type { Steps } from '../steps.ts'
import type { Forest, Input, Target } from './forest.ts'
import { growForest, leafOf } from './forest.ts'

export interface ImportanceOptions {
  seed?: number
  /** Trees of the forest that the figures come from; of each forest on a half of the rows; of each forest on a shuffled target. */
  trees?: number
  halfTrees?: number
  nullTrees?: number
  /** Random halves, and shuffled targets. 0: none of either. */
  halves?: number
  nulls?: number
  /** Shuffles of each input. */
  repeats?: number
}

export interface Estimate {
  value: number
  /** Standard error over random halves of the rows; NaN where no halves were asked for. */
  error: number
  /** The 95th percentile over shuffled targets: what chance alone gives; NaN where none were asked for. */
  chance: number
}

export interface ImportanceReport {
  /** Rows with a target. */
  rows: number
  /** 1 − out-of-bag error ÷ variance. Negative: worse than the mean. NaN: the target has no variation, or too few rows. */
  r2: Estimate
  /** One an input, in their order. */
  inputs: Estimate[]
}

/** Fewer rows than this say nothing. */
export const FEWEST_ROWS = 20

/**
 * Rows whose target is not finite are left out. Errors: the spread over forests that are grown on random halves (a delete-half jackknife: with as many
 * left out as taken, the variance over the halves is that of the whole; Shao and Wu 1989; for forests, Ishwaran and Lu 2019). Chance: the
 * same on targets that are shuffled among the rows (Altmann et al. 2010), the 95th percentile over shuffles and inputs together.
 */
export function* importance(all: readonly Input[], whole: Target, options: ImportanceOptions = {}): Steps<ImportanceReport> {
  const { seed = 0, trees = 200, halfTrees = 40, nullTrees = 40, halves = 20, nulls = 10, repeats = 5 } = options
  const { inputs, target, n } = complete(all, whole)
  if (n < FEWEST_ROWS || !(varianceOf(target, n) > 0)) {
    const none = { value: NaN, error: NaN, chance: NaN }
    return { rows: n, r2: none, inputs: inputs.map(() => ({ value: n < FEWEST_ROWS ? NaN : 0, error: NaN, chance: NaN })) }
  }
  const work = trees + halves * halfTrees / 2 + nulls * nullTrees
  let done = 0
  function* measured(of: readonly Input[], target: Target, trees: number, seed: number, repeats: number, weight: number): Steps<number[]> {
    const growing = growForest(of, target, { trees, seed })
    for (;;) {
      const next = growing.next()
      if (next.done) {
        done += trees * weight
        return figures(next.value, deriveSeed(seed, 'shuffles'), repeats)
      }
      yield { stage: 'importance', share: (done + next.value.share * trees * weight) / work }
    }
  }
  const values = yield* measured(inputs, target, trees, deriveSeed(seed, 'forest'), repeats, 1)
  const spread: number[][] = []
  for (let half = 0; half < halves; half++) {
    const rows = shuffled(n, mulberry32(deriveSeed(seed, 'half', half))).subarray(0, n >> 1)
    spread.push(yield* measured(inputs.map(input => taken(input, rows)), targetOf(target, rows), halfTrees, deriveSeed(seed, 'half forest', half), 2, 0.5))
  }
  const chance: number[][] = []
  for (let turn = 0; turn < nulls; turn++) {
    const order = shuffled(n, mulberry32(deriveSeed(seed, 'null', turn)))
    chance.push(yield* measured(inputs, targetOf(target, order), nullTrees, deriveSeed(seed, 'null forest', turn), 2, 1))
  }
  const estimate = (at: number): Estimate => ({
    value: values[at],
    error: deviation(spread.map(run => run[at])),
    // The inputs' nulls differ little, and together they are many enough for a percentile.
    chance: percentile(at === 0 ? chance.map(run => run[0]) : chance.flatMap(run => run.slice(1)), 0.95),
  })
  return { rows: n, r2: estimate(0), inputs: inputs.map((_, k) => estimate(k + 1)) }
}

/** Out-of-bag R², then each input's importance. */
function figures(forest: Forest, seed: number, repeats: number): number[] {
  const { inputs, n } = forest
  const standing = outOfBagR2(forest, -1, null)
  const random = mulberry32(seed)
  return [standing, ...inputs.map((_, feature) => {
    let lost = 0
    for (let turn = 0; turn < repeats; turn++) lost += standing - outOfBagR2(forest, feature, shuffled(n, random))
    return lost / repeats
  })]
}

/** Each row is said by the trees that have not seen it. */
function outOfBagR2({ trees, inputs, target: { values: y, outputs: k }, n }: Forest, swapped: number, order: Uint32Array | null): number {
  const said = new Float64Array(n * k)
  const voices = new Float64Array(n)
  for (const tree of trees) {
    for (const row of tree.outOfBag) {
      const leaf = leafOf(tree, inputs, row, swapped, order ? order[row] : row)
      voices[row]++
      for (let o = 0; o < k; o++) said[row * k + o] += tree.means[leaf * k + o]
    }
  }
  const means = new Float64Array(k)
  let judged = 0
  for (let row = 0; row < n; row++) {
    if (voices[row] === 0) continue
    judged++
    for (let o = 0; o < k; o++) means[o] += y[row * k + o]
  }
  let error = 0
  let variance = 0
  for (let row = 0; row < n; row++) {
    if (voices[row] === 0) continue
    for (let o = 0; o < k; o++) {
      error += (y[row * k + o] - said[row * k + o] / voices[row]) ** 2
      variance += (y[row * k + o] - means[o] / judged) ** 2
    }
  }
  return variance > 0 ? 1 - error / variance : 0
}

function complete(inputs: readonly Input[], target: Target): { inputs: Input[], target: Target, n: number } {
  const { values, outputs } = target
  const rows: number[] = []
  for (let row = 0; row < values.length / outputs; row++) {
    let finite = true
    for (let o = 0; o < outputs; o++) finite &&= Number.isFinite(values[row * outputs + o])
    if (finite) rows.push(row)
  }
  return { inputs: inputs.map(input => taken(input, rows)), target: targetOf(target, rows), n: rows.length }
}

const taken = ({ values, levels }: Input, rows: ArrayLike<number>): Input => ({ levels, values: Float64Array.from(rows, row => values[row]) })

function targetOf({ values, outputs }: Target, rows: ArrayLike<number>): Target {
  const out = new Float64Array(rows.length * outputs)
  for (let r = 0; r < rows.length; r++) for (let o = 0; o < outputs; o++) out[r * outputs + o] = values[rows[r] * outputs + o]
  return { values: out, outputs }
}

/** Summed over the outputs; rounding about a constant counts as none. */
function varianceOf({ values, outputs }: Target, n: number): number {
  let total = 0
  let size = 0
  for (let o = 0; o < outputs; o++) {
    let mean = 0
    for (let row = 0; row < n; row++) mean += values[row * outputs + o] / n
    for (let row = 0; row < n; row++) total += (values[row * outputs + o] - mean) ** 2 / n
    size += mean * mean
  }
  return total > 1e-24 * size ? total : 0
}

function deviation(values: readonly number[]): number {
  if (values.length < 2) return NaN
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}

function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return NaN
  const sorted = Float64Array.from(values).sort()
  const at = (sorted.length - 1) * share
  const low = Math.floor(at)
  return sorted[low] + (sorted[Math.min(sorted.length - 1, low + 1)] - sorted[low]) * (at - low)
}
