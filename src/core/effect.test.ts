// Effect sizes against the definitions, pair by pair and cell by cell.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceOfDelta, chanceOfV, cliffsDelta, cramersV } from './effect.ts'
import { mulberry32 } from './random.ts'

const some = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 2, maxLength: 20 })
const several = (group: number[]): boolean => new Set(group).size > 1

/** From the definition, pair by pair. */
function plain(a: number[], b: number[]): { delta: number, variance: number } {
  const table = a.map(x => b.map(y => Math.sign(x - y)))
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const delta = mean(table.map(mean))
  const rows = table.map(row => (mean(row) - delta) ** 2).reduce((sum, d) => sum + d, 0)
  const columns = b.map((_, j) => (mean(table.map(row => row[j])) - delta) ** 2).reduce((sum, d) => sum + d, 0)
  const cells = table.flat().map(d => (d - delta) ** 2).reduce((sum, d) => sum + d, 0)
  const [m, n] = [a.length, b.length]
  return { delta, variance: Math.max(0, (n * n * rows + m * m * columns - cells) / (m * n * (m - 1) * (n - 1))) }
}

describe('Cliff’s δ', () => {
  test('is what counting all pairs gives, and so is its interval', () => {
    fc.assert(fc.property(some, some, (a, b) => {
      const { delta, variance } = plain(a, b)
      const found = cliffsDelta(a, b)
      expect(found.delta).toBeCloseTo(delta, 12)
      const z2 = 1.959963984540054 ** 2 * variance
      if (Math.abs(delta) < 1 && several(a) && several(b)) {
        const half = Math.sqrt(z2 * ((1 - delta ** 2) ** 2 + z2))
        const ends = [-1, 1].map(sign => (delta - delta ** 3 + sign * half) / (1 - delta ** 2 + z2))
        expect(found.interval![0]).toBeCloseTo(Math.max(-1, ends[0]), 10)
        expect(found.interval![1]).toBeCloseTo(Math.min(1, ends[1]), 10)
      }
    }))
  })

  test('turns its sign with the groups, and any rising function leaves it', () => {
    fc.assert(fc.property(some, some, (a, b) => {
      const { delta, interval } = cliffsDelta(a, b)
      const turned = cliffsDelta(b, a)
      expect(turned.delta).toBeCloseTo(-delta, 12)
      expect(turned.interval![0]).toBeCloseTo(-interval![1], 10)
      expect(cliffsDelta(a.map(Math.exp), b.map(Math.exp)).delta).toBeCloseTo(delta, 12)
    }))
  })

  test('of a group and itself is 0, of groups apart ±1', () => {
    expect(cliffsDelta([3, 1, 2], [1, 2, 3]).delta).toBeCloseTo(0, 12)
    expect(cliffsDelta([7, 8], [1, 2, 3])).toMatchObject({ delta: 1 })
    expect(cliffsDelta([0], [1])).toEqual({ delta: -1, interval: null, a: 1, b: 1 })
  })

  test('is sure of groups that lie apart only where there are many: two against two lie so by chance in one case of three', () => {
    const apart = (k: number): readonly [number, number] => cliffsDelta(Array.from({ length: k }, (_, i) => 100 + i), Array.from({ length: k + 3 }, (_, i) => i)).interval!
    expect(apart(2)[0]).toBeLessThan(0)
    expect(apart(8)[0]).toBeGreaterThan(0.3)
    // Wilson's lower end for 67 of 67 is .94576; δ is twice that less 1.
    expect(apart(67)[0]).toBeCloseTo(2 * 67 / (67 + 1.959963984540054 ** 2) - 1, 12)
    for (let k = 2; k < 60; k++) {
      expect(apart(k)[1]).toBe(1)
      expect(apart(k + 1)[0]).toBeGreaterThan(apart(k)[0])
    }
  })

  test('leaves out what is not finite, and is undefined of nothing', () => {
    expect(cliffsDelta([1, NaN, Infinity], [0, 0])).toMatchObject({ delta: 1, a: 1, b: 2 })
    expect(cliffsDelta([], [1]).delta).toBeNaN()
  })

  test('its interval holds the truth in about 95 of 100 samples', () => {
    // a uniform on 0…1, b on .25…1.25: P(a < b) = 1 − .75²/2, so δ = 2(.75²/2) − 1.
    const truth = 0.75 ** 2 - 1
    const random = mulberry32(5)
    let held = 0
    for (let round = 0; round < 400; round++) {
      const sample = (shift: number): Float64Array => Float64Array.from({ length: 30 }, () => random() + shift)
      const { interval } = cliffsDelta(sample(0), sample(0.25))
      if (interval![0] <= truth && truth <= interval![1]) held++
    }
    expect(held / 400).toBeGreaterThan(0.91)
    expect(held / 400).toBeLessThan(0.985)
  })
})

describe('Cramér’s V', () => {
  test('is 1 where the category is the group, 0 where shares are equal', () => {
    expect(cramersV(['x', 'x'], ['y', 'y', 'y'])).toBeCloseTo(1, 12)
    expect(cramersV(['x', 'y'], ['x', 'y', 'x', 'y'])).toBeCloseTo(0, 12)
    expect(cramersV(['x'], ['x'])).toBe(0)
    expect(cramersV([], ['x'])).toBeNaN()
  })

  test('of two values is the φ coefficient of the table', () => {
    // 8 of 10 against 3 of 12: φ = (8·9 − 2·3)/√(10·12·11·11).
    const group = (of: number, size: number): string[] => Array.from({ length: size }, (_, k) => k < of ? 'x' : 'y')
    expect(cramersV(group(8, 10), group(3, 12))).toBeCloseTo((8 * 9 - 2 * 3) / Math.sqrt(10 * 12 * 11 * 11), 12)
  })
})

describe('how often chance alone gives as much', () => {
  // Two groups from one law, 2,000 times: the bound must not be passed more often than it says, and must not be empty either.
  const random = mulberry32(9)
  const rounds = 2000

  test.each([[4, 9], [20, 20], [7, 60]])('is never understated for δ, groups of %i and %i', (m, n) => {
    const found = Array.from({ length: rounds }, () => {
      const { delta } = cliffsDelta(Array.from({ length: m }, random), Array.from({ length: n }, random))
      return chanceOfDelta(delta, m, n)
    })
    for (const level of [0.2, 0.05, 0.01]) expect(found.filter(chance => chance < level).length / rounds).toBeLessThan(level + 3 * Math.sqrt(level / rounds))
    expect(found.some(chance => chance < 0.2)).toBe(true)
    expect(chanceOfDelta(1, m, n)).toBeLessThan(0.05)
  })

  test.each([2, 4])('is never understated for V, %i values', values => {
    const group = (size: number): string[] => Array.from({ length: size }, () => String(Math.floor(values * random())))
    const found = Array.from({ length: rounds }, () => chanceOfV(cramersV(group(30), group(50)), 80, values))
    for (const level of [0.2, 0.05, 0.01]) expect(found.filter(chance => chance < level).length / rounds).toBeLessThan(level + 3 * Math.sqrt(level / rounds))
    expect(chanceOfV(1, 80, values)).toBeLessThan(1e-6)
    expect(chanceOfV(0, 80, values)).toBe(1)
  })

  test('two against two say nothing', () => {
    expect(chanceOfDelta(1, 2, 2)).toBeGreaterThan(0.2)
    expect(chanceOfDelta(NaN, 0, 2)).toBe(1)
  })
})
