import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { condensedIndex, condensedSize } from './condensed.ts'
import { MersenneTwister } from './mersenne.ts'
import { openNative } from './native/native.ts'
import { runToEnd } from './steps.ts'
import type { Vectors } from './tiles.ts'
import { pairsIn, pairSteps, placeTile, TileWork, tileShares, tilesOf } from './tiles.ts'

const random = new MersenneTwister(8)
const vectorsOf = (count: number, length: number): Vectors => {
  const values = Float64Array.from({ length: count * length }, () => random.unit() - 0.5)
  return { count, length, write: (i, target, start) => target.set(values.subarray(i * length, (i + 1) * length), start) }
}
const sizes = fc.record({ count: fc.integer({ min: 0, max: 40 }), earlier: fc.nat(40), band: fc.integer({ min: 1, max: 50 }) })

describe('tiles', () => {
  it('cover every new pair once, and no old one', () => {
    fc.assert(fc.property(sizes, ({ count, earlier, band }) => {
      const known = Math.min(earlier, count)
      const seen = new Uint8Array(condensedSize(count))
      for (const { row, rows, column, columns } of tilesOf(count, known, band)) {
        expect(Math.max(rows, columns)).toBeLessThanOrEqual(band)
        for (let i = row; i < row + rows; i++) for (let j = column; j < Math.min(i, column + columns); j++) seen[condensedIndex(i, j, count)]++
      }
      for (let i = 0; i < count; i++) for (let j = 0; j < i; j++) expect(seen[condensedIndex(i, j, count)]).toBe(Number(i >= known))
    }))
  })

  it('are dealt out whole and evenly', () => {
    const tiles = tilesOf(1000, 0, 64)
    for (const workers of [1, 2, 3, 4]) {
      const shares = tileShares(tiles, workers)
      expect(new Set(shares.flat())).toEqual(new Set(tiles))
      const pairs = shares.map(share => share.reduce((sum, tile) => sum + pairsIn(tile), 0))
      expect(Math.max(...pairs) / (condensedSize(1000) / workers)).toBeLessThan(1.15)
    }
    expect(tileShares([], 2)).toEqual([[], []])
  })
})

describe('all pairs', () => {
  it('have the same bits compiled and plain, in any band, from any number of workers in any order', () => {
    fc.assert(fc.property(sizes, fc.integer({ min: 0, max: 1100 }), fc.integer({ min: 1, max: 4 }), ({ count, earlier, band }, length, workers) => {
      const vectors = vectorsOf(count, length)
      const whole = runToEnd(pairSteps(vectors, { stage: 'all', native: null }))
      expect(runToEnd(pairSteps(vectors, { stage: 'all', native: openNative(), band }))).toEqual(whole)
      const first = { ...vectors, count: Math.min(earlier, count) }
      const known = runToEnd(pairSteps(first, { stage: 'all', native: openNative() }))
      expect(runToEnd(pairSteps(vectors, { stage: 'all', known, band }))).toEqual(whole)
      const gathered = new Float64Array(condensedSize(count))
      for (const share of tileShares(tilesOf(count, 0, band), workers).reverse()) {
        const work = new TileWork(vectors, band, share.length % 2 === 0 ? openNative() : null)
        for (const tile of share.reverse()) {
          runToEnd(work.sum(tile, 'all', part => part))
          placeTile(tile, work.values(tile, Math.sqrt), gathered, count)
        }
      }
      expect(gathered).toEqual(whole)
    }), { numRuns: 40 })
  })

  it('work through vectors longer than a slice, compiled too, and say where they stand', () => {
    const vectors = vectorsOf(40, 70_001)
    const shares = Array.from(pairSteps(vectors, { stage: 'all', native: openNative() }), ({ share }) => share)
    expect(shares.length).toBeGreaterThan(2)
    expect(shares.every((share, k) => share <= 1 && share >= (shares[k - 1] ?? 0))).toBe(true)
    expect(runToEnd(pairSteps(vectors, { stage: 'all' }))).toEqual(runToEnd(pairSteps(vectors, { stage: 'all', native: null })))
  })
})
