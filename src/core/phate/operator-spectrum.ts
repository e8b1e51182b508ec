// The singular values of the diffusion operator P, from PP': forming that is small work where P is sparse.
import { gramSingularValueSteps } from '../gram-singular-values.ts'
import type { Native } from '../native/native.ts'
import { openNative } from '../native/native.ts'
import type { Steps } from '../steps.ts'
import type { Kernel } from './kernel.ts'
import { sparseOperator } from './kernel.ts'
import { allocSquare, lowerTiles } from './native-square.ts'
import { placeOperator } from './operator-native.ts'

/** All N singular values of P = Q⁻¹ K, descending. */
export function* operatorSingularValues(kernel: Kernel, native: Native | null = openNative()): Steps<Float64Array> {
  const mark = native?.mark() ?? 0
  const gram = native ? yield* nativeGram(native, kernel) : twinGram(kernel)
  const values = yield* gramSingularValueSteps(gram, sparseOperator(kernel), 'entropy')
  native?.release(mark)
  return values
}

/** Multiply-adds between two looks at the outside world. */
const SLICE = 10_000_000

/** PP' as a view into the job's memory: by P's non-zeros where they are few, else by tiles of the dense P. */
function* nativeGram(native: Native, kernel: Kernel): Steps<Float64Array> {
  const { n } = kernel
  const gram = allocSquare(native, n)
  const mark = native.mark()
  const operator = placeOperator(native, kernel)
  if (operator.entries < n * n / 4) {
    const slice = Math.max(1, Math.floor(n * SLICE / (operator.entries / n * operator.entries)))
    for (let i = 0; i < n; i += slice) {
      native.phate.sparseGram(operator.rows, operator.column, operator.forth, operator.back, n, i, Math.min(n, i + slice), gram.pointer)
      yield { stage: 'entropy', share: 0 }
    }
    native.release(mark)
    return native.f64(gram.pointer, n * n)
  }
  const { stride } = gram
  const dense = allocSquare(native, n)
  const ones = native.put(new Float64Array(n).fill(1))
  native.phate.dense(operator.rows, operator.column, operator.forth, n, stride, ones, ones, dense.pointer)
  native.f64(gram.pointer, stride * stride).fill(0)
  const add = (left: number, right: number, from: number, to: number): void => {
    native.phate.addProducts(dense.pointer, dense.pointer, stride, stride, left, right, from, to, gram.pointer)
  }
  for (const { stage } of lowerTiles(stride, add, 'entropy')) yield { stage, share: 0 }
  native.phate.mirror(gram.pointer, n, stride, 0)
  native.release(mark)
  return withoutPadding(native, gram.pointer, n, stride)
}

function twinGram(kernel: Kernel): Float64Array {
  const { n, rows, column, value } = sparseOperator(kernel)
  const gram = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let a = rows[i]; a < rows[i + 1]; a++) {
      const middle = column[a]
      // P_jm = K_mj / q_j, because K is symmetric.
      for (let b = rows[middle]; b < rows[middle + 1]; b++) gram[i * n + column[b]] += value[a] * (kernel.value[b] / kernel.sums[column[b]])
    }
  }
  return gram
}

/** n × stride becomes n × n, in place. */
function withoutPadding(native: Native, pointer: number, n: number, stride: number): Float64Array {
  const all = native.f64(pointer, n * stride)
  for (let i = 1; i < n && stride !== n; i++) all.copyWithin(i * n, i * stride, i * stride + n)
  return native.f64(pointer, n * n)
}
