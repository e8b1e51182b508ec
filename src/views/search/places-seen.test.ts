import { expect, test } from 'vitest'
import { flattened, FRONT } from '../map/turntable.ts'
import { allToScreen } from '../map/view.ts'
import { placeSeen } from './places-seen.ts'

const size = { width: 800, height: 500 }
const view = { x: 1, y: -2, scale: 31 }

test('on a flat map a place lies where a network there would', () => {
  const at = placeSeen({ view, size, turn: FRONT, space: null })
  expect(at([3, 4])).toEqual([...allToScreen(view, size, [3, 4])])
  expect(at([3, 4, 5])).toBeNull()
})

test('on a map with depth too, however it is turned', () => {
  const space = Float64Array.of(0, 1, 2, 5, -3, 4, 2, 2, -6, 1, 7, 3)
  for (const turn of [FRONT, { yaw: 0.7, pitch: -0.3 }, { yaw: -2.1, pitch: 1.2 }]) {
    const expected = allToScreen(view, size, flattened(space, turn).positions)
    const at = placeSeen({ view, size, turn, space })
    for (let row = 0; row < 4; row++) {
      const [x, y] = at([...space.subarray(3 * row, 3 * row + 3)])!
      expect(x).toBeCloseTo(expected[2 * row], 9)
      expect(y).toBeCloseTo(expected[2 * row + 1], 9)
    }
    expect(at([1, 2])).toBeNull()
  }
})
