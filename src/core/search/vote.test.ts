// A vote must ask the right networks, share as Dirichlet's law does, and choose between its voters on each hyper-parameter's own scale; a region must be what was asked for.
import { describe, expect, it } from 'vitest'
import { mulberry32, normals } from '../random.ts'
import type { Mapped } from './region.ts'
import { regionRows } from './region.ts'
import { ballot, drawCentre, drawShares, votersAbout } from './vote.ts'

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const point = (numbers: number[], choices: number[] = []) => ({ numbers: Float64Array.from(numbers), choices: Int32Array.from(choices) })

describe('a region', () => {
  const rows = Array.from({ length: 40 }, (_, row) => row)
  const mapped: Mapped = { ids: rows.map(row => 100 + row), places: rows.map(row => [row, 0]), smoothed: rows.map(row => row % 10) }

  it('is the best fifth, best first, and never fewer than five', () => {
    expect(regionRows({ kind: 'top' }, mapped)).toEqual([9, 19, 29, 39, 8, 18, 28, 38])
    expect(regionRows({ kind: 'top', share: 0.01 }, mapped)).toEqual([9, 19, 29, 39, 8])
    expect(regionRows({ kind: 'top' }, { ids: [4], places: [[0]], smoothed: [0.5] })).toEqual([0])
    expect(regionRows({ kind: 'top' }, { ids: [], places: [], smoothed: [] })).toEqual([])
  })

  it('is whom somebody chose, strangers left out', () => {
    expect(regionRows({ kind: 'networks', ids: [103, 7, 119, 101] }, mapped)).toEqual([19, 3, 1])
  })

  it('is the nearest of a gap, nearest first', () => {
    expect(regionRows({ kind: 'gap', place: [10.4, 3], count: 4 }, mapped)).toEqual([10, 11, 9, 12])
    expect(regionRows({ kind: 'gap', place: [-5, 0] }, mapped)).toEqual([0, 1, 2, 3, 4])
  })
})

describe('a vote', () => {
  it('is about a centre whose chance falls with its rank: 4, 3, 2, 1 in ten', () => {
    const random = mulberry32(1)
    const counts = new Map<number, number>()
    for (let turn = 0; turn < 20000; turn++) { const row = drawCentre([8, 5, 2, 0], random); counts.set(row, (counts.get(row) ?? 0) + 1) }
    ;[8, 5, 2, 0].forEach((row, rank) => expect(Math.abs(counts.get(row)! / 20000 - (4 - rank) / 10)).toBeLessThan(0.012))
    expect(drawCentre([3], random)).toBe(3)
  })

  it('asks the centre and its four nearest in the region', () => {
    const places = [[0, 0], [1, 0], [0, 3], [9, 9], [2, 2], [0, 1], [5, 5]]
    expect(votersAbout(0, [0, 1, 2, 3, 4, 6], places)).toEqual([0, 1, 4, 2, 6])
    expect(votersAbout(3, [3], places)).toEqual([3])
  })

  it('shares by Dirichlet(1): sums of 1, means of 1/k, variances of (k − 1)/(k²(k + 1))', () => {
    const random = mulberry32(2)
    const drawn = Array.from({ length: 8000 }, () => drawShares(5, random))
    for (const shares of drawn.slice(0, 50)) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    for (let k = 0; k < 5; k++) {
      const own = drawn.map(shares => shares[k])
      expect(mean(own)).toBeCloseTo(0.2, 2)
      expect(mean(own.map(share => (share - 0.2) ** 2)) * 150 / 4).toBeCloseTo(1, 0)
    }
  })

  it('is the weighted mean where voters agree on nothing else, and exact where they agree', () => {
    const points = [point([0.2, 0.7], [1]), point([0.4, 0.7], [1])]
    const still = ballot(points, { rows: [0, 1], shares: Float64Array.of(0.25, 0.75) }, () => 0.5, () => 0)
    expect(still.numbers[0]).toBeCloseTo(0.35, 12)
    expect(still.numbers[1]).toBeCloseTo(0.7, 12)
    expect([...still.choices]).toEqual([1])
  })

  it('is jittered by half of the voters’ deviation, and clipped', () => {
    const points = [point([0.3]), point([0.5]), point([0.7])]
    const vote = { rows: [0, 1, 2], shares: Float64Array.of(1 / 3, 1 / 3, 1 / 3) }
    const normal = normals(mulberry32(3))
    const drawn = Array.from({ length: 4000 }, () => ballot(points, vote, () => 0, normal).numbers[0])
    expect(mean(drawn)).toBeCloseTo(0.5, 2)
    expect(Math.sqrt(mean(drawn.map(value => (value - 0.5) ** 2)))).toBeCloseTo(0.1, 2)
    expect(ballot(points, vote, () => 0, () => 100).numbers[0]).toBe(1)
    expect(ballot([point([0.3])], { rows: [0], shares: Float64Array.of(1) }, () => 0, () => 5).numbers[0]).toBe(0.3)
    expect(ballot([point([0.3])], { rows: [0], shares: Float64Array.of(1) }, () => 0, () => 5, 0.02).numbers[0]).toBeCloseTo(0.4, 12)
  })

  it('draws names by weight, among those that the prior has', () => {
    const points = [point([], [0]), point([], [-1]), point([], [2])]
    const random = mulberry32(5)
    const drawn = Array.from({ length: 6000 }, () => ballot(points, { rows: [0, 1, 2], shares: Float64Array.of(0.3, 0.6, 0.1) }, random, () => 0).choices[0])
    expect(new Set(drawn)).toEqual(new Set([0, 2]))
    expect(drawn.filter(choice => choice === 0).length / 6000).toBeCloseTo(0.75, 1)
    expect(ballot([point([], [-1])], { rows: [0], shares: Float64Array.of(1) }, random, () => 0).choices[0]).toBe(-1)
  })
})
