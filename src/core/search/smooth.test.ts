// A smoothed score must lie between the scores, keep what is smooth, average what is noise, and not see how the map is turned or how large it is.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mulberry32, normals } from '../random.ts'
import { smoothedAt, smoothedScores, smoother } from './smooth.ts'

const random = mulberry32(4)
const normal = normals(random)
const places = Array.from({ length: 80 }, () => [4 * random(), 4 * random()])
const slope = places.map(([x]) => 0.2 * x)
const noise = places.map(() => normal())

describe('a smoothed score', () => {
  it('lies between the scores, wherever it is asked for', () => {
    const smooth = smoother({ places, scores: noise })
    fc.assert(fc.property(fc.tuple(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.double({ min: -1e4, max: 1e4, noNaN: true })), place => {
      const value = smoothedAt(smooth, place)
      expect(value).toBeGreaterThanOrEqual(Math.min(...noise) - 1e-12)
      expect(value).toBeLessThanOrEqual(Math.max(...noise) + 1e-12)
    }))
  })

  it('is narrow for a slope and wide for noise', () => {
    const [narrow, wide] = [slope, noise].map(scores => smoother({ places, scores }).bandwidth)
    expect(narrow).toBeLessThan(0.5)
    expect(wide).toBeGreaterThan(2 * narrow)
    smoothedScores(smoother({ places, scores: slope })).forEach((value, row) => expect(Math.abs(value - slope[row])).toBeLessThan(0.1))
  })

  it('does not see a turn or a size', () => {
    const turned = places.map(([x, y]) => [300 * (0.6 * x - 0.8 * y) - 7, 300 * (0.8 * x + 0.6 * y)])
    const [before, after] = [smoother({ places, scores: slope }), smoother({ places: turned, scores: slope })]
    expect(after.bandwidth / before.bandwidth).toBeCloseTo(300, 6)
    smoothedScores(after).forEach((value, row) => expect(value).toBeCloseTo(smoothedAt(before, places[row]), 9))
  })

  it('leaves out whom it is told to', () => {
    const smooth = smoother({ places: [[0], [1], [5]], scores: [0, 1, 0.5] }, 1)
    expect(smoothedAt(smooth, [0], 0)).toBeCloseTo((1 * Math.exp(-0.5) + 0.5 * Math.exp(-12.5)) / (Math.exp(-0.5) + Math.exp(-12.5)), 12)
    expect(smoothedAt(smooth, [1e9])).toBe(0.5)
  })

  it('says what it can of nobody, of one, of two, and of all at one place', () => {
    expect(smoothedAt(smoother({ places: [], scores: [] }), [0, 0])).toBeNaN()
    expect(smoothedAt(smoother({ places: [[1, 1]], scores: [0.3] }), [9, 9])).toBe(0.3)
    expect([...smoothedScores(smoother({ places: [[0], [1]], scores: [0.2, 0.4] }))].every(value => value >= 0.2 && value <= 0.4)).toBe(true)
    for (const value of smoothedScores(smoother({ places: [[2], [2], [2]], scores: [0, 0.3, 0.6] }))) expect(value).toBeCloseTo(0.3, 12)
  })
})
