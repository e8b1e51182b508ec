// Who can be weighed against which cost, and how far a search has raised the front.
import { describe, expect, it } from 'vitest'
import { costOf } from '../../core/search/cost.ts'
import { knownSize } from '../../core/data/size.ts'
import type { NetworkRow } from '../../core/network.ts'
import { networkAt } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { fakeMap } from '../fakes.ts'
import { paretoFront } from '../../core/search/pareto.ts'
import { frontGain, weighed } from './front.ts'
import type { ShownProposal } from './search-state.ts'

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

  it('make a front, raised by those that a search has added and by nobody else, one after the other as they landed', () => {
    const rows = [row(0, 0.5), row(1, 0.6), row(3, 0.8)]
    const all = weighed([...rows, row(2, 0.7, { parameters: 200 }), row(4, 0.1)], 'parameters', digits)
    const shown = (...ids: number[]): ShownProposal[] =>
      ids.map((id, k) => ({ key: k, id, landed: { score: 0, place: null, missed: null }, spent: 2 * k + 1 }) as unknown as ShownProposal)
    // 4 is dearer than all who were there, so the costs reach to it; 9 diverged.
    const gain = frontGain(shown(4, 2, 9), all)!
    expect([gain.landed, gain.onFront]).toEqual([3, 1])
    const rise = 0.1 * Math.log(2) / Math.log(5)
    expect(gain.rises).toEqual([
      { spent: 1, rise: 0, id: 4, one: all[4] },
      { spent: 3, rise: expect.closeTo(rise, 12) as number, id: 2, one: all[3] },
      { spent: 5, rise: expect.closeTo(rise, 12) as number, id: 9, one: null },
    ])
    expect(frontGain([], all)).toBeNull()
    expect(frontGain(shown(0, 1, 2, 3, 4), all)).toBeNull()
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
