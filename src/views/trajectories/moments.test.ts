// Where runs stand on a picture at a moment, what is seen then, and the same checkpoints on another picture.
import { describe, expect, it } from 'vitest'
import { headsAt, readingsOf, rowsElsewhere, seenRows } from './moments.ts'

const ROADS = {
  ids: Int32Array.of(3, 5), starts: Uint32Array.of(0, 3, 5), steps: Uint32Array.of(0, 10, 100, 0, 100),
  progress: Float64Array.of(0, 0.5, 1, 0, 0.4), loss: Float64Array.of(5, 4, 3, 2, 1), error: Float64Array.of(0.9, 0.5, 0, 0.9, 0.6),
}

describe('heads', () => {
  it('stand at the ends without a clock, and where there is nothing to go by', () => {
    expect([...headsAt(ROADS, ROADS.starts, { by: 'step', at: null })]).toEqual([2, 4])
    expect([...headsAt(null, ROADS.starts, { by: 'step', at: 0.2 })]).toEqual([2, 4])
  })

  it('stand between checkpoints at equal progress, and a run that never gets there stays at its end', () => {
    const [first, second] = headsAt(ROADS, ROADS.starts, { by: 'progress', at: 0.75 })
    expect(first).toBeCloseTo(1.5, 9)
    expect(second).toBe(4)
  })
})

it('rows are passed, to come, or not seen', () => {
  const heads = Float64Array.of(1.5, 3)
  expect([...seenRows(ROADS.starts, heads, true, 'path')]).toEqual([2, 2, 1, 2, 1])
  expect([...seenRows(ROADS.starts, heads, true, 'none')]).toEqual([0, 2, 0, 2, 0])
  expect([...seenRows(ROADS.starts, Float64Array.of(2, 4), false, 'path')]).toEqual([2, 2, 2, 2, 2])
})

describe('another picture of the same runs', () => {
  /** In another order, without network 3's start. */
  const other = { ids: Int32Array.of(5, 3), starts: Uint32Array.of(0, 2, 4), steps: Uint32Array.of(0, 100, 10, 100) }

  it('has the same checkpoints in other rows', () => {
    expect(rowsElsewhere([0, 1, 4], ROADS, other)).toEqual([1, 2])
    expect(rowsElsewhere([0, 3], other, ROADS)).toEqual([2, 3])
  })

  it('reads what is known of them', () => {
    expect([...readingsOf(other, ROADS).loss]).toEqual([2, 1, 4, 3])
    const known = { ...other, progress: Float64Array.of(0, 0.4, 0.5, 1), loss: new Float64Array(4), error: new Float64Array() }
    expect([...readingsOf(ROADS, known).progress]).toEqual([NaN, 0.5, 1, 0, 0.4])
  })
})
