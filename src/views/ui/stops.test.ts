// Stops on a track: each at its own place, what lies between them between them by its logarithm, what lies beyond at the ends.
import { expect, it } from 'vitest'
import { placeAmong } from './stops.ts'

it('places stops at whole numbers, other values between them, and the rest at the ends', () => {
  const stops = [0.25, 0.5, 1, 4]
  expect(stops.map(stop => placeAmong(stops, stop))).toEqual([0, 1, 2, 3])
  expect(placeAmong(stops, 2)).toBeCloseTo(2.5, 12)
  expect([placeAmong(stops, 0.01), placeAmong(stops, 99)]).toEqual([0, 3])
})
