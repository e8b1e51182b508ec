// What networks can be coloured by: ours for those trained here, the columns that came along for those trained elsewhere.
import { describe, expect, it } from 'vitest'
import { drawNetworks } from '../core/population.ts'
import { DEFAULT_RECIPE } from '../core/recipe.ts'
import type { NetworkRow, TableValue } from '../core/network.ts'
import type { CategoryMeasure, NumberMeasure } from './measures.ts'
import { measureAmong, measuresOf, MEASURES } from './measures.ts'

const unknown = { divergedAt: null, steps: 0, parameters: 0, trainLoss: NaN, trainAccuracy: NaN, testLoss: NaN, testAccuracy: NaN }
const brought = (rows: Record<string, TableValue>[]): NetworkRow[] =>
  rows.map((values, id) => ({ id, hyper: null, weightSeed: null, orderSeed: null, outcome: unknown, brought: { name: `run-${id}`, values } }))

describe('measures of networks trained elsewhere', () => {
  const rows = brought([{ lr: 1e-4, arch: 'cnn', note: null }, { lr: 0.1, arch: 'mlp', note: null }, { lr: 1, arch: 'cnn' }])

  it('are the columns that came with them and nothing that nobody knows', () => {
    expect(measuresOf(rows).map(({ key }) => key)).toEqual(['column:lr', 'column:arch'])
  })

  it('tell numbers from names, and wide ranges from narrow ones', () => {
    const [rate, kind] = measuresOf(rows) as [NumberMeasure, CategoryMeasure]
    expect([rate.kind, rate.log, rows.map(rate.read)]).toEqual(['number', true, [1e-4, 0.1, 1]])
    expect([kind.kind, kind.values, rows.map(kind.read)]).toEqual(['category', ['cnn', 'mlp'], ['cnn', 'mlp', 'cnn']])
  })

  it('offer accuracy where their predictions gave one', () => {
    const known = rows.map((row, k) => ({ ...row, outcome: { ...unknown, testAccuracy: k / 3 } }))
    expect(measureAmong(known, 'testAccuracy').key).toBe('testAccuracy')
    expect(measureAmong(rows, 'testAccuracy').key).toBe('column:lr')
  })

  it('do not take a column named as an object’s own for one', () => {
    expect(measuresOf(brought([{ a: 1 }, { toString: 2 }])).map(({ key }) => key).sort()).toEqual(['column:a', 'column:toString'])
    expect(brought([{ a: 1 }]).map((measuresOf(brought([{ a: 1 }, { toString: 2 }]))[1] as NumberMeasure).read)).toEqual([NaN])
  })
})

describe('measures of networks trained here', () => {
  const rows = drawNetworks(DEFAULT_RECIPE, 0, 3).map(spec => ({ ...spec, outcome: unknown }))

  it('are all of ours, but for representations that nobody measured', () => {
    expect(measuresOf(rows)).toEqual(MEASURES.filter(({ group }) => group !== 'representation'))
    expect(measureAmong([], 'width').key).toBe('width')
  })
  it('offer what was measured of any representation, 0 loops too, and nothing that is undefined for all', () => {
    const measured = rows.map((row, k) => k === 1 ? { ...row, measures: { loops: 0, spectralEntropy: 2.5, silhouette: NaN } } : row)
    const found = measuresOf(measured).filter(({ group }) => group === 'representation')
    expect(found.map(({ key }) => key)).toEqual(['spectralEntropy', 'loops'])
    expect(measured.map(row => found[0].read(row))).toEqual([NaN, 2.5, NaN])
  })
})
