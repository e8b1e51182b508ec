// Ticks must be round, within the axis, and few.
import { describe, expect, it } from 'vitest'
import { evenTicks, logTicks } from './ticks.ts'

describe('evenTicks', () => {
  it('marks quarters of a share', () => expect(evenTicks(0, 1, 4)).toEqual([0, 0.25, 0.5, 0.75, 1]))
  it('stays within the ends', () => expect(evenTicks(0.07, 0.98, 4)).toEqual([0.25, 0.5, 0.75]))
  it('marks whole numbers where there are only such', () => expect(evenTicks(1, 3, 4, true)).toEqual([1, 2, 3]))
  it('marks the one value of a flat axis', () => expect(evenTicks(5, 5, 4)).toEqual([5]))
  it('has no trail of digits', () => expect(evenTicks(0, 0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]))
})

describe('logTicks', () => {
  it('marks 1 and 3 over a few decades', () => expect(logTicks(3e-4, 0.1, 6)).toEqual([3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1]))
  it('marks powers of ten over many', () => expect(logTicks(1e-6, 10, 8)).toEqual([1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 10]))
  it('marks 1, 2, 5 within one', () => expect(logTicks(1, 10, 5)).toEqual([1, 2, 5, 10]))
  it('falls back to even steps where no power lies between the ends', () => expect(logTicks(4.1, 4.6, 5).length).toBeGreaterThanOrEqual(2))
  it('marks the one value of a flat axis', () => expect(logTicks(0.01, 0.01, 5)).toEqual([0.01]))
})
