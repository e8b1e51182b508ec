// The classic start: a layout in closed form from which the iterative one sets out, and onto which it is turned at the end.
import { squareFromCondensed } from '../condensed.ts'
import type { Multiply } from '../krylov.ts'
import { leadingEigenOf, leadingEigenSteps } from '../krylov.ts'
import type { Steps } from '../steps.ts'
import type { NativeSquare } from './native-square.ts'
import { ownSquare } from './native-square.ts'

/**
 * A = D² (entry by entry), minus its column means, minus its row means; coordinate k = u_k |λ_k| for the eigenvalues of largest size.
 * As PHATE's own program starts: without the factor −½ and without the root, so scale and aspect are not those of the distances.
 * The component of largest size of every coordinate is made positive. `distances` condensed; returns N × dims.
 */
export function* classicStart(distances: Float64Array, n: number, dims: number, square: NativeSquare | null = ownSquare(distances, n)): Steps<Float64Array> {
  const mark = square?.native.mark() ?? 0
  const { values, vectors } = square
    ? yield* leadingEigenOf(centredProduct(square), n, dims, 'start')
    : yield* leadingEigenSteps(centredSquares(distances, n), n, dims, 'start')
  square?.native.release(mark)
  const start = new Float64Array(n * dims)
  for (let k = 0; k < dims; k++) {
    const vector = vectors.subarray(k * n, (k + 1) * n)
    const factor = Math.abs(values[k]) * signOf(vector)
    for (let i = 0; i < n; i++) start[i * dims + k] = vector[i] * factor
  }
  return start
}

/** A, n × n. */
function centredSquares(distances: Float64Array, n: number): Float64Array {
  const squares = squareFromCondensed(distances.map(distance => distance * distance), n)
  const means = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) means[i] += squares[i * n + j]
    means[i] /= n
  }
  const mean = means.reduce((sum, m) => sum + m, 0) / n
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) squares[i * n + j] += mean - means[i] - means[j]
  }
  return squares
}

/** A times up to four vectors, without A: D is squared and centred on the way. Its arrays stay on the job's stack. */
function centredProduct({ native, pointer, n, stride }: NativeSquare): Multiply {
  const means = native.alloc(n * 8)
  const x = native.alloc(4 * stride * 8)
  const y = native.alloc(4 * stride * 8)
  native.phate.squareMeans(pointer, n, stride, means)
  const mean = native.f64(means, n).reduce((sum, m) => sum + m, 0) / n
  return vectors => {
    const places = native.f64(x, 4 * stride).fill(0)
    for (const [k, vector] of vectors.entries()) places.set(vector, k * stride)
    native.phate.centredProduct(pointer, n, stride, means, mean, x, vectors.length, y)
    const images = native.f64(y, 4 * stride)
    return vectors.map((_, k) => images.slice(k * stride, k * stride + n))
  }
}

/** Sign of the component of largest size; of the first where several tie. */
function signOf(vector: Float64Array): number {
  let largest = 0
  for (const component of vector) if (Math.abs(component) > Math.abs(largest)) largest = component
  return largest < 0 ? -1 : 1
}
