// The colour scale: what must hold of it whatever the measure.
import { describe, expect, it } from 'vitest'
import type { NetworkRow } from '../core/network.ts'
import type { Measure } from '../store/measures.ts'
import { measureOf } from '../store/measures.ts'
import { colourScale, ramp, VIRIDIS } from './colour.ts'
import { rampOf } from './ramps.ts'

const plain = { log: false, invert: false, theme: 'light' } as const
const GREY = [141, 139, 132]

function row(change: { learningRate?: number, testAccuracy?: number, weightDecay?: number, activation?: 'relu' | 'sigmoid' }): NetworkRow {
  const { learningRate = 0.01, testAccuracy = 0.5, weightDecay = 0, activation = 'relu' } = change
  return {
    id: 0, weightSeed: 0, orderSeed: 0,
    hyper: { family: 'mlp', depth: 1, width: 8, activation, optimiser: 'adam', learningRate, weightDecay, batchSize: 32, dropout: 0, epochs: 5, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh' },
    outcome: { divergedAt: null, steps: 1, parameters: 10, trainLoss: 1, trainAccuracy: 0.5, testLoss: 1, testAccuracy },
  }
}

const rates = [0.001, 0.01, 0.1].map(learningRate => row({ learningRate }))

describe('the ramp', () => {
  it('passes through its stops and stays at its ends', () => {
    for (const [k, stop] of VIRIDIS.entries()) expect(ramp(k / 19)).toEqual(stop)
    expect(ramp(-1)).toEqual(VIRIDIS[0])
    expect(ramp(2)).toEqual(VIRIDIS[19])
  })

  it('grows lighter all the way, so that it reads in grey too', () => {
    const light = Array.from({ length: 101 }, (_, k) => ramp(k / 100)).map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b)
    for (let k = 1; k < light.length; k++) expect(light[k]).toBeGreaterThanOrEqual(light[k - 1] - 0.6)
  })
})

describe('a number measure', () => {
  it('keeps the ends that the measure fixes, whatever the rows', () => {
    const scale = colourScale(measureOf('testAccuracy'), [row({ testAccuracy: 0.4 })], plain)
    expect(scale.domain).toEqual([0, 1])
    expect(scale.position(0.25)).toBe(0.25)
    expect(scale.colour(row({ testAccuracy: 1 }))).toEqual(VIRIDIS[19])
  })

  it('spans the rows, and on a log scale puts equal factors at equal distances', () => {
    const scale = colourScale(measureOf('learningRate'), rates, { ...plain, log: true })
    expect(scale.domain).toEqual([0.001, 0.1])
    expect(scale.position(0.01)).toBeCloseTo(0.5, 12)
    expect(colourScale(measureOf('learningRate'), rates, plain).position(0.01)).toBeCloseTo(9 / 99, 12)
  })

  it('inverts the colours, not the axis', () => {
    const scale = colourScale(measureOf('learningRate'), rates, { ...plain, invert: true })
    expect(scale.colourAt(0.001)).toEqual(VIRIDIS[19])
    expect(scale.position(0.001)).toBe(0)
  })

  it('holds values beyond its ends at its ends', () => {
    const scale = colourScale(measureOf('learningRate'), rates, { ...plain, log: true })
    expect([scale.position(1), scale.position(1e-6), scale.position(0)]).toEqual([1, 0, 0])
  })

  it('shows a missing value in grey, in either palette', () => {
    const scale = colourScale(measureOf('testAccuracy'), rates, plain)
    expect(scale.position(NaN)).toBeNull()
    expect(scale.colourAt(NaN)).toEqual(GREY)
    expect(colourScale(measureOf('testAccuracy'), rates, { ...plain, theme: 'dark' }).colourAt(NaN)).not.toEqual(GREY)
  })

  it('answers with the middle of the ramp where all values are the same', () => {
    const scale = colourScale(measureOf('learningRate'), [rates[0], rates[0]], { ...plain, log: true })
    expect(scale.position(0.001)).toBe(0.5)
    expect(scale.colour(rates[0])).toEqual(ramp(0.5))
  })

  it('leaves a log scale on which nothing can stand', () => {
    const scale = colourScale(measureOf('weightDecay'), [row({}), row({})], { ...plain, log: true })
    expect(scale.log).toBe(false)
    expect(scale.position(0)).toBe(0.5)
  })

  it('starts a log scale of a measure that begins at zero at its least positive value', () => {
    const scale = colourScale(measureOf('testAccuracy'), [row({ testAccuracy: 0.01 }), row({ testAccuracy: 0.5 })], { ...plain, log: true })
    expect(scale.domain).toEqual([0.01, 1])
  })

  it('answers for no rows at all', () => {
    expect(colourScale(measureOf('learningRate'), [], { ...plain, log: true }).domain).toEqual([0, 1])
  })
})

describe('a category measure', () => {
  it('gives each value its own colour in a fixed order, from the palette of the theme', () => {
    const light = colourScale(measureOf('activation'), [], plain)
    const dark = colourScale(measureOf('activation'), [], { ...plain, theme: 'dark' })
    expect(light.colour(row({ activation: 'relu' }))).toEqual([0, 114, 178])
    expect(dark.colour(row({ activation: 'relu' }))).toEqual([74, 168, 232])
    expect(new Set(['relu', 'tanh', 'gelu', 'sigmoid'].map(value => light.colourAt(value).join())).size).toBe(4)
  })

  it('places values evenly and knows what it does not know', () => {
    const scale = colourScale(measureOf('activation'), [], plain)
    expect(['relu', 'tanh', 'gelu', 'sigmoid'].map(value => scale.position(value))).toEqual([0, 1 / 3, 2 / 3, 1])
    expect(scale.position('swish')).toBeNull()
    expect(scale.colourAt('swish')).toEqual(GREY)
  })

  it('inverting reverses the colours and keeps them apart', () => {
    const measure = measureOf('activation') as Extract<Measure, { kind: 'category' }>
    const scale = colourScale(measure, [], { ...plain, invert: true })
    const there = colourScale(measure, [], plain)
    expect(measure.values.map(value => scale.colourAt(value))).toEqual([...measure.values].reverse().map(value => there.colourAt(value)))
  })
})

describe('palettes', () => {
  const light = ([red, green, blue]: readonly number[]): number => {
    const [r, g, b] = [red, green, blue].map(channel => channel / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const lightness = (palette: 'viridis' | 'cividis' | 'magma' | 'diverging', theme: 'light' | 'dark') => Array.from({ length: 201 }, (_, k) => light(ramp(k / 200, rampOf(palette, theme))))

  it.each(['viridis', 'cividis', 'magma'] as const)('%s grows lighter all the way', palette => {
    const steps = lightness(palette, 'light')
    for (let k = 1; k < steps.length; k++) expect(steps[k]).toBeGreaterThanOrEqual(steps[k - 1] - 0.002)
    expect(steps[200] - steps[0]).toBeGreaterThan(0.6)
  })

  it.each([['light', 1], ['dark', -1]] as const)('diverging goes all one way from its middle to either end, on %s ground', (theme, sign) => {
    const steps = lightness('diverging', theme)
    for (let k = 1; k <= 100; k++) expect(sign * (steps[k] - steps[k - 1])).toBeGreaterThanOrEqual(-0.002)
    for (let k = 101; k <= 200; k++) expect(sign * (steps[k] - steps[k - 1])).toBeLessThanOrEqual(0.002)
  })

  it('diverging gives equal amounts either side of nought colours equally far from its middle', () => {
    const signed: Measure = { kind: 'number', group: 'derived', key: 'derived:lean', label: 'Lean', words: 'lean', log: false, integer: false, digits: 2, domain: null, read: ({ outcome }) => outcome.testAccuracy }
    const scale = colourScale(signed, [row({ testAccuracy: -0.2 }), row({ testAccuracy: 0.8 })], { ...plain, palette: 'diverging' })
    const stops = rampOf('diverging', 'light')
    expect(scale.colourAt(0)).toEqual(stops[5])
    expect(scale.colourAt(0.8)).toEqual(stops[10])
    expect(scale.colourAt(-0.2)).toEqual(ramp(0.5 - 0.2 / 1.6, stops))
    // The axis itself still ends where the values do.
    expect([scale.position(-0.2), scale.position(0.8)]).toEqual([0, 1])
  })
})

describe('a range', () => {
  const scale = colourScale(measureOf('testAccuracy'), [row({})], { ...plain, range: [0.9, 1] })
  it('has the ramp to itself, and values beyond take the colours of its ends', () => {
    expect(scale.domain).toEqual([0.9, 1])
    expect(scale.colourAt(0.95)).toEqual(ramp(0.5))
    expect(scale.colourAt(0.1)).toEqual(VIRIDIS[0])
    expect(scale.colourAt(NaN)).toEqual(GREY)
  })

  it('reads backwards from a place to its value, on either scale', () => {
    expect(scale.valueAt(0.5)).toBeCloseTo(0.95, 12)
    const log = colourScale(measureOf('learningRate'), rates, { ...plain, log: true, range: [1e-4, 1] })
    for (const value of [1e-4, 0.003, 1]) expect(log.valueAt(log.position(value)!)).toBeCloseTo(value, 12)
  })

  it('that begins at nought leaves a log scale its least positive value', () => {
    expect(colourScale(measureOf('learningRate'), rates, { ...plain, log: true, range: [0, 0.05] }).domain).toEqual([0.001, 0.05])
  })
})

describe('clusters', () => {
  it('have none of the hues of groups A and B, twelve different ones, and keep them when others come', () => {
    const clusters = (hues: number[]): Measure => ({ kind: 'category', group: 'derived', key: 'derived:clusters', label: 'Cluster', words: 'cluster', values: hues.map((_, k) => String(k + 1)), hues, read: () => '1' })
    for (const theme of ['light', 'dark'] as const) {
      const twelve = colourScale(clusters([...Array(12).keys()]), [], { ...plain, theme })
      const colours = Array.from({ length: 12 }, (_, k) => twelve.colourAt(String(k + 1)).join())
      expect(new Set(colours).size).toBe(12)
      for (const taken of ['relu', 'tanh']) expect(colours).not.toContain(colourScale(measureOf('activation'), [], { ...plain, theme }).colourAt(taken).join())
      expect(colourScale(clusters([0, 2, 1]), [], { ...plain, theme }).colourAt('2')).toEqual(twelve.colourAt('3'))
    }
  })
})
