// k-means for many small clusters: seeds spread out by k-means++, then Lloyd's steps that skip every point whose cluster cannot change.
import { mulberry32 } from '../random.ts'
import { SLICE } from '../matrix.ts'
import type { Steps } from '../steps.ts'

/** A cluster for every point, 0 … count − 1, none empty. */
export interface Clustering { of: Int32Array, count: number }

/**
 * At most k clusters of n points (n × d, row-major): k-means++ (Arthur and Vassilvitskii 2007) from a seed, then at most `rounds` steps of
 * Lloyd's, or fewer where nothing changes any more. Empty clusters are dropped; points that coincide always share one, so there are
 * fewer than k clusters where there are fewer than k different points. The same input gives the same clusters.
 */
export function* kMeansSteps(points: Float64Array, n: number, d: number, k: number, seed: number, rounds = 20): Steps<Clustering> {
  const seeded = yield* spreadSeeds(points, n, d, k, seed)
  const lloyd = new Lloyd(points, n, d, seeded)
  for (let round = 0; round < rounds; round++) {
    if (!(yield* lloyd.round((1 + round / rounds) / 2))) break
  }
  return withoutEmpty(lloyd.of, seeded.count)
}

/** Clusters renumbered 0, 1, … in rising order of their labels, empty labels left out. */
export function withoutEmpty(labels: Int32Array, bound: number): Clustering {
  const taken = new Int32Array(bound)
  for (const label of labels) taken[label] = 1
  let count = 0
  const renamed = taken.map(some => (some ? count++ : -1))
  return { of: labels.map(label => renamed[label]), count }
}

interface Seeds {
  /** count × d. */
  centres: Float64Array
  count: number
  of: Int32Array
}

/**
 * Each further centre is a point drawn with probability proportional to its squared distance from the nearest centre so far. A point
 * at distance r from its centre cannot be nearer to one that lies 2 r or more from that centre, so most distances are never computed.
 */
function* spreadSeeds(points: Float64Array, n: number, d: number, k: number, seed: number): Steps<Seeds> {
  const random = mulberry32(seed)
  const chosen: number[] = []
  const of = new Int32Array(n)
  const nearest = new Float64Array(n).fill(Infinity)
  let work = 0
  let next = Math.floor(random() * n)
  for (;;) {
    const centre = chosen.length
    chosen.push(next)
    const between = chosen.map(other => squared(points, next * d, points, other * d, d))
    work += centre * d
    for (let i = 0; i < n; i++) {
      if (centre > 0 && between[of[i]] >= 4 * nearest[i]) continue
      const distance = squared(points, i * d, points, next * d, d)
      work += d
      if (distance >= nearest[i]) continue
      nearest[i] = distance
      of[i] = centre
    }
    if (work > SLICE) {
      yield { stage: 'clusters', share: chosen.length / k / 2 }
      work = 0
    }
    const left = nearest.reduce((sum, r) => sum + r, 0)
    if (chosen.length === k || left === 0) break
    next = drawn(nearest, random() * left)
  }
  const centres = new Float64Array(chosen.length * d)
  chosen.forEach((point, c) => centres.set(points.subarray(point * d, (point + 1) * d), c * d))
  return { centres, count: chosen.length, of }
}

/** The first place at which the running sum of the weights exceeds `until`; never one of weight 0. */
function drawn(weights: Float64Array, until: number): number {
  let last = 0
  let sum = 0
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue
    sum += weights[i]
    last = i
    if (sum > until) break
  }
  return last
}

/**
 * Lloyd's steps with one upper and one lower bound a point (Hamerly, SDM 2010): how far its own centre is at most, and every other at
 * least. Only where these do not settle the matter are distances computed. The clusters are those of the plain algorithm.
 */
class Lloyd {
  readonly of: Int32Array
  readonly #points: Float64Array
  readonly #n: number
  readonly #d: number
  readonly #count: number
  readonly #centres: Float64Array
  readonly #upper: Float64Array
  readonly #lower: Float64Array

  constructor(points: Float64Array, n: number, d: number, { centres, count, of }: Seeds) {
    this.#points = points
    this.#n = n
    this.#d = d
    this.#count = count
    this.#centres = centres
    this.of = of.slice()
    this.#upper = Float64Array.from(of, (c, i) => Math.sqrt(squared(points, i * d, centres, c * d, d)))
    this.#lower = new Float64Array(n)
  }

  /** Moves every centre to the mean of its points, then every point to its nearest centre; whether any point changed its cluster. */
  * round(share: number): Steps<boolean> {
    this.#recentre()
    const halfGap = yield* this.#halfGaps(share)
    let changed = false
    let work = 0
    for (let i = 0; i < this.#n; i++) {
      const bound = Math.max(halfGap[this.of[i]], this.#lower[i])
      if (this.#upper[i] <= bound) continue
      this.#upper[i] = Math.sqrt(squared(this.#points, i * this.#d, this.#centres, this.of[i] * this.#d, this.#d))
      if (this.#upper[i] <= bound) continue
      if (this.#settle(i)) changed = true
      work += this.#count * this.#d
      if (work > SLICE) {
        yield { stage: 'clusters', share }
        work = 0
      }
    }
    return changed
  }

  /** Finds a point's nearest centre and the distance of the second; whether the nearest is a new one. Ties keep the present one. */
  #settle(i: number): boolean {
    const own = this.of[i]
    let best = own
    let least = this.#upper[i] ** 2
    let second = Infinity
    for (let c = 0; c < this.#count; c++) {
      if (c === own) continue
      const distance = squaredUnder(this.#points, i * this.#d, this.#centres, c * this.#d, this.#d, second)
      if (distance < least) {
        second = least
        least = distance
        best = c
      } else if (distance < second) {
        second = distance
      }
    }
    this.of[i] = best
    this.#upper[i] = Math.sqrt(least)
    this.#lower[i] = Math.sqrt(second)
    return best !== own
  }

  #recentre(): void {
    const d = this.#d
    const means = new Float64Array(this.#count * d)
    const sizes = new Float64Array(this.#count)
    for (let i = 0; i < this.#n; i++) {
      const to = this.of[i] * d
      sizes[this.of[i]]++
      for (let k = 0; k < d; k++) means[to + k] += this.#points[i * d + k]
    }
    const moved = new Float64Array(this.#count)
    for (let c = 0; c < this.#count; c++) {
      // An empty cluster keeps its place: a point may yet come to it.
      if (sizes[c] === 0) continue
      for (let k = c * d; k < (c + 1) * d; k++) means[k] /= sizes[c]
      moved[c] = Math.sqrt(squared(means, c * d, this.#centres, c * d, d))
      this.#centres.set(means.subarray(c * d, (c + 1) * d), c * d)
    }
    const farthest = moved.reduce((most, step) => Math.max(most, step), 0)
    for (let i = 0; i < this.#n; i++) {
      this.#upper[i] += moved[this.of[i]]
      this.#lower[i] -= farthest
    }
  }

  /** Half the distance from each centre to the nearest other. */
  * #halfGaps(share: number): Steps<Float64Array> {
    const gaps = new Float64Array(this.#count).fill(Infinity)
    let work = 0
    for (let a = 0; a < this.#count; a++) {
      for (let b = a + 1; b < this.#count; b++) {
        const gap = squaredUnder(this.#centres, a * this.#d, this.#centres, b * this.#d, this.#d, Math.max(gaps[a], gaps[b]))
        if (gap < gaps[a]) gaps[a] = gap
        if (gap < gaps[b]) gaps[b] = gap
      }
      work += (this.#count - a) * this.#d
      if (work > SLICE) {
        yield { stage: 'clusters', share }
        work = 0
      }
    }
    return gaps.map(gap => Math.sqrt(gap) / 2)
  }
}

function squared(x: Float64Array, p: number, y: Float64Array, q: number, d: number): number {
  let sum = 0
  for (let k = 0; k < d; k++) {
    const difference = x[p + k] - y[q + k]
    sum += difference * difference
  }
  return sum
}

/** The squared distance, or some number not below `limit` where it is not below that: the sum is given up half-way. */
function squaredUnder(x: Float64Array, p: number, y: Float64Array, q: number, d: number, limit: number): number {
  let sum = 0
  for (let from = 0; from < d && sum < limit; from += 8) {
    const to = Math.min(d, from + 8)
    for (let k = from; k < to; k++) {
      const difference = x[p + k] - y[q + k]
      sum += difference * difference
    }
  }
  return sum
}
