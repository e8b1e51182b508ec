// The map that ships, by our code and by another hand: shipped-map.json is what shipped-map.py (NumPy, SciPy, scikit-learn, GUDHI) makes of the same files.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { copheneticCorrelation } from '../src/core/clusters/cophenetic.ts'
import { cutInto } from '../src/core/clusters/cut.ts'
import { linkageSteps } from '../src/core/clusters/linkage.ts'
import type { Metric } from '../src/core/distance/all-pairs.ts'
import { networkDistanceSteps } from '../src/core/distance/all-pairs.ts'
import { cliffsDelta, cramersV } from '../src/core/effect.ts'
import { hypergeometricTail } from '../src/core/enrichment.ts'
import { entropiesAt, logSpectra, networkSpectraSteps } from '../src/core/entropy/kept-spectra.ts'
import { rowDistances } from '../src/core/matrix.ts'
import { wassersteinDistancesSteps } from '../src/core/persistence/all-diagrams.ts'
import { networkDiagramsSteps } from '../src/core/persistence/network-diagrams.ts'
import { byClassSteps } from '../src/core/separation/by-class.ts'
import { median, spearman } from '../src/core/statistics.ts'
import { runToEnd } from '../src/core/steps.ts'
import { readMapActivations, readMapDetail, readMapHead } from '../src/formats/map.ts'
import { smoothnessOf } from '../workers/geometry/smoothness-of.ts'
import { trustOf } from '../workers/geometry/trust-of.ts'

const read = (name: string): Uint8Array => new Uint8Array(readFileSync(fileURLToPath(new URL(name, import.meta.url))))
interface Trusted { trustworthiness: number, continuity: number, sklearn: number, kept: number[], order: number }
interface Pairs extends Record<'diffusion' | 'multi' | 'cka' | 'procrustes' | 'rsa' | 'wasserstein', number[]> { loops: [number, number][] }
interface ByHand { id: number, silhouettes: number[], between: number[], within: number[], distances: number[] }
interface Grouped {
  heights: number[]
  cophenetic: number
  averageCophenetic: number
  sizes: number[]
  a: number[]
  b: number[]
  delta: number[]
  v: number
  sgd: [number, number, number]
}
interface Reference {
  entropy: [sigma: number, t: number, rho: number][]
  some: number[]
  pairs: Pairs
  classes: ByHand[]
  energy: number
  slow: number[]
  trust: Trusted
  drawn: Trusted
  groups: Grouped
}
const reference = JSON.parse(new TextDecoder().decode(read('shipped-map.json'))) as Reference

const head = readMapHead(read('../public/maps/digits.npz'))
const { distances } = readMapDetail(read('../public/maps/digits.detail.npz'), head)
const activations = readMapActivations(read('../public/maps/digits.activations.npz'), head)
const rows = new Map(head.networks.map(row => [row.id, row]))
const accuracy = (id: number): number => rows.get(id)!.outcome.testAccuracy
const ids = Array.from(head.ids)
const layer = (id: number) => activations.find(network => network.id === id)!
/** Probes are listed class by class, twenty of each. */
const labels = Int32Array.from({ length: 200 }, (_, k) => Math.floor(k / 20))

function alike(found: ArrayLike<number>, expected: readonly number[], relative: number): void {
  expect(found).toHaveLength(expected.length)
  expected.forEach((value, k) => expect(Math.abs(found[k] - value)).toBeLessThanOrEqual(relative * Math.max(1e-3, Math.abs(value))))
}

describe('the map that ships, against NumPy, SciPy, scikit-learn and GUDHI', () => {
  test('entropy against accuracy: ρ at every width and time, where next to nothing is left of an entropy too', () => {
    const every = ids.filter((_, k) => k % 5 === 0)
    const sigmas = [...new Set(reference.entropy.map(([sigma]) => sigma))]
    const spectra = every.map(id => runToEnd(networkSpectraSteps(layer(id), sigmas.map(sigma => ({ scale: 'median' as const, sigma })))))
    for (const [sigma, t, rho] of reference.entropy) {
      const values = Float32Array.from(spectra.flatMap(of => [...of[sigmas.indexOf(sigma)]]))
      // Two near neighbours may change places in float32.
      expect(spearman(entropiesAt(logSpectra({ n: 200, values }), t), every.map(accuracy)).rho, `σ ${sigma}, t ${t}`).toBeCloseTo(rho, 3)
    }
  })

  test.each(['diffusion', 'multi', 'cka', 'procrustes', 'rsa'] satisfies Metric[])('distances between nine networks: %s', metric => {
    alike(runToEnd(networkDistanceSteps(reference.some.map(layer), { metric })).distances, reference.pairs[metric], 1e-10)
  })

  test('their loops: how many, how long together, and W₁ between the diagrams', () => {
    const loops = reference.some.map(id => runToEnd(networkDiagramsSteps(layer(id))).diagrams[1])
    expect(loops.map(({ births }) => births.length)).toEqual(reference.pairs.loops.map(([count]) => count))
    loops.forEach(({ births, deaths }, k) => expect(births.reduce((sum, birth, bar) => sum + deaths[bar] - birth, 0)).toBeCloseTo(reference.pairs.loops[k][1], 6))
    alike(runToEnd(wassersteinDistancesSteps(loops)), reference.pairs.wasserstein, 1e-6)
  })

  test.each(reference.classes)('class by class of #$id', ({ id, silhouettes, between, within, distances: means }) => {
    const { values, rows: n, columns } = layer(id)
    const found = runToEnd(byClassSteps(Float64Array.from(values), n, columns, labels))
    alike(found.silhouetteByClass!, silhouettes, 1e-9)
    alike(found.between, between, 1e-9)
    alike(found.within, within, 1e-9)
    alike(found.distances, means, 1e-9)
  })

  test('roughness of accuracy and its slowest waves', () => {
    const found = runToEnd(smoothnessOf(distances, ids.map(accuracy), head.manifest.geometry))
    expect(found.energy).toBeCloseTo(reference.energy, 10)
    alike(found.slowest!.map(([, share]) => share), reference.slow, 1e-6)
  })

  test.each([['distances', 'trust'], ['potential', 'drawn']] as const)('what the picture keeps of %s', (of, which) => {
    const { embedding: positions } = head
    const places = { ids, coordinates: positions, dimensions: 2 as const }
    const layout = { ids, coordinates: positions, t: head.manifest.phate!.t, settings: head.manifest.geometry }
    const found = runToEnd(trustOf(distances, places, { k: 10, of }, layout))
    const expected = reference[which]
    // Powers of the kernel are taken in another order: two potential distances that all but agree may change places.
    const digits = of === 'distances' ? 12 : 5
    expect(found.trustworthiness).toBeCloseTo(expected.trustworthiness, digits)
    expect(found.continuity).toBeCloseTo(expected.continuity, digits)
    expect(median(found.order)).toBeCloseTo(expected.order, of === 'distances' ? 10 : 5)
    // scikit-learn breaks ties (18 networks are copies of one another) in an order of its own.
    expect(found.trustworthiness).toBeCloseTo(expected.sklearn, 4)
    if (of === 'distances') expect(expected.kept.map((_, count) => found.kept.filter(share => Math.round(10 * share) === count).length)).toEqual(expected.kept)
  })

  test('the trees of the networks, and two of their clusters held against each other', () => {
    const { groups } = reference
    const onMap = rowDistances(head.embedding, ids.length, 2)
    const tree = runToEnd(linkageSteps(onMap, ids.length, 'ward'))
    alike(Array.from({ length: 12 }, (_, k) => tree.merges[4 * (ids.length - 13 + k) + 2]), groups.heights, 1e-10)
    expect(copheneticCorrelation(tree, onMap)).toBeCloseTo(groups.cophenetic, 10)
    const average = runToEnd(linkageSteps(distances, ids.length, 'average'))
    expect(copheneticCorrelation(average, distances)).toBeCloseTo(groups.averageCophenetic, 10)
    const cut = cutInto(tree, 6)
    const members = Array.from({ length: 6 }, (_, cluster) => ids.filter((_, k) => cut[k] === cluster))
    expect(members.map(({ length }) => length).sort((a, b) => a - b)).toEqual(groups.sizes)
    expect(members).toContainEqual(groups.a)
    expect(members).toContainEqual(groups.b)

    const { delta, interval } = cliffsDelta(groups.a.map(accuracy), groups.b.map(accuracy))
    alike([delta, ...interval!], groups.delta, 1e-10)
    const optimisers = (of: number[]): string[] => of.map(id => rows.get(id)!.hyper!.optimiser)
    expect(cramersV(optimisers(groups.a), optimisers(groups.b))).toBeCloseTo(groups.v, 10)
    const [hits, marked, p] = groups.sgd
    expect(optimisers(groups.b).filter(name => name === 'sgd')).toHaveLength(hits)
    expect(hypergeometricTail(hits, marked, groups.b.length, ids.length) / p).toBeCloseTo(1, 8)
  })
})
