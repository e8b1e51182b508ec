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
  const drawn = Float64Array.from({ length: count }, () => -logarithm(1 - random()))
  const sum = drawn.reduce((total, share) => total + share, 0)
  return sum > 0 ? drawn.map(share => share / sum) : drawn.fill(1 / count)
}

/**
 * What the voters want: of every range the mean of their shares of the way through it (so of a rate the geometric mean), jittered by half their standard deviation
 * there or by `least`, whichever is more, and clipped to the prior; of every list a value drawn by their weights among those that the prior has (−1 where
 * nobody has one).
 */
export function ballot(points: readonly Point[], { rows, shares }: Vote, random: () => number, normal: () => number, least = 0): Point {
  const voters = rows.map(row => points[row])
  const numbers = voters[0].numbers.map((_, axis) => {
    const mean = voters.reduce((sum, { numbers }, v) => sum + shares[v] * numbers[axis], 0)
    return Math.min(1, Math.max(0, mean + Math.max(least, JITTER * deviation(voters.map(({ numbers }) => numbers[axis]))) * normal()))
  })
  const choices = voters[0].choices.map((_, axis) => drawChoice(voters.map(({ choices }) => choices[axis]), shares, random))
  return { numbers, choices }
}

function drawChoice(choices: readonly number[], shares: Float64Array, random: () => number): number {
  const total = choices.reduce((sum, choice, v) => choice < 0 ? sum : sum + shares[v], 0)
  let left = random() * total
  let last = -1
  for (let v = 0; v < choices.length; v++) {
    if (choices[v] < 0) continue
    last = choices[v]
    left -= shares[v]
    if (left < 0) return last
  }
  return last
}

/** With n − 1 below; 0 of one. */
function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}
