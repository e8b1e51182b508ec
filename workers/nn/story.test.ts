// When a network has diverged, and whose fault it was.
import { describe, expect, it } from 'vitest'
import { firstFault } from './story.ts'

const table = (...numbers: number[]): Float32Array => Float32Array.from(numbers)

describe('firstFault', () => {
  it('finds nothing in a sound stretch', () => {
    expect(firstFault(table(1, 2, 3, 4), table(1, 1, 1, 3e38), 2)).toBeNull()
  })

  it('is sure of bad losses at the first bad update, and leaves all later ones open', () => {
    expect(firstFault(table(1, 1, NaN, 1, NaN, NaN), table(1, 1, NaN, NaN, NaN, NaN), 2)).toEqual({ at: 1, sure: [0], suspects: [] })
    expect(firstFault(table(Infinity, NaN), table(1, 1), 2)).toEqual({ at: 0, sure: [0, 1], suspects: [] })
  })

  it('is sure of the only network whose weights went bad', () => {
    expect(firstFault(table(1, 1, NaN, NaN), table(1, NaN, NaN, NaN), 2)).toEqual({ at: 0, sure: [1], suspects: [] })
    expect(firstFault(table(1), table(Infinity), 1)).toEqual({ at: 0, sure: [0], suspects: [] })
  })

  it('suspects all whose weights went bad at once', () => {
    expect(firstFault(table(1, 1, 1), table(NaN, 1, Infinity), 3)).toEqual({ at: 0, sure: [], suspects: [0, 2] })
  })
})
