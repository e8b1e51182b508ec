// Square matrices to bidiagonal form by reflections from both sides: the readable twin of the kernel.
import { NOTHING } from './tridiagonal.ts'

/**
 * Householder bidiagonalisation, one column and row a step. The product of a column's reflector with the rest of the matrix is
 * gathered while the step before updates that rest, so each step goes over the matrix once, row by row.
 */
export class Bidiagonalisation {
  /** b₁, c₁, b₂, c₂, …, b_n and one unused place. */
  readonly interleaved: Float64Array
  readonly #a: Float64Array
  readonly #n: number
  /** Right reflector of the running step. */
  readonly #v: Float64Array
  /** x'A for the first column x of what is left of A; and the same for the step to come. */
  #gathered: Float64Array
  #coming: Float64Array
  /** |x|² without x's first entry. */
  #below = 0

  constructor(a: Float64Array, n: number) {
    this.#a = a
    this.#n = n
    this.interleaved = new Float64Array(2 * n)
    this.#v = new Float64Array(n)
    this.#gathered = new Float64Array(n)
    this.#coming = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      const head = a[i * n]
      if (i > 0) this.#below += head * head
      for (let j = 1; j < n; j++) this.#gathered[j] += head * a[i * n + j]
    }
  }

  step(k: number): void {
    const a = this.#a
    const n = this.#n
    const w = this.#gathered
    const v = this.#v
    const row = k * n
    const head = a[row + k]
    // Left reflector I − τ u u', u = x − α e₁. Then w = u'A.
    let alpha = head
    let tau = 0
    if (this.#below >= NOTHING) {
      const norm = Math.sqrt(this.#below + head * head)
      alpha = head > 0 ? -norm : norm
      tau = 1 / (norm * norm - alpha * head)
    }
    this.interleaved[2 * k] = alpha
    if (k === n - 1) return
    const first = tau * (head - alpha)
    let rest = 0
    for (let j = k + 1; j < n; j++) {
      w[j] -= alpha * a[row + j]
      v[j] = a[row + j] - first * w[j]
      if (j > k + 1) rest += v[j] * v[j]
    }
    // Right reflector I − β v v' on what row k has become.
    const lead = v[k + 1]
    let beta = 0
    let target = lead
    if (rest >= NOTHING) {
      const norm = Math.sqrt(rest + lead * lead)
      target = lead > 0 ? -norm : norm
      beta = 1 / (norm * norm - target * lead)
      v[k + 1] = lead - target
    }
    this.interleaved[2 * k + 1] = target
    this.#update(k, tau, beta)
  }

  /** Applies both reflectors to the rows below k and gathers the product that the next step begins with. */
  #update(k: number, tau: number, beta: number): void {
    const a = this.#a
    const n = this.#n
    const w = this.#gathered
    const v = this.#v
    const coming = this.#coming
    const from = k + 1
    let across = 0
    for (let j = from; j < n; j++) {
      across += w[j] * v[j]
      coming[j] = 0
    }
    let below = 0
    for (let i = from; i < n; i++) {
      const row = i * n
      const left = tau * a[row + k]
      const right = beta * (dot(a, row, v, from, n) - left * across)
      const head = a[row + from] - left * w[from] - right * v[from]
      if (i > from) below += head * head
      a[row + from] = head
      for (let j = from + 1; j < n; j++) {
        const entry = a[row + j] - left * w[j] - right * v[j]
        a[row + j] = entry
        coming[j] += head * entry
      }
    }
    this.#below = below
    this.#gathered = coming
    this.#coming = w
  }
}

function dot(a: Float64Array, row: number, v: Float64Array, from: number, to: number): number {
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let s3 = 0
  let j = from
  for (; j + 3 < to; j += 4) {
    s0 += a[row + j] * v[j]
    s1 += a[row + j + 1] * v[j + 1]
    s2 += a[row + j + 2] * v[j + 2]
    s3 += a[row + j + 3] * v[j + 3]
  }
  for (; j < to; j++) s0 += a[row + j] * v[j]
  return (s0 + s1) + (s2 + s3)
}
