import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { squareFromCondensed } from '../condensed.ts'
import { withoutNative } from '../native/native.ts'
import { adaptiveAffinities, affinitySums, gaussianAffinities } from './affinities.ts'
import { diffusionOperator } from './operator.ts'

const lengths = fc.array(fc.double({ min: 0, max: 1e3, noNaN: true }), { minLength: 21, maxLength: 21 }).map(values => Float64Array.from(values))

describe('affinities', () => {
  it('lie between 0 and 1, fall with distance, and have the same bits compiled and plain', () => {
    fc.assert(fc.property(lengths, fc.double({ min: 0.1, max: 10, noNaN: true }), (distances, scale) => {
      const affinities = gaussianAffinities(distances, scale, 0.5)
      expect(affinities).toEqual(withoutNative(() => gaussianAffinities(distances, scale, 0.5)))
      const order = Array.from(distances.keys()).sort((a, b) => distances[a] - distances[b])
      order.forEach((k, at) => expect(affinities[k] >= 0 && affinities[k] <= (at ? affinities[order[at - 1]] : 1)).toBe(true))
      const sums = affinitySums(affinities, 7)
      const square = squareFromCondensed(affinities, 7, 1)
      for (let k = 0; k < 7; k++) expect(sums[k]).toBeCloseTo(square.subarray(7 * k, 7 * k + 7).reduce((sum, w) => sum + w, 0), 12)
    }))
  })

  it('of the adaptive kernel take each point’s 10th other, or the farthest', () => {
    // Points 0 … 11 on a line: the 10th other of point 0 is 10 away, of point 5 it is 5 (…, 10 and 0).
    const distances = Float64Array.from({ length: 66 })
    let at = 0
    for (let i = 0; i < 12; i++) for (let j = i + 1; j < 12; j++) distances[at++] = j - i
    expect(adaptiveAffinities(distances, 12)[4]).toBeCloseTo(Math.exp(-25 / (10 * 5)), 15)
    expect(Array.from(adaptiveAffinities(Float64Array.of(2), 2))).toEqual([Math.exp(-1)])
  })

  it('of the adaptive kernel do not see scale, and stand coinciding points', () => {
    fc.assert(fc.property(lengths, distances => {
      const scaled = adaptiveAffinities(distances.map(d => 4 * d), 7)
      expect(scaled).toEqual(adaptiveAffinities(distances, 7))
    }))
    expect(adaptiveAffinities(new Float64Array(21), 7)).toEqual(new Float64Array(21).fill(1))
    // Eleven points together and one apart: only its own radius is positive, and serves for all.
    const lonely = { id: 1, rows: 12, columns: 1, values: Float32Array.from({ length: 12 }, (_, k) => (k === 11 ? 3 : 0)) }
    const { affinities } = diffusionOperator(lonely, { scale: 'mean', sigma: 0.5, kernel: 'adaptive' })
    expect(affinities[0]).toBe(1)
    expect(affinities[10]).toBeCloseTo(Math.exp(-1), 15)
    // Two heaps of eleven: no radius is positive, so the heaps do not see each other.
    const heaps = { id: 1, rows: 22, columns: 1, values: Float32Array.from({ length: 22 }, (_, k) => Number(k > 10)) }
    const split = diffusionOperator(heaps, { scale: 'mean', sigma: 0.5, kernel: 'adaptive' })
    expect([split.affinities[0], split.affinities[20], split.sums[0]]).toEqual([1, 0, 11])
  })
})
