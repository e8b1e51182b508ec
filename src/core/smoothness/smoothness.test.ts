import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mulberry32, normals, shuffled } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { lowFrequencyEnergy, waveSteps } from './low-frequencies.ts'
import { smoothnessTestSteps } from './permutation.ts'
import type { Graph } from './signal.ts'
import { dirichletEnergy } from './signal.ts'

const own = new URL('./fixtures/', import.meta.url)
const shared = new URL('../../../../shared/fixtures/phate/mlp_digits150/', import.meta.url)
const f64 = (place: URL): Float64Array => new Float64Array(Uint8Array.from(readFileSync(place)).buffer)

/** The graph of a dense symmetric matrix, zeros left out. */
function graphOf(n: number, weight: (i: number, j: number) => number): Graph {
  const rows = new Uint32Array(n + 1)
  const column: number[] = []
  const value: number[] = []
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const w = weight(i, j)
      if (w === 0) continue
      column.push(j)
      value.push(w)
    }
    rows[i + 1] = column.length
  }
  return { n, rows, column: Uint32Array.from(column), value: Float64Array.from(value) }
}

const ring = (n: number): Graph => graphOf(n, (i, j) => (i === j ? 1 : (i - j + n) % n === 1 || (j - i + n) % n === 1 ? 0.5 : 0))
/** Random weights along a path through all nodes and on some other pairs: connected. */
function randomGraph(n: number, seed: number): Graph {
  const random = mulberry32(seed)
  const weights = Float64Array.from({ length: n * n }, () => (random() < 0.4 ? random() : 0))
  return graphOf(n, (i, j) => (i === j ? 1 : (Math.abs(i - j) === 1 ? 0.1 : 0) + weights[Math.min(i, j) * n + Math.max(i, j)]))
}

/** What the specification measured on this population. */
function expectMeasured(kernel: Graph, accuracy: number[], epoch: number[]): void {
  expect(Math.abs(dirichletEnergy(kernel, accuracy) - 0.16248321042179)).toBeLessThan(1e-10)
  expect(Math.abs(dirichletEnergy(kernel, accuracy, 'none') - 0.18158386774892)).toBeLessThan(1e-10)
  const energies = lowFrequencyEnergy(runToEnd(waveSteps(kernel)), accuracy, [2, 5, 10, 20])!
  for (const [k, expected] of [0.5630, 0.7892, 0.7972, 0.8393].entries()) expect(Math.abs(energies[k] - expected)).toBeLessThan(1e-4)
  const degree = runToEnd(smoothnessTestSteps(kernel, accuracy, { seed: 42, groups: epoch }))
  // Quantiles of 999 draws: another generator moves the median by about 0.002, the 1 % quantile by about 0.01.
  expect(Math.abs(degree.everywhere!.low - 0.725)).toBeLessThan(0.025)
  expect(Math.abs(degree.everywhere!.median - 0.814)).toBeLessThan(0.008)
  expect(degree.everywhere!.p).toBe(0.001)
  expect(degree.withinGroups!.p).toBe(0.001)
  const plain = runToEnd(smoothnessTestSteps(kernel, accuracy, { seed: 42, groups: epoch, weighting: 'none' }))
  expect(Math.abs(plain.everywhere!.low - 0.703)).toBeLessThan(0.025)
  expect(Math.abs(plain.everywhere!.median - 0.779)).toBeLessThan(0.008)
  expect(Math.abs(plain.withinGroups!.low - 0.418)).toBeLessThan(0.025)
  expect(Math.abs(plain.withinGroups!.median - 0.505)).toBeLessThan(0.008)
  expect(plain.withinGroups!.p).toBe(0.001)
}

describe('accuracy on the map of 150 networks', () => {
  const { n, accuracy, epoch } = JSON.parse(readFileSync(new URL('networks.json', own), 'utf8')) as { n: number, accuracy: number[], epoch: number[] }

  it('is as smooth as was measured', () => {
    const triples = f64(new URL('kernel.f64', own))
    const dense = new Float64Array(n * n)
    for (let k = 0; k < triples.length; k += 3) {
      dense[triples[k] * n + triples[k + 1]] = triples[k + 2]
      dense[triples[k + 1] * n + triples[k]] = triples[k + 2]
    }
    expectMeasured(graphOf(n, (i, j) => dense[i * n + j]), accuracy, epoch)
  })

  it.skipIf(!existsSync(shared))('is so with the whole kernel (../shared/fixtures/phate/mlp_digits150)', () => {
    const upper = f64(new URL('K.f64', shared))
    const { networks } = JSON.parse(readFileSync(new URL('meta.json', shared), 'utf8')) as { networks: { test_acc: number, epoch: number }[] }
    const weight = (i: number, j: number): number => (i <= j ? upper[i * 150 - i * (i - 1) / 2 + j - i] : weight(j, i))
    expectMeasured(graphOf(150, weight), networks.map(one => one.test_acc), networks.map(one => one.epoch))
  })
})

describe('Dirichlet energy', () => {
  it('is that of a ring’s waves', () => {
    // Degree 2 everywhere: L has the eigenvalue 1 − (1 + cos θ)/2 for the wave of angle θ.
    const n = 12
    for (let k = 1; k <= 6; k++) {
      const theta = 2 * Math.PI * k / n
      const wave = Array.from({ length: n }, (_, i) => 5 + Math.cos(theta * i))
      for (const weighting of ['degree', 'none'] as const) expect(dirichletEnergy(ring(n), wave, weighting)).toBeCloseTo((1 - Math.cos(theta)) / 2, 13)
    }
  })

  it('is 0 for a constant, lies in 0 … 2, and does not see shift, scale or the order of nodes', () => {
    const shifts = fc.double({ min: -1e3, max: 1e3, noNaN: true })
    const scales = fc.double({ min: 1e-3, max: 1e3, noNaN: true })
    fc.assert(fc.property(fc.integer({ min: 2, max: 25 }), fc.nat(), shifts, scales, (n, seed, shift, scale) => {
      const graph = randomGraph(n, seed)
      const signal = Float64Array.from({ length: n }, normals(mulberry32(seed + 1)))
      const energy = dirichletEnergy(graph, signal)
      expect(energy >= 0 && energy <= 2).toBe(true)
      expect(dirichletEnergy(graph, new Float64Array(n).fill(shift))).toBe(0)
      expect(dirichletEnergy(graph, signal.map(f => shift - scale * f))).toBeCloseTo(energy, 8)
      const order = shuffled(n, mulberry32(seed))
      const weights = new Map<number, number>()
      for (let i = 0; i < n; i++) for (let at = graph.rows[i]; at < graph.rows[i + 1]; at++) weights.set(i * n + graph.column[at], graph.value[at])
      expect(dirichletEnergy(graphOf(n, (i, j) => weights.get(order[i] * n + order[j]) ?? 0), signal.map((_, i) => signal[order[i]]))).toBeCloseTo(energy, 12)
    }), { seed: 5, numRuns: 60 })
  })

  it('is the mean of the waves’ eigenvalues, weighted by the energy in each', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 20 }), fc.nat(), (n, seed) => {
      const graph = randomGraph(n, seed)
      const signal = Float64Array.from({ length: n }, normals(mulberry32(seed + 1)))
      const waves = runToEnd(waveSteps(graph))
      const cumulated = lowFrequencyEnergy(waves, signal, Array.from({ length: n + 1 }, (_, k) => k))!
      expect(cumulated[0]).toBe(0)
      expect(cumulated[n]).toBeCloseTo(1, 12)
      expect(cumulated[1]).toBeCloseTo(0, 12)
      expect(waves.values.reduce((sum, value, k) => sum + value * (cumulated[k + 1] - cumulated[k]), 0)).toBeCloseTo(dirichletEnergy(graph, signal), 9)
    }), { seed: 6, numRuns: 40 })
  })

  it('shares the energy of a pair of equal waves between them', () => {
    const wave = Array.from({ length: 12 }, (_, i) => Math.cos(2 * Math.PI * i / 12 + 0.3))
    const energies = lowFrequencyEnergy(runToEnd(waveSteps(ring(12))), wave, [1, 2, 3, 12, 50])!
    for (const [k, expected] of [0, 0.5, 1, 1, 1].entries()) expect(energies[k]).toBeCloseTo(expected, 12)
  })
})

describe('the permutation test', () => {
  const graph = ring(40)
  const smooth = Array.from({ length: 40 }, (_, i) => Math.cos(2 * Math.PI * i / 40))

  it('finds a smooth signal and not noise, and repeats with its seed', () => {
    const found = runToEnd(smoothnessTestSteps(graph, smooth, { seed: 1 }))
    expect(found).toMatchObject({ permutations: 999, withinGroups: null, notes: [] })
    expect(found.everywhere!.p).toBe(0.001)
    expect(found.everywhere!.low).toBeLessThan(found.everywhere!.median)
    expect(found.everywhere!.median).toBeLessThan(found.everywhere!.high)
    expect(runToEnd(smoothnessTestSteps(graph, smooth, { seed: 1 }))).toEqual(found)
    expect(runToEnd(smoothnessTestSteps(graph, smooth, { seed: 2 })).everywhere).not.toEqual(found.everywhere)
    // Over many noises p is uniform: the mean of 40 lies within 0.5 ± 0.046 × 3.3.
    const noises = Array.from({ length: 40 }, (_, k) => Array.from({ length: 40 }, normals(mulberry32(k))))
    const ps = noises.map((noise, seed) => runToEnd(smoothnessTestSteps(graph, noise, { seed, permutations: 99 })).everywhere!.p)
    expect(Math.abs(ps.reduce((a, b) => a + b) / 40 - 0.5)).toBeLessThan(0.15)
  })

  it('sees within groups that the groups alone explain a signal', () => {
    const groups = smooth.map((_, i) => Math.floor(i / 10))
    const noise = normals(mulberry32(3))
    const stepped = groups.map(g => 10 * g + noise())
    const found = runToEnd(smoothnessTestSteps(graph, stepped, { seed: 1, groups }))
    expect(found.everywhere!.p).toBe(0.001)
    expect(found.withinGroups!.p).toBeGreaterThan(0.05)
    expect(found.withinGroups!.high).toBeLessThan(found.everywhere!.low)
  })

  it('counts every shuffle that changes nothing', () => {
    // On a complete graph all nodes are alike, so every order has the same energy.
    const complete = graphOf(8, () => 0.7)
    expect(runToEnd(smoothnessTestSteps(complete, [0.1, 0.7, 0.3, 0.2, 0.9, 0.4, 0.5, 0.6], { seed: 1 })).everywhere!.p).toBe(1)
  })

  it('says nothing of a constant, or of one constant within its groups', () => {
    const flat = runToEnd(smoothnessTestSteps(graph, new Array<number>(40).fill(0.3), { seed: 1 }))
    expect(flat).toMatchObject({ energy: 0, everywhere: null, withinGroups: null, notes: ['The signal has no variation, so there is nothing to test.'] })
    const groups = smooth.map((_, i) => i % 2)
    const byGroup = runToEnd(smoothnessTestSteps(graph, groups, { seed: 1, groups }))
    expect(byGroup.everywhere).not.toBeNull()
    expect(byGroup.withinGroups).toBeNull()
    expect(byGroup.notes).toHaveLength(1)
    expect(lowFrequencyEnergy(runToEnd(waveSteps(graph)), new Float64Array(40), [5])).toBeNull()
  })

  it('refuses with the place of what is wrong', () => {
    expect(() => dirichletEnergy(graph, [1, 2])).toThrow('2 values for 40 nodes')
    expect(() => dirichletEnergy(graph, smooth.map((f, i) => (i === 7 ? NaN : f)))).toThrow('NaN at node 7')
    expect(() => dirichletEnergy(graphOf(3, (i, j) => (i + j === 0 ? 1 : 0)), [1, 2, 3])).toThrow('node 1 sum to 0')
    expect(() => runToEnd(smoothnessTestSteps(graph, smooth, { seed: 1, permutations: 0 }))).toThrow('0 is not a number of shuffles')
    expect(() => runToEnd(smoothnessTestSteps(graph, smooth, { seed: 1, groups: [1] }))).toThrow('1 groups for 40 nodes')
    expect(() => lowFrequencyEnergy(runToEnd(waveSteps(graph)), smooth, [1.5])).toThrow('1.5 is not a number of eigenvectors')
  })
})
