import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { below, mulberry32, normals, shuffled } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { cloudSteps } from './cloud.ts'
import { spectralEntropy } from './entropy.ts'
import type { KernelWidth } from './kernel.ts'
import type { InformationSpectra, MutualInformation } from './mutual-information.ts'
import { equalWidthBins, informationSpectraSteps, mutualInformation, mutualInformationSteps } from './mutual-information.ts'

const normalCloud = (n: number, d: number, seed: number): Float64Array => Float64Array.from({ length: n * d }, normals(mulberry32(seed)))
const information = (points: Float64Array, n: number, d: number, labels: Int32Array, seed = 42, width: KernelWidth = { medians: 1 }): MutualInformation =>
  runToEnd(mutualInformationSteps(points, n, d, labels, { width, t: 1, seed }))

describe('DSMI', () => {
  it('is near 0 for labels that have nothing to do with the points', () => {
    for (let seed = 0; seed < 20; seed++) {
      const random = mulberry32(1000 + seed)
      const labels = Int32Array.from({ length: 200 }, () => below(4, random))
      expect(Math.abs(information(normalCloud(200, 8, seed), 200, 8, labels, seed).information)).toBeLessThan(0.15)
    }
  })

  it('is 2 bits for four clusters far apart in units of sigma, and 0 once their labels are shuffled', () => {
    for (let seed = 0; seed < 5; seed++) {
      const points = normalCloud(200, 8, seed).map((x, k) => 0.01 * x + (k % 8 === Math.floor(k / 8) % 4 ? 100 : 0))
      const labels = Int32Array.from({ length: 200 }, (_, k) => k % 4)
      expect(Math.abs(information(points, 200, 8, labels, seed, { sigma: 1 }).information - 2)).toBeLessThan(0.02)
      const order = shuffled(200, mulberry32(seed))
      expect(Math.abs(information(points, 200, 8, labels.map((_, k) => labels[order[k]]), seed, { sigma: 1 }).information)).toBeLessThan(0.01)
    }
  })

  it('is 0 with one class', () => {
    expect(information(normalCloud(50, 3, 1), 50, 3, new Int32Array(50).fill(-7)).information).toBeCloseTo(0, 14)
  })

  it('does not care what classes are called, and repeats with its seed', () => {
    fc.assert(fc.property(fc.nat(), fc.integer({ min: 1, max: 5 }), (seed, k) => {
      const points = normalCloud(40, 3, seed)
      const random = mulberry32(seed)
      const labels = Int32Array.from({ length: 40 }, () => below(k, random))
      const { information: bits } = information(points, 40, 3, labels, seed)
      expect(information(points, 40, 3, labels.map(c => 1000 - 13 * c), seed).information).toBeCloseTo(bits, 12)
      expect(information(points, 40, 3, labels, seed).information).toBe(bits)
    }), { seed: 3, numRuns: 20 })
  })

  it('keeps spectra, so that t and unit cost nothing, and its parts are entropies', () => {
    const points = normalCloud(60, 4, 5)
    const labels = Int32Array.from({ length: 60 }, (_, k) => k % 3)
    const cloud = runToEnd(cloudSteps(points, 60, 4))
    const spectra: InformationSpectra = runToEnd(informationSpectraSteps(cloud, labels, { medians: 1 }, 9))
    const two = mutualInformation(spectra, 2)
    expect(mutualInformation(spectra, 2, 'nats').information).toBeCloseTo(two.information * Math.LN2, 12)
    expect(two.classes.map(({ label, size }) => [label, size])).toEqual([[0, 20], [1, 20], [2, 20]])
    expect(two.classes[1].own).toBe(spectralEntropy(spectra.classes[1].own, 2))
    // Classes of one size see the same subsets, since the generator starts anew for each.
    expect(spectra.classes[0].subsets).toEqual(spectra.classes[2].subsets)
    expect(spectra.classes[0].subsets).toHaveLength(5)
    expect(spectra.sigma).toBe(cloud.median)
  })

  it('gives a class of one point the entropy 0, and so do points that coincide', () => {
    const labels = Int32Array.from({ length: 30 }, (_, k) => (k === 4 ? 9 : 1))
    const { classes } = information(normalCloud(30, 2, 8), 30, 2, labels)
    expect(classes[1]).toEqual({ label: 9, size: 1, own: 0, subsets: 0 })
    const alike = runToEnd(informationSpectraSteps(runToEnd(cloudSteps(new Float64Array(30), 30, 1)), labels, { medians: 1 }, 1))
    expect(alike.notes).toHaveLength(1)
    expect(mutualInformation(alike, 1).information).toBe(0)
  })

  it('refuses labels of another number', () => {
    expect(() => information(normalCloud(5, 2, 1), 5, 2, new Int32Array(4))).toThrow('4 labels for 5 points')
    expect(() => mutualInformation({ n: 1, classes: [], sigma: 1, median: 1, notes: [] }, 0)).toThrow('t is 0')
  })
})

describe('bins of a continuous label', () => {
  it('are ten, equally wide, the last with its right edge', () => {
    expect([...equalWidthBins([0, 0.05, 0.1, 0.55, 0.99, 1])]).toEqual([0, 0, 1, 5, 9, 9])
    expect([...equalWidthBins([-3, 7, 2])]).toEqual([0, 9, 5])
    expect([...equalWidthBins([4, 4, 4])]).toEqual([0, 0, 0])
    expect([...equalWidthBins([1, 2, 3, 4], 2)]).toEqual([0, 0, 1, 1])
    expect([...equalWidthBins([])]).toEqual([])
  })

  it('refuse what has none', () => {
    expect(() => equalWidthBins([1, NaN])).toThrow('Value 1 is NaN')
    expect(() => equalWidthBins([1, 2], 0)).toThrow('0 is not a number of bins')
  })
})
