// A vote: networks that lie together on the map are asked for the settings of one between them.
import { logarithm } from '../elementary.ts'
import { VOTERS } from './region.ts'
import type { Point } from './space.ts'
import { squaredDistance } from './space.ts'

/** Who votes, the centre first, and with which share; shares sum to 1. */
export interface Vote { rows: number[], shares: Float64Array }

/** Jitter: half of how the voters themselves differ in each range. */
export const JITTER = 0.5

/** A row of the region (its rows by rank, likeliest first), drawn with probability m, m − 1, …, 1 over m(m + 1)/2. */
export function drawCentre(region: readonly number[], random: () => number): number {
  const m = region.length
  let left = random() * (m * (m + 1) / 2)
  for (let rank = 0; rank < m - 1; rank++) {
    left -= m - rank
    if (left < 0) return region[rank]
  }
  return region[m - 1]
}

/** The centre and its nearest in the region, by places (rows of coordinates, any number of them), five in all where there are as many. */
export function votersAbout(centre: number, region: readonly number[], places: readonly ArrayLike<number>[], most = VOTERS): number[] {
  const others = region.filter(row => row !== centre).map(row => ({ row, far: squaredDistance(places[row], places[centre]) }))
  return [centre, ...others.sort((a, b) => a.far - b.far || a.row - b.row).slice(0, most - 1).map(({ row }) => row)]
}

/** Dirichlet(1, …, 1): every way of sharing is equally likely. Exponential numbers, divided by their sum. */
export function drawShares(count: number, random: () => number): Float64Array {
  const drawn = new Float64Array(count)
  let sum = 0
  for (let v = 0; v < count; v++) sum += drawn[v] = -logarithm(1 - random())
  for (let v = 0; v < count; v++) drawn[v] = sum > 0 ? drawn[v] / sum : 1 / count
  return drawn
}

/**
 * What the voters want: of every range the mean of their shares of the way through it (so of a rate the geometric mean), jittered by half their standard deviation
 * there or by `least`, whichever is more, and clipped to the prior; of every list a value drawn by their weights among those that the prior has (−1 where
 * nobody has one).
 */
export function ballot(points: readonly Point[], { rows, shares }: Vote, random: () => number, normal: () => number, least = 0): Point {
  const voters = rows.map(row => points[row])
  const numbers = new Float64Array(voters[0].numbers.length)
  for (let axis = 0; axis < numbers.length; axis++) {
    let mean = 0
    for (let v = 0; v < voters.length; v++) mean += shares[v] * voters[v].numbers[axis]
    numbers[axis] = Math.min(1, Math.max(0, mean + Math.max(least, JITTER * deviation(voters, axis)) * normal()))
  }
  const choices = new Int32Array(voters[0].choices.length)
  for (let axis = 0; axis < choices.length; axis++) choices[axis] = drawChoice(voters, axis, shares, random)
  return { numbers, choices }
}

function drawChoice(voters: readonly Point[], axis: number, shares: Float64Array, random: () => number): number {
  let total = 0
  for (let v = 0; v < voters.length; v++) if (voters[v].choices[axis] >= 0) total += shares[v]
  let left = random() * total
  let last = -1
  for (let v = 0; v < voters.length; v++) {
    if (voters[v].choices[axis] < 0) continue
    last = voters[v].choices[axis]
    left -= shares[v]
    if (left < 0) return last
  }
  return last
}

/** With n − 1 below; 0 of one. */
function deviation(voters: readonly Point[], axis: number): number {
  const n = voters.length
  if (n < 2) return 0
  let sum = 0
  for (let v = 0; v < n; v++) sum += voters[v].numbers[axis]
  const mean = sum / n
  let squares = 0
  for (let v = 0; v < n; v++) squares += (voters[v].numbers[axis] - mean) ** 2
  return Math.sqrt(squares / (n - 1))
}
