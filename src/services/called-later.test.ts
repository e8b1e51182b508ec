// Counters whose code comes with the first question.
import { expect, test } from 'vitest'
import { calledLater } from './called-later.ts'

interface Sums { twice(value: number): Promise<number>, refuse(): Promise<never> }

const sums: Sums = { twice: async value => 2 * value, refuse: async () => Promise.reject(new Error('No sum.')) }

test('the code is fetched with the first question, and once', async () => {
  let fetched = 0
  const counter = calledLater<Sums>(async () => {
    fetched++
    return sums
  }, { twice: true, refuse: true })
  expect(fetched).toBe(0)
  expect(await Promise.all([counter.twice(3), counter.twice(4)])).toEqual([6, 8])
  await expect(counter.refuse()).rejects.toThrow('No sum.')
  expect(fetched).toBe(1)
})

test('what could not be fetched is fetched again with the next question', async () => {
  let online = false
  const counter = calledLater<Sums>(async () => online ? sums : Promise.reject(new Error('Offline.')), { twice: true, refuse: true })
  await expect(counter.twice(3)).rejects.toThrow('Offline.')
  online = true
  expect(await counter.twice(3)).toBe(6)
})
