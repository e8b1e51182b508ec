// The generator's published numbers, and the shape of what is drawn from it.
import { describe, expect, it } from 'vitest'
import { below, deriveSeed, mulberry32, normals, shuffled } from './random.ts'

const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next)
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

describe('mulberry32', () => {
  it('gives the known first numbers of seed 1', () => {
    const expected = [0.627073940588, 0.002735721180, 0.527447039960, 0.981050967472]
    draw(4, mulberry32(1)).forEach((value, place) => expect(value).toBeCloseTo(expected[place], 12))
  })

  it('stays in [0, 1), with the mean and variance of the uniform', () => {
    const values = draw(100_000, mulberry32(7))
    expect(values.every(value => value >= 0 && value < 1)).toBe(true)
    expect(mean(values)).toBeCloseTo(1 / 2, 2)
    expect(mean(values.map(value => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 2)
  })
})

describe('deriveSeed', () => {
  it('is a pure function of its parts, their order and their kind', () => {
    expect(deriveSeed(3, 'weights')).toBe(deriveSeed(3, 'weights'))
    const seeds = [deriveSeed(), deriveSeed(1), deriveSeed('1'), deriveSeed(1, 2), deriveSeed(2, 1), deriveSeed(12), deriveSeed('ab', 'c'), deriveSeed('a', 'bc'), deriveSeed(-1), deriveSeed(0.5)]
    expect(new Set(seeds).size).toBe(seeds.length)
    for (const seed of seeds) expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32).toBe(true)
  })

  it('gives neighbouring parts unlike seeds, each bit set about half the time', () => {
    const seeds = Array.from({ length: 4096 }, (_, index) => deriveSeed(42, 'weights', index))
    expect(new Set(seeds).size).toBe(seeds.length)
    for (let bit = 0; bit < 32; bit++) expect(mean(seeds.map(seed => (seed >>> bit) & 1))).toBeCloseTo(0.5, 1)
    expect(mean(seeds.map(seed => mulberry32(seed)()))).toBeCloseTo(0.5, 1)
  })
})

describe('normals', () => {
  it('have mean 0, variance 1 and the tails of the normal distribution', () => {
    const values = draw(200_000, normals(mulberry32(11)))
    expect(Math.abs(mean(values))).toBeLessThan(0.01)
    expect(Math.abs(mean(values.map(value => value ** 2)) - 1)).toBeLessThan(0.015)
    expect(mean(values.map(value => Math.abs(value) > 1.959964 ? 1 : 0))).toBeCloseTo(0.05, 2)
    expect(values.every(Number.isFinite)).toBe(true)
  })

  it('are finite even where the uniform generator gives 0', () => {
    const next = normals(() => 0)
    expect([next(), next()].every(Number.isFinite)).toBe(true)
  })
})

describe('shuffled', () => {
  it('is a permutation, and depends on the generator alone', () => {
    const order = shuffled(100, mulberry32(5))
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, place) => place))
    expect(shuffled(100, mulberry32(5))).toEqual(order)
    expect(shuffled(100, mulberry32(6))).not.toEqual(order)
  })

  it('makes all six orders of three equally often', () => {
    const random = mulberry32(3)
    const counts = new Map<string, number>()
    for (let trial = 0; trial < 6000; trial++) {
      const key = shuffled(3, random).join()
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(130)
  })

  it('takes nothing and one', () => {
    expect(shuffled(0, mulberry32(1))).toHaveLength(0)
    expect([...shuffled(1, mulberry32(1))]).toEqual([0])
  })
})

describe('below', () => {
  it('reaches every number and nothing else', () => {
    const random = mulberry32(9)
    expect(new Set(draw(400, () => below(5, random)))).toEqual(new Set([0, 1, 2, 3, 4]))
  })
})
