// What is drawn of runs, and in which order: the grey first, the chosen last; solid before the clock, thin and hollow after it.
import { describe, expect, it } from 'vitest'
import type { Inks, RunsDrawing } from './runs-drawing.ts'
import { drawHovered, drawRings } from './draw-pointed.ts'
import { drawRuns } from './draw-runs.ts'
import { drawingOrder, INK_TOKENS, radiusAt, seenFrom, sizesOf, TIER } from './runs-drawing.ts'
import { recordingPen } from './recording-pen.ts'

const INKS = Object.fromEntries(Object.keys(INK_TOKENS).map(name => [name, name])) as Inks

/** Two runs of four checkpoints, side by side; run k is at x = 10 k. */
const drawing = (change: Partial<RunsDrawing> = {}): RunsDrawing => ({
  starts: [0, 4, 8], pixels: Float64Array.from({ length: 16 }, (_, k) => k % 2 === 0 ? (k < 8 ? 100 : 200) : 10 * (k >> 1 & 3)),
  tiers: Uint8Array.of(TIER.plain, TIER.plain), groups: new Uint8Array(2), grouped: false,
  paint: { title: '', palette: ['red', 'blue', 'none'], lines: ['red line', 'blue line', 'none'], rows: Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1), runs: Uint8Array.of(0, 1), key: { kind: 'names', names: [] } },
  shapes: [{ solid: 'circle', hollow: false }, { solid: 'circle', hollow: false }], heads: Float64Array.of(3, 7), clocked: false, trail: 'path', dotsOnly: false, narrow: false, ...change,
})

const drawn = (change?: Partial<RunsDrawing>) => {
  const { pen, marks } = recordingPen()
  drawRuns(pen, drawing(change), INKS)
  return marks
}

describe('order', () => {
  it('goes from the dimmed to the chosen, and keeps the map’s order among equals', () => {
    expect([...drawingOrder(Uint8Array.of(TIER.chosen, TIER.dimmed, TIER.plain, TIER.dimmed, TIER.held))]).toEqual([1, 3, 2, 4, 0])
  })

  it('draws grey runs before a chosen one, which has its colour and a vermilion edge', () => {
    const marks = drawn({ tiers: Uint8Array.of(TIER.chosen, TIER.dimmed) })
    const lastGrey = marks.findLastIndex(mark => mark.colour === 'dim')
    const firstOwn = marks.findIndex(mark => mark.colour === 'red line')
    expect(lastGrey).toBeGreaterThanOrEqual(0)
    expect(firstOwn).toBeGreaterThan(lastGrey)
    expect(marks.some(mark => mark.colour.startsWith('blue'))).toBe(false)
    expect(marks.filter(mark => mark.what === 'stroke' && mark.colour === 'a')).toHaveLength(1)
  })

  it('while groups are held vermilion and blue are theirs, and the chosen have ink', () => {
    const marks = drawn({ tiers: Uint8Array.of(TIER.held, TIER.chosen), groups: Uint8Array.of(2, 0), grouped: true })
    expect(marks.filter(mark => mark.colour === 'b')).toHaveLength(1)
    expect(marks.filter(mark => mark.colour === 'ink')).toHaveLength(1)
    expect(marks.some(mark => mark.colour === 'a')).toBe(false)
  })
})

describe('the clock', () => {
  it('without one every path is whole and solid, and the large dots stand at the ends', () => {
    const marks = drawn()
    expect(marks.every(mark => mark.dash.length === 0)).toBe(true)
    expect(marks.find(mark => mark.colour === 'red line')!.path).toEqual([100, 0, 100, 10, 100, 20, 100, 30])
    const large = marks.filter(mark => mark.what === 'fill' && mark.radii[0] === sizesOf(2, false).head)
    expect(large.map(mark => mark.path)).toEqual([[100, 30], [200, 30]])
  })

  it('between two checkpoints a run stands between them: solid up to there, dashed from there on', () => {
    const marks = drawn({ heads: Float64Array.of(1.5, 7), clocked: true })
    const [future, past] = marks.filter(mark => mark.colour === 'red line' && mark.radii.length === 0)
    expect(future.dash).not.toEqual([])
    expect(future.path).toEqual([100, 15, 100, 20, 100, 30])
    expect(past.dash).toEqual([])
    expect(past.path).toEqual([100, 0, 100, 10, 100, 15])
    // Passed checkpoints are filled with their colour, those to come with the ground.
    const ofRed = marks.filter(mark => mark.what === 'fill' && mark.path[0] === 100 && mark.path[1] !== 15)
    expect(ofRed.map(mark => [mark.colour, mark.path])).toEqual([['red', [100, 0, 100, 10]], ['ground', [100, 20, 100, 30]]])
  })

  it('a tail begins a few checkpoints before, and dots alone have none', () => {
    expect([seenFrom(0, 9.5, 'path'), seenFrom(0, 9.5, 'tail'), seenFrom(8, 9.5, 'tail'), seenFrom(0, 9.5, 'none')]).toEqual([0, 7, 8, 9])
    const marks = drawn({ heads: Float64Array.of(1.5, 6), clocked: true, trail: 'none' })
    expect(marks.filter(mark => mark.what === 'fill').map(mark => mark.path)).toEqual([[100, 15], [200, 20]])
  })
})

describe('what else is drawn', () => {
  it('a map of runs has a dot each and no path', () => {
    const marks = drawn({ dotsOnly: true })
    expect(marks.filter(mark => mark.what === 'fill')).toHaveLength(2)
    expect(marks.some(mark => mark.colour.endsWith('line'))).toBe(false)
  })

  it('checkpoints with colours of their own lie on grey paths', () => {
    const marks = drawn({ paint: { ...drawing().paint, runs: null } })
    expect(marks.some(mark => mark.what === 'stroke' && mark.colour === 'soft' && mark.path.length === 16)).toBe(true)
  })

  it('the run that is pointed at is drawn again, over a halo; a ring lies about a run where it stands', () => {
    const { pen, marks } = recordingPen()
    const here = drawing({ heads: Float64Array.of(1.5, 7), clocked: true })
    drawHovered(pen, here, 0, INKS)
    expect(marks[0].colour).toBe('halo')
    expect(marks[1]).toMatchObject({ colour: 'red line', path: [100, 0, 100, 10, 100, 15] })
    marks.length = 0
    drawRings(pen, here, [1, 5], 'a', 2)
    expect(marks.map(mark => mark.path)).toEqual([[100, 15, 200, 10]])
  })

  it('dots grow along their run, and are smaller where there are many runs', () => {
    const few = sizesOf(8, false)
    expect(radiusAt(0, 0, 5, few)).toBe(few.first)
    expect(radiusAt(4, 0, 5, few)).toBe(few.last)
    expect(radiusAt(0, 0, 1, few)).toBe(few.last)
    expect(sizesOf(400, false).head).toBeLessThan(few.head)
    expect(sizesOf(8, true).head).toBeLessThan(few.head)
  })

  it('nothing is drawn of nothing', () => {
    expect(drawn({ starts: [0], pixels: new Float64Array(), tiers: new Uint8Array(), groups: new Uint8Array(), heads: new Float64Array(), shapes: [] })).toEqual([])
  })
})

it('many rings are thinner and tighter than few', () => {
  const rings = (rows: number[]) => {
    const { pen, marks } = recordingPen()
    drawRings(pen, drawing(), rows, 'a', 3)
    return marks[0]
  }
  const [few, many] = [rings([1]), rings(Array<number>(100).fill(1))]
  expect(many.width).toBeLessThan(few.width)
  expect(many.radii[0]).toBeLessThan(few.radii[0])
})
