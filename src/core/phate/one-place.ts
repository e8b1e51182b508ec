// Networks that are one function have one place. A layout is a local minimum, and copies of one point may come to rest apart in it.
import { condensedIndex } from '../condensed.ts'

/**
 * The layout (N × dims, row-major) with the points of `which` laid onto the first point that lies at distance 0 from them, whoever that is: for copies the
 * targets to all others are the same, so each of their places is as good as another. distances: condensed. A new array; the others stay.
 */
export function onOnePlace(coordinates: Float64Array, distances: Float64Array, which: readonly number[], dims: number): Float64Array {
  const n = coordinates.length / dims
  const together = coordinates.slice()
  for (const i of which) {
    for (let j = 0; j < n; j++) {
      if (j === i || distances[condensedIndex(i, j, n)] !== 0) continue
      // The first of all copies: what lies at 0 from i lies at 0 from its copies as well.
      if (j < i) together.set(together.subarray(j * dims, (j + 1) * dims), i * dims)
      break
    }
  }
  return together
}
