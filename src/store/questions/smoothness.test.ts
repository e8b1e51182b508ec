import { expect, it } from 'vitest'
import type { NetworkRow } from '../../core/network.ts'
import { signalOf } from './smoothness.ts'

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
