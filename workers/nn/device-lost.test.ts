// Whatever fails first, a lost GPU is told as a lost GPU, and other faults keep their own words.
import { expect, it } from 'vitest'
import { DeviceLost, unlessLost } from './device-lost.ts'

const never = new Promise<never>(() => undefined)
const losing = (after: number): Promise<never> => new Promise((_, reject) => { setTimeout(() => reject(new DeviceLost('driver reset.')), after) })

it('gives the outcome of the work where the device stays', async () => {
  expect(await unlessLost(Promise.resolve(7), never)).toBe(7)
  await expect(unlessLost(Promise.reject(new RangeError('a width of 0')), never, 1)).rejects.toThrow(RangeError)
})

it('rejects when the device goes, though the work never ends', async () => {
  await expect(unlessLost(never, losing(1))).rejects.toMatchObject({ name: 'DeviceLost', message: 'The GPU was lost: driver reset.' })
})

it('waits for the loss when the work fails a moment before it is announced', async () => {
  await expect(unlessLost(Promise.reject(new Error('mapAsync failed')), losing(5))).rejects.toMatchObject({ name: 'DeviceLost' })
})
