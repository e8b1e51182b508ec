// What a selection has more of: counts must be the counts, chance must be SciPy's, and nothing must be found where nothing is.
import { describe, expect, it } from 'vitest'
import { enrichments, holds, hypergeometricTail } from './enrichment.ts'
import { mulberry32 } from './random.ts'

describe('the hypergeometric tail', () => {
  it('agrees with scipy.stats.hypergeom.sf', () => {
    expect(hypergeometricTail(11, 31, 19, 150)).toBeCloseTo(0.00013541433686994352, 15)
    expect(hypergeometricTail(3, 7, 12, 20)).toBeCloseTo(0.9478844169246646, 12)
    expect(hypergeometricTail(400, 900, 500, 2000) / 2.4864085313405688e-76).toBeCloseTo(1, 9)
  })

  it('is 1 for none or more, 0 for more than there are', () => {
    expect(hypergeometricTail(0, 7, 12, 20)).toBeCloseTo(1, 12)
    expect(hypergeometricTail(8, 7, 12, 20)).toBe(0)
  })
})

const random = mulberry32(11)
const rates = Array.from({ length: 200 }, () => 10 ** (-4 + 4 * random()))
const names = Array.from({ length: 200 }, (_, k) => ['relu', 'tanh', 'gelu', 'sigmoid'][k % 4])
const columns = [{ key: 'learningRate', values: rates }, { key: 'activation', values: names }]

describe('enrichment', () => {
  it('finds the cut that made the selection, and counts it right', () => {
    const selected = rates.map(rate => rate > 0.05)
    const { found, selected: chosen } = enrichments(columns, selected)
    const [first] = found
    expect(first.key).toBe('learningRate')
    expect(first.relation).toBe('>')
    const meets = rates.map(rate => holds(first, rate))
    expect(first.all).toBe(meets.filter(Boolean).length)
    expect(first.selected).toBe(meets.filter((met, k) => met && selected[k]).length)
    expect(first.factor).toBeCloseTo((first.selected / chosen) / (first.all / 200), 12)
    expect(chosen).toBe(selected.filter(Boolean).length)
  })

  it('finds a category by its name', () => {
    const [first] = enrichments(columns, names.map(name => name === 'tanh')).found
    expect(first).toMatchObject({ key: 'activation', relation: '=', value: 'tanh', selected: 50, all: 50, factor: 4 })
  })

  it('says one thing a hyper-parameter at most', () => {
    const { found } = enrichments(columns, names.map((name, k) => name === 'tanh' && rates[k] < 0.01))
    expect(new Set(found.map(({ key }) => key)).size).toBe(found.length)
    expect(found.length).toBe(2)
  })

  it('finds nothing in selections that have nothing to do with the columns', () => {
    let falsely = 0
    for (let seed = 0; seed < 100; seed++) {
      const draw = mulberry32(1000 + seed)
      if (enrichments(columns, rates.map(() => draw() < 0.2)).found.length) falsely++
    }
    // Bonferroni holds the share of false finds below 0.05; 100 draws, so leave room for chance.
    expect(falsely).toBeLessThanOrEqual(8)
  })

  it('finds nothing when none or all are selected, or every value is the same', () => {
    expect(enrichments(columns, rates.map(() => false)).found).toEqual([])
    expect(enrichments(columns, rates.map(() => true)).found).toEqual([])
    expect(enrichments([{ key: 'depth', values: rates.map(() => 2) }], rates.map(rate => rate > 0.1))).toMatchObject({ found: [], tried: 0 })
  })

  it('says = of two values rather than ≤', () => {
    const [first] = enrichments([{ key: 'depth', values: rates.map(rate => rate > 0.01 ? 3 : 1) }], rates.map(rate => rate > 0.02)).found
    expect(first).toMatchObject({ key: 'depth', relation: '=', value: 3 })
  })

  it('refuses a column of another length, naming it', () => {
    expect(() => enrichments([{ key: 'depth', values: [1] }], [true, false])).toThrow('depth has 1 values for 2 networks')
  })
})
