// A fitted map must show every dot, none of them under a panel, and as large as that allows.
import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../../core/random.ts'
import { fitView, showsAll } from './fit.ts'
import { toScreen } from './view.ts'

const size = { width: 760, height: 700 }
const legend = { left: 12, top: 540, right: 248, bottom: 688 }
const toolbar = { left: 12, top: 12, right: 200, bottom: 48 }
const pixels = (places: ArrayLike<number>, view: ReturnType<typeof fitView>) =>
  Array.from({ length: places.length / 2 }, (_, row) => toScreen(view, size, places[2 * row], places[2 * row + 1]))

describe('fitView', () => {
  it('fills the frame between its margins, in the middle, when nothing is covered', () => {
    const view = fitView([-10, 0, 30, 5], size)
    expect(view.scale).toBeCloseTo((760 - 72) / 40, 9)
    expect([view.x, view.y]).toEqual([10, 2.5])
  })

  it('keeps every dot within the margins', () => {
    const random = mulberry32(5)
    const places = Float64Array.from({ length: 300 }, () => random() * 20 - 7)
    for (const [x, y] of pixels(places, fitView(places, size))) {
      expect(Math.min(x, y, size.width - x, size.height - y)).toBeGreaterThanOrEqual(36 - 1e-9)
    }
    expect(showsAll(places, size, fitView(places, size))).toBe(true)
  })

  it('leaves legend and toolbar clear of dots, and gives up no more scale than it must', () => {
    // A square cloud would run under both; an L that bends round the legend need not shrink for it.
    const random = mulberry32(9)
    const square = Float64Array.from({ length: 400 }, () => random() * 10)
    const covered = [legend, toolbar]
    for (const [x, y] of pixels(square, fitView(square, size, covered))) {
      expect(covered.some(r => x > r.left && x < r.right && y > r.top && y < r.bottom)).toBe(false)
    }
    const bend = Float64Array.from({ length: 100 }, (_, k) => k < 50 ? (k % 2 ? 10 : k / 4.8) : (k % 2 ? (k - 50) / 5 : 10))
    expect(fitView(bend, size, covered).scale).toBeGreaterThan(fitView(square, size, covered).scale)
  })

  it('keeps the outermost of very many dots in the frame, and the crowd from under the legend', () => {
    const random = mulberry32(3)
    const many = Float64Array.from({ length: 24_000 }, () => random() * 10)
    // One row far out that a sample would miss.
    many.set([14, 14], 2 * 7)
    const seen = pixels(many, fitView(many, size, [legend, toolbar]))
    for (const [x, y] of seen) expect(Math.min(x, y, size.width - x, size.height - y)).toBeGreaterThanOrEqual(0)
    expect(seen.filter(([x, y]) => [legend, toolbar].some(r => x > r.left && x < r.right && y > r.top && y < r.bottom))).toHaveLength(0)
  })

  it('never shrinks a high map beside a note that it only touches', () => {
    const frame = { width: 503, height: 560 }
    const [head, note] = [{ left: 13, top: 12, right: 491, bottom: 48 }, { left: 15, top: 520, right: 316, bottom: 548 }]
    const random = mulberry32(11)
    for (let round = 0; round < 60; round++) {
      const [wide, high] = [5 + 20 * random(), 30 + 20 * random()]
      const places = Float64Array.from({ length: 200 }, (_, k) => (random() - 0.3) * (k % 2 ? high : wide))
      const [low, top] = [...places].reduce(([a, b], y, k) => k % 2 ? [Math.min(a, y), Math.max(b, y)] : [a, b], [Infinity, -Infinity])
      // From ten pixels under the head to ten above the note.
      expect(fitView(places, frame, [head, note]).scale).toBeGreaterThan((510 - 58) / (top - low) - 1e-9)
    }
  })

  it('answers for no dots, one dot and dots in one place', () => {
    expect(fitView([], size)).toEqual({ x: 0, y: 0, scale: 40 })
    const alone = fitView([4, 5], size)
    expect([alone.x, alone.y]).toEqual([4, 5])
    expect(fitView([4, 5, 4, 5], size).scale).toBeGreaterThan(0)
    expect(fitView([4, 5], size, [], { most: 7 }).scale).toBe(7)
  })
})

describe('showsAll', () => {
  it('tells when a dot has left the frame', () => expect(showsAll([0, 0, 100, 0], size, { x: 0, y: 0, scale: 10 })).toBe(false))
})
