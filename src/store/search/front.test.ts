// Who can be weighed against which cost, and how far a search has raised the front.
import { describe, expect, it } from 'vitest'
import { costOf } from '../../core/search/cost.ts'
import { knownSize } from '../../core/data/size.ts'
import type { NetworkRow } from '../../core/network.ts'
import { networkAt } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { fakeMap } from '../fakes.ts'
import { paretoFront } from '../../core/search/pareto.ts'
import { riseBy, weighed } from './front.ts'

const digits = { id: 'digits', noise: 0.1, decay: 0.5, seed: 1 } as const
const row = (id: number, testAccuracy: number, given: { hyper?: null, parameters?: number, epochs?: number } = {}): NetworkRow => {
  const hyper = given.hyper === null ? null : { ...networkAt(DEFAULT_RECIPE, id).hyper, family: 'mlp' as const, epochs: given.epochs ?? 10 }
  return { id, hyper, outcome: { testAccuracy, parameters: given.parameters ?? 100 * (id + 1), divergedAt: null } } as unknown as NetworkRow
}

describe('the networks that are weighed', () => {
  it('are those with an accuracy and a size; against training those with settings on data of ours', () => {
    const rows = [row(0, 0.5), row(1, NaN), row(2, 0.6, { parameters: 0 }), row(3, 0.7, { hyper: null })]
    expect(weighed(rows, 'parameters', null)).toEqual([{ id: 0, score: 0.5, cost: 100 }, { id: 3, score: 0.7, cost: 400 }])
    expect(weighed(rows, 'training', digits).map(({ id }) => id)).toEqual([0, 2])
    expect(weighed(rows, 'training', digits)[0].cost).toBe(costOf('training', rows[0].hyper!, knownSize(digits)))
    expect(weighed(rows, 'training', null)).toEqual([])
  })

  it('make a front, raised by those that a search has added and by nobody else', () => {
    const rows = [row(0, 0.5), row(1, 0.6), row(3, 0.8)]
    const all = weighed([...rows, row(2, 0.7, { parameters: 200 })], 'parameters', digits)
    expect(paretoFront(all).map(({ id }) => id)).toEqual([0, 2, 3])
    expect(riseBy(new Set([2]), all)).toBeCloseTo(0.1 * Math.log(2) / Math.log(4), 12)
    expect(riseBy(new Set(), all)).toBe(0)
    expect(riseBy(new Set([0, 1, 2, 3]), all)).toBeNaN()
  })
})

it('on the front stands nobody whom a cheaper network matches; networks of unknown size are left out', () => {
  const networks = fakeMap(12).networks.map((row, k) => ({
    ...row, outcome: { ...row.outcome, parameters: k === 3 ? 0 : 100 + 37 * (k % 5), testAccuracy: k === 4 ? NaN : (7 * k % 11) / 11 },
  }))
  const all = weighed(networks, 'parameters', null)
  expect(all.map(({ id }) => id)).not.toContain(networks[3].id)
  expect(all.map(({ id }) => id)).not.toContain(networks[4].id)
  const front = paretoFront(all)
  expect(front.length).toBeGreaterThan(0)
  for (const one of front) expect(all.some(({ score, cost }) => score >= one.score && cost <= one.cost && (score > one.score || cost < one.cost))).toBe(false)
})
