// How well a layout keeps distances.
import { allocAxes, putAxes } from './native-axes.ts'
import type { NativeSquare } from './native-square.ts'

/** Σ_{i<j} (d_ij − D_ij)² for points (N × dims, row-major) and condensed target distances D. */
export function rawStress(points: Float64Array, distances: Float64Array, n: number, dims: number, square: NativeSquare | null = null): number {
  if (square) return nativeStress(square, points, dims)
  let total = 0
  let at = 0
  for (let i = 0; i < n; i++) {
    let row = 0
    for (let j = i + 1; j < n; j++) {
      let square = 0
      for (let k = 0; k < dims; k++) {
        const difference = points[i * dims + k] - points[j * dims + k]
        square += difference * difference
      }
      const gap = Math.sqrt(square) - distances[at++]
      row += gap * gap
    }
    total += row
  }
  return total
}

function nativeStress({ native, pointer, n, stride }: NativeSquare, points: Float64Array, dims: number): number {
  const mark = native.mark()
  const axes = allocAxes(native, n, dims)
  putAxes(native, axes, points, n, dims)
  const stress = native.phate.rawStress(pointer, n, stride, ...axes, 0, n)
  native.release(mark)
  return stress
}

/** Kruskal's stress-1: √(raw stress / Σ D²). 0 where all targets are 0 and so are all distances of the layout. */
export function stress1(points: Float64Array, distances: Float64Array, n: number, dims: number, square: NativeSquare | null = null): number {
  const raw = rawStress(points, distances, n, dims, square)
  let size = 0
  for (let k = 0; k < distances.length; k++) size += distances[k] * distances[k]
  return raw === 0 ? 0 : Math.sqrt(raw / size)
}
