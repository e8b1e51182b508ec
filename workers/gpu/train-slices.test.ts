// Dispatches must cover every block once, in turn, and stay as short as a page needs them, however fast or slow the GPU is.
import { expect, test } from 'vitest'
import fc from 'fast-check'
import type { Pace } from './train-slices.ts'
import { BRIEF, blocksOf, FIRST_PACE, nextPace, nextSlice, rowsIn } from './train-slices.ts'

/** The kernel's way: from the first row on, block by block. */
function walk(rows: number, batch: number, block: number): number[] {
  const starts = [0]
  while (starts.at(-1)! < rows) {
    const row = starts.at(-1)!
    const before = row % batch
    starts.push(row + Math.min(block, Math.min(batch, rows - (row - before)) - before))
  }
  return starts
}

test('blocks are counted as the kernel walks through them', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 8, max: 64 }), (rows, batch, block) => {
    const starts = walk(rows, batch, block)
    expect(blocksOf(rows, batch, block)).toBe(starts.length - 1)
    starts.forEach((row, blocks) => expect(rowsIn(blocks, rows, batch, block)).toBe(row))
  }))
  expect(blocksOf(0, 1, 64)).toBe(0)
})

test('a slice takes the first in line, each a block at least and no more than is left', () => {
  const waiting = [{ blocks: 5, work: 10, answer: 4 }, { blocks: 2, work: 1000, answer: 4 }, { blocks: 1, work: 1, answer: 4 }]
  expect(nextSlice(waiting, { networks: 2, work: 30 })).toEqual({ portions: [{ at: 0, blocks: 3 }, { at: 1, blocks: 1 }], fewer: true, shorter: true })
  expect(nextSlice(waiting, { networks: 9, work: 1e6 })).toEqual({ portions: [{ at: 0, blocks: 5 }, { at: 1, blocks: 2 }, { at: 2, blocks: 1 }], fewer: false, shorter: false })
  expect(nextSlice(waiting, FIRST_PACE)).toEqual({ portions: [{ at: 0, blocks: 1 }], fewer: true, shorter: true })
})

test('answers of one dispatch are bounded, but a single one may be larger', () => {
  const large = { blocks: 1, work: 1, answer: 40 * 2 ** 20 }
  expect(nextSlice([large, large, { ...large, answer: 8 }], { networks: 9, work: 1 }).portions.map(({ at }) => at)).toEqual([0, 2])
  expect(nextSlice([{ ...large, answer: 200 * 2 ** 20 }], { networks: 9, work: 1 }).portions).toHaveLength(1)
})

/** A GPU that does so many networks side by side, each at so many multiply-adds a millisecond. */
const gpu = (side: number, speed: number) => (portions: { work: number, blocks: number }[]): number => {
  const times = portions.map(({ work, blocks }) => work * blocks / speed)
  return Math.max(Math.max(...times), times.reduce((sum, time) => sum + time, 0) / side)
}

test('on any GPU no dispatch is asked to take more than 25 ms, but for the least there is; and a GPU is kept busy', () => {
  const size = fc.integer({ min: 1, max: 2000 })
  fc.assert(fc.property(size, fc.integer({ min: 2, max: 8 }), size, fc.integer({ min: 1000, max: 5_000_000 }), (side, magnitude, networks, work) => {
    const took = gpu(side, 10 ** magnitude)
    let pace: Pace = FIRST_PACE
    const waiting = Array.from({ length: networks }, () => ({ blocks: 1_000_000, work, answer: 32 }))
    let last = 0
    for (let dispatch = 0; dispatch < 60; dispatch++) {
      const slice = nextSlice(waiting, pace)
      last = took(slice.portions.map(({ at, blocks }) => ({ work: waiting[at].work, blocks })))
      if (slice.portions.length > 1 || slice.portions[0].blocks > 1) expect(last).toBeLessThanOrEqual(25)
      pace = nextPace(pace, slice, work, last)
    }
    expect(last).toBeGreaterThan(Math.min(BRIEF / 2, took([{ work, blocks: 1 }])) * 0.99)
  }))
})

test('a dispatch that took far too long is followed by a far shorter one', () => {
  const slice = { portions: [], fewer: true, shorter: true }
  expect(nextPace({ networks: 64, work: 8000 }, slice, 1000, 160)).toEqual({ networks: 32, work: 1000 }) // a sixteenth
  expect(nextPace(FIRST_PACE, slice, 1000, 1e6)).toEqual(FIRST_PACE)
})
