// Any map at all: written, read and written again it has the same bytes, and nothing of it has changed. Maps are drawn: diverged networks, networks brought from
// elsewhere, layouts in space, checkpoints, predictions, diagrams, and whatever a view may hold.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { condensedSize } from '../core/condensed.ts'
import type { NetworkRow } from '../core/network.ts'
import { FIRST_BROUGHT } from '../core/network.ts'
import { drawNetworks } from '../core/population.ts'
import { DEFAULT_RECIPE } from '../core/recipe.ts'
import { mulberry32 } from '../core/random.ts'
import { DEFAULT_GEOMETRY } from '../core/settings.ts'
import { keptMap } from './fixtures/small-map.ts'
import { roundedToHalf } from './half.ts'
import type { MapFile } from './map-file.ts'
import { MAP_FORMAT, MAP_VERSION } from './map-file.ts'
import { readMap, readMapHead, writeMap, writeMapParts } from './map.ts'

const PROBES = 4
const CLASSES = 3

interface Drawn {
  seed: number
  count: number
  dimensions: 2 | 3
  brought: boolean
  diverged: number
  has: Record<'activations' | 'checkpoints' | 'hidden' | 'predictions' | 'diagrams' | 'story', boolean>
  view: Record<string, unknown>
}

const json = fc.jsonValue({ maxDepth: 4 })
const drawn: fc.Arbitrary<Drawn> = fc.record({
  seed: fc.nat(2 ** 31 - 1), count: fc.integer({ min: 0, max: 9 }), dimensions: fc.constantFrom(2 as const, 3 as const), brought: fc.boolean(), diverged: fc.nat(3),
  has: fc.record({ activations: fc.boolean(), checkpoints: fc.boolean(), hidden: fc.boolean(), predictions: fc.boolean(), diagrams: fc.boolean(), story: fc.boolean() }),
  view: fc.dictionary(fc.string(), json, { noNullPrototype: true }),
})

/** Figures as they come: some have no value, some no end. */
function mapOf({ seed, count, dimensions, brought, diverged, has, view }: Drawn): MapFile {
  const random = mulberry32(seed)
  const floats = (length: number): Float32Array => Float32Array.from({ length }, () => random() - 0.25)
  const doubles = (length: number): Float64Array => Float64Array.from({ length }, random)
  const odd = (): number => [random(), random(), NaN, Infinity, -Infinity][Math.floor(random() * 5)]
  const rows = (length: number): Float32Array => Float32Array.from(Array.from({ length }, () => {
    const [a, b] = [Math.floor(random() * 33) / 64, Math.floor(random() * 33) / 64]
    return [a, b, 1 - a - b]
  }).flat())
  const recipe = { ...DEFAULT_RECIPE, seed, count: Math.max(1, count) }
  const networks = drawNetworks(recipe, 0, count).map((spec, k): NetworkRow => ({
    ...brought && k % 2 === 1
      ? { id: FIRST_BROUGHT + k, hyper: null, weightSeed: null, orderSeed: null, brought: { name: `n${k}, "<b>"`, values: { lr: random(), tag: null, __proto__x: true, 'a b': 'ü' } } }
      : spec,
    outcome: { divergedAt: k < diverged ? k + 1 : null, steps: 50, parameters: 9, trainLoss: odd(), trainAccuracy: odd(), testLoss: odd(), testAccuracy: odd() },
  })).sort((a, b) => a.id - b.id)
  const ids = networks.filter(({ outcome }) => outcome.divergedAt === null).map(({ id }) => id)
  const bars = (length: number) => {
    const births = doubles(length)
    return { births, deaths: births.map((birth, bar) => bar === 0 ? Infinity : birth + random()) }
  }
  const of = <T>(some: readonly number[], make: (id: number) => T): Map<number, T> => new Map(some.filter((_, k) => k % 3 !== 1).map(id => [id, make(id)]))
  const checkpoints = of(networks.map(({ id }) => id), id => {
    const width = networks.find(row => row.id === id)!.hyper?.width ?? 5
    return {
      steps: Uint32Array.of(0, 7, 50), probabilities: rows(3 * PROBES),
      activations: has.hidden ? roundedToHalf(floats(3 * PROBES * width)) : null, train: has.story ? rows(3 * 4) : null,
    }
  })
  const probabilities = of(ids, () => rows(PROBES))
  const diagrams = of(ids, () => ({ pieces: bars(PROBES), loops: bars(Math.floor(random() * 3)) }))
  return {
    manifest: {
      format: MAP_FORMAT, version: MAP_VERSION, title: `“${seed}”\u0000\n`, madeBy: '', dataset: { id: 'moons', noise: random(), decay: random(), seed }, datasetTitle: 'Moons',
      classNames: ['a', 'b', 'c'], train: 30, test: 12, probes: PROBES, recipe,
      geometry: { ...DEFAULT_GEOMETRY, dimensions, t: seed % 2 ? 'auto' : 5.5 },
      phate: { t: 3, stress: odd(), components: 1, ...seed % 3 === 0 && { slid: true as const }, ...seed % 5 === 0 && { turned: true as const } },
      mapped: ids.length, parts: {},
      ...has.story && {
        labels: Array.from({ length: PROBES }, (_, probe) => probe - 1), about: 'Look.', view, lineage: { base: seed % 2 ? 'digits' : null, runs: [{ recipe, from: 3, count: 7 }] },
        provenance: { version: '0.1.0', devices: ['cpu', 'webgpu: x'], seeds: { data: seed, population: null, layout: 42 } },
      },
    },
    networks, ids, embedding: doubles(ids.length * dimensions).map(value => 9 * value - 4),
    detail: {
      distances: doubles(condensedSize(ids.length)),
      details: networks.map(({ id }) => ({ id, curve: floats(4 * (id % 3)), confusion: Int32Array.from({ length: CLASSES ** 2 }, () => Math.floor(random() * 9)) })),
      measures: new Map([['spectralEntropy', doubles(ids.length).map(value => value < 0.2 ? NaN : value)]]),
    },
    activations: has.activations && ids.length > 0
      ? ids.map(id => ({ id, rows: PROBES, columns: 2, values: id % 2 ? floats(2 * PROBES) : roundedToHalf(floats(2 * PROBES)) }))
      : null,
    checkpoints: has.checkpoints && checkpoints.size > 0 ? checkpoints : null,
    states: null,
    ...has.predictions && probabilities.size > 0 && { probabilities },
    ...has.diagrams && diagrams.size > 0 && { diagrams },
  }
}

describe('written, read and written again', () => {
  test('every number and word, and the same bytes', () => {
    fc.assert(fc.property(drawn, draw => {
      const map = mapOf(draw)
      const bytes = writeMap(map)
      const read = readMap(bytes)
      // Minus nought in a view is nought in JSON; everything else is as it was.
      expect({ ...read, manifest: { ...read.manifest, view: null } }).toEqual({ ...map, manifest: { ...map.manifest, view: null } })
      expect(JSON.stringify(read.manifest.view)).toBe(JSON.stringify(map.manifest.view))
      expect(writeMap(read)).toEqual(bytes)
    }), { numRuns: 60, seed: 7 })
  })

  test('whatever order a program has its fields in', () => {
    const map = keptMap()
    const turned = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).reverse()) as T
    const manifest = turned({ ...map.manifest, geometry: turned(map.manifest.geometry) })
    const other: MapFile = { ...map, manifest, networks: map.networks.map(row => turned({ ...row, hyper: row.hyper && turned(row.hyper) })) }
    expect(writeMap(other)).toEqual(writeMap(map))
  })

  test('what would be refused is not written', () => {
    const map = keptMap()
    expect(() => writeMap({ ...map, manifest: { ...map.manifest, lineage: { base: '../x', runs: [] } } }))
      .toThrow('manifest.json: lineage: base is "../x"; it should be null or the plain name of a ready-made map.')
  })
})

test('the first picture of 500 networks takes no more than 150 kB', () => {
  const count = 500
  const random = mulberry32(500)
  const networks = drawNetworks({ ...DEFAULT_RECIPE, count }, 0, count).map((spec): NetworkRow => ({
    ...spec,
    outcome: {
      divergedAt: null, steps: Math.floor(random() * 1000), parameters: Math.floor(random() * 9000),
      trainLoss: random(), trainAccuracy: random(), testLoss: random(), testAccuracy: random(),
    },
  }))
  const view = { a: networks.filter(({ id }) => id % 2 === 0).map(({ id }) => id), b: networks.filter(({ id }) => id % 2).map(({ id }) => id) }
  const map: MapFile = {
    ...keptMap(), networks, ids: networks.map(({ id }) => id), embedding: Float64Array.from({ length: 2 * count }, random),
    detail: null, activations: null, checkpoints: null, states: null,
    manifest: { ...keptMap().manifest, mapped: count, recipe: { ...DEFAULT_RECIPE, count }, about: 'Look at the two arms. They are of two activations.', view },
  }
  const { head } = writeMapParts(map)
  expect(readMapHead(head).networks).toEqual(networks)
  expect(head.length).toBeLessThanOrEqual(150_000) // 100 kB: places and figures that are drawn anew each hardly shrink
})
