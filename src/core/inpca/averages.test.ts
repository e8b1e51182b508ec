import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import type { Average } from './averages.ts'
import { AVERAGES, averageModels } from './averages.ts'
import { bhattacharyyaBetweenSteps } from './bhattacharyya.ts'
import { lambertW } from './lambert.ts'
import { predictionsFromLogits } from './predictions.ts'

function randomModels(models: number, probes: number, classes: number, seed: number): Float64Array {
  const normal = normals(mulberry32(seed))
  return predictionsFromLogits(Float64Array.from({ length: models * probes * classes }, () => 2 * normal()), models, probes, classes)
}

const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)
const rows = (kind: Average, ...models: number[][]): number[] => Array.from(averageModels(kind, Float64Array.from(models.flat()), models.length, 1, models[0].length))

describe('averages of models', () => {
  it.each(AVERAGES)('%s: equal models give the model, and every row sums to 1', kind => {
    const model = randomModels(1, 6, 5, 1)
    expect(apart(averageModels(kind, Float64Array.of(...model, ...model, ...model), 3, 6, 5), model)).toBeLessThan(1e-14)
    fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 5 }), fc.nat(), (models, probes, classes, seed) => {
      const average = averageModels(kind, randomModels(models, probes, classes, seed), models, probes, classes)
      for (let probe = 0; probe < probes; probe++) {
        expect(Math.abs(average.subarray(probe * classes, (probe + 1) * classes).reduce((sum, p) => sum + p, 0) - 1)).toBeLessThan(1e-14)
      }
    }))
  })

  it('are what their names say, by hand', () => {
    const [p, q] = [[0.2, 0.8], [0.6, 0.4]]
    expect(rows('arithmetic', p, q)).toEqual([expect.closeTo(0.4, 15), expect.closeTo(0.6, 15)])
    const [g, h, s] = [
      [Math.sqrt(0.12), Math.sqrt(0.32)], [2 / (5 + 1 / 0.6), 2 / (1.25 + 2.5)],
      [(Math.sqrt(0.2) + Math.sqrt(0.6)) ** 2, (Math.sqrt(0.8) + Math.sqrt(0.4)) ** 2],
    ]
    expect(rows('geometric', p, q)[0]).toBeCloseTo(g[0] / (g[0] + g[1]), 14)
    expect(rows('harmonic', p, q)[0]).toBeCloseTo(h[0] / (h[0] + h[1]), 14)
    expect(rows('square root', p, q)[0]).toBeCloseTo(s[0] / (s[0] + s[1]), 14)
    // Two points: the Bhattacharyya centroid of two unit vectors halves the angle between them.
    const middle = (Math.acos(Math.sqrt(0.2)) + Math.acos(Math.sqrt(0.6))) / 2
    expect(rows('Bhattacharyya', p, q)[0]).toBeCloseTo(Math.cos(middle) ** 2, 12)
  })

  it('Bhattacharyya has a mean distance that no small step lowers', () => {
    const [models, classes] = [5, 4]
    const tables = randomModels(models, 1, classes, 7)
    const mean = (row: Float64Array): number => runToEnd(bhattacharyyaBetweenSteps(tables, models, row, 1, 1, classes)).distances.reduce((sum, d) => sum + d, 0)
    const centroid = averageModels('Bhattacharyya', tables, models, 1, classes)
    const least = mean(centroid)
    for (let a = 0; a < classes; a++) {
      for (let b = 0; b < classes; b++) {
        const step = 1e-3 * centroid[b]
        expect(mean(centroid.map((p, c) => p + (c === a ? step : 0) - (c === b ? step : 0)))).toBeGreaterThanOrEqual(least - 1e-15)
      }
    }
  })

  it('Jeffreys solves ln(c/g) + 1 = a/c before it is renormalised', () => {
    const [p, q] = [[0.2, 0.3, 0.5], [0.6, 0.1, 0.3]]
    const c = p.map((x, k) => {
      const [a, g] = [(x + q[k]) / 2, Math.sqrt(x * q[k])]
      const w = lambertW(Math.E * a / g)
      // ln(c/g) = a/c − 1 with c = a/w.
      expect(Math.log(a / w / g)).toBeCloseTo(w - 1, 13)
      return a / w
    })
    const sum = c[0] + c[1] + c[2]
    expect(apart(rows('Jeffreys', p, q), c.map(x => x / sum))).toBeLessThan(1e-14)
  })

  it('take limits where a probability is 0', () => {
    const [p, q, r] = [[1, 0, 0], [0, 1, 0], [0.5, 0.5, 0]]
    for (const kind of ['geometric', 'harmonic', 'Jeffreys'] as const) {
      expect(rows(kind, p, r)).toEqual([1, 0, 0])
      const limit = rows(kind, [1 - 2e-300, 1e-300, 1e-300], [1e-300, 1 - 2e-300, 1e-300])
      const found = rows(kind, p, q)
      // Jeffreys nears its limit only as fast as a logarithm grows.
      for (let c = 0; c < 3; c++) expect(Math.abs(found[c] - limit[c])).toBeLessThan(kind === 'Jeffreys' ? 0.01 : 1e-12)
    }
    for (const kind of ['arithmetic', 'square root', 'Bhattacharyya'] as const) expect(apart(rows(kind, p, q), [0.5, 0.5, 0])).toBeLessThan(1e-14)
  })

  it('refuse nothing to average', () => {
    expect(() => averageModels('arithmetic', new Float64Array(0), 0, 1, 2)).toThrow('no models')
    expect(() => averageModels('arithmetic', new Float64Array(3), 1, 1, 2)).toThrow('There are 3 probabilities')
  })
})

describe('Lambert’s function', () => {
  it('turns w exp(w) back', () => {
    expect(lambertW(0)).toBe(0)
    expect(lambertW(Math.E)).toBeCloseTo(1, 15)
    fc.assert(fc.property(fc.double({ min: 1e-12, max: 690, noNaN: true }), w => {
      expect(Math.abs(lambertW(w * Math.exp(w)) / w - 1)).toBeLessThan(1e-13)
    }))
    expect(() => lambertW(-1)).toThrow('from 0 on')
  })
})
