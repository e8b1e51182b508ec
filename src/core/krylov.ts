// The few leading eigenpairs of a large symmetric matrix, by a block Krylov space with full reorthogonalisation.
import type { SymmetricEigen } from './eigen.ts'
import { symmetricEigen } from './eigen.ts'
import { MersenneTwister } from './mersenne.ts'
import { SLICE } from './matrix.ts'
import type { Steps } from './steps.ts'

/** Eigenvalues by falling size; row k of `vectors` (count × n, row-major) is the unit eigenvector of values[k]. */
export interface LeadingEigen { values: Float64Array, vectors: Float64Array }

/** Residual |A y − θ y| at which a pair counts as found, as a share of the largest |θ|. Rounding alone leaves about 1e-14. */
export const SETTLED = 1e-13

/** Vectors beyond which the space no longer grows: what has not settled by then hardly will. */
const WIDEST = 192

/** The images of some vectors of length n under a symmetric matrix. */
export type Multiply = (vectors: readonly Float64Array[]) => Float64Array[]

/** The `count` eigenpairs of largest absolute value of a symmetric n × n row-major matrix. */
export function leadingEigenSteps(matrix: Float64Array, n: number, count: number, stage: string): Steps<LeadingEigen> {
  return leadingEigenOf(vectors => vectors.map(vector => times(matrix, n, vector)), n, count, stage)
}

/**
 * The same for a symmetric matrix that is known by what it does to vectors, count + 1 or fewer at a time.
 * Blocks of count + 1 vectors, so that an eigenvalue of multiplicity up to that is found as often as it is there. Where the
 * space becomes invariant early it goes on from a new random direction; where it fills all of n dimensions the answer is exact.
 */
export function* leadingEigenOf(multiply: Multiply, n: number, count: number, stage: string): Steps<LeadingEigen> {
  return yield* leadingWithin(new KrylovSpace(multiply, n, Math.min(count + 1, n)), n, count, stage)
}

/** A space that grows by blocks of images, and what is found in it. */
export interface Space {
  readonly size: number
  /** Vectors beyond which it does not grow. */
  readonly widest: number
  /** Adds the image of the newest block (or, at first, random vectors) and returns how many vectors were added. */
  grow(): number
  /** Rayleigh–Ritz: the leading pairs of the matrix within the space, and the largest residual among them relative to the largest value. */
  leading(count: number): LeadingEigen & { residual: number }
}

/**
 * Lets a space grow until its `count` leading pairs are those of the whole, or until it is as wide as may be. `nextLook`: with how many blocks the pairs are looked
 * at next, from how many there are (at first 0) and the residual then.
 */
export function* leadingWithin(
  space: Space, n: number, count: number, stage: string, nextLook: (blocks: number, residual: number) => number = blocks => blocks + 4,
): Steps<LeadingEigen> {
  const widest = Math.min(n, space.widest)
  let look = nextLook(0, 1)
  let work = 0
  for (let blocks = 1; ; blocks++) {
    work += space.grow() * n * n
    const full = space.size >= widest
    if (full || blocks >= look) {
      const found = space.leading(count)
      if (full || found.residual <= SETTLED) return found
      look = nextLook(blocks, found.residual)
    }
    if (work > SLICE) {
      yield { stage, share: space.size / widest }
      work = 0
    }
  }
}

/**
 * Eigenpairs of the matrix as a space sees it. `projected`: row i, products of vector i with the images of vectors 0 … i. `order`: from the largest in
 * magnitude, which is `largest` (1 where all are 0).
 */
export function ritzPairs(projected: readonly ArrayLike<number>[]): { ritz: SymmetricEigen, order: Uint32Array, largest: number } {
  const m = projected.length
  const small = new Float64Array(m * m)
  for (let i = 0; i < m; i++) small.set(projected[i], i * m)
  const ritz = symmetricEigen(small, m)
  const order = Uint32Array.from(ritz.values.keys()).sort((a, b) => Math.abs(ritz.values[b]) - Math.abs(ritz.values[a]))
  return { ritz, order, largest: Math.abs(ritz.values[order[0]]) || 1 }
}

class KrylovSpace implements Space {
  size = 0
  readonly widest = WIDEST
  readonly #multiply: Multiply
  readonly #n: number
  readonly #block: number
  readonly #random = new MersenneTwister(5489)
  /** Orthonormal vectors and their images under the matrix. */
  readonly #basis: Float64Array[] = []
  readonly #images: Float64Array[] = []
  /** Row i: products of vector i with the images of vectors 0 … i. */
  readonly #projected: Float64Array[] = []

  constructor(multiply: Multiply, n: number, block: number) {
    this.#multiply = multiply
    this.#n = n
    this.#block = block
  }

  grow(): number {
    const n = this.#n
    const newest = this.#images.slice(-this.#block)
    const room = Math.min(this.#block, n - this.size)
    for (let k = 0; k < room; k++) this.#basis.push(this.#orthonormal(newest[k] ?? this.#anything()))
    this.#images.push(...this.#multiply(this.#basis.slice(this.size)))
    for (let i = this.size; i < this.size + room; i++) this.#projected.push(Float64Array.from({ length: i + 1 }, (_, j) => dot(this.#basis[i], this.#images[j])))
    this.size += room
    return room
  }

  leading(count: number): LeadingEigen & { residual: number } {
    const m = this.size
    const n = this.#n
    const { ritz, order, largest } = ritzPairs(this.#projected)
    const values = new Float64Array(count)
    const vectors = new Float64Array(count * n)
    let residual = 0
    for (let k = 0; k < Math.min(count, m); k++) {
      values[k] = ritz.values[order[k]]
      const vector = vectors.subarray(k * n, (k + 1) * n)
      const image = new Float64Array(n)
      for (let i = 0; i < m; i++) {
        const weight = ritz.vectors[order[k] * m + i]
        addScaled(vector, this.#basis[i], weight)
        addScaled(image, this.#images[i], weight)
      }
      addScaled(image, vector, -values[k])
      residual = Math.max(residual, Math.sqrt(dot(image, image)) / largest)
    }
    return { values, vectors, residual }
  }

  #anything(): Float64Array {
    return Float64Array.from({ length: this.#n }, () => this.#random.unit() - 0.5)
  }

  /**
   * The part of a vector that is new to the space, at length 1; a random new direction where nothing but rounding is left of it.
   * Twice is enough: the second pass takes off what rounding left of the first.
   */
  #orthonormal(candidate: Float64Array): Float64Array {
    let vector: Float64Array = candidate.slice()
    for (;;) {
      const before = Math.sqrt(dot(vector, vector))
      for (let pass = 0; pass < 2; pass++) {
        for (const known of this.#basis) addScaled(vector, known, -dot(known, vector))
      }
      const after = Math.sqrt(dot(vector, vector))
      if (after > 1e-10 * before) {
        for (let k = 0; k < vector.length; k++) vector[k] /= after
        return vector
      }
      vector = this.#anything()
    }
  }
}

function times(matrix: Float64Array, n: number, vector: Float64Array): Float64Array {
  const image = new Float64Array(n)
  for (let i = 0; i < n; i++) image[i] = dot(matrix.subarray(i * n, (i + 1) * n), vector)
  return image
}

function dot(a: Float64Array, b: Float64Array): number {
  let even = 0
  let odd = 0
  let k = 0
  for (; k + 1 < a.length; k += 2) {
    even += a[k] * b[k]
    odd += a[k + 1] * b[k + 1]
  }
  if (k < a.length) even += a[k] * b[k]
  return even + odd
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let k = 0; k < target.length; k++) target[k] += factor * source[k]
}
