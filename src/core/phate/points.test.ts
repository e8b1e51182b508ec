import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowDistances } from '../matrix.ts'
import { withoutNative } from '../native/native.ts'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import type { Kernel } from './kernel.ts'
import { decayKernel } from './kernel.ts'
import { kernelOfPointsSteps } from './points.ts'

type Settings = Parameters<typeof decayKernel>[2]
const fromPoints = (points: Float64Array, n: number, d: number, options: Settings): Kernel => runToEnd(kernelOfPointsSteps(points, n, d, options))
const apart = (a: Float64Array, b: Float64Array): number => a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)

describe('the kernel of points', () => {
  it('is that of their distances', () => {
    fc.assert(fc.property(
      fc.integer({ min: 3, max: 90 }), fc.integer({ min: 1, max: 9 }), fc.nat(), fc.integer({ min: 1, max: 12 }), fc.constantFrom(40, 10, 2, 1), fc.constantFrom(0, 0.5, 1),
      (n, d, seed, knn, decay, anisotropy) => {
        const points = Float64Array.from({ length: n * d }, normals(mulberry32(seed)))
        const direct = fromPoints(points, n, d, { knn, decay, anisotropy })
        const expected = decayKernel(rowDistances(points, n, d), n, { knn, decay, anisotropy })
        expect(direct.knn).toBe(expected.knn)
        expect(direct.rows).toEqual(expected.rows)
        expect(direct.column).toEqual(expected.column)
        expect(apart(direct.value, expected.value)).toBeLessThan(1e-12)
        expect(apart(direct.bandwidth, expected.bandwidth)).toBeLessThan(1e-12)
        expect(apart(direct.sums, expected.sums)).toBeLessThan(1e-11)
      },
    ), { numRuns: 60 })
  })

  it('has the same bits compiled and plain', () => {
    const points = Float64Array.from({ length: 131 * 7 }, normals(mulberry32(2)))
    const options = { knn: 5, decay: 40, anisotropy: 0 }
    expect(fromPoints(points, 131, 7, options)).toEqual(withoutNative(() => fromPoints(points, 131, 7, options)))
  })

  it('holds copies for alike: many of one point, and all of them', () => {
    const copies = Float64Array.from({ length: 20 * 2 }, (_, k) => (k < 18 ? 3 : k * k))
    const options = { knn: 5, decay: 40, anisotropy: 0 }
    const direct = fromPoints(copies, 20, 2, options)
    const expected = decayKernel(rowDistances(copies, 20, 2), 20, options)
    expect(direct.column).toEqual(expected.column)
    expect(apart(direct.value, expected.value)).toBeLessThan(1e-12)
    const same = fromPoints(new Float64Array(12), 6, 2, options)
    expect(Array.from(same.value)).toEqual(Array.from(new Float64Array(36).fill(1)))
    expect(Array.from(same.sums)).toEqual(Array.from(new Float64Array(6).fill(6)))
  })

  it('refuses values that are no numbers, and too few points', () => {
    const options = { knn: 5, decay: 40, anisotropy: 0 }
    expect(() => fromPoints(Float64Array.of(0, 1, 2, 3, 4, NaN), 3, 2, options)).toThrow('The points\' value in row 2, column 1 is NaN; all must be finite.')
    expect(() => fromPoints(Float64Array.of(0, 1), 3, 2, options)).toThrow('There are 2 coordinates; 3 points in 2 dimensions have 6.')
    expect(() => fromPoints(Float64Array.of(0, 1), 2, 1, options)).toThrow('PHATE was given 2 points; it needs at least 3.')
  })
})
