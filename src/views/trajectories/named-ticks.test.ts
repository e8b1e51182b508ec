// Names of ticks stand apart from one another and from the strips, whatever the width.
import { expect, it } from 'vitest'
import { namedTicks, STRIP } from './named-ticks.ts'

const ticks = [0, 1, 10, 100, 800].map(updates => ({ at: Math.log1p(updates) / Math.log1p(800), label: String(updates) }))
const LETTER = 6.6

it.each([140, 180, 200, 240, 320, 600])('at %i pixels no name lies on another or on a strip', width => {
  const x = (at: number) => 10 + at * (width - 20)
  const spans = namedTicks(ticks, x).map(({ at, label, last }) => last ? [x(at) - 9 - LETTER * label.length, x(at) - 9] : [x(at) + 9, x(at) + 9 + LETTER * label.length])
  spans.forEach(([from, to], k) => {
    if (k > 0) expect(from - spans[k - 1][1]).toBeGreaterThan(4)
    for (const { at } of ticks) expect(x(at) + STRIP / 2 < from || x(at) - STRIP / 2 > to).toBe(true)
  })
})

it('names the end always, all where there is room, and a lone one', () => {
  expect(namedTicks(ticks, at => 100 * at).at(-1)).toMatchObject({ label: '800', last: true })
  expect(namedTicks(ticks, at => 600 * at).map(({ label }) => label)).toEqual(['0', '1', '10', '100', '800'])
  expect(namedTicks(ticks.slice(0, 1), at => at)).toEqual([{ at: 0, label: '0', last: false }])
  expect(namedTicks([], at => at)).toEqual([])
})
