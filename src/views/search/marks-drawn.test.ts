import { expect, test } from 'vitest'
import type { ShownProposal } from '../../store/search/search-state.ts'
import type { Point } from '../map/view.ts'
import { APART, FEW, marksDrawn, MOST } from './marks-drawn.ts'

const at = (place: readonly number[]): Point | null => place.length === 2 ? [10 * place[0], 10 * place[1]] : null

const frame = (scale: number, width = 800) => ({ at, scale, width })

const one = (key: number, place: readonly number[] | null, landed: readonly number[] | null = null): ShownProposal => ({
  key,
  proposal: { seed: key, hyper: {} as ShownProposal['proposal']['hyper'], from: 'vote', votes: [], predicted: { score: 0.5, scoreError: 0.1, place, placeError: 2 } } as unknown as ShownProposal['proposal'],
  usual: { score: 0.5, place: null },
  look: null,
  id: landed ? 100 + key : null,
  landed: landed && { score: 0.5, place: landed, missed: 1 },
})

const row = (count: number, step: number, from = 0) => Array.from({ length: count }, (_, k) => one(from + k, [step * k, 0]))

test('each that waits is drawn; of many only the first dozen have numbers and none its circle', () => {
  const drawn = marksDrawn(row(40, 5), null, frame(10))
  expect(drawn).toHaveLength(40)
  expect(drawn.filter(({ numbered }) => numbered).map(({ one: { key } }) => key).sort((a, b) => a - b)).toEqual(Array.from({ length: MOST.usual }, (_, k) => k))
  expect(drawn.every(({ radius }) => radius === null)).toBe(true)
  // Numbers over plain circles.
  expect(drawn.slice(-MOST.usual).every(({ numbered }) => numbered)).toBe(true)
})

test('a narrow map has fewer numbers and lines', () => {
  const landed = Array.from({ length: 30 }, (_, key) => one(100 + key, [key, 2], [key, 3]))
  const drawn = marksDrawn([...row(40, 5), ...landed], null, frame(10, 320))
  expect(drawn.filter(({ numbered }) => numbered)).toHaveLength(MOST.narrow)
  expect(drawn.filter(mark => mark.landed !== null)).toHaveLength(MOST.narrow)
  expect(drawn).toHaveLength(40 + MOST.narrow)
})

test('numbers go first to those that nobody has looked at, then to the most promising', () => {
  // The later, the more promising; the first diverged, the last is new.
  const looked = row(40, 5).map((mark, k) => ({ ...mark, look: k === 0 ? NaN : k < 39 ? k / 40 : null }))
  const numbered = marksDrawn(looked, null, frame(10)).filter(mark => mark.numbered).map(({ one: { key } }) => key)
  expect(numbered.sort((a, b) => a - b)).toEqual(Array.from({ length: MOST.usual }, (_, k) => 40 - MOST.usual + k))
})

test('a few have their circles, in pixels of the map', () => {
  expect(marksDrawn(row(FEW, 5), null, frame(10)).map(({ radius }) => radius)).toEqual(Array.from({ length: FEW }, () => 20))
})

test('the one that is pointed at has its number and circle and lies over all others, wherever it stands among them', () => {
  for (const key of [0, 25, 39]) {
    const drawn = marksDrawn(row(40, 0.1), key, frame(7))
    expect(drawn.at(-1)).toMatchObject({ one: { key }, numbered: true, pointed: true, radius: 14 })
    expect(drawn.filter(({ radius }) => radius !== null)).toHaveLength(1)
  }
})

test('numbers keep off each other', () => {
  const numbered = marksDrawn(row(30, 0.4), null, frame(10)).filter(mark => mark.numbered)
  expect(numbered.length).toBeGreaterThan(2)
  for (const a of numbered) for (const b of numbered) if (a !== b) expect(Math.abs(a.at[0] - b.at[0])).toBeGreaterThanOrEqual(APART)
})

test('lines lead to the latest that landed, in the order of their training, and to the one that is pointed at', () => {
  // The higher the key the earlier it was trained.
  const landed = Array.from({ length: 30 }, (_, key) => ({ ...one(key, [key, 0], [key, 1]), id: 500 - key }))
  const drawn = marksDrawn(landed, 29, frame(10))
  expect(drawn.map(({ one: { key } }) => key).sort((a, b) => a - b)).toEqual([...Array.from({ length: MOST.usual }, (_, k) => k), 29])
  for (const { one: { key }, at: from, landed: to } of drawn) expect([from, to]).toEqual([[10 * key, 0], [10 * key, 10]])
  expect(drawn.filter(({ radius }) => radius !== null).map(({ one: { key } }) => key)).toEqual([29])
})

test('what has no place on this map is not drawn, and one that diverged has no line', () => {
  expect(marksDrawn([], null, frame(10))).toEqual([])
  expect(marksDrawn([one(0, null), one(1, [1, 2, 3])], 1, frame(10))).toEqual([])
  const diverged = { ...one(0, [1, 1]), id: 7, landed: { score: NaN, place: null, missed: null } }
  expect(marksDrawn([diverged], null, frame(10))).toMatchObject([{ landed: null, numbered: false }])
})
