// Whether proposals land as far from what was foretold as was stated: shares and roots of mean squares, and what scaling by those before makes of them.
import { expect, it } from 'vitest'
import type { Landing } from './stated.ts'
import { coverageOf, scalesOf } from './stated.ts'

const landing = (errors: number, scoreError = 0.1): Landing =>
  ({ predicted: { score: 0.5, scoreError, place: null, placeError: null }, from: 'region', came: 0.5 + errors * scoreError })

it('counts those within one and two stated errors, and no one who diverged', () => {
  const { landed, missed, stated, above, one, two } = coverageOf([landing(0.9), landing(-1.5), landing(3), landing(NaN)])
  expect([landed, one, two]).toEqual([3, 1 / 3, 2 / 3])
  expect(missed).toBeCloseTo(0.1 * Math.sqrt((0.81 + 2.25 + 9) / 3), 12)
  expect(stated).toBeCloseTo(0.1, 12)
  expect(above).toBeCloseTo(0.08, 12)
})

it('with scales has errors so many times as large', () => {
  expect(coverageOf([landing(1.5), landing(1.5)], [1, 2])).toMatchObject({ one: 0.5, two: 1 })
})

it('scales the first batch by nothing, and those after it towards how far they landed, in units that do not matter', () => {
  const batches = (scoreError: number) => [[landing(2, scoreError), landing(-2, scoreError)], Array.from({ length: 8 }, () => landing(0.5, scoreError)), [landing(NaN), landing(1)]]
  const scales = scalesOf(batches(0.1))
  expect(scales.slice(0, 2)).toEqual([1, 1])
  for (const scale of scales.slice(2, 10)) expect(scale).toBeCloseTo(Math.sqrt((4 + 8) / 6), 12)
  // Of ten that landed the last eight count.
  for (const scale of scales.slice(10)) expect(scale).toBeCloseTo(Math.sqrt((4 + 8 * 0.25) / 12), 12)
  scalesOf(batches(0.03)).forEach((scale, place) => expect(scale).toBeCloseTo(scales[place], 12))
})

it('scales nothing where all land as far as was stated', () => {
  for (const scale of scalesOf([[landing(1)], [landing(-1)], [landing(1)]])) expect(scale).toBeCloseTo(1, 12)
})
