import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { MersenneTwister } from '../mersenne.ts'
import type { NetworkActivations } from '../network.ts'
import type { Scale } from '../settings.ts'
import { diffusionOperator, operatorHealth, operatorMatrix } from './operator.ts'
import { distanceScale, probeDistances } from './points.ts'

const usual = { scale: 'mean', sigma: 0.5 } as const
const random = new MersenneTwister(2)
const network = (rows: number, columns: number, value: (k: number) => number = () => random.unit()): NetworkActivations =>
  ({ id: 7, rows, columns, values: Float32Array.from({ length: rows * columns }, (_, k) => value(k)) })

describe('diffusion operator', () => {
  it('is the published numbers’ one for a real network', () => {
    const read = (name: string): Float32Array => new Float32Array(Uint8Array.from(readFileSync(new URL(`../distance/fixtures/${name}`, import.meta.url))).buffer)
    const operator = diffusionOperator({ id: 0, rows: 200, columns: 16, values: read('activations.f32').subarray(0, 3200) }, usual)
    const matrix = operatorMatrix(operator)
    const expected = read('P_net0_rows0to19.f32')
    expect(expected.reduce((most, p, k) => Math.max(most, Math.abs(p - matrix[k])), 0)).toBeLessThan(1e-7)
  })

  it('has rows that sum to 1 and affinities that are symmetric', () => {
    const { n, affinities, sums } = diffusionOperator(network(30, 5), usual)
    const matrix = operatorMatrix({ n, affinities, sums })
    for (let k = 0; k < n; k++) {
      expect(matrix.subarray(k * n, (k + 1) * n).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 13)
      for (let l = 0; l < k; l++) expect(matrix[k * n + l] * sums[k]).toBeCloseTo(matrix[l * n + k] * sums[l], 14)
    }
  })

  it('is uniform where all probes coincide: a dead layer, or no units at all', () => {
    for (const scale of ['mean', 'median', 'rms', 'none'] as Scale[]) {
      for (const dead of [network(9, 4, () => 0), network(9, 4, () => 3.5), network(9, 0)]) {
        const operator = diffusionOperator(dead, { scale, sigma: 0.5 })
        expect(operatorMatrix(operator)).toEqual(new Float64Array(81).fill(1 / 9))
        expect(operatorHealth(operator)).toMatchObject({ flat: true, saturated: false })
      }
    }
  })

  it('copes with one probe repeated, so that half of all distances are 0', () => {
    const operator = diffusionOperator(network(8, 2, k => (k < 12 ? 1 : k)), usual)
    expect(operatorMatrix(operator).every(p => p >= 0 && p <= 1)).toBe(true)
    expect(operatorMatrix(diffusionOperator(network(8, 2, k => (k < 14 ? 1 : k)), { scale: 'median', sigma: 0.5 }))).toEqual(new Float64Array(64).fill(1 / 8))
  })

  it('refuses what is not finite, with the network’s name', () => {
    expect(() => diffusionOperator(network(4, 3, k => (k === 7 ? NaN : 1)), usual)).toThrow('Network 7 has a non-finite activation (NaN at probe 2, unit 1)')
    expect(() => diffusionOperator(network(4, 3, k => (k === 0 ? Infinity : 1)), usual)).toThrow('Network 7 has a non-finite activation (Infinity')
    expect(() => diffusionOperator(network(1, 3), usual)).toThrow('Network 7 has activations for 1 probe;')
    expect(() => diffusionOperator({ ...network(4, 3), columns: 4 }, usual)).toThrow('Network 7 has 12 activations; 4 probes × 4 units are 16')
    expect(() => diffusionOperator(network(4, 3), { scale: 'mean', sigma: 0 })).toThrow('sigma is 0')
  })
})

describe('the scale of distances', () => {
  it('is their mean, median or root mean square', () => {
    const distances = Float64Array.of(4, 1, 2, 9)
    expect(distanceScale(distances, 'mean')).toBe(4)
    expect(distanceScale(distances, 'median')).toBe(3)
    expect(distanceScale(distances.subarray(0, 3), 'median')).toBe(2)
    expect(distanceScale(distances, 'rms')).toBeCloseTo(Math.sqrt(102 / 4), 14)
    expect(distanceScale(distances, 'none')).toBe(1)
    expect(distances).toEqual(Float64Array.of(4, 1, 2, 9))
  })

  it('takes float32 activations as they are, widened before they are subtracted', () => {
    // 16777216 and 16777217 − 1: a float32 difference of squares would lose everything here.
    expect(probeDistances(network(2, 1, k => [16777216, 16777218][k]))[0]).toBe(2)
  })
})

describe('warnings', () => {
  it('say saturated where every probe sees only itself, and flat where it sees all alike', () => {
    const raw = network(20, 3, k => 100 * k * k)
    expect(operatorHealth(diffusionOperator(raw, { scale: 'none', sigma: 0.5 }))).toMatchObject({ meanDiagonal: 1, medianPerplexity: 1, saturated: true, flat: false })
    expect(operatorHealth(diffusionOperator(network(20, 3), { scale: 'mean', sigma: 50 }))).toMatchObject({ saturated: false, flat: true })
    const fair = operatorHealth(diffusionOperator(network(60, 2), usual))
    expect(fair).toMatchObject({ saturated: false, flat: false })
  })

  it('measure perplexity as the rows of P have it', () => {
    const operator = diffusionOperator(network(15, 3), usual)
    const matrix = operatorMatrix(operator)
    const rows = Array.from({ length: 15 }, (_, k) => Math.exp(-matrix.subarray(k * 15, (k + 1) * 15).reduce((sum, p) => sum + p * Math.log(p), 0)))
    expect(operatorHealth(operator).medianPerplexity).toBeCloseTo(rows.sort((a, b) => a - b)[7], 12)
  })
})
