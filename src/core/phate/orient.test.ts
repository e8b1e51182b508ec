import { describe, expect, it } from 'vitest'
import { rowDistances } from '../matrix.ts'
import { MersenneTwister } from '../mersenne.ts'
import { orient, orientInSpace } from './orient.ts'

const random = new MersenneTwister(11)
const N = 50
const layout = Float64Array.from({ length: 2 * N }, (_, k) => (random.unit() - 0.5) * (k % 2 === 0 ? 7 : 2) + 3)
const signal = Float64Array.from({ length: N }, (_, i) => -layout[2 * i] + 0.1 * random.unit())

function moved(points: Float64Array, angle: number, mirror: boolean): Float64Array {
  return points.map((_, k) => {
    const x = points[k - k % 2]
    const y = (mirror ? -1 : 1) * points[k - k % 2 + 1]
    return k % 2 === 0 ? Math.cos(angle) * x - Math.sin(angle) * y - 4 : Math.sin(angle) * x + Math.cos(angle) * y + 9
  })
}

const apart = (a: Float64Array, b: Float64Array): number => a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)

describe('orient', () => {
  it('moves the layout rigidly', () => {
    expect(apart(rowDistances(orient(layout, signal), N, 2), rowDistances(layout, N, 2))).toBeLessThan(1e-12)
  })

  it('gives the same picture however the layout was turned or mirrored', () => {
    const expected = orient(layout, signal)
    for (const angle of [0, 0.3, 1.6, 3, 5]) {
      for (const mirror of [false, true]) expect(apart(orient(moved(layout, angle, mirror), signal), expected)).toBeLessThan(1e-12)
    }
    const unsigned = orient(layout)
    for (const angle of [0.3, 3]) expect(apart(orient(moved(layout, angle, true)), unsigned)).toBeLessThan(1e-12)
  })

  it('lays the longer axis flat, and lets the signal rise to the right', () => {
    const result = orient(moved(layout, 1, false), signal)
    const spread = (axis: number): number => result.reduce((sum, x, k) => (k % 2 === axis ? sum + x * x : sum), 0)
    expect(spread(0)).toBeGreaterThan(spread(1))
    const covariance = (values: Float64Array): number => {
      const mean = values.reduce((sum, value) => sum + value, 0) / N
      return values.reduce((sum, value, i) => sum + (value - mean) * result[2 * i], 0)
    }
    expect(covariance(signal)).toBeGreaterThan(0)
    expect(apart(orient(layout, signal.map(value => -value)).map((x, k) => (k % 2 === 0 ? -x : x)), orient(layout, signal))).toBeLessThan(1e-12)
  })

  it('passes over unknown values, and does without a signal that says nothing', () => {
    const partly = signal.map((value, i) => (i % 3 === 0 ? NaN : value))
    expect(apart(orient(layout, partly), orient(layout, signal))).toBeLessThan(1e-12)
    for (const nothing of [new Float64Array(N).fill(NaN), new Float64Array(N).fill(0.9)]) expect(orient(layout, nothing)).toEqual(orient(layout))
  })

  it('answers for no points, one point, coincident points, a line and a square', () => {
    expect(orient(new Float64Array(0))).toEqual(new Float64Array(0))
    expect(orient(Float64Array.of(5, 6))).toEqual(Float64Array.of(0, 0))
    expect(orient(new Float64Array(8).fill(2), Float64Array.of(1, 2, 3, 4))).toEqual(new Float64Array(8))
    const line = orient(Float64Array.of(0, 0, 1, 1, 2, 2), Float64Array.of(3, 2, 1))
    expect(line[0]).toBeCloseTo(Math.SQRT2, 12)
    expect(Math.abs(line[1])).toBeLessThan(1e-15)
    expect(orient(Float64Array.of(-1, -1, -1, 1, 1, 1, 1, -1)).every(Number.isFinite)).toBe(true)
  })
})

describe('orientInSpace', () => {
  const space = Float64Array.from({ length: 3 * N }, (_, k) => (random.unit() - 0.5) * [7, 4, 1][k % 3] + 3)
  const along = Float64Array.from({ length: N }, (_, i) => -space[3 * i] + 0.1 * random.unit())
  /** Turned about z, then about x, mirrored or not, and shifted. */
  const turned = (points: Float64Array, angle: number, mirror: boolean): Float64Array => {
    const [c, s] = [Math.cos(angle), Math.sin(angle)]
    const flat = points.map((value, k) => k % 3 === 0 ? c * value - s * points[k + 1] : k % 3 === 1 ? s * points[k - 1] + c * value : (mirror ? -1 : 1) * value)
    return flat.map((value, k) => 5 + (k % 3 === 1 ? c * value - s * flat[k + 1] : k % 3 === 2 ? s * flat[k - 1] + c * value : value))
  }

  it('moves the layout rigidly, its axes from the longest to the shortest, the signal rising to the right', () => {
    const hung = orientInSpace(space, along)
    expect(apart(rowDistances(hung, N, 3), rowDistances(space, N, 3))).toBeLessThan(1e-12)
    const spread = [0, 1, 2].map(axis => hung.reduce((sum, value, k) => k % 3 === axis ? sum + value * value : sum, 0))
    expect(spread).toEqual(spread.toSorted((a, b) => b - a))
    expect(along.reduce((sum, value, i) => sum + value * hung[3 * i], 0)).toBeGreaterThan(0)
  })

  it('gives the same picture however the layout was turned or mirrored', () => {
    const expected = orientInSpace(space, along)
    for (const angle of [0.3, 1.6, 3, 5]) for (const mirror of [false, true]) expect(apart(orientInSpace(turned(space, angle, mirror), along), expected)).toBeLessThan(1e-11)
  })
})
