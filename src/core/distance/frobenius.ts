// How differently networks arrange the same probes: Frobenius distances between diffusion operators, for all pairs, in bands.
import { condensedOrder, condensedSize } from '../condensed.ts'
import type { DiffusionOperator } from '../diffusion/operator.ts'
import type { Native } from '../native/native.ts'
import type { Steps } from '../steps.ts'
import { runToEnd } from '../steps.ts'
import type { Tile, Vectors } from '../tiles.ts'
import { BAND, pairSteps, TileWork } from '../tiles.ts'

/**
 * d(i, j) = ‖P_i − P_j‖_F for the networks that are new: operators from[…] known come first, and their condensed distances are handed in.
 * Returns the condensed distances of all, N(N−1)/2, in the order of the operators; the known ones are copied. 0 ≤ d ≤ √(2n).
 *
 * Direct differences in float64 and one order of summation inside every pair, so the bits depend neither on the bands nor on what was known
 * before. n² operations a pair. `band` operators are expanded at a time and two bands are in memory (41 MB at 200 probes and 64 operators).
 * Refuses operators on different numbers of probes.
 */
export function* operatorDistanceSteps(operators: readonly DiffusionOperator[], known: Float64Array = new Float64Array(0), band = BAND): Steps<Float64Array> {
  const earlier = known.length === 0 ? 0 : condensedOrder(known.length)
  if (earlier > operators.length) throw new Error(`Distances among ${earlier} networks are known, but only ${operators.length} operators were given.`)
  return yield* pairSteps(operatorVectors(operators), { stage: 'distances', known, band })
}

/** The same for a whole population, in one go. */
export function operatorDistances(operators: readonly DiffusionOperator[]): Float64Array {
  return runToEnd(operatorDistanceSteps(operators))
}

/**
 * The distances of some tiles (`tilesOf`, `tileShares` in tiles.ts) alone, for one worker of several: for each tile rows × columns values,
 * row-major, to be put in place by `placeTile`. The bits are those of `operatorDistanceSteps`.
 */
export function* tileDistances(operators: readonly DiffusionOperator[], tiles: readonly Tile[], band = BAND): Steps<Float64Array[]> {
  const work = new TileWork(operatorVectors(operators), band)
  const distances: Float64Array[] = []
  for (const tile of tiles) {
    yield* work.sum(tile, 'distances', share => (distances.length + share) / tiles.length)
    distances.push(work.values(tile, Math.sqrt))
    yield { stage: 'distances', share: distances.length / tiles.length }
  }
  return distances
}

/** The n² entries of each P, in the order in which they are summed: those above the diagonal, those below it mirrored, the diagonal. */
export function operatorVectors(operators: readonly DiffusionOperator[]): Vectors {
  const n = operators[0]?.n ?? 0
  const other = operators.findIndex(operator => operator.n !== n)
  if (other >= 0) throw new Error(`Operator ${other} is on ${operators[other].n} probes and operator 0 on ${n}; only operators on the same probes can be compared.`)
  return {
    count: operators.length,
    length: n * n,
    write: (i, target, start) => writeOperator(operators[i], target, start),
    compiled: { scratch: 8 * (condensedSize(n) + n), write: (i, native, scratch, at) => expandOperator(operators[i], native, scratch, at) },
  }
}

/** Both halves run through W's condensed triangle in order, so nothing is gathered from afar. W / q is taken as W · (1 / q). */
function writeOperator({ n, affinities, sums, diagonal }: DiffusionOperator, target: Float64Array, start: number): void {
  const half = affinities.length
  const last = start + 2 * half
  for (let k = 0; k < n; k++) target[last + k] = 1 / sums[k]
  for (let k = 0, at = 0; k < n; k++) {
    const own = target[last + k]
    for (let l = k + 1; l < n; l++, at++) {
      const affinity = affinities[at]
      target[start + at] = affinity * own
      target[start + half + at] = affinity * target[last + l]
    }
  }
  if (diagonal) for (let k = 0; k < n; k++) target[last + k] *= diagonal[k]
}

/** The same by the kernel. */
function expandOperator({ n, affinities, sums, diagonal }: DiffusionOperator, native: Native, scratch: number, at: number): void {
  const narrow = affinities instanceof Float32Array
  const inverses = native.f64(scratch, n)
  for (let k = 0; k < n; k++) inverses[k] = 1 / sums[k]
  const place = scratch + 8 * n
  const room = narrow ? native.f32(place, affinities.length) : native.f64(place, affinities.length)
  room.set(affinities)
  native.pairs.expandOperator(place, Number(narrow), scratch, n, at)
  if (!diagonal) return
  const last = native.f64(at + 16 * affinities.length, n)
  for (let k = 0; k < n; k++) last[k] *= diagonal[k]
}
