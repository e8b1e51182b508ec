// Smoothness must be asked of the measure as it is drawn, and again when its values change.
import { expect, it } from 'vitest'
import type { NetworkRow } from '../../core/network.ts'
import { MEASURES } from '../measures.ts'
import { fakeMap } from '../fakes.ts'
import type { AppState } from '../state.ts'
import { signalOf, smoothness } from './smoothness.ts'

const networks = [0.1, 1, 10].map((value, id) => ({ id, value }) as unknown as NetworkRow)
const read = (row: NetworkRow): number => (row as unknown as { value: number }).value

it('takes logarithms where the measure is drawn by them and every value has one', () => {
  expect(signalOf({ log: true, read }, networks)).toEqual({ log: true, values: [0.1, 1, 10].map(Math.log) })
  expect(signalOf({ log: false, read }, networks)).toEqual({ log: false, values: [0.1, 1, 10] })
  expect(signalOf({ log: true, read: row => read(row) - 0.1 }, networks)).toEqual({ log: false, values: [0, 0.9, 9.9] })
})

it('leaves what is not known as it is', () => {
  const { log, values } = signalOf({ log: true, read: row => row.id === 1 ? NaN : read(row) }, networks)
  expect(log).toBe(true)
  expect(values[1]).toBeNaN()
})

it('is asked again when a measure’s values have come, and for no other measure’s', () => {
  const { networks: rows } = fakeMap(5)
  const measured = rows.map((row, k) => k === 2 ? { ...row, measures: { silhouette: 0.4 } } : row)
  const asked = (networks: readonly NetworkRow[], key: 'silhouette' | 'testAccuracy', portraits: AppState['portraits'] = null) =>
    JSON.stringify(smoothness.reads({ map: { version: 3, networks }, derived: [], portraits } as unknown as AppState, key))
  expect(MEASURES.find(({ key }) => key === 'silhouette')?.group).toBe('representation')
  expect(asked(measured, 'silhouette')).not.toBe(asked(rows, 'silhouette'))
  expect(asked(measured, 'testAccuracy')).toBe(asked(rows, 'testAccuracy'))
  // Not at every batch: while they come in, one key.
  const under = { done: 1, total: 5, fault: null }
  expect(asked(measured, 'silhouette', under)).toBe(asked(rows, 'silhouette', under))
  expect(asked(measured, 'testAccuracy', under)).toBe(asked(rows, 'testAccuracy'))
})
