import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { condensedIndex } from '../condensed.ts'
import { MersenneTwister } from '../mersenne.ts'
import type { Hyperparameters } from '../network.ts'
import { runToEnd } from '../steps.ts'
import type { DistanceSettings } from './all-pairs.ts'
import { METRICS, networkDistanceSteps } from './all-pairs.ts'
import type { ComparedNetwork } from './networks.ts'

interface Stored { net: number, offset: number, shape: [number, number] }

const own = new URL('./fixtures/', import.meta.url)
const shared = new URL('../../../../shared/fixtures/phate/mlp_digits150/', import.meta.url)
const bytes = (place: URL, name: string): ArrayBuffer => Uint8Array.from(readFileSync(new URL(name, place))).buffer
const json = (place: URL, name: string): unknown => JSON.parse(readFileSync(new URL(name, place), 'utf8'))

function networksOf(place: URL, stored: Stored[]): ComparedNetwork[] {
  const values = new Float32Array(bytes(place, 'activations.f32'))
  return stored.map(({ net, offset, shape: [rows, columns] }) => ({ id: net, rows, columns, values: values.slice(offset, offset + rows * columns) }))
}

const networks = networksOf(own, (json(own, 'networks.json') as { networks: Stored[] }).networks)
const measure = (all: readonly ComparedNetwork[], settings: DistanceSettings = {}): Float64Array => runToEnd(networkDistanceSteps(all, settings)).distances
const warningsOf = (all: readonly ComparedNetwork[], settings: DistanceSettings = {}): string[] => runToEnd(networkDistanceSteps(all, settings)).warnings

/** Measured once in NumPy, to 13 digits (the specification's table). */
const TABLE: { pair: [number, number], p4: number, cka: number, procrustes: number, rsa: number }[] = [
  { pair: [0, 7], p4: 1.5196076543601, cka: 0.1960757718768, procrustes: 1.2695669869061, rsa: 0.8978451774708 },
  { pair: [0, 149], p4: 1.4002442918632, cka: 0.4554088729234, procrustes: 0.7172641636210, rsa: 0.5052343049581 },
  { pair: [31, 70], p4: 1.4500041142327, cka: 0.3230239649602, procrustes: 1.0326921553794, rsa: 0.6214463721916 },
]

describe('every metric on real networks', () => {
  const of = (distances: Float64Array, [a, b]: [number, number]): number => {
    const [i, j] = [a, b].map(id => networks.findIndex(network => network.id === id))
    return distances[condensedIndex(i, j, networks.length)]
  }
  const cases: [string, DistanceSettings, (row: typeof TABLE[number]) => number][] = [
    ['P⁴', { metric: 'markov-t', t: 4 }, row => row.p4],
    ['CKA', { metric: 'cka' }, row => 1 - row.cka],
    ['the angle of CKA', { metric: 'cka-arccos' }, row => Math.acos(row.cka)],
    ['Procrustes', { metric: 'procrustes' }, row => row.procrustes],
    ['the root of Procrustes', { metric: 'procrustes-root' }, row => Math.sqrt(row.procrustes)],
    ['RSA', { metric: 'rsa' }, row => row.rsa],
  ]

  it.each(cases)('gives the published numbers: %s', (_, settings, expected) => {
    const distances = measure(networks, settings)
    for (const row of TABLE) expect(Math.abs(of(distances, row.pair) / expected(row) - 1)).toBeLessThan(1e-10)
  })

  it('has one step of the walk for t = 1, and four where nobody says otherwise', () => {
    expect(measure(networks, { metric: 'markov-t', t: 1 })).toEqual(measure(networks))
    expect(measure(networks, { metric: 'markov-t' })).toEqual(measure(networks, { metric: 'markov-t', t: 4 }))
  })

  it('joins the scales of the walk as it says', () => {
    const squares = [1, 2, 4, 8].map(t => {
      const distances = measure(networks, { metric: 'markov-t', t })
      const sorted = distances.slice().sort()
      return distances.map(distance => (distance / ((sorted[13] + sorted[14]) / 2)) ** 2)
    })
    const multi = measure(networks, { metric: 'multi' })
    multi.forEach((value, k) => expect(value).toBeCloseTo(Math.sqrt(squares.reduce((sum, one) => sum + one[k], 0) / 4), 13))
  })

  it.skipIf(!existsSync(shared))('gives the published distances of the adaptive kernel (../shared/fixtures/phate/mlp_digits150)', () => {
    const all = networksOf(shared, (json(shared, 'meta.json') as { activations_index: Stored[] }).activations_index)
    const expected = new Float64Array(bytes(shared, 'D_adaptive.f64'))
    const distances = measure(all, { kernel: 'adaptive' })
    let at = 0
    for (let i = 0; i < all.length; i++) {
      for (let j = i + 1; j < all.length; j++) expect(Math.abs(distances[at++] - expected[condensedIndex(all[i].id, all[j].id, 150)])).toBeLessThan(1e-12)
    }
  })
})

describe('the paper’s claim, in words only', () => {
  it.skipIf(!existsSync(shared))('holds here: good networks lie closer together than as many drawn at random (../shared/fixtures/phate/mlp_digits150)', () => {
    const meta = json(shared, 'meta.json') as { activations_index: Stored[], networks: { id: number, test_acc: number }[] }
    const all = networksOf(shared, meta.activations_index)
    const distances = measure(all)
    const between = (i: number, j: number): number => distances[condensedIndex(i, j, all.length)]
    const spreadOf = (some: readonly number[]): number => some.flatMap((i, k) => some.slice(k + 1).map(j => between(i, j))).reduce((sum, d) => sum + d, 0)
    const accuracy = new Map(meta.networks.map(({ id, test_acc }) => [id, test_acc]))
    const order = Array.from(all.keys()).sort((a, b) => accuracy.get(all[b].id)! - accuracy.get(all[a].id)!)
    const best = spreadOf(order.slice(0, 5))
    const random = new MersenneTwister(11)
    const tighter = Array.from({ length: 999 }, () => {
      const draw = new Map(order.map(i => [i, random.unit()]))
      return spreadOf([...order].sort((a, b) => draw.get(a)! - draw.get(b)!).slice(0, 5))
    }).filter(spread => spread <= best).length
    expect(tighter).toBeLessThan(10)
  })
})

describe('memory', () => {
  it('kept in float32 costs no more than it says, and it says so', () => {
    for (const settings of [{}, { metric: 'markov-t', t: 4 }, { metric: 'cka' }] as DistanceSettings[]) {
      const exact = measure(networks, settings)
      const compact = measure(networks, { ...settings, exactUpTo: 7 })
      compact.forEach((value, k) => expect(Math.abs(value / exact[k] - 1)).toBeLessThan(1e-6))
      expect(compact).not.toEqual(exact)
      expect(warningsOf(networks, { ...settings, exactUpTo: 7 })).toEqual([expect.stringContaining('kept in float32')])
      expect(warningsOf(networks, settings)).toEqual([])
    }
  })

  it('in float32 still tells near copies apart', () => {
    const [first] = networks
    const noisy = { ...first, id: 500, values: first.values.map((value, k) => Math.fround(value * (1 + 1e-5 * Math.sin(k)))) }
    const [exact] = measure([first, noisy])
    const [compact] = measure([first, noisy], { exactUpTo: 0 })
    expect(exact).toBeGreaterThan(0)
    expect(Math.abs(compact / exact - 1)).toBeLessThan(1e-3)
  })
})

describe('warnings', () => {
  const loud = networks.map(network => ({ ...network, values: network.values.map(value => value * 100) }))

  it('count the saturated and the flat, and say what to try', () => {
    expect(warningsOf(loud, { scale: 'none' })).toEqual([expect.stringMatching(/^8 of 8 networks are saturated.*scale mean/)])
    expect(warningsOf(networks, { sigma: 30 })).toEqual([expect.stringMatching(/^8 of 8 networks are flat.*a smaller sigma than 30/)])
    expect(warningsOf(networks, { sigma: 0.01 })).toEqual([expect.stringMatching(/^8 of 8 networks are saturated.*a larger sigma than 0.01/)])
    const dead = { id: 99, rows: 200, columns: 3, values: new Float32Array(600) }
    expect(warningsOf([...networks, dead])).toEqual([expect.stringMatching(/^1 of 9 networks is flat/)])
  })
})

describe('layers', () => {
  const layered: ComparedNetwork[] = networks.map((network, k) => {
    const before = networks[(k + 3) % 8]
    return { ...network, layers: [{ name: 'first', columns: before.columns, values: before.values }, { name: 'last', columns: network.columns, values: network.values }] }
  })

  it('are chosen by name', () => {
    expect(measure(layered, { layer: 'last' })).toEqual(measure(networks))
    expect(measure(layered, { layer: 'first' })).toEqual(measure(networks.map((_, k) => networks[(k + 3) % 8])))
    expect(() => measure(layered, { layer: 'third' })).toThrow('Network 0 has no layer third; it has first, last.')
    expect(() => measure(networks, { layer: 'last' })).toThrow('Network 0 has no layer last; it names none')
  })

  it('are joined by the root of the mean square where all have as many', () => {
    const [first, last] = ['first', 'last'].map(layer => measure(layered, { layer, metric: 'cka' }))
    measure(layered, { layer: 'all', metric: 'cka' }).forEach((value, k) => expect(value).toBeCloseTo(Math.sqrt((first[k] ** 2 + last[k] ** 2) / 2), 14))
    expect(warningsOf(layered, { layer: 'all', sigma: 30 })[1]).toMatch(/^Hidden layer 2: 8 of 8 networks are flat/)
  })

  it('are refused where the numbers of layers differ, with the reason', () => {
    const shallow = { ...layered[2], layers: layered[2].layers!.slice(1) }
    expect(() => measure([layered[0], shallow], { layer: 'all' })).toThrow('Network 15 has 1 hidden layers and network 0 has 2; all layers can be matched by depth only where')
    expect(() => measure(networks, { layer: 'all' })).toThrow('Network 0 brings no layers')
  })
})

describe('controls', () => {
  const hyper: Hyperparameters = {
    family: 'mlp', depth: 1, width: 16, activation: 'relu', optimiser: 'adam', learningRate: 1e-3, weightDecay: 0, batchSize: 32, dropout: 0, epochs: 10,
    initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
  }
  const three: ComparedNetwork[] = [
    { ...networks[0], accuracy: 0.5, hyper },
    { ...networks[1], accuracy: 0.75, hyper: { ...hyper, learningRate: 1e-2, activation: 'tanh' } },
    { ...networks[2], accuracy: 1, hyper: { ...hyper, learningRate: 1e-1, weightDecay: 1e-3 } },
  ]

  it('compare accuracies', () => {
    expect(Array.from(measure(three, { metric: 'accuracy' }))).toEqual([0.25, 0.5, 0.25])
    expect(() => measure(networks, { metric: 'accuracy' })).toThrow('Network 0 has no accuracy')
  })

  it('compare hyper-parameters on the scales on which they are chosen', () => {
    // Three vary: activation (0 or 1), learning rate (decades, a range of 2), weight decay (0 counts as half the smallest).
    const distances = measure(three, { metric: 'hyper-parameters' })
    expect(distances[0]).toBeCloseTo((1 + 0.5 + 0) / 3, 14)
    expect(distances[1]).toBeCloseTo((0 + 1 + 1) / 3, 14)
    expect(distances[2]).toBeCloseTo((1 + 0.5 + 1) / 3, 14)
    expect(Array.from(measure([three[0], { ...three[1], hyper }], { metric: 'hyper-parameters' }))).toEqual([0])
    expect(() => measure(networks, { metric: 'hyper-parameters' })).toThrow('Network 0 has no hyper-parameters')
  })
})

describe('what is refused', () => {
  const [a] = networks

  it('is named', () => {
    expect(() => measure(networks, { metric: 'euclid' as 'cka' })).toThrow('euclid is no metric; choose one of diffusion, markov-t')
    expect(() => measure(networks, { metric: 'markov-t', t: 3 })).toThrow('t is 3')
    expect(() => measure(networks, { sigma: -1 })).toThrow('sigma is -1')
    expect(() => measure(networks, { metric: 'bhattacharyya' })).toThrow('no distances between predictions were handed in')
    for (const metric of METRICS.slice(0, 8)) {
      expect(() => measure([a, { ...a, id: 12, values: a.values.map((value, k) => (k === 33 ? NaN : value)) }], { metric })).toThrow('Network 12 has a non-finite activation (NaN at probe 2, unit 1)')
      expect(() => measure([a, { ...a, id: 12, rows: 100, values: a.values.slice(0, 1600) }], { metric })).toThrow('Network 12 was run on 100 probes and network 0 on 200')
    }
  })

  it('is a dead layer where nothing can be said of one', () => {
    const dead = { id: 99, rows: 200, columns: 3, values: new Float32Array(600).fill(0.1) }
    expect(measure([a, dead])[0]).toBeGreaterThan(0)
    expect(() => measure([a, dead], { metric: 'cka' })).toThrow('Network 99 answers all probes alike in this layer, so its CKA is undefined')
    expect(() => measure([a, dead], { metric: 'procrustes' })).toThrow('Network 99 answers all probes alike')
    expect(() => measure([a, dead], { metric: 'rsa' })).toThrow('Network 99 holds all probes equally far apart')
  })
})

it('takes distances between predictions from whoever makes them', () => {
  const settings: DistanceSettings = { metric: 'bhattacharyya', outputDistances: function* () { return Float64Array.of(3) } }
  expect(Array.from(measure(networks.slice(0, 2), settings))).toEqual([3])
  expect(() => measure(networks, settings)).toThrow('8 networks have 28 distances between their predictions, but 1 were handed in')
})

it('answers for none and one network with nothing, whatever the metric', () => {
  for (const metric of METRICS.filter(name => name !== 'bhattacharyya' && name !== 'accuracy' && name !== 'hyper-parameters')) {
    expect(measure([], { metric })).toHaveLength(0)
    expect(measure(networks.slice(0, 1), { metric })).toHaveLength(0)
  }
})
