// Symmetric matrices to tridiagonal form by reflections and on to diagonal form by QL steps: the readable twin of the kernels.
import { SLICE } from './matrix.ts'
import type { Steps } from './steps.ts'

/** Diagonal (n) and off-diagonal (n, the last unused) of a tridiagonal matrix. */
export interface Tridiagonal { diagonal: Float64Array, offDiagonal: Float64Array }

/**
 * Squares summing to less are zero: their digits are cut off at the bottom of the number range, and a reflector made of them would not reflect.
 * Distant clusters in a Gaussian kernel have such entries.
 */
export const NOTHING = 1e-280

/** A power of two by which entries can be divided without rounding to be below 2 in size, so that no square overflows. Refuses what is not finite. */
export function scaleOf(matrix: Float64Array, n: number): number {
  let largest = 0
  for (let k = 0; k < n * n; k++) {
    const size = Math.abs(matrix[k])
    if (!(size < Infinity)) throw new Error(`Entry ${Math.floor(k / n)}, ${k % n} of the matrix is ${matrix[k]}; only finite numbers have eigenvalues.`)
    if (size > largest) largest = size
  }
  return largest > 0 ? 2 ** Math.floor(Math.log2(largest)) : 1
}

/** A copy divided by that scale. */
export function scaledCopy(matrix: Float64Array, n: number): { work: Float64Array, scale: number } {
  const scale = scaleOf(matrix, n)
  return { work: Float64Array.from({ length: n * n }, (_, k) => matrix[k] / scale), scale }
}

/**
 * Reduces the matrix in place by reflections H = I − β v v', from the last row up: T = H_2 … H_{n−1} A H_{n−1} … H_2.
 * Row i keeps its v (entries 0 … i−1), `betas` its β. Rows are walked from left to right throughout.
 */
export function* tridiagonaliseSteps(a: Float64Array, n: number, betas: Float64Array, stage: string): Steps<Tridiagonal> {
  const diagonal = new Float64Array(n)
  const offDiagonal = new Float64Array(n)
  const p = new Float64Array(n)
  let done = 0
  for (let i = n - 1; i > 0; i--) {
    done += i * i
    if (done > SLICE / 2) {
      yield { stage, share: 1 - (i / n) ** 3 }
      done = 0
    }
    const row = i * n
    diagonal[i] = a[row + i]
    let rest = 0
    for (let k = 0; k < i - 1; k++) rest += a[row + k] * a[row + k]
    const last = a[row + i - 1]
    if (rest < NOTHING) {
      offDiagonal[i - 1] = last
      continue
    }
    const norm = Math.sqrt(rest + last * last)
    const alpha = last > 0 ? -norm : norm
    const beta = 1 / (norm * norm - alpha * last)
    offDiagonal[i - 1] = alpha
    a[row + i - 1] = last - alpha
    betas[i] = beta
    symmetricTimes(a, n, i, row, p)
    let overlap = 0
    for (let k = 0; k < i; k++) {
      p[k] *= beta
      overlap += p[k] * a[row + k]
    }
    const half = beta * overlap / 2
    for (let k = 0; k < i; k++) p[k] -= half * a[row + k]
    for (let r = 0; r < i; r++) {
      const v = a[row + r]
      const q = p[r]
      const start = r * n
      for (let c = 0; c <= r; c++) a[start + c] -= v * p[c] + q * a[row + c]
    }
  }
  if (n > 0) diagonal[0] = a[0]
  return { diagonal, offDiagonal }
}

/** p = A v for the leading m × m block given by its lower triangle; v lies in the same array from `v` on. Each entry is read once. */
function symmetricTimes(a: Float64Array, n: number, m: number, v: number, p: Float64Array): void {
  for (let r = 0; r < m; r++) {
    const start = r * n
    const own = a[v + r]
    let sum0 = 0
    let sum1 = 0
    let c = 0
    for (; c + 1 < r; c += 2) {
      const x0 = a[start + c]
      const x1 = a[start + c + 1]
      sum0 += x0 * a[v + c]
      sum1 += x1 * a[v + c + 1]
      p[c] += x0 * own
      p[c + 1] += x1 * own
    }
    if (c < r) {
      sum0 += a[start + c] * a[v + c]
      p[c] += a[start + c] * own
    }
    p[r] = sum0 + sum1 + a[start + r] * own
  }
}

/** H_2 H_3 … H_{n−1}, built from the small end so that each product touches only the rows that it changes. */
export function reflections(a: Float64Array, betas: Float64Array, n: number): Float64Array {
  const product = new Float64Array(n * n)
  for (let k = 0; k < n; k++) product[k * n + k] = 1
  for (let i = 2; i < n; i++) {
    const v = i * n
    if (betas[i] === 0) continue
    for (let r = 0; r < i; r++) {
      const row = r * n
      let sum = 0
      for (let k = 0; k < i; k++) sum += product[row + k] * a[v + k]
      sum *= betas[i]
      for (let k = 0; k < i; k++) product[row + k] -= sum * a[v + k]
    }
  }
  return product
}

/** What is said of the matrix for which this never ends. */
export const unsettled = (n: number): Error => new Error(`An eigenvalue of the ${n} × ${n} matrix did not settle in 60 sweeps.`)

/**
 * Eigenvalues of a tridiagonal matrix, in place and unsorted, by implicit QL steps with Wilkinson's shift. An off-diagonal entry
 * counts as zero below machine epsilon times the largest row sum: values are exact to rounding of the largest, not of each.
 * Where `basis` (n × n) is given, its rows take the same rotations and become the eigenvectors.
 */
export function* diagonaliseSteps({ diagonal: d, offDiagonal: e }: Tridiagonal, n: number, basis: Float64Array | null, stage: string): Steps<void> {
  let norm = 0
  for (let k = 0; k < n; k++) norm = Math.max(norm, Math.abs(d[k]) + (k > 0 ? Math.abs(e[k - 1]) : 0) + (k < n - 1 ? Math.abs(e[k]) : 0))
  const negligible = Number.EPSILON * norm
  if (n > 0) e[n - 1] = 0
  let done = 0
  for (let first = 0; first < n; first++) {
    if (done > SLICE / 4) {
      yield { stage, share: first / n }
      done = 0
    }
    for (let sweep = 0; ; sweep++) {
      let last = first
      while (last < n - 1 && Math.abs(e[last]) > negligible) last++
      if (last === first) break
      done += basis ? n * (last - first) : last - first
      if (sweep === 60) throw unsettled(n)
      const slope = (d[first + 1] - d[first]) / (2 * e[first])
      const root = Math.sqrt(slope * slope + 1)
      let g = d[last] - d[first] + e[first] / (slope + (slope < 0 ? -root : root))
      let sine = 1
      let cosine = 1
      let carried = 0
      let i = last - 1
      for (; i >= first; i--) {
        const f = sine * e[i]
        const b = cosine * e[i]
        const r = Math.sqrt(f * f + g * g)
        e[i + 1] = r
        if (r === 0) {
          d[i + 1] -= carried
          e[last] = 0
          break
        }
        sine = f / r
        cosine = g / r
        g = d[i + 1] - carried
        const turned = (d[i] - g) * sine + 2 * cosine * b
        carried = sine * turned
        d[i + 1] = g + carried
        g = cosine * turned - b
        if (basis) rotateRows(basis, n, i, sine, cosine)
      }
      if (i >= first) continue
      d[first] -= carried
      e[first] = g
      e[last] = 0
    }
  }
}

function rotateRows(basis: Float64Array, n: number, i: number, sine: number, cosine: number): void {
  const end = (i + 1) * n
  for (let k = i * n; k < end; k++) {
    const upper = basis[k]
    const lower = basis[k + n]
    basis[k + n] = sine * upper + cosine * lower
    basis[k] = cosine * upper - sine * lower
  }
}
