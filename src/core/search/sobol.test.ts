// Sobol's sequence against SciPy's to the bit, and what scrambling must keep and must change.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SOBOL_DIMENSIONS, sobolPoint } from './sobol.ts'

interface Reference { first: number[][], picked: Record<string, number[]>, sums: number[] }
const reference = JSON.parse(readFileSync(new URL('fixtures/sobol.json', import.meta.url), 'utf8')) as Reference
const whole = (index: number): number[] => Array.from(sobolPoint(index, SOBOL_DIMENSIONS), value => value * 2 ** 32)

describe('Sobol’s sequence', () => {
  it('is SciPy’s to the bit in all dimensions', () => {
    expect(SOBOL_DIMENSIONS).toBe(24)
    expect(reference.first.map((_, index) => whole(index))).toEqual(reference.first)
    for (const [index, point] of Object.entries(reference.picked)) expect(whole(Number(index))).toEqual(point)
    const sums = new Array<number>(SOBOL_DIMENSIONS).fill(0)
    for (let index = 0; index < 1000; index++) for (const [dimension, value] of whole(index).entries()) sums[dimension] += value
    expect(sums).toEqual(reference.sums)
  })

  it('fills every dimension evenly, plain and scrambled: 2^m points, one in each of 2^m intervals', () => {
    for (const seed of [null, 1, 77]) {
      for (const m of [3, 6, 8]) {
        const points = Array.from({ length: 2 ** m }, (_, index) => sobolPoint(index, SOBOL_DIMENSIONS, seed))
        for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension++) expect(new Set(points.map(point => Math.floor(point[dimension] * 2 ** m))).size).toBe(2 ** m)
      }
    }
  })

  it('fills the first two dimensions as a net: 64 points, one in each box of area 1/64, whatever its shape', () => {
    for (const seed of [null, 5]) {
      const points = Array.from({ length: 64 }, (_, index) => sobolPoint(index, 2, seed))
      for (let k = 0; k <= 6; k++) expect(new Set(points.map(([x, y]) => Math.floor(x * 2 ** k) * 64 + Math.floor(y * 2 ** (6 - k)))).size).toBe(64)
    }
  })

  it('gives other points to other seeds, the same to the same, and each point on its own is uniform', () => {
    expect(sobolPoint(9, 5, 3)).toEqual(sobolPoint(9, 5, 3))
    expect(sobolPoint(9, 5, 3)).not.toEqual(sobolPoint(9, 5, 4))
    const firsts = Array.from({ length: 4000 }, (_, seed) => sobolPoint(0, 2, seed))
    for (const dimension of [0, 1]) {
      const mean = firsts.reduce((sum, point) => sum + point[dimension], 0) / firsts.length
      const square = firsts.reduce((sum, point) => sum + point[dimension] ** 2, 0) / firsts.length
      expect(mean).toBeCloseTo(1 / 2, 1.5)
      expect(square).toBeCloseTo(1 / 3, 1.5)
    }
  })

  it('has the same first coordinates in more dimensions, and says where it ends', () => {
    expect(sobolPoint(700, 24, 8).subarray(0, 5)).toEqual(sobolPoint(700, 5, 8))
    expect(sobolPoint(3, 0)).toEqual(new Float64Array())
    expect(() => sobolPoint(1, 25)).toThrow('Sobol\'s sequence is known here in up to 24 dimensions, not in 25.')
  })
})
