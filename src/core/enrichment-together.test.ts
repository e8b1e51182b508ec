// Conditions that hold together must be counted together.
import { expect, it } from 'vitest'
import { together } from './enrichment-together.ts'
import { enrichments } from './enrichment.ts'

const columns = [
  { key: 'rate', values: [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4] },
  { key: 'kind', values: ['a', 'a', 'a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'b', 'b'] },
]
const selected = columns[0].values.map((_, k) => k === 6 || k === 7 || k === 0)

it('of one condition is the enrichment of that condition', () => {
  const many = [...columns, { key: 'mark', values: selected.map(String) }]
  for (const one of enrichments(many, selected).found) expect(together(many, [one], selected)).toEqual({ selected: one.selected, all: one.all, factor: one.factor })
})

it('counts who meets all of them', () => {
  const both = [{ key: 'rate', relation: '>' as const, value: 2 }, { key: 'kind', relation: '=' as const, value: 'b' }]
  expect(together(columns, both, selected)).toEqual({ selected: 2, all: 4, factor: (2 / 3) / (4 / 12) })
})

it('of no condition is met by everyone, of one on an unknown column by nobody', () => {
  expect(together(columns, [], selected)).toEqual({ selected: 3, all: 12, factor: 1 })
  expect(together(columns, [{ key: 'colour', relation: '=', value: 'red' }], selected)).toMatchObject({ selected: 0, all: 0 })
})
