// A picture of runs within its margins: nothing lies outside, and the numbers at the edges are those of the data.
import { describe, expect, it } from 'vitest'
import { edgesOf, marginsOf, plotIn, sizeOf, toPixels, wholeView } from './plot.ts'
import { NO_SCENE } from './scene.ts'

const PLOT = { left: 50, top: 100, right: 450, bottom: 400 }

const FORM = { solid: false, meaning: true, phone: false, width: 600, height: 600, tools: true, two: false, bare: false, footed: false }

describe('the plot', () => {
  it('is never inside out, however small the frame', () => {
    const { left, right, top, bottom } = plotIn({ width: 60, height: 60 }, marginsOf({ ...FORM, width: 60, height: 60 }))
    expect(right).toBeGreaterThan(left)
    expect(bottom).toBeGreaterThan(top)
  })

  it('is the whole frame where axes mean nothing', () => {
    const margins = marginsOf({ ...FORM, meaning: false, phone: true, width: 300, two: true })
    expect(plotIn({ width: 300, height: 200 }, margins)).toEqual({ left: 0, top: 0, right: 300, bottom: 200 })
  })

  it('leaves room for another row of controls in a narrow pane that has the tools', () => {
    const top = (width: number, tools: boolean) => marginsOf({ ...FORM, width, tools, two: true }).top
    expect(top(380, true)).toBeGreaterThan(top(700, true))
    expect(top(380, false)).toBe(top(700, false))
  })

  it('has half of a low pane on a phone, also with a selection over its foot', () => {
    const size = { width: 390, height: 218 }
    const { top, bottom } = plotIn(size, marginsOf({ ...FORM, ...size, phone: true, bare: true, footed: true }))
    expect(bottom - top).toBeGreaterThan(0.5 * 218)
  })
})

describe('pixels', () => {
  it('put the view’s point in the middle of the plot, with y upwards', () => {
    expect([...toPixels({ x: 1, y: 2, scale: 10 }, PLOT, Float64Array.of(1, 2, 2, 3))]).toEqual([250, 250, 260, 240])
  })

  it('and values at the edges agree: a place at an edge has the edge’s value', () => {
    const view = { x: 1, y: 2, scale: 10 }
    const stretch = [2, 0.5, 1] as const
    const { x, y } = edgesOf(view, PLOT, { stretch })
    const [px, py] = toPixels(view, PLOT, Float64Array.of(x[0] * stretch[0], y[1] * stretch[1]))
    expect(px).toBeCloseTo(PLOT.left, 9)
    expect(py).toBeCloseTo(PLOT.top, 9)
  })

  it('of a whole view lie within the plot', () => {
    const everything = Float64Array.of(-3, 1, 9, 2, 4, 80)
    const pixels = toPixels(wholeView({ ...NO_SCENE, everything }, PLOT), PLOT, everything)
    for (let k = 0; k < pixels.length; k += 2) {
      expect(pixels[k]).toBeGreaterThanOrEqual(PLOT.left)
      expect(pixels[k]).toBeLessThanOrEqual(PLOT.right)
      expect(pixels[k + 1]).toBeGreaterThanOrEqual(PLOT.top)
      expect(pixels[k + 1]).toBeLessThanOrEqual(PLOT.bottom)
    }
    expect(sizeOf(PLOT)).toEqual({ width: 400, height: 300 })
  })
})
