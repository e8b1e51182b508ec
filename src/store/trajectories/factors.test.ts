// What differs between runs, as a forest reads it.
import { expect, test } from 'vitest'
import { drawNetworks } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { fakeTrained } from '../fakes.ts'
import { measuresOf } from '../measures.ts'
import { factorsOf } from './factors.ts'

const rows = drawNetworks({ ...DEFAULT_RECIPE, family: ['mlp'], depth: [2] }, 0, 30).map(spec => fakeTrained(spec).row)

test('rates are on their log scale, categories numbered, constants left out, and rows in the order of the runs', () => {
  const ids = rows.map(row => row.id).reverse()
  const factors = new Map(factorsOf(ids, rows, measuresOf(rows)).map(factor => [factor.name, factor]))
  expect([...factors.keys()]).not.toEqual(expect.arrayContaining(['Family', 'Depth', 'Parameters', 'Test accuracy']))
  expect(factors.has('Depth')).toBe(false)
  const rates = factors.get('Learning rate')!
  expect(rates.kind).toBe('number')
  rates.values.forEach((value, k) => expect(value).toBeCloseTo(Math.log10(rows[rows.length - 1 - k].hyper!.learningRate), 12))
  factors.get('Width')!.values.forEach((value, k) => expect(value).toBeCloseTo(Math.log10(rows[rows.length - 1 - k].hyper!.width), 12))
  factors.get('Epochs')!.values.forEach((value, k) => expect(value).toBe(rows[rows.length - 1 - k].hyper!.epochs))
  expect(factors.get('Optimiser')!.kind).toBe('category')
  // Dropout reaches 0: it has no log scale, and no such place is lost.
  expect(factors.get('Dropout')!.values.every(Number.isFinite)).toBe(true)
})
