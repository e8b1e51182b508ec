// Eigenpairs of the centred table: all of a small one, the leading ones of a large one.
import { symmetricEigenSteps, symmetricEigenvaluesSteps } from '../eigen.ts'
import type { Multiply } from '../krylov.ts'
import { leadingEigenOf, leadingWithin, SETTLED } from '../krylov.ts'
import { openNative } from '../native/native.ts'
import type { Steps } from '../steps.ts'
import type { HeldTable } from './table-space.ts'
import { holdTable, TableSpace } from './table-space.ts'

/** Up to so many models all eigenpairs are computed; beyond, the leading ones. */
const WHOLE = 500

/** Largest |W v − λ v| relative to the largest |λ| at which leading pairs are taken; else all are computed. */
const TRUSTED = 1e-10

/** The leading eigenpairs, and all eigenvalues where they are known. */
export interface Pairs {
  /** The leading ones by falling size; row k of `vectors` belongs to values[k]. */
  values: Float64Array
  vectors: Float64Array
  /** All of them by falling size, where they are known. */
  eigenvalues: Float64Array | null
}

/** The `count` eigenpairs of largest size of the centred table (n × n, row-major, symmetric), and every eigenvalue where `all` asks for them or they come anyway. */
export function* leadingPairs(matrix: Float64Array, n: number, count: number, all: boolean): Steps<Pairs> {
  if (n <= WHOLE || count > n / 4) return yield* wholePairs(matrix, n, count)
  const native = openNative()
  const held = native && holdTable(native, matrix, n)
  const multiply = productWith(matrix, n, held)
  const leading = held ? yield* leadingWithin(new TableSpace(held, count + 1), n, count, 'axes', nextLook) : yield* leadingEigenOf(multiply, n, count, 'axes')
  const order = bySize(leading.values)
  const values = Float64Array.from(order, k => leading.values[k])
  const vectors = rowsInOrder(leading.vectors, n, order)
  yield { stage: 'axes', share: 1 }
  if (!settled(multiply, n, values, vectors)) return yield* wholePairs(matrix, n, count)
  if (!all) return { values, vectors, eigenvalues: null }
  const found = yield* symmetricEigenvaluesSteps(matrix, n, 'spectrum')
  return { values, vectors, eigenvalues: Float64Array.from(bySize(found), k => found[k]) }
}

/** A look costs as much as two blocks: training runs have settled after 8 to 16, and towards the end a block takes two digits off the residual. */
function nextLook(blocks: number, residual: number): number {
  return blocks === 0 ? 8 : blocks + Math.max(1, Math.ceil(Math.log10(residual / SETTLED) / 2))
}

function* wholePairs(matrix: Float64Array, n: number, count: number): Steps<Pairs> {
  const found = yield* symmetricEigenSteps(matrix, n, 'axes')
  const order = bySize(found.values)
  const eigenvalues = Float64Array.from(order, k => found.values[k])
  return { values: eigenvalues.slice(0, count), vectors: rowsInOrder(found.vectors, n, order.slice(0, count)), eigenvalues }
}

/** Places by falling size; of λ and −λ the positive one first. */
function bySize(values: Float64Array): Uint32Array {
  return Uint32Array.from(values.keys()).sort((a, b) => Math.abs(values[b]) - Math.abs(values[a]) || values[b] - values[a])
}

function rowsInOrder(rows: Float64Array, n: number, order: Uint32Array): Float64Array {
  const sorted = new Float64Array(order.length * n)
  order.forEach((row, place) => sorted.set(rows.subarray(row * n, (row + 1) * n), place * n))
  return sorted
}

/** Whether every pair satisfies W v = λ v. */
function settled(multiply: Multiply, n: number, values: Float64Array, vectors: Float64Array): boolean {
  const pairs = Array.from(values, (_, k) => vectors.subarray(k * n, (k + 1) * n))
  return multiply(pairs).every((image, k) => Math.sqrt(image.reduce((sum, x, i) => sum + (x - values[k] * pairs[k][i]) ** 2, 0)) <= TRUSTED * Math.abs(values[0]))
}

/** Products with the table: compiled, or row by row. */
function productWith(matrix: Float64Array, n: number, held: HeldTable | null): Multiply {
  if (!held) return vectors => vectors.map(vector => Float64Array.from({ length: n }, (_, i) => dot(matrix, i * n, vector)))
  const { native, pointer, stride } = held
  return vectors => {
    const count = Math.ceil(vectors.length / 4) * 4
    const mark = native.mark()
    const x = native.alloc(count * stride)
    const y = native.alloc(count * stride)
    const rows = native.f64(x, count * stride / 8)
    rows.fill(0)
    vectors.forEach((vector, v) => rows.set(vector, v * stride / 8))
    native.table.tableTimes(pointer, stride, 0, n, x, count, y)
    const images = vectors.map((_, v) => native.f64(y + v * stride, n).slice())
    native.release(mark)
    return images
  }
}

function dot(matrix: Float64Array, start: number, vector: Float64Array): number {
  let sum = 0
  for (let k = 0; k < vector.length; k++) sum += matrix[start + k] * vector[k]
  return sum
}
