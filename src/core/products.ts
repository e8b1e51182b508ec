// Inner products between the rows of two matrices: A B', in one order of summation, compiled or plain.
import type { Native } from './native/native.ts'
import { withNative } from './native/native.ts'

/** Rows × columns, row-major. */
export interface Rows { values: Float64Array, rows: number, columns: number }

/** Below so many multiply-adds the copies into the kernel's memory cost more than it saves. */
const SMALL = 4000

/**
 * A B' (a.rows × b.rows, row-major) of matrices with equally many columns. Even and odd columns are summed apart, each in order, and then added: the
 * two lanes of the compiled kernel. Where `symmetric` the caller knows A B' to be so; what lies below the diagonal is then not computed and stays 0.
 */
export function rowProducts(a: Rows, b: Rows, symmetric = false): Float64Array {
  if (a.rows * b.rows * a.columns < SMALL) return plainRowProducts(a, b, symmetric)
  return withNative(native => nativeRowProducts(native, a, b, symmetric)) ?? plainRowProducts(a, b, symmetric)
}

/** The readable twin. */
export function plainRowProducts(a: Rows, b: Rows, symmetric = false): Float64Array {
  const { columns } = a
  const product = new Float64Array(a.rows * b.rows)
  const paired = columns - columns % 2
  for (let i = 0; i < a.rows; i++) {
    const p = i * columns
    for (let j = symmetric ? i : 0; j < b.rows; j++) {
      const q = j * columns
      let even = 0
      let odd = 0
      for (let k = 0; k < paired; k += 2) {
        even += a.values[p + k] * b.values[q + k]
        odd += a.values[p + k + 1] * b.values[q + k + 1]
      }
      if (paired < columns) even += a.values[p + paired] * b.values[q + paired]
      product[i * b.rows + j] = even + odd
    }
  }
  return product
}

/** Rows are filled up to whole tiles, columns with a zero to an even number. */
function nativeRowProducts(native: Native, a: Rows, b: Rows, symmetric: boolean): Float64Array {
  const columns = a.columns + a.columns % 2
  const [countA, countB] = [a, b].map(({ rows }) => Math.ceil(rows / 4) * 4)
  const [left, right, out] = [countA * columns, countB * columns, countA * countB].map(length => native.alloc(8 * length))
  for (const [at, { values, rows, columns: own }, count] of [[left, a, countA], [right, b, countB]] as const) {
    const room = native.f64(at, count * columns).fill(0)
    if (own === columns) room.set(values.subarray(0, rows * own))
    else for (let i = 0; i < rows; i++) room.set(values.subarray(i * own, (i + 1) * own), i * columns)
  }
  native.pairs.rowProducts(left, countA, right, countB, columns, out, countB, Number(symmetric))
  const result = native.f64(out, countA * countB)
  const product = new Float64Array(a.rows * b.rows)
  for (let i = 0; i < a.rows; i++) {
    const from = symmetric ? i : 0
    product.set(result.subarray(i * countB + from, i * countB + b.rows), i * b.rows + from)
  }
  return product
}
