// Entropies from kept spectra are the entropies of the definition, at any t and any width; and the map's own width is the map's own walk.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffusionOperator, operatorMatrix } from '../diffusion/operator.ts'
import type { NetworkActivations } from '../network.ts'
import { mulberry32, normals } from '../random.ts'
import { SCALES } from '../settings.ts'
import { runToEnd } from '../steps.ts'
import { spectralEntropy } from './entropy.ts'
import { entropiesAt, logSpectra, networkSpectraSteps } from './kept-spectra.ts'
import { nearestSigma, sigmaGrid } from './relative-width.ts'
import { affinitySpectrumSteps } from './spectrum.ts'

const network = (rows: number, columns: number, seed: number, size = 1): NetworkActivations => {
  const normal = normals(mulberry32(seed))
  return { id: seed, rows, columns, values: Float32Array.from({ length: rows * columns }, () => size * normal()) }
}

const spectraOf = (of: NetworkActivations, sigma: number, scale: (typeof SCALES)[number] = 'median'): Float32Array => runToEnd(networkSpectraSteps(of, [{ scale, sigma }]))[0]

const TIMES = [0.5, 0.77, 1, 2, 3.3, 5, 10, 50]

describe('entropies from kept spectra', () => {
  it('are those of the definition to 1e-9 bits from float64, for any eigenvalues and any t', () => {
    const size = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: -300, max: 0, noNaN: true }).map(exponent => 10 ** exponent))
    fc.assert(fc.property(fc.array(size, { minLength: 1, maxLength: 60 }), fc.double({ min: 0.05, max: 80, noNaN: true }), (below, t) => {
      const row = Float64Array.from([1, ...below]).sort().reverse()
      const [bits] = entropiesAt(logSpectra({ n: row.length, values: row }), t)
      expect(Math.abs(bits - spectralEntropy(row, t))).toBeLessThan(1e-9)
    }))
  })

  it('keep all their digits where next to nothing is left, so that their ranks are of the networks and not of rounding', () => {
    // Two eigenvalues, 1 and x: with w = x^t, H = ln(1 + w) − w ln(w)/(1 + w) in nats; for small w its series.
    for (const [x, t] of [[0.5, 1], [0.3, 20], [0.3, 50], [0.05, 50], [0.9, 50], [1e-7, 20]]) {
      const w = x ** t
      const nats = w < 1e-6 ? w * (1 - t * Math.log(x)) : Math.log1p(w) - w / (1 + w) * t * Math.log(x)
      expect(entropiesAt(logSpectra({ n: 2, values: Float64Array.of(1, x) }), t)[0] * Math.LN2 / nats).toBeCloseTo(1, 5)
    }
    // With all but one equal: whoever has the larger second eigenvalue has the larger entropy, however small both are.
    const seconds = Array.from({ length: 50 }, (_, k) => 0.2 + 0.01 * k)
    const bits = entropiesAt(logSpectra({ n: 3, values: Float64Array.from(seconds.flatMap(x => [1, x, 0.1])) }), 50)
    for (let k = 1; k < bits.length; k++) expect(bits[k]).toBeGreaterThan(bits[k - 1])
  })

  it('are those of the definition to 1e-6 bits from float32, for real clouds', () => {
    for (const [k, [rows, columns]] of [[60, 3], [90, 20], [200, 64]].entries()) {
      const of = network(rows, columns, k + 1)
      for (const sigma of [0.25, 1, 2]) {
        const { eigenvalues } = runToEnd(affinitySpectrumSteps(Float64Array.from(of.values), rows, columns, { medians: sigma }))
        const logs = logSpectra({ n: rows, values: spectraOf(of, sigma) })
        for (const t of TIMES) expect(Math.abs(entropiesAt(logs, t)[0] - spectralEntropy(eigenvalues, t))).toBeLessThan(1e-6)
      }
    }
  })

  it('stand in the order of the networks, each as if it were alone', () => {
    const networks = [1, 2, 3].map(seed => network(40, 5, seed))
    const rows = networks.map(one => spectraOf(one, 0.5))
    const together = entropiesAt(logSpectra({ n: 40, values: Float32Array.from(rows.flatMap(row => [...row])) }), 2)
    expect(Array.from(together)).toEqual(rows.map(values => entropiesAt(logSpectra({ n: 40, values }), 2)[0]))
  })

  it('never rise with t', () => {
    const logs = logSpectra({ n: 50, values: spectraOf(network(50, 4, 9), 0.35) })
    const bits = TIMES.map(t => entropiesAt(logs, t)[0])
    for (let k = 1; k < bits.length; k++) expect(bits[k]).toBeLessThanOrEqual(bits[k - 1] + 1e-12)
  })

  it('are 0 where all probes coincide, in every scale, and for one probe', () => {
    const dead: NetworkActivations = { id: 0, rows: 7, columns: 3, values: new Float32Array(21).fill(2) }
    for (const scale of SCALES) expect(entropiesAt(logSpectra({ n: 7, values: spectraOf(dead, 1, scale) }), 1)[0]).toBeLessThan(1e-12)
    const one: NetworkActivations = { ...dead, rows: 1, values: new Float32Array(3) }
    expect(entropiesAt(logSpectra({ n: 1, values: spectraOf(one, 1, 'mean') }), 1)).toEqual(Float64Array.of(0))
    expect(entropiesAt(logSpectra({ n: 0, values: new Float32Array(0) }), 1)).toHaveLength(0)
  })

  it('refuse a t that is not a positive number', () => {
    const logs = logSpectra({ n: 2, values: Float32Array.of(1, 0.5) })
    for (const t of [0, -1, NaN, Infinity]) expect(() => entropiesAt(logs, t)).toThrow(String(t))
  })
})

describe('the width of a kept spectrum', () => {
  it('in the map’s scale and σ gives the eigenvalues of the map’s operator P: the same traces of P and of P²', () => {
    const of = network(60, 6, 4, 3)
    for (const scale of SCALES) {
      const sigma = scale === 'none' ? 4 : 0.5
      const p = operatorMatrix(diffusionOperator(of, { scale, sigma }))
      let [first, second] = [0, 0]
      for (let k = 0; k < 60; k++) {
        first += p[k * 60 + k]
        for (let l = 0; l < 60; l++) second += p[k * 60 + l] * p[l * 60 + k]
      }
      const row = spectraOf(of, sigma, scale)
      expect(row.reduce((sum, value) => sum + value, 0) / first).toBeCloseTo(1, 5)
      expect(row.reduce((sum, value) => sum + value * value, 0) / second).toBeCloseTo(1, 5)
    }
  })

  it('in a statistic of the network’s own distances does not hear how large activations are; without one it does', () => {
    const bits = (size: number, scale: (typeof SCALES)[number]) => entropiesAt(logSpectra({ n: 30, values: spectraOf(network(30, 4, 2, size), 1, scale) }), 1)[0]
    for (const scale of ['mean', 'median', 'rms'] as const) expect(bits(64, scale)).toBeCloseTo(bits(1, scale), 5)
    expect(Math.abs(bits(64, 'none') - bits(1, 'none'))).toBeGreaterThan(0.5)
  })

  it('is among the grid where the map has it in the same scale, once, in order', () => {
    expect(sigmaGrid('mean', { scale: 'mean', sigma: 0.6 })).toContain(0.6)
    expect(sigmaGrid('median', { scale: 'mean', sigma: 0.6 })).not.toContain(0.6)
    const grid = sigmaGrid('mean', { scale: 'mean', sigma: 0.5 })
    expect(grid.filter(sigma => sigma === 0.5)).toHaveLength(1)
    expect(grid).toEqual([...grid].sort((a, b) => a - b))
    expect(grid[nearestSigma(grid, 0.5)]).toBe(0.5)
    expect(grid[nearestSigma(grid, 9)]).toBe(2)
  })
})
