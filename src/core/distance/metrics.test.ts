import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { condensedIndex } from '../condensed.ts'
import { MersenneTwister } from '../mersenne.ts'
import { withoutNative } from '../native/native.ts'
import type { NetworkActivations } from '../network.ts'
import { singularValues } from '../singular-values.ts'
import { runToEnd } from '../steps.ts'
import { ranks } from '../statistics.ts'
import type { DistanceSettings, Metric } from './all-pairs.ts'
import { networkDistanceSteps } from './all-pairs.ts'
import { lowerFactor } from './lower-factor.ts'
import { meanRanks } from './rsa.ts'

const METRICS: Metric[] = ['diffusion', 'markov-t', 'multi', 'cka', 'cka-arccos', 'procrustes', 'procrustes-root', 'rsa']
const measure = (networks: readonly NetworkActivations[], metric: Metric, settings: DistanceSettings = {}): Float64Array =>
  runToEnd(networkDistanceSteps(networks, { metric, t: 4, ...settings })).distances

/** Networks on the same probes with their own widths; values are small whole numbers of sixteenths, so that float32 keeps shifts and doublings. */
const width = fc.integer({ min: 1, max: 18 })
const populations = fc.record({ seed: fc.nat(1e6), rows: fc.integer({ min: 3, max: 14 }), widths: fc.array(width, { minLength: 3, maxLength: 5 }) })
  .map(({ seed, rows, widths }) => {
    const random = new MersenneTwister(seed)
    const values = (length: number): Float32Array => Float32Array.from({ length }, () => Math.floor(random.unit() * 64) / 16)
    return widths.map((columns, id): NetworkActivations => ({ id, rows, columns, values: values(rows * columns) }))
  })
  .filter(networks => networks.every(({ rows, columns, values }) => new Set(Array.from({ length: rows }, (_, k) => values.slice(k * columns, (k + 1) * columns).join())).size > 2))

const changed = (network: NetworkActivations, value: (row: number, column: number) => number, columns = network.columns): NetworkActivations =>
  ({ ...network, columns, values: Float32Array.from({ length: network.rows * columns }, (_, k) => value(Math.floor(k / columns), k % columns)) })
const at = ({ columns, values }: NetworkActivations, row: number, column: number): number => values[row * columns + column]

describe.each(METRICS)('%s', metric => {
  const close = (a: Float64Array, b: Float64Array): void => a.forEach((value, k) => expect(value).toBeCloseTo(b[k], 9))

  it('is not negative, finite, and the same whichever comes first', () => {
    fc.assert(fc.property(populations, networks => {
      const distances = measure(networks, metric)
      expect(distances.every(d => d >= 0 && d < Infinity)).toBe(true)
      const backwards = measure([...networks].reverse(), metric)
      const n = networks.length
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) expect(backwards[condensedIndex(n - 1 - i, n - 1 - j, n)]).toBeCloseTo(distances[condensedIndex(i, j, n)], 12)
    }), { numRuns: 25 })
  })

  it('is exactly 0 between copies', () => {
    fc.assert(fc.property(populations, networks => {
      expect(measure([networks[0], networks[1], { ...networks[0], id: 77 }], metric)[1]).toBe(0)
    }), { numRuns: 25 })
  })

  it('does not see a shift, a doubling, the order or sign of units, or units that never change', () => {
    fc.assert(fc.property(populations, networks => {
      const expected = measure(networks, metric)
      const [first, ...rest] = networks
      const d = first.columns
      close(measure([changed(first, (r, c) => at(first, r, c) + 3), ...rest], metric), expected)
      close(measure([changed(first, (r, c) => 1024 * at(first, r, c)), ...rest], metric), expected)
      close(measure([changed(first, (r, c) => -at(first, r, d - 1 - c)), ...rest], metric), expected)
      close(measure([changed(first, (r, c) => (c < d ? at(first, r, c) : 0.1), d + 3), ...rest], metric), expected)
    }), { numRuns: 15 })
  })

  it('does not see the order of probes if it is the same for all', () => {
    fc.assert(fc.property(populations, networks => {
      close(measure(networks.map(one => changed(one, (r, c) => at(one, one.rows - 1 - r, c))), metric), measure(networks, metric))
    }), { numRuns: 15 })
  })

  it('has the same bits compiled and plain (but for singular values, which round their own way)', () => {
    fc.assert(fc.property(populations, networks => {
      const [compiled, plain] = [measure(networks, metric), withoutNative(() => measure(networks, metric))]
      if (metric.startsWith('procrustes')) close(compiled, plain)
      else expect(compiled).toEqual(plain)
    }), { numRuns: 15 })
  })
})

describe.each(['diffusion', 'markov-t', 'cka-arccos', 'procrustes-root', 'multi'] as const)('%s', metric => {
  it('keeps the triangle inequality', () => {
    fc.assert(fc.property(populations, networks => {
      const distances = measure(networks, metric)
      const n = networks.length
      const d = (i: number, j: number): number => (i === j ? 0 : distances[condensedIndex(i, j, n)])
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) expect(d(i, k)).toBeLessThanOrEqual(d(i, j) + d(j, k) + 1e-7)
    }), { numRuns: 25 })
  })
})

describe('near copies', () => {
  const random = new MersenneTwister(3)
  const first: NetworkActivations = { id: 0, rows: 40, columns: 12, values: Float32Array.from({ length: 480 }, () => random.unit()) }
  const noise = Float64Array.from({ length: 480 }, () => random.unit() - 0.5)
  const noisy = (size: number): NetworkActivations => changed(first, (r, c) => at(first, r, c) * (1 + size * noise[r * 12 + c]))

  // The distance grows with the noise, or with its square: a hundred times the noise, a hundred or ten thousand times the distance.
  it.each([['diffusion', 1], ['markov-t', 1], ['cka', 2], ['cka-arccos', 1], ['procrustes', 2], ['procrustes-root', 1]] as const)('are resolved by %s', (metric, order) => {
    const [small, large] = [1e-5, 1e-3].map(size => measure([first, noisy(size)], metric)[0])
    expect(small).toBeGreaterThan(0)
    expect(Math.abs(large / small / 100 ** order - 1)).toBeLessThan(0.02 * order)
  })

  it('are measured the same way on both sides of where Procrustes changes its way', () => {
    for (const size of [4e-3, 5e-3, 6e-3, 8e-3]) {
      const other = noisy(size)
      const n = 40
      const unit = [first, other].map(one => {
        const mean = Float64Array.from({ length: 12 }, (_, c) => Array.from({ length: n }, (_row, r) => at(one, r, c)).reduce((sum, x) => sum + x, 0) / n)
        const x = Float64Array.from(one.values, (value, k) => value - mean[k % 12])
        const length = Math.sqrt(x.reduce((sum, value) => sum + value * value, 0))
        return x.map(value => value / length)
      })
      const cross = Float64Array.from({ length: 144 }, (_, k) => {
        let sum = 0
        for (let r = 0; r < n; r++) sum += unit[0][r * 12 + Math.floor(k / 12)] * unit[1][r * 12 + k % 12]
        return sum
      })
      const direct = 2 - 2 * singularValues(cross, 12).reduce((sum, value) => sum + value, 0)
      expect(Math.abs(measure([first, other], 'procrustes')[0] - direct)).toBeLessThan(2e-14)
    }
  })
})

describe('rank correlation', () => {
  it('does not see a monotone change of distances', () => {
    // Gaps that double and gaps that quadruple: the same order of all distances, other numbers.
    const line = (values: number[], id: number): NetworkActivations => ({ id, rows: values.length, columns: 1, values: Float32Array.from(values) })
    expect(measure([line([0, 1, 3, 7, 15], 0), line([0, 1, 4, 16, 64], 1)], 'rsa')[0]).toBeCloseTo(0, 12)
  })

  it('ranks as statistics does', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 40 }), numbers => {
      expect(meanRanks(Float64Array.from(numbers))).toEqual(ranks(numbers))
    }))
  })
})

describe('the lower factor', () => {
  it('has the singular values of the wide matrix', () => {
    fc.assert(fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 5 }), (seed, rows, more) => {
      const random = new MersenneTwister(seed)
      const columns = rows + more
      const wide = Float64Array.from({ length: rows * columns }, () => random.unit() - 0.5)
      const padded = new Float64Array(columns * columns)
      padded.set(wide)
      const expected = singularValues(padded, columns)
      singularValues(lowerFactor(wide, rows, columns), rows).forEach((value, k) => expect(value).toBeCloseTo(expected[k], 13))
    }))
  })
})
