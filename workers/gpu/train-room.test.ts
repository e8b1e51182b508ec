// Room lent and given back, in any order, is never lent twice and never lost.
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { Room } from './train-room.ts'

test('stretches lent at the same time do not overlap; when all are back there is one whole again', () => {
  fc.assert(fc.property(fc.array(fc.record({ size: fc.integer({ min: 0, max: 40 }), back: fc.nat() }), { maxLength: 80 }), deals => {
    const room = new Room(100)
    const lent: { at: number, size: number }[] = []
    for (const { size, back } of deals) {
      const at = room.take(size)
      if (at !== null) {
        expect(at + size).toBeLessThanOrEqual(100)
        for (const other of lent) expect(at + size <= other.at || other.at + other.size <= at || size * other.size === 0).toBe(true)
        lent.push({ at, size })
      } else for (const { at: from, size: much } of lent.splice(back % (lent.length + 1), 1)) room.giveBack(from, much)
    }
    for (const { at, size } of lent) room.giveBack(at, size)
    expect(room.take(100)).toBe(0)
  }))
})

test('what does not fit is refused', () => {
  const room = new Room(10)
  expect(room.take(11)).toBeNull()
  expect(room.take(10)).toBe(0)
  expect(room.take(1)).toBeNull()
})
