// Numbers, curves and images made from diagrams.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bettiCurve, bettiNumbers } from './betti.ts'
import { diagramOf, emptyDiagram, finiteBars, inUnitsOf } from './diagram.ts'
import { commonFrame, persistenceImage } from './image.ts'
import { summary } from './summary.ts'

const diagram = diagramOf([[0, 1], [0, 2], [1, 2], [1.5, 4.5], [0, null]])

describe('summary', () => {
  it('counts what ends and leaves out what does not', () => {
    const { bars, endless, totalPersistence, totalSquaredPersistence, largest } = summary(diagram)
    expect([bars, endless, totalPersistence, totalSquaredPersistence, largest]).toEqual([4, 1, 7, 15, 3])
  })

  it('entropy is ln(number) for equal bars, 0 for one or none, and knows no unit', () => {
    const equal = diagramOf([[0, 1], [1, 2], [5, 6]])
    expect(summary(equal).entropy).toBeCloseTo(Math.log(3), 14)
    expect(summary(equal).normalisedEntropy).toBeCloseTo(1, 14)
    expect(summary(diagramOf([[0, 3]]))).toMatchObject({ bars: 1, entropy: 0, normalisedEntropy: 0 })
    expect(summary(emptyDiagram())).toEqual({ bars: 0, endless: 0, totalPersistence: 0, totalSquaredPersistence: 0, largest: 0, entropy: 0, normalisedEntropy: 0 })
    expect(summary(inUnitsOf(diagram, 0.01)).entropy).toBeCloseTo(summary(diagram).entropy, 12)
    expect(summary(diagramOf([[1, 1], [2, 2]])).entropy).toBe(0)
  })

  it('a diagram in other units, or without its endless bars', () => {
    expect(inUnitsOf(diagram, 2).deaths).toEqual(Float64Array.of(0.5, 1, Infinity, 1, 2.25))
    expect(finiteBars(diagram).births).toEqual(Float64Array.of(0, 0, 1, 1.5))
    expect(() => inUnitsOf(diagram, 0)).toThrow('in units of 0')
  })
})

describe('Betti curve', () => {
  it('has a step wherever a bar begins or ends', () => {
    expect(bettiCurve(diagram)).toEqual({ scales: Float64Array.of(0, 1.5, 2, 4.5), counts: Uint32Array.of(3, 4, 2, 1) })
    expect(bettiCurve(emptyDiagram())).toEqual({ scales: new Float64Array(0), counts: new Uint32Array(0) })
  })

  it('on a grid, counts birth ≤ s < death', () => {
    const digit = fc.integer({ min: 0, max: 9 })
    const bars = fc.array(fc.tuple(digit, digit).map(([birth, length]): [number, number | null] => [birth, length === 9 ? null : birth + length]))
    fc.assert(fc.property(bars, list => {
      const scales = Array.from({ length: 45 }, (_, k) => k / 2 - 1)
      expect(Array.from(bettiNumbers(diagramOf(list), scales))).toEqual(scales.map(s => list.filter(([birth, death]) => birth <= s && (death === null || s < death)).length))
    }))
    expect(() => bettiNumbers(diagram, [1, 0.5])).toThrow('Scale 1 is 0.5, after 1')
    expect(() => bettiNumbers(diagram, [NaN])).toThrow('Scale 0 is NaN')
  })

  it('its area is the total persistence', () => {
    const { scales, counts } = bettiCurve(finiteBars(diagram))
    const area = counts.reduce((sum, count, k) => sum + (k + 1 < scales.length ? count * (scales[k + 1] - scales[k]) : 0), 0)
    expect(area).toBe(summary(diagram).totalPersistence)
  })
})

describe('persistence image', () => {
  it('spreads each bar by its weight', () => {
    const frame = { birth: [-20, 20] as const, persistence: [-20, 20] as const, columns: 8, rows: 8, sigma: 1, fullWeightAt: 6 }
    // Everything falls into the frame: the sum is the sum of weights (1 + 2 + 1 + 3) / 6.
    expect(persistenceImage(diagram, frame).reduce((sum, x) => sum + x, 0)).toBeCloseTo(7 / 6, 12)
  })

  it('a pixel is the integral of the Gaussian over it', () => {
    const frame = { birth: [0, 2] as const, persistence: [0, 2] as const, columns: 2, rows: 2, sigma: 0.5, fullWeightAt: 1 }
    const image = persistenceImage(diagramOf([[0.25, 1.5]]), frame)
    // By the midpoint rule on a fine grid.
    const fine = 400
    for (const [row, column] of [[0, 0], [0, 1], [1, 0], [1, 1]]) {
      let sum = 0
      for (let k = 0; k < fine * fine; k++) {
        const b = column + ((k % fine) + 0.5) / fine - 0.25
        const p = row + (Math.floor(k / fine) + 0.5) / fine - 1.25
        sum += Math.exp(-(b * b + p * p) / 0.5) / (2 * Math.PI * 0.25) / fine / fine
      }
      expect(image[row * 2 + column]).toBeCloseTo(sum, 5)
    }
  })

  it('bars of no length leave no mark, and a common frame holds all bars', () => {
    const frame = commonFrame([diagram, diagramOf([[3, 4]])], 10, 20)
    expect(frame).toEqual({ birth: [0, 3], persistence: [0, 3], columns: 10, rows: 20, fullWeightAt: 3, sigma: 0.3 })
    expect(persistenceImage(diagramOf([[1, 1], [0, null]]), frame).every(x => x === 0)).toBe(true)
    const empty = commonFrame([emptyDiagram()], 4, 4)
    expect(persistenceImage(diagram, empty).every(x => Number.isFinite(x))).toBe(true)
    expect(() => persistenceImage(diagram, { ...frame, sigma: 0 })).toThrow('sigma 0')
  })
})
