import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignRigid } from '../procrustes.ts'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { averagePlacement, placesOfLandmarks } from './average-placement.ts'
import { distancesFromPoints } from './input.ts'
import { phateSteps } from './phate.ts'

const shared = new URL('../../../../shared/fixtures/phate/digits300/', import.meta.url)
const settings = { knn: 5, decay: 40 }

describe('placing by the average', () => {
  it('weighs places by the kernel row of the new point', () => {
    const map = { points: Float64Array.of(0, 1, 3, 7), n: 4, d: 1, places: Float64Array.of(0, 0, 1, 0, 0, 1, 5, 5), dims: 2 }
    const [x, y] = averagePlacement(map, Float64Array.of(1.5), { knn: 2, decay: 2 })
    // Distances 1.5, .5, 1.5, 5.5; the second is the bandwidth 1.5; exp(−13.4) is cut.
    const near = Math.exp(-1)
    const nearest = Math.exp(-1 / 9)
    expect(x).toBeCloseTo(nearest / (nearest + 2 * near), 14)
    expect(y).toBeCloseTo(near / (nearest + 2 * near), 14)
  })

  it('keeps within the map, whatever the point and the number of axes, and changes nothing', () => {
    const sizes = [fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 5 }), fc.constantFrom(2, 3)] as const
    fc.assert(fc.property(...sizes, fc.nat(), fc.constantFrom(1, 10, 1e6), (n, d, dims, seed, far) => {
      const normal = normals(mulberry32(seed))
      const numbers = (count: number): Float64Array => Float64Array.from({ length: count }, normal)
      const map = { points: numbers(n * d), n, d, places: numbers(n * dims), dims }
      const before = structuredClone(map)
      const placed = averagePlacement(map, numbers(3 * d).map(x => far * x), settings)
      expect(placed).toHaveLength(3 * dims)
      placed.forEach((x, k) => {
        const axis = map.places.filter((_, at) => at % dims === k % dims)
        expect(x).toBeGreaterThanOrEqual(Math.min(...axis) - 1e-12)
        expect(x).toBeLessThanOrEqual(Math.max(...axis) + 1e-12)
      })
      expect(map).toEqual(before)
    }))
  })

  it('puts a point with many mapped copies on their mean', () => {
    const map = { points: Float64Array.of(2, 2, 2, 2, 2, 9), n: 6, d: 1, places: Float64Array.of(0, 1, 2, 3, 4, 100), dims: 1 }
    expect(averagePlacement(map, Float64Array.of(2), { knn: 3, decay: 40 })[0]).toBeCloseTo(2, 14)
  })

  it.skipIf(!existsSync(shared))('comes near where the full map has digits that were left out (../shared/fixtures/phate/digits300)', () => {
    const points = Float64Array.from(readFileSync(new URL('X.u8', shared)))
    const full = runToEnd(phateSteps(distancesFromPoints(points, 300, 64)))
    const radius = Math.sqrt(full.embedding.reduce((sum, x) => sum + x * x, 0) / 300)
    const errors = Array.from({ length: 12 }, (_, s) => {
      const out = Math.floor((s + 0.5) * 25)
      const without = (values: Float64Array, d: number): Float64Array => values.filter((__, k) => Math.floor(k / d) !== out)
      const rest = without(points, 64)
      const map = runToEnd(phateSteps(distancesFromPoints(rest, 299, 64), { starts: 2 }))
      const places = alignRigid(map.embedding, without(full.embedding, 2), 299, 2)
      const [x, y] = averagePlacement({ points: rest, n: 299, d: 64, places, dims: 2 }, points.subarray(out * 64, (out + 1) * 64), settings)
      return Math.hypot(x - full.embedding[2 * out], y - full.embedding[2 * out + 1]) / radius
    }).sort((a, b) => a - b)
    // The specification measured a median of .063 over 40 digits of its own choice; which are left out moves it by half.
    expect(errors[6]).toBeLessThan(0.126)
  })

  it('takes landmarks\' places for their points', () => {
    expect(Array.from(placesOfLandmarks(Int32Array.of(1, 0, 1), Float64Array.of(5, 6, 7, 8), 2))).toEqual([7, 8, 5, 6, 7, 8])
  })

  it('refuses values that do not fit', () => {
    const map = { points: Float64Array.of(0, 1, 2, 3), n: 2, d: 2, places: Float64Array.of(0, 0, 1, 1), dims: 2 }
    expect(() => averagePlacement(map, Float64Array.of(1, 2, 3), settings)).toThrow('The new points have 3 values; points in 2 dimensions have a multiple of 2.')
    expect(() => averagePlacement(map, Float64Array.of(1, 2, 3, NaN), settings)).toThrow('The new points\' value in row 1, column 1 is NaN; all must be finite.')
    expect(() => averagePlacement({ ...map, n: 3 }, Float64Array.of(1, 2), settings)).toThrow('The map has 4 values and 4 coordinates; 3 points in 2 dimensions, shown in 2, have 6 and 6.')
  })
})
