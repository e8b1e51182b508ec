// A Gaussian process over settings: what a score should be where nobody has been, and how little that is known.
// Rasmussen and Williams, Gaussian Processes for Machine Learning (2006), sections 2.2, 4.2 (Matérn 5/2) and 5.4.1 (evidence).
import { exponential } from '../diffusion/exponential.ts'
import { logarithm } from '../elementary.ts'
import { squaredDistance } from './space.ts'

/** Columns of the features that count together: an axis, or the places on a map. */
export type Group = readonly number[]

/** How much each group counts in r² = Σ_g w_g ‖x_g − x'_g‖², and the variance of the noise relative to the function's. */
export interface Kernel { weights: readonly number[], noise: number }

export interface Process {
  /** Columns that count, and the roots of their weights. */
  columns: readonly number[]
  roots: readonly number[]
  /** The rows' columns that count, times their roots, so that r² is a plain distance. */
  scaled: readonly Float64Array[]
  /** Of the scores. */
  mean: number
  /** (R + noise I)⁻¹ y, y less its mean. */
  dual: Float64Array
  /** Cholesky factor of R + noise I, n × n, lower. */
  lower: Float64Array
  /** Variance of the function: y'(R + noise I)⁻¹ y / n, where the evidence is greatest. */
  scale: number
}

const WEIGHTS = [0, 0.3, 1, 3, 10, 30]
const NOISES = [0.01, 0.03, 0.1, 0.3, 1]
const ROUNDS = 2

/** (1 + √5 r + 5 r²/3) e^(−√5 r). */
function matern(square: number): number {
  const r = Math.sqrt(5 * square)
  return (1 + r + r * r / 3) * exponential(-r)
}

/** Squared differences in each group, n × n. */
function squaresOf(features: readonly Float64Array[], groups: readonly Group[]): Float64Array[] {
  const n = features.length
  return groups.map(columns => {
    const table = new Float64Array(n * n)
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) table[i * n + j] = squareIn(columns, features[i], features[j])
    return table
  })
}

function squareIn(columns: Group, a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (const k of columns) sum += (a[k] - b[k]) ** 2
  return sum
}

/** The kernel of greatest evidence on a coarse ladder, one group after another, twice round: fine steps would only fit the noise of few networks. */
export function kernelFor(features: readonly Float64Array[], groups: readonly Group[], scores: ArrayLike<number>): Kernel {
  const squares = squaresOf(features, groups)
  const { y } = centred(scores)
  let best = { weights: groups.map(() => 1), noise: 0.1 }
  let evidence = evidenceOf(squares, y, best)
  const keep = (kernel: Kernel): void => {
    const other = evidenceOf(squares, y, kernel)
    // Only a clear gain: of two that are as good the one that was there first.
    if (other > evidence + 1e-9) [best, evidence] = [{ weights: [...kernel.weights], noise: kernel.noise }, other]
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const noise of NOISES) if (noise !== best.noise) keep({ ...best, noise })
    groups.forEach((_, group) => { for (const weight of WEIGHTS) if (weight !== best.weights[group]) keep({ ...best, weights: best.weights.with(group, weight) }) })
  }
  return best
}

/** Scores must be finite, and one at least. */
export function gaussianProcess(features: readonly Float64Array[], groups: readonly Group[], scores: ArrayLike<number>, kernel: Kernel): Process {
  const { mean, y } = centred(scores)
  const lower = factor(squaresOf(features, groups), y.length, kernel)
  const dual = y.slice()
  forward(lower, dual)
  const scale = Math.max(1e-12, dual.reduce((sum, value) => sum + value * value, 0) / y.length)
  backward(lower, dual)
  const columns = groups.flatMap((group, g) => kernel.weights[g] > 0 ? group : [])
  const roots = groups.flatMap((group, g) => kernel.weights[g] > 0 ? group.map(() => Math.sqrt(kernel.weights[g])) : [])
  return { columns, roots, scaled: features.map(row => scaledBy(columns, roots, row)), mean, dual, lower, scale }
}

function scaledBy(columns: readonly number[], roots: readonly number[], row: Float64Array): Float64Array {
  const scaled = new Float64Array(columns.length)
  for (let c = 0; c < scaled.length; c++) scaled[c] = roots[c] * row[columns[c]]
  return scaled
}

/** What `processAt` says of the mean; how little that is known costs far more. */
export function meanAt({ columns, roots, scaled, mean, dual }: Process, row: Float64Array): number {
  const here = scaledBy(columns, roots, row)
  let said = mean
  for (let i = 0; i < scaled.length; i++) said += matern(squaredDistance(scaled[i], here)) * dual[i]
  return said
}

/** Mean and standard deviation of the function at a row of features; the noise is not part of it. */
export function processAt({ columns, roots, scaled, mean, dual, lower, scale }: Process, row: Float64Array): { mean: number, deviation: number } {
  const here = scaledBy(columns, roots, row)
  const near = new Float64Array(scaled.length)
  let said = mean
  for (let i = 0; i < near.length; i++) {
    near[i] = matern(squaredDistance(scaled[i], here))
    said += near[i] * dual[i]
  }
  forward(lower, near)
  let explained = 0
  for (const value of near) explained += value * value
  return { mean: said, deviation: Math.sqrt(scale * Math.max(0, 1 - explained)) }
}

function centred(scores: ArrayLike<number>): { mean: number, y: Float64Array } {
  const y = Float64Array.from(scores)
  const mean = y.reduce((sum, score) => sum + score, 0) / y.length
  return { mean, y: y.map(score => score - mean) }
}

/** ln p(y) at the best scale, up to a constant: −n/2 ln(y'(R + noise I)⁻¹y / n) − ½ ln|R + noise I|. */
function evidenceOf(squares: readonly Float64Array[], y: Float64Array, kernel: Kernel): number {
  const n = y.length
  const lower = factor(squares, n, kernel)
  const half = y.slice()
  forward(lower, half)
  let determinant = 0
  for (let i = 0; i < n; i++) determinant += logarithm(lower[i * n + i])
  return -n / 2 * logarithm(Math.max(1e-300, half.reduce((sum, value) => sum + value * value, 0) / n)) - determinant
}

function factor(squares: readonly Float64Array[], n: number, { weights, noise }: Kernel): Float64Array {
  const lower = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0
      for (let g = 0; g < squares.length; g++) square += weights[g] * squares[g][i * n + j]
      lower[i * n + j] = matern(square)
    }
    lower[i * n + i] = 1 + noise
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = lower[i * n + j]
      for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k]
      lower[i * n + j] = i === j ? Math.sqrt(sum) : sum / lower[j * n + j]
    }
  }
  return lower
}

/** x ← L⁻¹ x. */
function forward(lower: Float64Array, x: Float64Array): void {
  const n = x.length
  for (let i = 0; i < n; i++) {
    let sum = x[i]
    for (let k = 0; k < i; k++) sum -= lower[i * n + k] * x[k]
    x[i] = sum / lower[i * n + i]
  }
}

/** x ← L'⁻¹ x. */
function backward(lower: Float64Array, x: Float64Array): void {
  const n = x.length
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]
    for (let k = i + 1; k < n; k++) sum -= lower[k * n + i] * x[k]
    x[i] = sum / lower[i * n + i]
  }
}
