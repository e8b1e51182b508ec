// Trust against plain sums from the definitions; a picture that is the thing itself has full marks.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { condensedIndex, condensedSize } from '../condensed.ts'
import { rowDistances } from '../matrix.ts'
import { mulberry32, normals, shuffled } from '../random.ts'
import { spearman } from '../statistics.ts'
import { runToEnd } from '../steps.ts'
import type { Trust } from './trust.ts'
import { trustSteps } from './trust.ts'

const cloud = (n: number, d: number, seed: number): Float64Array => {
  const normal = normals(mulberry32(seed))
  return Float64Array.from({ length: n * d }, () => normal())
}

const trust = (distances: Float64Array, places: Float64Array, n: number, d: number, k = 10): Trust => runToEnd(trustSteps(distances, places, n, d, k))

/** From the definitions alone: every order sorted afresh, every sum as it is written. */
function plain(distances: Float64Array, places: Float64Array, n: number, d: number, k: number) {
  const others = (i: number): number[] => Array.from({ length: n }, (_, j) => j).filter(j => j !== i)
  const truth = (i: number, j: number): number => distances[condensedIndex(i, j, n)]
  const picture = (i: number, j: number): number => Math.hypot(...Array.from({ length: d }, (_, c) => places[i * d + c] - places[j * d + c]))
  let [invented, lost] = [0, 0]
  const kept: number[] = []
  const order: number[] = []
  for (let i = 0; i < n; i++) {
    const byTruth = others(i).sort((a, b) => truth(i, a) - truth(i, b) || a - b)
    const byPicture = others(i).sort((a, b) => picture(i, a) - picture(i, b) || a - b)
    const [near, seen] = [byTruth.slice(0, k), byPicture.slice(0, k)]
    for (const j of seen) if (!near.includes(j)) invented += byTruth.indexOf(j) + 1 - k
    for (const j of near) if (!seen.includes(j)) lost += byPicture.indexOf(j) + 1 - k
    kept.push(near.filter(j => seen.includes(j)).length / k)
    order.push(spearman(others(i).map(j => truth(i, j)), others(i).map(j => picture(i, j))).rho)
  }
  const scale = 2 / (n * k * (2 * n - 3 * k - 1))
  return { trustworthiness: 1 - scale * invented, continuity: 1 - scale * lost, kept, order }
}

describe('how far a picture can be trusted', () => {
  it('is entirely, where the picture is the thing itself, moved, turned, mirrored or scaled', () => {
    const places = cloud(60, 2, 1)
    const distances = rowDistances(places, 60, 2)
    const [cos, sin] = [Math.cos(1), Math.sin(1)]
    const turned = Float64Array.from(places, (_, k) => k % 2 === 0 ? -300 * (cos * places[k] - sin * places[k + 1]) + 5 : 300 * (sin * places[k - 1] + cos * places[k]) - 7)
    for (const picture of [places, turned]) {
      const { kept, order, trustworthiness, continuity, near } = trust(distances, picture, 60, 2)
      expect(kept.every(share => share === 1)).toBe(true)
      expect(near.every(flag => flag === 1)).toBe(true)
      expect(Math.min(...order)).toBeCloseTo(1, 12)
      expect([trustworthiness, continuity]).toEqual([1, 1])
    }
  })

  it('does not care for the unit of the distances, nor for any rising change of them', () => {
    const distances = rowDistances(cloud(40, 5, 2), 40, 5)
    const places = cloud(40, 2, 3)
    expect(trust(distances.map(d => 1e6 * d), places, 40, 2)).toEqual(trust(distances, places, 40, 2))
    expect(trust(distances.map(d => Math.log(1 + d)), places, 40, 2)).toEqual(trust(distances, places, 40, 2))
  })

  it('is what chance gives, where the picture has nothing to do with it', () => {
    const [n, k] = [400, 10]
    const { kept, order, trustworthiness, continuity } = trust(rowDistances(cloud(n, 6, 4), n, 6), cloud(n, 2, 5), n, 2, k)
    const mean = kept.reduce((sum, share) => sum + share, 0) / n
    // Each of k neighbours is one of the k seen with chance k/(n − 1); the mean over n things has a standard error below sqrt(p/(nk)).
    expect(Math.abs(mean - k / (n - 1))).toBeLessThan(5 * Math.sqrt(k / (n - 1) / (n * k)))
    expect(Math.abs(order.reduce((sum, rho) => sum + rho, 0) / n)).toBeLessThan(0.1)
    expect(Math.abs(trustworthiness - 0.5)).toBeLessThan(0.06)
    expect(Math.abs(continuity - 0.5)).toBeLessThan(0.06)
  })

  it('agrees with the definitions, ties included', () => {
    const lattice = fc.integer({ min: 5, max: 22 }).chain(n => fc.tuple(
      fc.constant(n),
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: condensedSize(n), maxLength: condensedSize(n) }),
      fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 2 * n, maxLength: 2 * n }),
      fc.integer({ min: 1, max: Math.ceil(n / 2) - 1 }),
    ))
    fc.assert(fc.property(lattice, ([n, pairs, points, k]) => {
      const [distances, places] = [Float64Array.from(pairs), Float64Array.from(points)]
      const ours = trust(distances, places, n, 2, k)
      const theirs = plain(distances, places, n, 2, k)
      expect(ours.trustworthiness).toBeCloseTo(theirs.trustworthiness, 12)
      expect(ours.continuity).toBeCloseTo(theirs.continuity, 12)
      expect(Array.from(ours.kept)).toEqual(theirs.kept)
      theirs.order.forEach((rho, i) => Number.isNaN(rho) ? expect(ours.order[i]).toBeNaN() : expect(ours.order[i]).toBeCloseTo(rho, 10))
    }), { numRuns: 60 })
  })

  it('has a value known by hand, which is also scikit-learn’s trustworthiness', () => {
    // Five things on a line at 0, 1, 3, 7, 15; the picture has the first and the last change places. With k = 1 each of the five sees another nearest:
    // things 0 and 4 at once. True nearest: 0→1, 1→0, 2→1, 3→2, 4→3. In the picture: 0→3, 1→4, 2→1, 3→2, 4→1.
    // Invented: r(0, 3) = 3, r(1, 4) = 4, r(4, 1) = 3; so T = 1 − 2/(5·1·(10 − 3 − 1)) · (2 + 3 + 2) = 8/15.
    // Lost: 0→1 is seen 3rd, 1→0 seen 4th, 4→3 seen 3rd: C = 8/15 too.
    const distances = rowDistances(Float64Array.of(0, 1, 3, 7, 15), 5, 1)
    const { trustworthiness, continuity, kept, neighbours } = trust(distances, Float64Array.of(15, 1, 3, 7, 0), 5, 1, 1)
    expect(Array.from(neighbours)).toEqual([1, 0, 1, 2, 3])
    expect(Array.from(kept)).toEqual([0, 0, 1, 1, 0])
    expect(trustworthiness).toBeCloseTo(8 / 15, 14)
    expect(continuity).toBeCloseTo(8 / 15, 14)
  })

  it('does not care for the order of things', () => {
    const n = 50
    const [points, places] = [cloud(n, 4, 6), cloud(n, 3, 7)]
    const order = Array.from(shuffled(n, mulberry32(8)))
    const moved = (values: Float64Array, d: number): Float64Array => Float64Array.from(order.flatMap(i => Array.from(values.subarray(i * d, (i + 1) * d))))
    const one = trust(rowDistances(points, n, 4), places, n, 3)
    const other = trust(rowDistances(moved(points, 4), n, 4), moved(places, 3), n, 3)
    expect(Array.from(other.kept)).toEqual(order.map(i => one.kept[i]))
    order.forEach((i, at) => expect(other.order[at]).toBeCloseTo(one.order[i], 12))
    expect(other.trustworthiness).toBeCloseTo(one.trustworthiness, 12)
    expect(Array.from(other.neighbours.subarray(0, 10), j => order[j])).toEqual(Array.from(one.neighbours.subarray(order[0] * 10, order[0] * 10 + 10)))
  })

  it('takes fewer neighbours where there are not twice as many things', () => {
    const places = cloud(7, 2, 9)
    expect(trust(rowDistances(places, 7, 2), places, 7, 2).k).toBe(3)
    expect(trust(rowDistances(places.subarray(0, 6), 3, 2), places.subarray(0, 6), 3, 2).k).toBe(1)
  })

  it('says that there is no order where all are equally far', () => {
    const { order, trustworthiness } = trust(new Float64Array(6).fill(1), cloud(4, 2, 10), 4, 2, 1)
    expect(order.every(Number.isNaN)).toBe(true)
    expect(trustworthiness).toBeLessThanOrEqual(1)
  })

  it('refuses what is no picture, naming it', () => {
    const places = cloud(4, 2, 11)
    const distances = rowDistances(places, 4, 2)
    expect(() => trust(distances.subarray(1), places, 4, 2)).toThrow('4 things have 6 distances')
    expect(() => trust(distances, places.subarray(1), 4, 2)).toThrow('4 places in 2 dimensions')
    expect(() => trust(distances, Float64Array.from(places).fill(NaN, 4, 5), 4, 2)).toThrow('Thing 2 has the coordinate NaN')
    expect(() => trust(Float64Array.from(distances).fill(Infinity, 2, 3), places, 4, 2)).toThrow('Distance 2 is Infinity')
    expect(() => trust(distances, places, 4, 2, 0)).toThrow('0 is not a number of neighbours')
    expect(() => trust(new Float64Array(1), new Float64Array(4), 2, 2)).toThrow('at least three')
  })
})
