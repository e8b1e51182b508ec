// Which checkpoint a pixel means: what is seen, where it is seen.
import { expect, it } from 'vitest'
import { checkpointAt } from './checkpoint-at.ts'
import { sizesOf } from './runs-drawing.ts'

/** Two runs of three checkpoints, 100 pixels apart, run k at y = 100 k. */
const standing = (change: { heads?: number[], seen?: number[], held?: boolean, order?: number[] } = {}) => ({
  pixels: Float64Array.of(0, 0, 100, 0, 200, 0, 0, 100, 100, 100, 200, 100), starts: Uint32Array.of(0, 3, 6), order: change.order ?? [0, 1],
  moment: { heads: Float64Array.from(change.heads ?? [2, 5]), seen: Uint8Array.from(change.seen ?? [2, 2, 2, 2, 2, 2]) }, sizes: sizesOf(2, false), held: change.held ?? false,
})

it('means the dot under the pixel, and none where there is none', () => {
  expect(checkpointAt([101, 1], standing(), 4)).toBe(1)
  expect(checkpointAt([200, 100], standing(), 4)).toBe(5)
  expect(checkpointAt([50, 50], standing(), 4)).toBe(-1)
})

it('means no checkpoint that is not seen', () => {
  expect(checkpointAt([100, 0], standing({ seen: [2, 0, 2, 2, 2, 2], held: true }), 4)).toBe(-1)
})

it('a run that stands between two checkpoints is found there, and reads as the one before', () => {
  expect(checkpointAt([150, 0], standing({ heads: [1.5, 5], held: true }), 4)).toBe(1)
  // The place it has left says nothing while the clock is held.
  expect(checkpointAt([100, 0], standing({ heads: [1.5, 5], held: true }), 4)).toBe(-1)
})

it('of two dots on one another the one that is drawn last is meant', () => {
  const both = standing()
  both.pixels.set([200, 0], 10)
  expect(checkpointAt([200, 0], both, 4)).toBe(5)
  expect(checkpointAt([200, 0], { ...both, order: [1, 0] }, 4)).toBe(2)
})
