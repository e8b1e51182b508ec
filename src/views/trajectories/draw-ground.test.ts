// Axes, the road and its ends: what is red, what is dotted, and where words find room.
import { describe, expect, it } from 'vitest'
import { drawArms, drawAxes, drawEnds, drawRoad, labelPlace, ticksOf } from './draw-ground.ts'
import type { Inks } from './runs-drawing.ts'
import { INK_TOKENS } from './runs-drawing.ts'
import { recordingPen } from './recording-pen.ts'

const INKS = Object.fromEntries(Object.keys(INK_TOKENS).map(name => [name, name])) as Inks
const PLOT = { left: 50, top: 100, right: 450, bottom: 400 }

describe('axes', () => {
  it('have round ticks where their values lie', () => {
    const ticks = ticksOf({ low: -0.6, high: 0.6, timeLike: false }, 50, 450)
    expect(ticks.length).toBeGreaterThanOrEqual(2)
    for (const { value, at } of ticks) expect(at).toBeCloseTo(50 + 400 * (value + 0.6) / 1.2, 6)
    expect(ticks.some(({ value }) => value === 0)).toBe(true)
  })

  it('are red and thick where they subtract', () => {
    const { pen, marks } = recordingPen()
    drawAxes(pen, PLOT, { low: 0, high: 1, timeLike: false }, { low: 0, high: 1, timeLike: true }, INKS)
    expect(marks.filter(mark => mark.colour === 'danger').map(mark => [mark.width, mark.path[0]])).toEqual([[2, 50.5]])
    expect(marks.filter(mark => mark.colour === 'axis')).toHaveLength(1)
    expect(marks.filter(mark => mark.what === 'text').map(mark => mark.text)).toContain('.5')
  })

  it('three arms have names at their ends; one that points at the eye has none', () => {
    const { pen, marks } = recordingPen()
    drawArms(pen, Float64Array.of(100, 300, 300, 300, 100, 120, 103, 301), ['axis 1', 'axis 2', 'axis 3'], [false, false, true], INKS)
    expect(marks.filter(mark => mark.what === 'text').map(mark => mark.text)).toEqual(['axis 1', 'axis 2'])
    expect(marks.filter(mark => mark.colour === 'danger')).toHaveLength(1)
  })
})

describe('the road', () => {
  const road = Float64Array.of(100, 300, 200, 250, 400, 300)

  it('is dotted, from a cross to a cross with their names', () => {
    const { pen, marks } = recordingPen()
    drawRoad(pen, road, INKS)
    expect(marks).toHaveLength(1)
    expect(marks[0].dash).not.toEqual([])
    marks.length = 0
    drawEnds(pen, road, new Float64Array(), PLOT, INKS)
    expect(marks.filter(mark => mark.what === 'text').map(mark => mark.text)).toEqual(['ignorance P0', 'truth P*'])
    expect(marks.filter(mark => mark.colour === 'ink' && mark.what === 'stroke')).toHaveLength(2)
  })

  it('is not there where nobody knows the labels', () => {
    const { pen, marks } = recordingPen()
    drawRoad(pen, new Float64Array(), INKS)
    drawEnds(pen, new Float64Array(), new Float64Array(), PLOT, INKS)
    expect(marks).toEqual([])
  })

  it('words beside a cross stay within the plot and off the dots', () => {
    const right = labelPlace(445, 200, 60, new Float64Array(), PLOT)
    expect(right.x + 60).toBeLessThanOrEqual(PLOT.right)
    const dots = Float64Array.from({ length: 40 }, (_, k) => k % 2 === 0 ? 215 + k : 195)
    const off = labelPlace(200, 200, 60, dots, PLOT)
    for (let k = 0; k < dots.length; k += 2) expect(dots[k] > off.x && dots[k] < off.x + 60 && dots[k + 1] > off.y - 12 && dots[k + 1] < off.y + 4).toBe(false)
  })
})
