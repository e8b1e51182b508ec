// The compiled way to the potential and the distances between its rows; potential.ts has the readable twins.
import type { Native } from '../native/native.ts'
import type { Steps } from '../steps.ts'
import type { Kernel } from './kernel.ts'
import type { NativeSquare } from './native-square.ts'
import { allocSquare, lowerTiles, squareCopy } from './native-square.ts'
import type { NativeOperator } from './operator-native.ts'
import { placeOperator } from './operator-native.ts'

/** Columns of Pᵗ worked on together: the kernel's registers hold one row of them. */
const STRIP = 16

/** Multiply-adds between two looks at the outside world. */
const SLICE = 40_000_000

/** The transform of Pᵗ by gamma (−1: Pᵗ itself) in the job's memory, by sparse products or by squaring. */
export function* nativePotential(native: Native, kernel: Kernel, t: number, gamma: number, sparse: boolean): Steps<NativeSquare> {
  const potential = allocSquare(native, kernel.n)
  const mark = native.mark()
  const operator = placeOperator(native, kernel)
  if (sparse) yield* bySparseProducts(potential, operator, t, gamma)
  else yield* bySquaring(potential, operator, kernel.sums.map(Math.sqrt), t, gamma)
  native.release(mark)
  return potential
}

function* bySparseProducts({ native, pointer, n, stride }: NativeSquare, operator: NativeOperator, t: number, gamma: number): Steps<void> {
  const { rows, column, forth, back, sums, entries } = operator
  if (stride !== n) native.f64(pointer, stride * stride).fill(0)
  const x = native.alloc(n * STRIP * 8)
  const y = native.alloc(n * STRIP * 8)
  let work = 0
  for (let first = 0; first < n; first += STRIP) {
    const strip = native.phate.powerStrip(rows, column, forth, back, n, t, first, x, y) >>> 0
    native.phate.stripPotential(strip, n, first, sums, gamma, pointer, stride)
    work += (entries * t + 10 * n) * STRIP
    if (work < SLICE) continue
    yield { stage: 'potential', share: first / n / 2 }
    work = 0
  }
}

function* bySquaring(potential: NativeSquare, operator: NativeOperator, roots: Float64Array, t: number, gamma: number): Steps<void> {
  const { native, n, stride } = potential
  const { rows, column, value } = operator
  const root = native.put(roots)
  const single = allocSquare(native, n)
  native.phate.dense(rows, column, value, n, stride, root, root, single.pointer)
  const bits = t.toString(2).slice(1)
  const products = bits.length + bits.replaceAll('0', '').length
  // The last product lands where the potential is wanted.
  const spare = products > 1 ? allocSquare(native, n) : potential
  let power = single
  let made = 0
  for (const bit of bits) {
    for (const other of bit === '1' ? [power, single] : [power]) {
      const target = (products - made) % 2 === 1 ? potential : spare
      yield* symmetricProduct(power, other, target, made / products)
      power = target
      made++
    }
  }
  if (products === 0) native.f64(potential.pointer, stride * stride).set(native.f64(single.pointer, stride * stride))
  const slice = Math.max(1, Math.floor(1_000_000 / n))
  for (let i = 0; i < n; i += slice) {
    native.phate.symmetricPotential(potential.pointer, n, stride, root, gamma, i, Math.min(n, i + slice))
    yield { stage: 'potential', share: 0.5 }
  }
}

/** target = A B for symmetric A and B that commute: entry (i, j) is row i of A times row j of B, and it is symmetric. */
function* symmetricProduct(a: NativeSquare, b: NativeSquare, target: NativeSquare, done: number): Steps<void> {
  const { native, n, stride } = a
  native.f64(target.pointer, stride * stride).fill(0)
  const add = (left: number, right: number, from: number, to: number): void => {
    native.phate.addProducts(a.pointer, b.pointer, stride, stride, left, right, from, to, target.pointer)
  }
  for (const { stage } of lowerTiles(stride, add, 'potential')) yield { stage, share: done / 2 }
  native.phate.mirror(target.pointer, n, stride, 0)
}

/**
 * Distances between the rows of the n × n matrix that `fill` leaves on top of the job's stack, by direct differences, and a copy of that
 * matrix. It is taken off the stack.
 */
export function* nativeRowDistances(
  native: Native, n: number, fill: (native: Native) => Steps<NativeSquare>,
): Steps<{ square: NativeSquare, potential: Float64Array }> {
  const square = allocSquare(native, n)
  const mark = native.mark()
  const rows = yield* fill(native)
  const { stride } = square
  native.f64(square.pointer, stride * stride).fill(0)
  const add = (left: number, right: number, from: number, to: number): void => {
    native.phate.addSquaredDifferences(rows.pointer, stride, stride, left, right, from, to, square.pointer)
  }
  for (const { stage, share } of lowerTiles(stride, add, 'potential')) yield { stage, share: 0.5 + share / 2 }
  if (stride !== n) clearPadding(square)
  native.phate.mirror(square.pointer, n, stride, 1)
  const potential = squareCopy(rows)
  native.release(mark)
  return { square, potential }
}

/** Tiles reach into the rows and columns beyond n; what they left there goes. */
function clearPadding({ native, pointer, n, stride }: NativeSquare): void {
  const entries = native.f64(pointer, stride * stride)
  for (let i = 0; i < n; i++) entries.fill(0, i * stride + n, (i + 1) * stride)
  entries.fill(0, n * stride)
}
