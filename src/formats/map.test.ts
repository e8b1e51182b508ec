// A map: exact there and back, in one file or three; and every way to be wrong has its sentence.
import { describe, expect, test } from 'vitest'
import { FormatError } from './format-error.ts'
import { keptMap, smallMap } from './fixtures/small-map.ts'
import { readMap, readMapActivations, readMapCheckpoints, readMapDetail, readMapHead, writeMap, writeMapParts } from './map.ts'
import type { MapFile } from './map-file.ts'
import { MAP_VERSION } from './map-file.ts'
import type { Member } from './npz.ts'
import { openNpz, writeNpz } from './npz.ts'

const MAP = smallMap()
const sentence = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'read'
}

/** The same map of networks trained elsewhere: no recipe, no data set of ours, names and columns in their place. */
const BROUGHT: MapFile = {
  ...MAP,
  manifest: { ...MAP.manifest, dataset: null, recipe: null, classNames: [], parts: {} },
  networks: MAP.networks.map((row, k) => ({ ...row, hyper: null, weightSeed: null, orderSeed: null, brought: { name: `run/${k}`, values: { lr: k / 10, arch: 'cnn', frozen: true, note: null, constructor: 1 } } })),
  detail: { ...MAP.detail!, details: MAP.detail!.details.map(detail => ({ ...detail, curve: new Float32Array(0), confusion: new Int32Array(0) })) },
}

describe('there and back', () => {
  test('networks trained elsewhere, with their names and whatever columns they brought', () => {
    expect(readMap(writeMap(BROUGHT))).toEqual(BROUGHT)
  })

  test('in one file: every number, NaN and infinity too; the file names no parts', () => {
    expect(readMap(writeMap(MAP))).toEqual({ ...MAP, manifest: { ...MAP.manifest, parts: {} } })
  })

  test('in space, by another metric and layer, laid onto the layout before it', () => {
    const { manifest } = MAP
    const geometry = { ...manifest.geometry, metric: 'cka' as const, layer: 'all' as const, dimensions: 3 as const }
    const turned = { ...manifest, parts: {}, geometry, phate: { ...manifest.phate, turned: true as const } }
    const space: MapFile = { ...MAP, manifest: turned, embedding: Float64Array.from({ length: 9 }, (_, k) => k / 3) }
    expect(readMap(writeMap(space))).toEqual(space)
  })

  test('in three files', () => {
    const { head, detail, activations } = writeMapParts(MAP)
    const read = readMapHead(head)
    expect({ ...read, detail: readMapDetail(detail!, read), activations: readMapActivations(activations!, read), checkpoints: null, states: null }).toEqual(MAP)
    expect(readMap(head)).toEqual({ ...MAP, detail: null, activations: null })
  })

  test('checkpoints are a part of their own, of this map alone', () => {
    const kept = keptMap()
    const { head, detail, checkpoints } = writeMapParts({ ...kept, manifest: { ...kept.manifest, parts: { ...kept.manifest.parts, checkpoints: 'a.checkpoints.npz' } } })
    const read = readMapHead(head)
    expect(read.manifest.parts.checkpoints).toBe('a.checkpoints.npz')
    expect(readMapCheckpoints(checkpoints!, read)).toEqual(kept.checkpoints)
    expect(sentence(() => readMapCheckpoints(detail!, read))).toBe('part.json: part is "detail"; it should be one of checkpoints.')
    expect(sentence(() => readMap(checkpoints!))).toMatch(/^This is one part of a ready-made map/)
    expect(writeMapParts(MAP).checkpoints).toBe(null)
  })

  test('the head of a whole file is read without the rest', () => {
    expect(readMapHead(writeMap(MAP)).networks).toEqual(MAP.networks)
  })

  test('the same map gives the same bytes', () => {
    expect(writeMap(smallMap())).toEqual(writeMap(MAP))
  })

  test('activations are halves where that loses nothing, else float32', () => {
    const npz = openNpz(writeMap(MAP))
    expect([2, 3].map(id => npz.array(`activations/${id}.npy`).dtype)).toEqual(['float16', 'float32'])
  })

  test('a map of nothing and a map of one network are maps', () => {
    const rows = MAP.networks.slice(0, 1)
    const details = MAP.detail!.details.slice(0, 1)
    const one: MapFile = {
      manifest: { ...MAP.manifest, mapped: 1, parts: {} }, networks: rows, ids: [2], embedding: new Float64Array(2),
      detail: { distances: new Float64Array(), details, measures: new Map() }, activations: null, checkpoints: null, states: null,
    }
    expect(readMap(writeMap(one))).toEqual(one)
    const none: MapFile = { ...one, manifest: { ...one.manifest, mapped: 0 }, networks: [], ids: [], embedding: new Float64Array() }
    none.detail = { distances: new Float64Array(), details: [], measures: new Map() }
    expect(readMap(writeMap(none))).toEqual(none)
  })

  test('of the versions before families: every network and recipe is of the family mlp, and what is written again is of this version', () => {
    const members = membersOf(writeMap(MAP))
    const manifest = members.get('manifest.json') as { recipe: { family?: string[] } }
    const rows = members.get('networks.json') as { hyper: { family?: string } }[]
    delete manifest.recipe.family
    for (const { hyper } of rows) delete hyper.family
    const old = (version: number): MapFile => readMap(fileOf(new Map([...members, ['manifest.json', { ...manifest, version }], ['networks.json', rows]])))
    for (const version of [1, 2]) {
      expect(old(version).manifest).toEqual({ ...MAP.manifest, version, parts: {}, recipe: { ...MAP.manifest.recipe, family: ['mlp'] } })
      expect(old(version).networks).toEqual(MAP.networks.map(row => ({ ...row, hyper: { ...row.hyper, family: 'mlp' } })))
      expect(readMap(writeMap(old(version))).manifest.version).toBe(MAP_VERSION)
    }
  })

  test('unknown members and unknown fields do no harm', () => {
    const members = membersOf(writeMap(MAP))
    members.set('manifest.json', { ...members.get('manifest.json'), mood: 'sunny', __proto__x: 1 })
    members.set('later/inpca.npy', { dtype: 'uint8', shape: [1], data: Uint8Array.of(1) })
    expect(readMap(fileOf(members)).networks).toEqual(MAP.networks)
  })

  test('a writer without a network\'s detail is told which', () => {
    expect(() => writeMap({ ...MAP, detail: { ...MAP.detail!, details: [], measures: new Map() } })).toThrow('The map\'s detail lacks network 2.')
  })
})

/** A written map taken apart, to be put together wrongly. */
function membersOf(bytes: Uint8Array): Map<string, object> {
  const npz = openNpz(bytes)
  return new Map(npz.names.map(name => [name, name.endsWith('.npy') ? npz.array(name as 'x.npy') : npz.json(name as 'x.json') as object]))
}
const fileOf = (members: Map<string, object>): Uint8Array => writeNpz([...members] as Member[])
const with_ = (name: string, member: object | null): Uint8Array => {
  const members = membersOf(writeMap(MAP))
  if (member) members.set(name, member)
  else members.delete(name)
  return fileOf(members)
}
const manifest = (change: object): Uint8Array => with_('manifest.json', { ...membersOf(writeMap(MAP)).get('manifest.json'), ...change })
type Json = Record<string, object>
const row = (change: (row: Json) => object): Uint8Array => with_('networks.json', (membersOf(writeMap(MAP)).get('networks.json') as Json[]).map((item, index) => index === 1 ? change(item) : item))
const hyper = (change: object): Uint8Array => row(item => ({ ...item, hyper: { ...item['hyper'], ...change } }))
const outcome = (change: object): Uint8Array => row(item => ({ ...item, outcome: { ...item['outcome'], ...change } }))

describe('refusals, one sentence each', () => {
  test.each([
    ['nothing', new Uint8Array(), 'This is not a Netfold map: the file is empty (0 bytes).'],
    ['text', new TextEncoder().encode('hello, map'), 'This is not a Netfold map: the file is not a zip archive.'],
    ['another npz', writeNpz([['x.npy', { dtype: 'uint8', shape: [0], data: Uint8Array.of() }]]), 'This is not a Netfold map: it has no manifest.json.'],
    ['a bundle', writeNpz([['activations/a.npy', { dtype: 'float32', shape: [0], data: Float32Array.of() }]]), 'This is a bundle of networks, not a map yet: `npm run -s netfold -- map BUNDLE.npz --out MAP.npz` makes one of it.'],
    ['a manifest of something else', writeNpz([['manifest.json', { name: 'An app', start_url: '/' }]]), 'This is not a Netfold map: its manifest.json says no format, not "netfold-map".'],
    ['another format', manifest({ format: 'atlas' }), 'This is not a Netfold map: its manifest.json says format "atlas", not "netfold-map".'],
    ['a part', writeMapParts(MAP).detail!, 'This is one part of a ready-made map: open the .npz file beside it that has no "detail", "activations" or "checkpoints" in its name.'],
    ['a column that is a list', row(item => ({ ...item, brought: { name: 'a', values: { x: [1] } } })), 'networks.json: brought.values."x" is [1]; it should be a number, a text, true, false or null.'],
    ['labels of other probes', manifest({ labels: [0, 1] }), 'manifest.json: labels has 2 numbers; it should have 6, one a probe.'],
    ['half a label', manifest({ labels: [0, 1, 2, 0, 1, 0.5] }), 'manifest.json: labels holds 0.5; labels are whole numbers.'],
    ['a newer version', manifest({ version: 7 }), 'This map was written by a newer Netfold (version 7; this page reads 6).'],
    ['a family unknown', hyper({ family: 'transformer' }), 'networks.json, row 1: hyper: family is "transformer"; it should be one of mlp, conv.'],
    ['no version', manifest({ version: '1' }), 'manifest.json: version is "1"; it should be a whole number from 1.'],
    ['a missing field', manifest({ title: undefined }), 'manifest.json: title is missing; it should be a text.'],
    ['a data set unknown', manifest({ dataset: { id: 'roses' } }), 'manifest.json: dataset: id is "roses"; it should be one of digits, circles, moons, spirals, xor, gaussians, teacher, own.'],
    ['a recipe without a range', manifest({ recipe: { ...MAP.manifest.recipe, width: 5 } }), 'manifest.json: recipe: width is 5; it should be a JSON object.'],
    ['an optimiser unknown', manifest({ recipe: { ...MAP.manifest.recipe, optimiser: ['adam', 'lion'] } }), 'manifest.json: recipe: optimiser[1] is "lion"; it should be one of sgd, momentum, adam, adamw.'],
    ['geometry out of range', manifest({ geometry: { ...MAP.manifest.geometry, sigma: 0 } }), 'manifest.json: geometry: sigma is 0; it should be a number above 0.'],
    ['a part that leads elsewhere', manifest({ parts: { detail: '../x.npz' } }), 'manifest.json: parts.detail is "../x.npz"; it should be the plain name of a .npz file.'],
    ['a table that is none', with_('networks.json', { rows: [] }), 'networks.json is {"rows":[]}; it should be a list with a row per network.'],
    ['no table', with_('networks.json', null), 'This map is incomplete: it has no networks.json.'],
    ['a hyper-parameter of the wrong type', hyper({ learningRate: 'fast' }), 'networks.json, row 1: hyper: learningRate is "fast"; it should be a number from 0.'],
    ['an activation unknown', hyper({ activation: 'swish' }), 'networks.json, row 1: hyper: activation is "swish"; it should be one of relu, tanh, gelu, sigmoid.'],
    ['half a unit', hyper({ width: 8.5 }), 'networks.json, row 1: hyper: width is 8.5; it should be a whole number from 1.'],
    ['more than all', hyper({ trainFraction: 1.5 }), 'networks.json, row 1: hyper: trainFraction is 1.5; it should be a share from 0 to 1.'],
    ['an accuracy in words', outcome({ testAccuracy: 'high' }), 'networks.json, row 1: testAccuracy is "high"; it should be a number, null, "Infinity" or "-Infinity".'.replace('testAccuracy', 'outcome: testAccuracy')],
    ['an id twice in the table', row(item => ({ ...item, id: 2 })), 'networks.json, row 1: id 2 comes after id 2; ids should rise from row to row.'],
    ['an id twice on the map', with_('ids.npy', { dtype: 'int32', shape: [3], data: Int32Array.of(2, 3, 3) }), 'ids.npy holds 3 twice; a network has one place on the map.'],
    ['an id without a row', with_('ids.npy', { dtype: 'int32', shape: [3], data: Int32Array.of(2, 3, 4) }), 'ids.npy holds 4, and networks.json has no row for it.'],
    ['fewer ids', with_('ids.npy', { dtype: 'int32', shape: [2], data: Int32Array.of(2, 3) }), 'ids.npy has shape 2; the rest of the map asks for 3.'],
    ['ids of another type', with_('ids.npy', { dtype: 'int64', shape: [3], data: BigInt64Array.of(2n, 3n, 9n) }), 'ids.npy holds int64 numbers; it should hold int32.'],
    ['no embedding', with_('embedding.npy', null), 'This map is incomplete: it has no embedding.npy.'],
    ['three dimensions', with_('embedding.npy', { dtype: 'float64', shape: [3, 3], data: new Float64Array(9) }), 'embedding.npy has shape 3 × 3; the rest of the map asks for 3 × 2.'],
    ['a place nowhere', with_('embedding.npy', { dtype: 'float64', shape: [3, 2], data: Float64Array.of(0, 0, 0, NaN, 0, 0) }), 'embedding.npy holds NaN at place 3; its numbers should be finite.'],
    ['too few distances', with_('distance.npy', { dtype: 'float64', shape: [2], data: new Float64Array(2) }), 'distance.npy has shape 2; the rest of the map asks for 3.'],
    ['a negative distance', with_('distance.npy', { dtype: 'float64', shape: [3], data: Float64Array.of(0, -1, 0) }), 'distance.npy holds -1 at place 1; its numbers should be finite and not negative.'],
    ['distances without curves', with_('curves.npy', null), 'This map is incomplete: it has no curves.npy.'],
    ['offsets that fall', with_('curve_offsets.npy', { dtype: 'int32', shape: [5], data: Int32Array.of(0, 3, 2, 7, 10) }), 'curve_offsets.npy should rise from 0 to the 10 rows of curves.npy.'],
    ['offsets that end early', with_('curve_offsets.npy', { dtype: 'int32', shape: [5], data: Int32Array.of(0, 3, 6, 7, 9) }), 'curve_offsets.npy should rise from 0 to the 10 rows of curves.npy.'],
    ['other classes', with_('confusion.npy', { dtype: 'int32', shape: [4, 2, 2], data: new Int32Array(16) }), 'confusion.npy has shape 4 × 2 × 2; the rest of the map asks for 4 × 3 × 3.'],
    ['other probes', with_('activations/3.npy', { dtype: 'float32', shape: [5, 2], data: new Float32Array(10) }), 'activations/3.npy has shape 5 × 2; the rest of the map asks for 6 × any.'],
    ['activations of nobody', with_('activations/4.npy', { dtype: 'float32', shape: [6, 1], data: new Float32Array(6) }), 'activations/4.npy belongs to no network on the map.'],
    ['activations without end', with_('activations/3.npy', { dtype: 'float32', shape: [6, 1], data: Float32Array.of(0, 0, Infinity, 0, 0, 0) }), 'activations/3.npy holds Infinity at place 2; its numbers should be finite.'],
  ])('%s', (_what, bytes, message) => {
    expect(sentence(() => readMap(bytes))).toBe(message)
  })

  test('a part of another map, or the other part, or no part', () => {
    const { head, detail, activations } = writeMapParts(MAP)
    const other = writeMapParts({ ...MAP, embedding: MAP.embedding.map(value => value + 1) })
    const read = readMapHead(head)
    expect(sentence(() => readMapDetail(other.detail!, read))).toBe('This detail part belongs to another map; load both anew.')
    expect(sentence(() => readMapDetail(activations!, read))).toBe('part.json: part is "activations"; it should be one of detail.')
    expect(sentence(() => readMapActivations(head, read))).toBe('This is not the activations part of a map: it has no part.json.')
    expect(sentence(() => readMapActivations(new TextEncoder().encode('<html>'), read))).toBe('This is not the activations part of a map: the file is a web page or XML text, not a zip archive.')
    expect(sentence(() => readMapDetail(detail!, read))).toBe('read')
  })
})
