// Coordinates in the memory of a native job lie axis by axis, so that lanes hold neighbours; outside they lie point by point.
import type { Native } from '../native/native.ts'

/** Where x, y and z lie, n doubles each; z is 0 for a layout in the plane. */
export type Axes = [x: number, y: number, z: number]

export function allocAxes(native: Native, n: number, dims: number): Axes {
  return [native.alloc(n * 8), native.alloc(n * 8), dims === 3 ? native.alloc(n * 8) : 0]
}

/** Writes n × dims points there; with `order`, point order[i] at place i. */
export function putAxes(native: Native, axes: Axes, points: Float64Array, n: number, dims: number, order: Uint32Array | null = null): void {
  for (let k = 0; k < dims; k++) {
    const axis = native.f64(axes[k], n)
    for (let i = 0; i < n; i++) axis[i] = points[(order ? order[i] : i) * dims + k]
  }
}

/** The points from there, n × dims; with `order`, place i holds point order[i]. Into `points` where given. */
export function takeAxes(
  native: Native, axes: Axes, n: number, dims: number, order: Uint32Array | null = null, points: Float64Array = new Float64Array(n * dims),
): Float64Array {
  for (let k = 0; k < dims; k++) {
    const axis = native.f64(axes[k], n)
    for (let i = 0; i < n; i++) points[(order ? order[i] : i) * dims + k] = axis[i]
  }
  return points
}
