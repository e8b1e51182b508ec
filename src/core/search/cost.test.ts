// Costs against what they are by hand, and the direction in which each goes.
import { expect, it } from 'vitest'
import { knownSize } from '../data/size.ts'
import { networkAt } from '../population.ts'
import { DEFAULT_RECIPE } from '../recipe.ts'
import { COSTS, costOf } from './cost.ts'

const digits = knownSize({ id: 'digits' })
const hyper = { ...networkAt(DEFAULT_RECIPE, 0).hyper, family: 'mlp' as const, depth: 2, width: 32, epochs: 10 }

it('counts weights and biases, and the products of a row', () => {
  expect(costOf('parameters', hyper, digits)).toBe(64 * 32 + 32 + 32 * 32 + 32 + 32 * 10 + 10)
  expect(costOf('products', hyper, digits)).toBe(64 * 32 + 32 * 32 + 32 * 10)
})

it('rises with width and depth; with epochs only training does', () => {
  for (const cost of COSTS) {
    expect(costOf(cost, { ...hyper, width: 33 }, digits)).toBeGreaterThan(costOf(cost, hyper, digits))
    expect(costOf(cost, { ...hyper, depth: 3 }, digits)).toBeGreaterThan(costOf(cost, hyper, digits))
    const longer = costOf(cost, { ...hyper, epochs: 20 }, digits) / costOf(cost, hyper, digits)
    if (cost === 'training') expect(longer).toBeGreaterThan(1.8)
    else expect(longer).toBe(1)
  }
})

it('refuses convolutions where there are no pictures', () => {
  expect(() => costOf('parameters', { ...hyper, family: 'conv' }, knownSize({ id: 'spirals' }))).toThrow('Convolutions need pictures')
})
