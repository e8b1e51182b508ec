// Turning keeps distances, comes back to the front exactly, and goes the way the hand goes.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dragged, flattened, FRONT, isFront, STEP, turnedBy, turnWords } from './turntable.ts'

const length = fc.double({ min: -50, max: 50, noNaN: true })
const triples = fc.array(fc.tuple(length, length, length), { minLength: 2, maxLength: 20 })
const angle = fc.double({ min: -Math.PI / 2, max: Math.PI / 2, noNaN: true })
const spaceOf = (rows: readonly number[][]): Float64Array => Float64Array.from(rows.flat())

describe('flattened', () => {
  it('shows the first two columns, to the bit, from the front', () => {
    fc.assert(fc.property(triples, rows => {
      expect([...flattened(spaceOf(rows), FRONT).positions]).toEqual(rows.flatMap(([x, y]) => [x, y]))
    }))
  })

  it('is a rotation: what is seen and its depth together keep every distance', () => {
    fc.assert(fc.property(triples, angle, angle, (rows, yaw, pitch) => {
      const space = spaceOf(rows)
      const { positions, depth } = flattened(space, { yaw, pitch })
      const unit = farthest(rows)
      const before = Math.hypot(...[0, 1, 2].map(axis => rows[0][axis] - rows[1][axis]))
      const after = Math.hypot(positions[0] - positions[2], positions[1] - positions[3], (depth[0] - depth[1]) * unit)
      expect(after).toBeCloseTo(before, 8)
    }))
  })

  it('puts the farthest row at most 1 away in depth, however it is turned', () => {
    fc.assert(fc.property(triples, angle, angle, (rows, yaw, pitch) => {
      for (const depth of flattened(spaceOf(rows), { yaw, pitch }).depth) expect(Math.abs(depth)).toBeLessThanOrEqual(1 + 1e-12)
    }))
  })

  it('has what comes nearer drawn as nearer', () => {
    const { depth } = flattened(Float64Array.of(0, 0, -1, 0, 0, 1), FRONT)
    expect(depth[1]).toBeGreaterThan(depth[0])
  })

  it('answers for nothing and for one row', () => {
    expect(flattened(new Float64Array(), FRONT).positions).toHaveLength(0)
    expect([...flattened(Float64Array.of(1, 2, 3), { yaw: 1, pitch: 1 }).positions]).toEqual([1, 2])
  })
})

describe('the hand', () => {
  // A row near the eye and one behind it, at the same place from the front.
  const pair = Float64Array.of(0, 0, 1, 0, 0, -1)

  it('takes what is near along, to the right and down', () => {
    const right = flattened(pair, dragged(FRONT, 40, 0)).positions
    expect(right[0]).toBeGreaterThan(right[2])
    const down = flattened(pair, dragged(FRONT, 0, 40)).positions
    // y is upwards.
    expect(down[1]).toBeLessThan(down[3])
  })

  it('cannot turn the map upside down', () => expect(dragged(FRONT, 0, 1e6).pitch).toBe(Math.PI / 2))

  it('comes round to where it began', () => {
    let turn = FRONT
    for (let k = 0; k < 24; k++) turn = turnedBy(turn, STEP, 0)
    expect(turn.yaw).toBeCloseTo(0, 10)
  })

  it('says where it stands', () => {
    expect(isFront(FRONT)).toBe(true)
    expect(turnWords(FRONT)).toBe('from the front')
    expect(turnWords(turnedBy(FRONT, 2 * STEP, -STEP))).toBe('turned 30° to the right and 15° up')
  })
})

/** Distance of the farthest row from the middle of the bounding box. */
function farthest(rows: readonly number[][]): number {
  const middle = [0, 1, 2].map(axis => (Math.min(...rows.map(row => row[axis])) + Math.max(...rows.map(row => row[axis]))) / 2)
  return Math.max(...rows.map(row => Math.hypot(...middle.map((at, axis) => row[axis] - at))))
}
