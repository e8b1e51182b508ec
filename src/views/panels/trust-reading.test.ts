// What is read off an answer about trust: who strayed, counts, and measures by network.
import { describe, expect, it } from 'vitest'
import type { MapTrust } from '../../protocol/geometry.ts'
import { keptCounts, strayedFrom, summary, trustMeasures } from './trust-reading.ts'

const trust: MapTrust = {
  ids: [5, 7, 9, 11], n: 4, k: 2,
  neighbours: Uint32Array.of(1, 2, 0, 2, 1, 3, 2, 1), near: Uint8Array.of(1, 0, 1, 1, 0, 0, 1, 1),
  kept: Float64Array.of(0.5, 1, 0, 1), order: Float64Array.of(0.9, 0.7, 0.8, NaN), trustworthiness: 0.9, continuity: 0.8,
}

describe('what is read off the trust in a map', () => {
  it('names the neighbours that strayed, by id', () => {
    expect(strayedFrom(trust, 5)).toEqual([9])
    expect(strayedFrom(trust, 7)).toEqual([])
    expect(strayedFrom(trust, 9)).toEqual([7, 11])
    expect(strayedFrom(trust, 6)).toBeNull()
  })

  it('counts networks by the neighbours they keep', () => {
    expect(keptCounts(trust)).toEqual([1, 1, 2])
    expect(summary(trust).kept).toBeCloseTo(1.25, 12)
    expect(summary(trust).order).toBe(0.8)
  })

  it('makes measures that know the network by its id', () => {
    const [kept, distortion] = trustMeasures(trust)
    const row = (id: number) => ({ id }) as Parameters<typeof kept.read>[0]
    expect([5, 7, 9, 11].map(id => kept.read(row(id)))).toEqual([0.5, 1, 0, 1])
    expect(distortion.read(row(7))).toBeCloseTo(0.3, 12)
    expect(distortion.read(row(11))).toBeNaN()
    expect(kept.read(row(6))).toBeNaN()
    expect(trustMeasures(trust)[0]).toBe(kept)
  })
})
