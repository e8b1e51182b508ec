// Beyond some thousands of checkpoints the axes are made from a part of them, taken evenly along the runs; the others are placed on these axes.
import type { Steps } from '../steps.ts'
import type { StandingModels } from './bhattacharyya.ts'
import type { Inpca } from './inpca.ts'
import type { ModelSource } from './model-source.ts'
import { blockOf } from './model-source.ts'
import { placeOutOfSample } from './out-of-sample.ts'

/**
 * Rows that the axes are made from, rising: all where there are no more than `most`. Run k has the rows starts[k] … starts[k + 1] − 1 and gives
 * its share of `most` (rounded over all runs together, so that they are `most` in all), evenly from its first checkpoint to its last; a run
 * that gives one gives its last.
 */
export function landmarksAlongRuns(starts: ArrayLike<number>, most: number): Uint32Array {
  const all = starts[starts.length - 1]
  if (!(Number.isInteger(most) && most >= 1)) throw new Error(`Axes were asked for from ${most} checkpoints; it must be a whole number of at least 1.`)
  if (all <= most) return Uint32Array.from({ length: all }, (_, row) => row)
  const rows: number[] = []
  for (let run = 0; run + 1 < starts.length; run++) {
    const length = starts[run + 1] - starts[run]
    const count = Math.floor(starts[run + 1] * most / all) - Math.floor(starts[run] * most / all)
    if (count === 1) rows.push(starts[run + 1] - 1)
    else for (let k = 0; k < count; k++) rows.push(starts[run] + Math.round(k * (length - 1) / (count - 1)))
  }
  return Uint32Array.from(rows)
}

/** Coordinates (models × dims, row-major) of these on standing axes, block by block: no more distances are held at a time than a block has. */
export function* placeByBlocks(result: Inpca, standing: StandingModels, newcomers: ModelSource): Steps<{ coordinates: Float64Array, disjoint: number }> {
  const { models, size, read } = newcomers
  const { dims, n } = result
  const coordinates = new Float64Array(models * dims)
  const block = blockOf(Math.max(size, n))
  let disjoint = 0
  for (let first = 0; first < models; first += block) {
    const count = Math.min(block, models - first)
    const found = yield* standing.from({ models: count, size, read: (at, many) => read(first + at, many) })
    disjoint += found.disjoint
    coordinates.set(placeOutOfSample(result, found.distances, count), first * dims)
    yield { stage: 'placing', share: (first + count) / models }
  }
  return { coordinates, disjoint }
}
