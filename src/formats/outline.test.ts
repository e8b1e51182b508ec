// A lasso written briefly holds the same places as the one that was drawn.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Corner } from '../core/polygon.ts'
import { rowsInside } from '../core/polygon.ts'
import { FormatError } from './format-error.ts'
import { outlineFrom, outlineNumbers } from './outline.ts'

const coordinate = fc.double({ min: -40, max: 40, noNaN: true })

test('whatever is drawn around whichever places, those inside stay inside and no other comes in', () => {
  const lassos = fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 60 })
  let written = 0
  fc.assert(fc.property(lassos, fc.array(coordinate, { minLength: 2, maxLength: 80 }), (lasso, values) => {
    const places = values.slice(0, values.length - values.length % 2)
    const numbers = outlineNumbers(lasso, places)
    if (!numbers) return
    written++
    expect(rowsInside(places, outlineFrom(JSON.parse(JSON.stringify(numbers)), 'Selection'))).toEqual(rowsInside(places, lasso))
  }), { numRuns: 300, seed: 3 })
  expect(written).toBeGreaterThan(80)
})

test('a round lasso of 200 corners around well separated places needs a dozen', () => {
  const circle: Corner[] = Array.from({ length: 200 }, (_, k) => [5 + 3 * Math.cos(k / 31.83), -2 + 3 * Math.sin(k / 31.83)])
  const places = [5, -2, 6, -1, 5, 5, 20, -2, 1, -2]
  expect(outlineNumbers(circle, places)!.length).toBeLessThan(30)
})

test('what is no lasso is refused', () => {
  for (const value of [null, 'p', [], [1, 2, 3], [0, 0, 0, 1, 1, 2, 2], [0, 0, -1, 1, 1, 2, 2], [0, 0, 1, 1, 1, 2, NaN], Array(500).fill(1)]) expect(() => outlineFrom(value, 'Selection')).toThrow(FormatError)
  expect(outlineNumbers([[0, 0], [1, 1]], [0, 0])).toBeNull()
  expect(outlineNumbers([[1, 1], [1, 1], [1, 1]], [0, 0])).toBeNull()
})
