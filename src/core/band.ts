// Symmetric band matrices: the eigenvectors of their smallest eigenvalues, by inverse iteration on a block of vectors.
import { symmetricEigen } from './eigen.ts'
import { SLICE } from './matrix.ts'
import { mulberry32, normals } from './random.ts'
import type { Steps } from './steps.ts'

/** Lower band, half bandwidth b: entry (i, j), i − b ≤ j ≤ i, lies at b + b·i + j; row i takes b + 1 places. */
export interface Band { n: number, b: number, values: Float64Array }

/** L with L L' = B + shift·1, in the same places; null where B + shift·1 is not positive definite. */
export function bandCholesky({ n, b, values }: Band, shift: number): Band | null {
  const l = values.slice()
  for (let i = 0; i < n; i++) {
    const row = b + b * i
    for (let j = Math.max(0, i - b); j <= i; j++) {
      const other = b + b * j
      let sum = l[row + j] + (i === j ? shift : 0)
      for (let k = Math.max(0, i - b); k < j; k++) sum -= l[row + k] * l[other + k]
      if (j < i) l[row + j] = sum / l[other + j]
      else if (sum > 0) l[row + i] = Math.sqrt(sum)
      else return null
    }
  }
  return { n, b, values: l }
}

/** x ← (L L')⁻¹ x. */
export function bandSolve({ n, b, values: l }: Band, x: Float64Array): void {
  for (let i = 0; i < n; i++) {
    const row = b + b * i
    let sum = x[i]
    for (let k = Math.max(0, i - b); k < i; k++) sum -= l[row + k] * x[k]
    x[i] = sum / l[row + i]
  }
  for (let i = n - 1; i >= 0; i--) {
    const row = b + b * i
    const value = x[i] / l[row + i]
    x[i] = value
    for (let k = Math.max(0, i - b); k < i; k++) x[k] -= l[row + k] * value
  }
}

/** B x. */
export function bandTimes({ n, b, values }: Band, x: Float64Array): Float64Array {
  const product = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const row = b + b * i
    let sum = values[row + i] * x[i]
    for (let k = Math.max(0, i - b); k < i; k++) {
      sum += values[row + k] * x[k]
      product[k] += values[row + k] * x[i]
    }
    product[i] += sum
  }
  return product
}

/** Sweeps of inverse iteration before it is given up. */
const SWEEPS = 20

/** x'y. */
export function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0
  for (let k = 0; k < x.length; k++) sum += x[k] * y[k]
  return sum
}

/** Vectors made orthonormal in place, one after the other (Gram and Schmidt, modified, twice over). */
export function* orthonormaliseSteps(vectors: Float64Array[], stage: string): Steps<void> {
  let done = 0
  for (const [own, vector] of vectors.entries()) {
    done += own * vector.length
    if (done > SLICE / 4) {
      yield { stage, share: 1 }
      done = 0
    }
    for (let pass = 0; pass < 2; pass++) {
      for (let other = 0; other < own; other++) {
        const share = dot(vectors[other], vector)
        for (let k = 0; k < vector.length; k++) vector[k] -= share * vectors[other][k]
      }
      const norm = Math.sqrt(dot(vector, vector))
      for (let k = 0; k < vector.length; k++) vector[k] /= norm
    }
  }
}

/**
 * An orthonormal basis of `count + guards` vectors, of which the first `count` are eigenvectors of the smallest eigenvalues of a positive
 * semidefinite band matrix, |B u − θ u| ≤ 1e-14 `largest` (its largest eigenvalue). Null where that is not reached.
 */
export function* smallestEigenvectorSteps(band: Band, count: number, guards: number, largest: number, stage: string): Steps<Float64Array[] | null> {
  // The shift keeps B positive definite in spite of rounding, and eigenvalues that are rounding themselves from drowning the others.
  const factor = bandCholesky(band, 1e-12 * largest)
  if (!factor) return null
  const normal = normals(mulberry32(1))
  let block: Float64Array[] = Array.from({ length: Math.min(band.n, count + guards) }, () => Float64Array.from({ length: band.n }, normal))
  let before = Infinity
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const vector of block) bandSolve(factor, vector)
    yield* orthonormaliseSteps(block, stage)
    yield { stage, share: 1 }
    if (sweep < 2) continue
    const images = block.map(vector => bandTimes(band, vector))
    yield { stage, share: 1 }
    const ritz = symmetricEigen(Float64Array.from(block.flatMap(x => images.map(y => dot(x, y)))), block.length)
    const [turned, turnedImages] = [block, images].map(vectors => combinations(ritz.vectors, vectors))
    block = turned
    let error = 0
    for (let k = 0; k < count; k++) error = Math.max(error, distance(turnedImages[k], block[k], ritz.values[k]))
    // On to where rounding stops it.
    if (error < 1e-14 * largest && error > before / 4) return block
    // Nothing sets them apart from the next ones, and at this pace they will not be found in time.
    if (sweep >= 8 && error * (error / before) ** (SWEEPS - sweep) > 1e-14 * largest) return null
    before = error
    yield { stage, share: 1 }
  }
  return null
}

/** Σ_j factors[k, j] vectors[j] for each k. */
function combinations(factors: Float64Array, vectors: Float64Array[]): Float64Array[] {
  return vectors.map((_, k) => {
    const sum = new Float64Array(vectors[0].length)
    for (const [j, vector] of vectors.entries()) {
      const factor = factors[k * vectors.length + j]
      for (let i = 0; i < sum.length; i++) sum[i] += factor * vector[i]
    }
    return sum
  })
}

/** |x − factor y|. */
function distance(x: Float64Array, y: Float64Array, factor: number): number {
  let sum = 0
  for (let k = 0; k < x.length; k++) sum += (x[k] - factor * y[k]) ** 2
  return Math.sqrt(sum)
}
