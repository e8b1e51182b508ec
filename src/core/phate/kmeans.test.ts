import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import type { Clustering } from './kmeans.ts'
import { kMeansSteps, withoutEmpty } from './kmeans.ts'

const cluster = (points: Float64Array, n: number, d: number, k: number, seed = 1, rounds?: number): Clustering => runToEnd(kMeansSteps(points, n, d, k, seed, rounds))
const cloud = (n: number, d: number, seed: number): Float64Array => Float64Array.from({ length: n * d }, normals(mulberry32(seed)))

function means(points: Float64Array, n: number, d: number, { of, count }: Clustering): number[][] {
  return Array.from({ length: count }, (_, c) => {
    const own = Array.from({ length: n }, (__, i) => i).filter(i => of[i] === c)
    return Array.from({ length: d }, (__, k) => own.reduce((sum, i) => sum + points[i * d + k], 0) / own.length)
  })
}

const square = (points: Float64Array, i: number, d: number, centre: number[]): number => centre.reduce((sum, x, k) => sum + (points[i * d + k] - x) ** 2, 0)

describe('k-means', () => {
  it('ends where every point is with the mean nearest to it, whatever the points', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 20 }), fc.nat(), (n, d, k, seed) => {
      const points = cloud(n, d, seed)
      const result = cluster(points, n, d, k, seed, 1000)
      const centres = means(points, n, d, result)
      expect(result.count).toBeLessThanOrEqual(Math.min(n, k))
      for (let i = 0; i < n; i++) {
        const own = square(points, i, d, centres[result.of[i]])
        for (const centre of centres) expect(own).toBeLessThanOrEqual(square(points, i, d, centre) + 1e-12)
      }
    }), { numRuns: 60 })
  })

  it('finds clusters that lie far apart', () => {
    const points = cloud(300, 4, 5).map((x, k) => 0.1 * x + 50 * (Math.floor(k / 4) % 6 === k % 4 ? 1 : 0) - 50 * (Math.floor(k / 4) % 6 === 4 + k % 4 ? 1 : 0))
    const { of, count } = cluster(points, 300, 4, 6)
    expect(count).toBe(6)
    for (let i = 6; i < 300; i++) expect(of[i]).toBe(of[i - 6])
  })

  it('never parts copies, and makes no more clusters than there are different points', () => {
    const few = cloud(7, 3, 2)
    const points = Float64Array.from({ length: 70 * 3 }, (_, k) => few[k % 21])
    const { of, count } = cluster(points, 70, 3, 40)
    expect(count).toBe(7)
    for (let i = 7; i < 70; i++) expect(of[i]).toBe(of[i - 7])
    expect(cluster(new Float64Array(30), 10, 3, 4).count).toBe(1)
  })

  it('gives the same clusters for the same seed', () => {
    const points = cloud(200, 10, 3)
    expect(cluster(points, 200, 10, 30, 9)).toEqual(cluster(points, 200, 10, 30, 9))
    expect(cluster(points, 200, 10, 30, 9).of).not.toEqual(cluster(points, 200, 10, 30, 10).of)
  })

  it('numbers clusters from 0 without gaps, in rising order of their labels', () => {
    expect(withoutEmpty(Int32Array.of(7, 2, 7, 4), 9)).toEqual({ of: Int32Array.of(2, 0, 2, 1), count: 3 })
  })
})
