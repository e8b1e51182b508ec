import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { condensedIndex, condensedSize } from '../condensed.ts'
import type { DiffusionOperator } from '../diffusion/operator.ts'
import { compactOperator, diffusionOperator, operatorMatrix } from '../diffusion/operator.ts'
import { MersenneTwister } from '../mersenne.ts'
import { withoutNative } from '../native/native.ts'
import type { NetworkActivations } from '../network.ts'
import type { Scale } from '../settings.ts'
import { runToEnd } from '../steps.ts'
import { placeTile, tileShares, tilesOf } from '../tiles.ts'
import { operatorDistances, operatorDistanceSteps, tileDistances } from './frobenius.ts'

interface Stored { net: number, offset: number, shape: [number, number] }

const usual = { scale: 'mean', sigma: 0.5 } as const
const own = new URL('./fixtures/', import.meta.url)
const shared = new URL('../../../../shared/fixtures/phate/mlp_digits150/', import.meta.url)
const bytes = (place: URL, name: string): ArrayBuffer => Uint8Array.from(readFileSync(new URL(name, place))).buffer
const apart = (a: Float64Array, b: ArrayLike<number>): number => a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)

function networksOf(place: URL, stored: Stored[]): NetworkActivations[] {
  const values = new Float32Array(bytes(place, 'activations.f32'))
  return stored.map(({ net, offset, shape: [rows, columns] }) => ({ id: net, rows, columns, values: values.slice(offset, offset + rows * columns) }))
}

const fixture = JSON.parse(readFileSync(new URL('networks.json', own), 'utf8')) as
  { networks: Stored[], distances: number[], scales: ({ pair: [number, number] } & Record<Scale, number>)[] }
const networks = networksOf(own, fixture.networks)
const operatorsOf = (all: NetworkActivations[], settings: { scale: Scale, sigma: number } = usual): DiffusionOperator[] => all.map(one => diffusionOperator(one, settings))
const operators = operatorsOf(networks)

describe('distances between real networks', () => {
  it('are the published numbers', () => {
    expect(apart(operatorDistances(operators), fixture.distances)).toBeLessThan(1e-12)
  })

  it.each(['mean', 'median', 'rms', 'none'] as const)('are so with the scale %s', scale => {
    const distances = operatorDistances(operatorsOf(networks, { scale, sigma: 0.5 }))
    for (const { pair, ...expected } of fixture.scales) {
      const [i, j] = pair.map(id => networks.findIndex(network => network.id === id))
      expect(distances[condensedIndex(i, j, networks.length)] / expected[scale]).toBeCloseTo(1, 10)
    }
  })

  it.skipIf(!existsSync(shared))('are so for all twenty (../shared/fixtures/phate/mlp_digits150)', () => {
    const meta = JSON.parse(readFileSync(new URL('meta.json', shared), 'utf8')) as { activations_index: Stored[] }
    const all = networksOf(shared, meta.activations_index)
    const D = new Float64Array(bytes(shared, 'D.f64'))
    const expected = all.flatMap((a, i) => all.slice(i + 1).map(b => D[condensedIndex(a.id, b.id, 150)]))
    expect(apart(operatorDistances(operatorsOf(all)), expected)).toBeLessThan(1e-12)
  })
})

describe('bands', () => {
  it('do not change a bit, and nor does what was known before', () => {
    const whole = operatorDistances(operators)
    for (const band of [1, 3, 7, 64]) expect(runToEnd(operatorDistanceSteps(operators, undefined, band))).toEqual(whole)
    for (let earlier = 0; earlier <= operators.length; earlier++) {
      const known = operatorDistances(operators.slice(0, earlier))
      expect(known).toHaveLength(condensedSize(earlier))
      expect(runToEnd(operatorDistanceSteps(operators, known, 3))).toEqual(whole)
    }
  })

  it('nor do several workers, whichever of them is done first', () => {
    const whole = operatorDistances(operators)
    for (const [workers, band] of [[1, 64], [2, 2], [3, 1], [4, 3]]) {
      const distances = new Float64Array(condensedSize(operators.length))
      for (const share of tileShares(tilesOf(operators.length, 0, band), workers).reverse()) {
        runToEnd(tileDistances(operators, share, band)).forEach((values, k) => placeTile(share[k], values, distances, operators.length))
      }
      expect(distances).toEqual(whole)
    }
  })

  it('nor does leaving the compiled kernels out, in float64 and in float32', () => {
    const compact = operators.map(compactOperator)
    expect(withoutNative(() => operatorDistances(operators))).toEqual(operatorDistances(operators))
    expect(withoutNative(() => operatorDistances(compact))).toEqual(operatorDistances(compact))
    expect(withoutNative(() => operatorsOf(networks))).toEqual(operators)
  })

  it('do not change the known distances, even where these came from elsewhere', () => {
    const known = Float64Array.of(11, 12, 13)
    const distances = runToEnd(operatorDistanceSteps(operators, known))
    expect([distances[condensedIndex(0, 1, 8)], distances[condensedIndex(0, 2, 8)], distances[condensedIndex(1, 2, 8)]]).toEqual([11, 12, 13])
    expect(distances[condensedIndex(0, 3, 8)]).toBe(operatorDistances(operators)[condensedIndex(0, 3, 8)])
    expect(known).toEqual(Float64Array.of(11, 12, 13))
  })

  it('say where they stand', () => {
    let before = 0
    for (const { stage, share } of operatorDistanceSteps(operators)) {
      expect(stage).toBe('distances')
      expect(share).toBeGreaterThanOrEqual(before)
      expect(share).toBeLessThanOrEqual(1)
      before = share
    }
  })
})

describe('the distance', () => {
  const random = new MersenneTwister(6)
  const n = 24
  const make = (columns: number): NetworkActivations => ({ id: 0, rows: n, columns, values: Float32Array.from({ length: n * columns }, () => random.unit() - 0.5) })
  const one = make(6)
  const other = make(3)
  const between = (a: NetworkActivations, b: NetworkActivations, scale: Scale = 'mean'): number => operatorDistances(operatorsOf([a, b], { scale, sigma: 0.5 }))[0]
  const changed = (network: NetworkActivations, value: (row: number, column: number) => number, columns = network.columns): NetworkActivations =>
    ({ ...network, columns, values: Float32Array.from({ length: n * columns }, (_, k) => value(Math.floor(k / columns), k % columns)) })
  const at = (network: NetworkActivations, row: number, column: number): number => network.values[row * network.columns + column]

  it('does not see scale where a statistic of the distances divides it out, and sees it where none does', () => {
    for (const factor of [2 ** -10, 2 ** 10]) {
      const scaled = changed(one, (r, c) => factor * at(one, r, c))
      for (const scale of ['mean', 'median', 'rms'] as const) expect(between(scaled, other, scale) / between(one, other, scale)).toBeCloseTo(1, 12)
      expect(Math.abs(between(scaled, other, 'none') - between(one, other, 'none'))).toBeGreaterThan(0.01)
    }
  })

  it('does not see the order or the signs of units, zero units, or a shift', () => {
    const expected = between(one, other)
    expect(between(changed(one, (r, c) => -at(one, r, 5 - c)), other) / expected).toBeCloseTo(1, 12)
    expect(between(changed(one, (r, c) => (c < 6 ? at(one, r, c) : 0), 9), other) / expected).toBeCloseTo(1, 12)
    // Quarters are exact in float32, so that the shift rounds nothing away.
    const coarse = changed(one, (r, c) => Math.round(4 * at(one, r, c) * 64) / 256)
    expect(between(changed(coarse, (r, c) => at(coarse, r, c) + 3), other)).toBe(between(coarse, other))
  })

  it('does not see a rotation, but for the rounding of float32', () => {
    const turned = changed(one, (r, c) => (c === 0 ? 0.6 * at(one, r, 0) - 0.8 * at(one, r, 1) : c === 1 ? 0.8 * at(one, r, 0) + 0.6 * at(one, r, 1) : at(one, r, c)))
    expect(between(turned, one)).toBeLessThan(1e-6)
  })

  it('does not see the order of probes, if it is the same for all', () => {
    const permuted = (network: NetworkActivations): NetworkActivations => changed(network, (r, c) => at(network, (r * 7) % n, c))
    expect(between(permuted(one), permuted(other)) / between(one, other)).toBeCloseTo(1, 12)
  })

  it('is 0 exactly between copies, and √(n−1) between a network that sees nothing and one that tells all apart', () => {
    expect(between(one, { ...one, id: 5 })).toBe(0)
    const apartAll = changed(one, r => 1000 * r, 1)
    const dead = changed(one, () => 0)
    expect(between(apartAll, dead, 'none')).toBeCloseTo(Math.sqrt(n - 1), 12)
  })

  it('lies between 0 and √(2n), and keeps the triangle inequality', () => {
    const all = operatorsOf([one, other, make(1), make(12), changed(one, () => 1)])
    const distances = operatorDistances(all)
    const d = (i: number, j: number): number => (i === j ? 0 : distances[condensedIndex(i, j, 5)])
    for (let i = 0; i < 5; i++) {
      for (let j = 0; j < 5; j++) {
        expect(d(i, j)).toBeLessThanOrEqual(Math.sqrt(2 * n))
        for (let k = 0; k < 5; k++) expect(d(i, k)).toBeLessThanOrEqual(d(i, j) + d(j, k) + 1e-12)
      }
    }
  })

  it('resolves near copies: relative noise of 1e-5 gives neither 0 nor noise', () => {
    const [first] = networks
    const noisy = (size: number): NetworkActivations => ({ ...first, values: first.values.map((value, k) => Math.fround(value * (1 + size * Math.sin(k)))) })
    const small = between(first, noisy(1e-5))
    expect(small).toBeGreaterThan(0)
    expect(between(first, noisy(1e-4)) / small).toBeGreaterThan(8)
    expect(between(first, noisy(1e-4)) / small).toBeLessThan(12)
    const [p, q] = operatorsOf([first, noisy(1e-5)]).map(operatorMatrix)
    expect(small / Math.sqrt(p.reduce((sum, value, k) => sum + (value - q[k]) ** 2, 0))).toBeCloseTo(1, 8)
  })

  it('answers for none, one and two networks, and for two probes', () => {
    expect(operatorDistances([])).toHaveLength(0)
    expect(operatorDistances(operators.slice(0, 1))).toHaveLength(0)
    const two = operatorsOf([{ id: 0, rows: 2, columns: 1, values: Float32Array.of(0, 1) }, { id: 1, rows: 2, columns: 1, values: Float32Array.of(3, 3) }])
    expect(operatorDistances(two)).toHaveLength(1)
    expect(operatorDistances(two)[0]).toBeGreaterThan(0)
  })

  it('refuses operators on different probes, and more known networks than there are', () => {
    expect(() => operatorDistances([operators[0], diffusionOperator(one, usual)])).toThrow('Operator 1 is on 24 probes and operator 0 on 200')
    expect(() => runToEnd(operatorDistanceSteps(operators.slice(0, 2), new Float64Array(3)))).toThrow('Distances among 3 networks are known, but only 2')
  })
})
