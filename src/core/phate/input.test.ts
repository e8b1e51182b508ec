import { describe, expect, it } from 'vitest'
import { rowDistances } from '../matrix.ts'
import { runToEnd } from '../steps.ts'
import { distancesFromPoints, distancesFromSquare } from './input.ts'
import type { PhateOptions } from './options.ts'
import { phateSteps } from './phate.ts'

const run = (distances: number[], options: Record<string, unknown> = {}, from: Float64Array | null = null): unknown =>
  runToEnd(phateSteps(Float64Array.from(distances), options as Partial<PhateOptions>, from))

describe('PHATE refuses', () => {
  it.each([
    [[1, NaN, 1], 'The distance between points 0 and 2 is NaN'],
    [[1, 1, Infinity], 'The distance between points 1 and 2 is Infinity'],
    [[1, -2, NaN], 'The distance between points 0 and 2 is -2'],
    [[1, 1], '2 distances are not the pairs of any number of points'],
    [[1, 1, -Infinity], 'The distance between points 1 and 2 is -Infinity'],
    [[NaN], 'PHATE was given 2 points'],
    [[1], 'PHATE was given 2 points; it needs at least 3'],
    [[], 'PHATE was given fewer than 2 points; it needs at least 3'],
  ])('distances %j', (distances, why) => {
    expect(() => run(distances)).toThrow(why)
  })

  it.each([
    [{ knn: 0 }, 'PHATE\'s knn is 0; it must be a whole number of at least 1'],
    [{ knn: 2.5 }, 'PHATE\'s knn is 2.5'],
    [{ decay: 0 }, 'PHATE\'s decay is 0'],
    [{ decay: -3 }, 'PHATE\'s decay is -3'],
    [{ t: 0 }, 'PHATE\'s t is 0'],
    [{ t: 3.5 }, 'PHATE\'s t is 3.5'],
    [{ t: 'often' }, 'PHATE\'s t is often'],
    [{ gamma: 2 }, 'PHATE\'s gamma is 2'],
    [{ dims: 4 }, 'PHATE\'s dims is 4'],
    [{ seed: -1 }, 'PHATE\'s seed is -1'],
    [{ starts: 0 }, 'PHATE\'s starts is 0'],
    [{ neighbours: 5 }, 'PHATE has no option "neighbours"'],
    [{ toString: 5 }, 'PHATE has no option "toString"'],
  ])('options %j', (options, why) => {
    expect(() => run([1, 1, 1], options)).toThrow(why)
  })

  it('a map to grow from that has other points, or one without a place', () => {
    expect(() => run([1, 1, 1], {}, new Float64Array(4))).toThrow('The map to grow from has 4 coordinates; 3 points in 2 dimensions have 6')
    expect(() => run([1, 1, 1], {}, Float64Array.of(0, 0, 1, NaN, 0, 1))).toThrow('Point 1 of the map to grow from has the coordinate NaN')
  })
})

describe('a square table of distances', () => {
  it('is read above its diagonal, averaging what rounding left unequal', () => {
    expect(Array.from(distancesFromSquare([-1e-10, 1, 2, 1, -0, 3, 2, 3, 1e-12]))).toEqual([1, 2, 3])
    expect(Array.from(distancesFromSquare([0, -0, 2, 0, 0, 3, 2, 3, 0]))).toEqual([0, 2, 3])
    expect(Array.from(distancesFromSquare([0, 1e308, 1.5e308, 1e308, 0, 1.7e308, 1.5e308, 1.7e308, 0]))).toEqual([1e308, 1.5e308, 1.7e308])
    expect(Array.from(distancesFromSquare([0, 1, 2, 1 + 1e-10, 1e-10, 3, 2, 3, 0]))).toEqual([1 + 0.5e-10, 2, 3])
  })

  it.each([
    [[0, 1, 2, 1, 0, 3, 2.5, 3, 0], 'The distance from point 0 to 2 is 2 and back 2.5'],
    [[0, 1, 2, 1.25, 0, 3, 2, 3.5, 0], 'The distance from point 1 to 2 is 3 and back 3.5'],
    [[0, 1, 2, 1, 0.1, 3, 2, 3, 0], 'The distance of point 1 to itself is 0.1'],
    [[0, 1, 2, 1, 0, 3, 2, 3, -0.5], 'The distance of point 2 to itself is -0.5'],
    [[NaN, 1, 2, 1, 0, 3, 2, 3, 0], 'The distance of point 0 to itself is NaN'],
    [[0, 1, 2, 1, 0, 3, -2, 3, 0], 'The distance between points 2 and 0 is -2'],
    [[0, 1, 2, 1, 0, NaN, 2, 3, 0], 'The distance between points 1 and 2 is NaN'],
    [[0, 1, 1], 'A table of 3 distances is not square'],
  ])('%j is refused', (square, why) => {
    expect(() => distancesFromSquare(square)).toThrow(why)
  })

  it('is not changed', () => {
    const square = Float64Array.of(1e-12, 1, 1, 1, 0, 1, 1, 1, 0)
    const before = square.slice()
    distancesFromSquare(square)
    expect(square).toEqual(before)
  })
})

describe('points', () => {
  it('have Euclidean distances, however large or small their coordinates', () => {
    const points = Float64Array.of(0, 0, 3, 4, 6, 8, -3, 4)
    expect(Array.from(distancesFromPoints(points, 4, 2))).toEqual([5, 10, 5, 5, 6, Math.hypot(9, 4)])
    for (const unit of [1e-200, 1e200]) {
      const expected = rowDistances(points, 4, 2)
      distancesFromPoints(points.map(x => x * unit), 4, 2).forEach((distance, k) => expect(distance / unit).toBeCloseTo(expected[k], 12))
    }
    expect(Array.from(distancesFromPoints(new Float64Array(6), 3, 2))).toEqual([0, 0, 0])
  })

  it('that are no numbers, or too few, are refused by row and column', () => {
    expect(() => distancesFromPoints(Float64Array.of(0, 1, 2, NaN, NaN, 5), 3, 2)).toThrow('The points\' value in row 1, column 1 is NaN; all must be finite.')
    expect(() => distancesFromPoints(Float64Array.of(0, 1, -Infinity), 3, 1)).toThrow('The points\' value in row 2, column 0 is -Infinity')
    expect(() => distancesFromPoints(Float64Array.of(0, 1, 2), 2, 2)).toThrow('There are 3 coordinates; 2 points in 2 dimensions have 4.')
  })
})
