// Two groups side by side: who is in them, what can be compared, and what may be claimed.
import { describe, expect, test } from 'vitest'
import { fakeMap } from '../../../store/fakes.ts'
import type { CategoryMeasure, NumberMeasure } from '../../../store/measures.ts'
import { measureOf } from '../../../store/measures.ts'
import { bySize, comparable, distributionOf, effectOf, effectSentence, sidesOf, standingOf } from './compared.ts'

const { networks } = fakeMap(60)
const accuracy = measureOf('testAccuracy') as NumberMeasure
const optimiser = measureOf('optimiser') as CategoryMeasure
const rate = measureOf('learningRate') as NumberMeasure
const best = networks.filter(row => row.outcome.testAccuracy >= 0.7)
const rest = networks.filter(row => row.outcome.testAccuracy < 0.7)

describe('two sides', () => {
  test('are the groups, whoever diverged too', () => {
    const sides = sidesOf({ a: new Set([2, 5]), b: new Set([59]) }, networks.slice(0, 58), networks.slice(58))
    expect([sides.a.map(row => row.id), sides.b.map(row => row.id)]).toEqual([[2, 5], [59]])
  })

  test('that are told apart by a measure differ in it as far as can be', () => {
    expect(effectOf(accuracy, { a: best, b: rest })).toMatchObject({ kind: 'number', delta: 1, size: 1 })
    expect(effectOf(accuracy, { a: rest, b: best })).toMatchObject({ delta: -1, size: 1 })
  })

  test('that hold the same networks differ in nothing', () => {
    for (const measure of comparable(networks, [])) {
      const effect = effectOf(measure, { a: best, b: best })
      expect(Number.isNaN(effect.size) ? 0 : effect.size).toBeCloseTo(0, 12)
    }
  })

  test('of a category: the commonest value and its share', () => {
    const adam = networks.filter(row => row.hyper!.optimiser === 'adam')
    const others = networks.filter(row => row.hyper!.optimiser !== 'adam')
    expect(effectOf(optimiser, { a: adam, b: others })).toMatchObject({ kind: 'category', a: { value: 'adam', share: 1 }, size: expect.closeTo(1, 10) as number })
  })

  test('are listed by the size of the effect, the undefined last', () => {
    const effects = [accuracy, rate, measureOf('silhouette')].map(measure => effectOf(measure, { a: best, b: rest }))
    const sizes = bySize(effects).map(effect => effect.size)
    expect(sizes[0]).toBe(1)
    expect(sizes.at(-1)).toBeNaN()
  })
})

describe('what is said of the largest effect', () => {
  const said = (a: typeof networks, b: typeof networks, tried: number): string => effectSentence(effectOf(accuracy, { a, b }), 'accuracy', tried)

  test('is a claim where chance is out of the question, for all measures that were tried', () => {
    expect(best.length).toBeGreaterThan(9)
    expect(said(best, rest, 30)).toBe('They differ most in accuracy: it is mostly larger in A.')
    expect(said(rest, best, 30)).toBe('They differ most in accuracy: it is mostly larger in B.')
    expect(said(best, best, 30)).toBe('The two groups hardly differ in any measure.')
  })

  test('is not one of two networks against two, nor of the largest of many small differences', () => {
    expect(said(best.slice(0, 2), rest.slice(0, 2), 30)).toBe('They differ most in accuracy, but with so few networks the largest of 30 differences may be chance.')
    expect(said(best.slice(0, 4), rest.slice(0, 4), 1)).toContain('may be chance')
    const adam = networks.filter(row => row.hyper!.optimiser === 'adam').slice(0, 2)
    const others = networks.filter(row => row.hyper!.optimiser !== 'adam').slice(0, 2)
    expect(effectSentence(effectOf(optimiser, { a: adam, b: others }), 'optimiser', 30)).toContain('may be chance')
  })
})

test('what does not vary is not compared', () => {
  const keys = comparable(networks, []).map(measure => measure.key)
  expect(keys).toContain('testAccuracy')
  expect(keys).not.toContain('testLoss') // the same for all of them here
})

describe('where a value stands among all', () => {
  test('from 0 for the smallest to 1 for the largest, ties in the middle of their own', () => {
    expect([1, 2, 3].map(value => standingOf(value, [3, 1, 2]))).toEqual([0, 0.5, 1])
    expect(standingOf(2, [1, 2, 2, 2, 3])).toBe(0.5)
    expect(standingOf(NaN, [1, 2])).toBeNaN()
    expect(standingOf(1, [1])).toBeNaN()
  })
})

describe('distributions', () => {
  test('are shares: each side sums to one, and everyone is the weighted mean of two sides that part them', () => {
    const { all, a, b } = distributionOf(rate, networks, { a: best, b: rest }, 8)
    for (const shares of [all, a, b]) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
    all.forEach((share, k) => expect(share).toBeCloseTo((a[k] * best.length + b[k] * rest.length) / networks.length, 12))
  })

  test('of an empty side, and of a measure that nobody has, are zeros', () => {
    expect(distributionOf(accuracy, networks, { a: best, b: [] }, 4).b).toEqual([0, 0, 0, 0])
    expect(distributionOf(measureOf('silhouette') as NumberMeasure, networks, { a: best, b: rest }, 2).all).toEqual([0, 0])
  })
})
