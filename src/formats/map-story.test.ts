// What version 5 brought to a map: there and back, every way to be wrong, and what maps of older versions mean by saying nothing.
import { describe, expect, test } from 'vitest'
import { changed, sentence } from './fixtures/changed-map.ts'
import { keptMap, storiedMap } from './fixtures/small-map.ts'
import { LIMITS } from './limits.ts'
import { readMap, readMapHead, writeMap, writeMapParts } from './map.ts'
import { MAP_VERSION } from './map-file.ts'
import { MIGRATIONS } from './map-migrations.ts'
import { openNpz } from './npz.ts'

const MAP = storiedMap()

const with_ = (change: Record<string, object | null>): Uint8Array => changed(MAP, change)
const told = (change: object): Uint8Array => with_({ 'manifest.json': { ...MAP.manifest, ...change } })
const lineage = (run: object): Uint8Array => told({ lineage: { base: null, runs: [{ ...MAP.manifest.lineage!.runs[0], ...run }] } })
const provenance = (change: object): Uint8Array => told({ provenance: { ...MAP.manifest.provenance, ...change } })
const f64 = (shape: number[], ...values: number[]): object => ({ dtype: 'float64', shape, data: Float64Array.from(values) })
const nested = (depth: number): unknown => depth === 0 ? 1 : [nested(depth - 1)]

describe('there and back', () => {
  test('everything, in one file; and the first picture needs only the head', () => {
    expect(readMap(writeMap(MAP))).toEqual(MAP)
    expect(readMapHead(writeMap(MAP)).manifest).toEqual(MAP.manifest)
    expect(openNpz(writeMapParts(MAP).head).names).toEqual(['manifest.json', 'networks.json', 'ids.npy', 'embedding.npy'])
  })

  test('predictions and diagrams in members of their own', () => {
    const npz = openNpz(writeMap(MAP))
    expect(npz.names.filter(name => /^(probabilities|diagrams)\//.test(name))).toEqual([
      'probabilities/2.npy', 'probabilities/5.npy', 'diagrams/2.h0.npy', 'diagrams/2.h1.npy', 'diagrams/3.h0.npy', 'diagrams/3.h1.npy', 'diagrams/9.h0.npy', 'diagrams/9.h1.npy',
    ])
    expect(npz.array('diagrams/2.h0.npy')).toEqual({ dtype: 'float64', shape: [3, 2], data: Float64Array.of(0, 0.5, 0, 0.25, 0, Infinity) })
  })

  test('a map that tells nothing of itself has none of the fields', () => {
    const { manifest } = readMap(writeMap(keptMap()))
    expect(['about', 'view', 'lineage', 'provenance'].filter(key => key in manifest)).toEqual([])
  })

  test('a view is kept as it is, names that mean something to JavaScript too, and changes nothing else', () => {
    const view = JSON.parse('{"__proto__":{"polluted":1},"constructor":[1,null,true],"":"<b>"}') as Record<string, unknown>
    const read = readMap(writeMap({ ...MAP, manifest: { ...MAP.manifest, view } }))
    expect(JSON.stringify(read.manifest.view)).toBe(JSON.stringify(view))
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('refusals, one sentence each', () => {
  const recipe = MAP.manifest.recipe!
  test.each<[string, Uint8Array, string]>([
    ['about that is a list', told({ about: [] }), 'manifest.json: about is []; it should be a text.'],
    ['about without end', told({ about: 'x'.repeat(LIMITS.about + 1) }), 'manifest.json: about has 2001 characters; 2000 is the most that is read.'],
    ['a view that is a list', told({ view: [1] }), 'manifest.json: view is [1]; it should be a JSON object.'],
    ['a view without end', told({ view: { a: 'x'.repeat(LIMITS.view) } }), 'manifest.json: view has 1000008 characters; 1000000 is the most that is read.'],
    ['a view that nests', told({ view: { a: nested(LIMITS.viewDepth) } }), 'manifest.json: view nests brackets more than 16 deep.'],
    ['a base that leads elsewhere', told({ lineage: { base: '../digits', runs: [] } }), 'manifest.json: lineage: base is "../digits"; it should be null or the plain name of a ready-made map.'],
    ['runs that are none', told({ lineage: { base: null, runs: {} } }), 'manifest.json: lineage: runs is {}; it should be a list.'],
    ['runs without end', told({ lineage: { base: null, runs: Array.from({ length: 1001 }, () => 1) } }), 'manifest.json: lineage has 1001 runs; 1000 is the most that is read.'],
    ['a run that is a number', told({ lineage: { base: null, runs: [1] } }), 'manifest.json: lineage: runs[0] is 1; it should be a JSON object.'],
    ['half a network', lineage({ from: 0.5 }), 'manifest.json: lineage: runs[0]: from is 0.5; it should be a whole number from 0 to 999999.'],
    ['a run of nobody', lineage({ count: 0 }), 'manifest.json: lineage: runs[0]: count is 0; it should be a whole number from 1 to 999998.'],
    ['a run beyond all ids', lineage({ count: 1e6 }), 'manifest.json: lineage: runs[0]: count is 1000000; it should be a whole number from 1 to 999998.'],
    ['another recipe', lineage({ recipe: { ...recipe, activation: ['swish'] } }), 'manifest.json: lineage: runs[0]: recipe: activation[0] is "swish"; it should be one of relu, tanh, gelu, sigmoid.'],
    ['no seeds', provenance({ seeds: undefined }), 'manifest.json: provenance: seeds is missing; it should be a JSON object.'],
    ['a seed in words', provenance({ seeds: { data: 'x', population: null, layout: 1 } }), 'manifest.json: provenance: seeds: data is "x"; it should be a number.'],
    ['an engine that is a number', provenance({ devices: [1] }), 'manifest.json: provenance: devices[0] is 1; it should be a text of 1 to 200 characters.'],
    ['an engine twice', provenance({ devices: ['cpu', 'cpu'] }), 'manifest.json: provenance: devices names "cpu" twice; each should stand there once.'],
    ['engines without end', provenance({ devices: Array.from({ length: 33 }, (_, k) => `${k}`) }), 'manifest.json: provenance: devices has 33 names; 32 is the most that is read.'],
    ['a version without end', provenance({ version: '1'.repeat(61) }), 'manifest.json: provenance: version has 61 characters; 60 is the most that is read.'],
    ['a part that leads elsewhere', told({ parts: { checkpoints: 'a/b.npz' } }), 'manifest.json: parts.checkpoints is "a/b.npz"; it should be the plain name of a .npz file.'],
    ['predictions of nobody', with_({ 'probabilities/4.npy': { dtype: 'float32', shape: [6, 3], data: new Float32Array(18).fill(1 / 3) } }), 'probabilities/4.npy belongs to no network in networks.json.'],
    ['predictions of other probes', with_({ 'probabilities/2.npy': { dtype: 'float32', shape: [5, 3], data: new Float32Array(15).fill(1 / 3) } }), 'probabilities/2.npy has shape 5 × 3; the rest of the map asks for 6 × 3.'],
    ['predictions that are none', with_({ 'probabilities/2.npy': { dtype: 'float32', shape: [6, 3], data: new Float32Array(18).fill(0.5) } }), 'probabilities/2.npy sums to 1.5 at probe 0; the probabilities of all classes should sum to 1.'],
    ['a diagram without its other half', with_({ 'diagrams/2.h1.npy': null }), 'diagrams/2.h0.npy lacks the diagrams/2.h1.npy that it belongs to.'],
    ['diagrams of a network without a place', with_({ 'diagrams/5.h0.npy': f64([0, 2]), 'diagrams/5.h1.npy': f64([0, 2]) }), 'diagrams/5.h0.npy belongs to no network on the map.'],
    ['a diagram of triples', with_({ 'diagrams/2.h1.npy': f64([1, 3], 0, 1, 2) }), 'diagrams/2.h1.npy has shape 1 × 3; the rest of the map asks for any × 2.'],
    ['a death before its birth', with_({ 'diagrams/2.h1.npy': f64([2, 2], 0, 1, 2, 1) }), 'diagrams/2.h1.npy holds a bar from 2 to 1 in row 1; births should be finite and not negative, and no death before its birth.'],
    ['a birth without end', with_({ 'diagrams/2.h1.npy': f64([1, 2], Infinity, Infinity) }), 'diagrams/2.h1.npy holds a bar from Infinity to Infinity in row 0; births should be finite and not negative, and no death before its birth.'],
    ['a death that is no number', with_({ 'diagrams/2.h1.npy': f64([1, 2], 0, NaN) }), 'diagrams/2.h1.npy holds a bar from 0 to NaN in row 0; births should be finite and not negative, and no death before its birth.'],
  ])('%s', (_what, bytes, message) => expect(sentence(bytes)).toBe(message))
})

describe('older versions', () => {
  /** The map as a program of that version wrote it: without the fields that came later. */
  function of(version: number): Uint8Array {
    const came = (place: string, key: string): boolean => MIGRATIONS.some(({ since, field, place: other }) => other === place && field === key && version < since)
    const without = (place: string, json: object): object => Object.fromEntries(Object.entries(json).filter(([key]) => !came(place, key)))
    const { recipe, geometry, ...manifest } = keptMap().manifest
    return with_({
      'manifest.json': { ...manifest, parts: {}, version, recipe: without('recipe', recipe!), geometry: without('geometry', geometry) },
      'networks.json': MAP.networks.map(row => ({ ...row, hyper: row.hyper && without('hyper', { ...row.hyper, ...row.id === 9 && version < 3 && { family: 'mlp' } }) })),
      ...version < 3 && { 'weights/9.npy': null }, // there were no convolutions
    })
  }

  test.each([1, 2, 3, 4])('version %i is read as today’s would say it, and written again as one', version => {
    const read = readMap(of(version))
    expect(read.manifest.version).toBe(version)
    for (const { since, place, field, means } of MIGRATIONS) {
      if (version >= since) continue
      const said = place === 'hyper' ? read.networks[0].hyper! : read.manifest[place]!
      expect((said as unknown as Record<string, unknown>)[field], `${place}.${field}`).toEqual(means)
    }
    const again = readMap(writeMap(read))
    expect(again).toEqual({ ...read, manifest: { ...read.manifest, version: MAP_VERSION } })
  })

  test('what came later may only be missing in a file from before it', () => {
    const geometry = { ...MAP.manifest.geometry, metric: undefined }
    expect(sentence(told({ geometry }))).toMatch(/^manifest\.json: geometry: metric is missing; it should be one of diffusion, /)
    expect(sentence(told({ geometry, version: 3 }))).toBe('read')
  })

  test('the table is in order, and says why', () => {
    expect(MIGRATIONS.map(({ since }) => since)).toEqual(MIGRATIONS.map(({ since }) => since).toSorted((a, b) => a - b))
    for (const { since, because } of MIGRATIONS) {
      expect(since).toBeGreaterThan(1)
      expect(since).toBeLessThanOrEqual(MAP_VERSION)
      expect(because.length).toBeGreaterThan(10)
    }
  })
})
