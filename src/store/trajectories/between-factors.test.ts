// A factor is named where it is above chance and above nought, and nothing is where the forest explains nothing.
import { expect, test } from 'vitest'
import type { FactorReport } from '../../protocol/trajectories.ts'
import { factorRows, findingOf } from './between-factors.ts'

const report = (r2: number, ...factors: [string, number, number, number][]): FactorReport =>
  ({ pairs: 190, r2: { value: r2, error: 0.05, chance: 0.03 }, factors: factors.map(([name, value, error, chance]) => ({ name, value, error, chance })) })
const found = (one: FactorReport) => findingOf(one, factorRows(one))

test('the most important first; clear are those above chance whose interval is above nought', () => {
  const rows = factorRows(report(0.5, ['depth', 0.02, 0.001, 0.03], ['optimiser', 0.6, 0.1, 0.03], ['width', 0.1, 0.06, 0.03], ['decay', NaN, NaN, NaN]))
  expect(rows.map(({ name, clear }) => [name, clear])).toEqual([['optimiser', true], ['width', false], ['depth', false], ['decay', false]])
  expect(rows[0].low).toBeCloseTo(0.404, 12)
})

test('where nothing is explained, nothing is found', () => {
  expect(found(report(0.02, ['optimiser', 0.6, 0.01, 0.03])).kind).toBe('none')
  expect(found(report(-1, ['optimiser', 0.6, 0.01, 0.03])).kind).toBe('none')
  expect(found(report(NaN, ['optimiser', NaN, NaN, NaN])).kind).toBe('none')
  expect(found(report(0.5, ['optimiser', 0.01, 0.01, 0.03])).kind).toBe('unclear')
  expect(found(report(0.5)).kind).toBe('constant')
  expect(found(report(0.5, ['optimiser', 0.6, 0.01, 0.03]))).toMatchObject({ kind: 'some', clear: [{ name: 'optimiser' }] })
})
