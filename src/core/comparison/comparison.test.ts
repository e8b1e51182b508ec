// One way from a metric to distances: whatever the order of arrival, the same numbers as from all networks at once.
import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { condensedIndex } from '../condensed.ts'
import { networkDistanceSteps } from '../distance/all-pairs.ts'
import { operatorDistanceSteps } from '../distance/frobenius.ts'
import { diffusionOperator, operatorHealth } from '../diffusion/operator.ts'
import { bhattacharyyaSteps } from '../inpca/bhattacharyya.ts'
import type { Hyperparameters } from '../network.ts'
import { ripsSteps } from '../persistence/rips.ts'
import { float32Distances } from '../persistence/cloud.ts'
import { inUnitsOf } from '../persistence/diagram.ts'
import { diagramDistance } from '../persistence/wasserstein.ts'
import { drawNetworks } from '../population.ts'
import { DEFAULT_RECIPE } from '../recipe.ts'
import { mulberry32, normals } from '../random.ts'
import type { GeometrySettings, Metric } from '../settings.ts'
import { DEFAULT_GEOMETRY } from '../settings.ts'
import type { Steps } from '../steps.ts'
import { runToEnd } from '../steps.ts'
import type { Comparand } from './comparand.ts'
import type { Comparison } from './comparison.ts'
import { comparisonSteps } from './comparison.ts'
import { comparisonBlock, recipeBlock } from './comparison-block.ts'
import type { OperatorWork } from './methods.ts'

const own = new URL('../distance/fixtures/', import.meta.url)
const bytes = (name: string): ArrayBuffer => Uint8Array.from(readFileSync(new URL(name, own))).buffer
interface Stored { net: number, offset: number, shape: [number, number] }

const values = new Float32Array(bytes('activations.f32'))
const stored = (JSON.parse(readFileSync(new URL('networks.json', own), 'utf8')) as { networks: Stored[] }).networks
const networks: Comparand[] = stored.map(({ net, offset, shape: [rows, columns] }) => ({ id: net, rows, columns, values: values.slice(offset, offset + rows * columns) }))

/** One thread, nothing kept from one call to the next. */
const work: OperatorWork = {
  * operators(all, settings) {
    yield { stage: 'operators', share: 0 }
    return all.map(network => {
      try {
        const operator = diffusionOperator(network, settings)
        return { operator, health: operatorHealth(operator) }
      } catch (error) {
        return { why: (error as Error).message }
      }
    })
  },
  * distances(operators, known): Steps<{ condensed: Float64Array, notes: string[] }> { return { condensed: yield* operatorDistanceSteps(operators, known), notes: [] } },
}

const settingsOf = (change: Partial<GeometrySettings>): GeometrySettings => ({ ...DEFAULT_GEOMETRY, ...change })
const compare = (all: readonly Comparand[], change: Partial<GeometrySettings>, before: Comparison | null = null): Comparison =>
  runToEnd(comparisonSteps({ settings: settingsOf(change), there: before?.compared ?? [], known: before?.strands ?? null, newcomers: all, work, compact: false }))
const between = (distances: Float64Array, a: number, b: number): number =>
  distances[condensedIndex(networks.findIndex(({ id }) => id === a), networks.findIndex(({ id }) => id === b), networks.length)]

/** Measured once in NumPy, to 13 digits (docs/methods/manifold.md). */
const TABLE: [number, number, Partial<Record<Metric, number>>][] = [
  [0, 7, { diffusion: 2.3021155972501, cka: 1 - 0.1960757718768, procrustes: 1.2695669869061, rsa: 0.8978451774708 }],
  [0, 149, { diffusion: 1.9608560499523, cka: 1 - 0.4554088729234, procrustes: 0.7172641636210, rsa: 0.5052343049581 }],
  [31, 70, { diffusion: 1.7152481627725, cka: 1 - 0.3230239649602, procrustes: 1.0326921553794, rsa: 0.6214463721916 }],
]

describe.each(['diffusion', 'multi', 'cka', 'procrustes', 'rsa'] as const)('%s', metric => {
  const whole = compare(networks, { metric })

  it('gives the published numbers, and what the terminal computes', () => {
    for (const [a, b, row] of TABLE) if (row[metric]) expect(Math.abs(between(whole.distances, a, b) / row[metric] - 1)).toBeLessThan(1e-10)
    expect(whole.distances).toEqual(runToEnd(networkDistanceSteps(networks, { metric })).distances)
  })

  it('knows newcomers by the same distances as if all had come together', () => {
    const [some, more] = [networks.slice(0, 9), networks.slice(9)]
    expect(compare(more, { metric }, compare(some, { metric })).distances).toEqual(whole.distances)
  })

  it('on all layers of networks with one is the distance of that one, and of two equal ones too', () => {
    const layer = ({ columns, values }: Comparand, name: string) => ({ name, columns, values })
    const one = networks.map(network => ({ ...network, layers: [layer(network, 'a')] }))
    expect(compare(one, { metric, layer: 'all' }).distances).toEqual(whole.distances)
    expect(compare(one, { metric, layer: 'first' }).distances).toEqual(whole.distances)
    const two = networks.map(network => ({ ...network, layers: [layer(network, 'a'), layer(network, 'b')] }))
    compare(two, { metric, layer: 'all' }).distances.forEach((distance, k) => expect(distance).toBeCloseTo(whole.distances[k], 13))
  })
})

describe('layers', () => {
  const normal = normals(mulberry32(4))
  const layer = (rows: number, columns: number) => ({ name: '', columns, values: Float32Array.from({ length: rows * columns }, normal) })
  const deep: Comparand[] = Array.from({ length: 5 }, (_, id) => {
    const layers = [layer(12, 3), layer(12, 2 + id)]
    return { id, rows: 12, columns: layers[1].columns, values: layers[1].values, layers }
  })

  it('all of them are the root of the mean of squares over depths; newcomers join', () => {
    const first = compare(deep, { metric: 'cka', layer: 'first' }).distances
    const last = compare(deep, { metric: 'cka' }).distances
    const all = compare(deep, { metric: 'cka', layer: 'all' })
    all.distances.forEach((distance, k) => expect(distance).toBeCloseTo(Math.sqrt((first[k] ** 2 + last[k] ** 2) / 2), 14))
    for (const metric of ['cka', 'multi', 'wasserstein'] as const) {
      const joined = compare(deep.slice(3), { metric, layer: 'all' }, compare(deep.slice(0, 3), { metric, layer: 'all' }))
      expect(joined.distances).toEqual(compare(deep, { metric, layer: 'all' }).distances)
    }
  })

  it('of unequal number are refused by name, and where none are brought', () => {
    expect(() => compare([...deep, { ...deep[0], id: 8, layers: [deep[0].layers![0]] }], { layer: 'all' })).toThrow('Network 8 has 1 hidden layers and network 0 has 2')
    expect(() => compare([{ ...deep[0], layers: [] }], { layer: 'first' })).toThrow('Network 0 brings no layers')
  })
})

test('loops are compared in units of the mean distance, so that the size of activations does not count', () => {
  const ring = (id: number, size: number): Comparand => ({
    id, rows: 16, columns: 2, values: Float32Array.from({ length: 32 }, (_, k) => size * (k % 2 === 0 ? Math.cos : Math.sin)(Math.PI * Math.floor(k / 2) / 8)),
  })
  const normal = normals(mulberry32(9))
  const blob: Comparand = { id: 2, rows: 16, columns: 2, values: Float32Array.from({ length: 32 }, normal) }
  const dead: Comparand = { id: 3, rows: 16, columns: 2, values: new Float32Array(32) }
  const { distances } = compare([ring(0, 1), ring(1, 8), blob, dead], { metric: 'wasserstein' })
  expect(distances[0]).toBeLessThan(1e-6)
  const bars = (network: Comparand) => {
    const all = float32Distances(network.values, 16, 2)
    return inUnitsOf(runToEnd(ripsSteps(all, { maxDimension: 1, n: 16 })).diagrams[1], all.reduce((sum, one) => sum + one, 0) / all.length)
  }
  expect(distances[1]).toBeCloseTo(diagramDistance(bars(ring(0, 1)), bars(blob), { order: 1, inner: Infinity, dimension: 1 }), 9)
  const [loop] = Array.from(bars(ring(0, 1)).births, (birth, k) => (bars(ring(0, 1)).deaths[k] - birth) / 2)
  expect(distances[2]).toBeCloseTo(loop, 9) // nothing to match it with: it goes to the diagonal
})

describe('what looks inside no network', () => {
  const normal = normals(mulberry32(2))
  const hypers = drawNetworks(DEFAULT_RECIPE, 0, 4).map(({ hyper }) => hyper)
  const said: Comparand[] = hypers.map((hyper, id) => {
    const raw = Float32Array.from({ length: 12 * 3 }, () => Math.exp(normal()))
    const probabilities = raw.map((value, k) => value / raw.subarray(k - k % 3, k - k % 3 + 3).reduce((sum, one) => sum + one, 0))
    return { id, rows: 12, columns: 1, values: new Float32Array(12), probabilities, accuracy: id / 10, hyper }
  })

  it('predictions go by Bhattacharyya, accuracies by their difference, and newcomers by the same', () => {
    const table = Float64Array.from(said.flatMap(({ probabilities }) => [...probabilities!]))
    compare(said, { metric: 'bhattacharyya' }).distances.forEach((distance, k) => expect(distance).toBeCloseTo(runToEnd(bhattacharyyaSteps(table, 4, 12, 3)).distances[k], 6))
    expect(compare(said, { metric: 'accuracy' }).distances[5]).toBeCloseTo(0.1, 14)
    for (const metric of ['bhattacharyya', 'accuracy', 'hyper-parameters'] as const) {
      expect(compare(said.slice(2), { metric }, compare(said.slice(0, 2), { metric })).distances).toEqual(compare(said, { metric }).distances)
    }
  })

  it('is refused by name where it is not known', () => {
    expect(() => compare([{ id: 4, rows: 12, columns: 1, values: new Float32Array(12) }], { metric: 'bhattacharyya' })).toThrow('Network 4 brings no predictions')
    expect(() => compare([{ id: 4, rows: 12, columns: 1, values: new Float32Array(12) }], { metric: 'accuracy' })).toThrow('Network 4 has no accuracy')
  })
})

test('a network that the metric is undefined for has no place; the others keep theirs', () => {
  const dead: Comparand = { ...networks[3], id: 500, values: new Float32Array(networks[3].values.length) }
  for (const metric of ['cka', 'procrustes', 'rsa'] as const) {
    const { distances, refused, compared } = compare([dead, ...networks], { metric })
    expect(distances).toEqual(compare(networks, { metric }).distances)
    expect(refused.map(({ id }) => id)).toEqual([500])
    expect(compared).toHaveLength(networks.length)
    expect(() => compare([dead], { metric })).toThrow('Network 500')
  }
})

test('what cannot be compared is known before anything is fetched', () => {
  const hyper = (depth: number, family: Hyperparameters['family'] = 'mlp') => ({ hyper: { ...drawNetworks(DEFAULT_RECIPE, 0, 1)[0].hyper, family, depth } })
  expect(comparisonBlock([hyper(1), hyper(2)], { metric: 'cka', layer: 'all' })).toContain('1 to 2 hidden layers')
  expect(comparisonBlock([hyper(1, 'conv'), hyper(2)], { metric: 'cka', layer: 'all' })).toBeNull() // a convolution and a dense layer are two
  expect(comparisonBlock([hyper(1), hyper(2)], { metric: 'cka', layer: 'first' })).toBeNull()
  expect(comparisonBlock([{ hyper: null }], { metric: 'cka', layer: 'last' })).toBeNull()
  const drawn = { family: ['mlp', 'conv'] as Hyperparameters['family'][], depth: [2] }
  expect(recipeBlock(drawn, { metric: 'cka', layer: 'all' }, [])).toContain('2 to 3 hidden layers')
  expect(recipeBlock({ ...drawn, family: ['mlp'] }, { metric: 'cka', layer: 'all' }, [hyper(2)])).toBeNull()
  expect(recipeBlock({ ...drawn, family: ['mlp'] }, { metric: 'cka', layer: 'all' }, [hyper(3)])).toContain('2 to 3')
  expect(recipeBlock(drawn, { metric: 'accuracy', layer: 'all' }, [])).toBeNull()
  expect(comparisonBlock([{ hyper: null }], { metric: 'bhattacharyya', layer: 'last' })).toContain('trained elsewhere')
})
