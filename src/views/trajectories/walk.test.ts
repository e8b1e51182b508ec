// Keys on a picture of runs, and the picture in words.
import { describe, expect, it } from 'vitest'
import { pictureWords, towards } from './walk.ts'

/** Three runs of three checkpoints from left to right, the first on top. */
const STARTS = [0, 3, 6, 9]
const PIXELS = Float64Array.from({ length: 18 }, (_, k) => k % 2 === 0 ? 100 * (k >> 1) % 300 : 100 * Math.floor((k >> 1) / 3))
const ALL = new Uint8Array(9).fill(2)

describe('arrow keys', () => {
  it('go along a run to the left and right, and stop at its ends', () => {
    expect(towards(PIXELS, STARTS, ALL, 4, 'right')).toBe(5)
    expect(towards(PIXELS, STARTS, ALL, 4, 'left')).toBe(3)
    expect(towards(PIXELS, STARTS, ALL, 5, 'right')).toBe(-1)
    expect(towards(PIXELS, STARTS, ALL, 3, 'left')).toBe(-1)
  })

  it('go up and down to another run', () => {
    expect(towards(PIXELS, STARTS, ALL, 4, 'up')).toBe(1)
    expect(towards(PIXELS, STARTS, ALL, 4, 'down')).toBe(7)
    expect(towards(PIXELS, STARTS, ALL, 1, 'up')).toBe(-1)
  })

  it('pass over what is not seen', () => {
    const seen = Uint8Array.of(2, 0, 0, 2, 2, 0, 2, 2, 2)
    expect(towards(PIXELS, STARTS, seen, 4, 'right')).toBe(-1)
    expect(towards(PIXELS, STARTS, seen, 4, 'up')).toBe(0)
  })
})

it('the picture in words names what subtracts', () => {
  const said = { meaning: true, dotsOnly: false, dimensions: 2, axes: [0, 3, 1], signs: [1, 1, 1, -1], stress: [0.97] } as const
  expect(pictureWords('InPCA of predictions', 8, 42, said, 2))
    .toBe('InPCA of predictions: 8 runs, 42 checkpoints. Axes 1 and 4; the first explains 0.970 of the stress. Axis 4 is time-like: it subtracts from distance. 2 selected.')
  expect(pictureWords('Map of runs', 1, 1, { ...said, dotsOnly: true, meaning: false }, 0)).toBe('Map of runs: 1 run, a dot each. Axes mean nothing; distances do.')
})
