// Bundles as np.savez writes them: networks by name, tables inside and beside, text in each of NumPy's ways, and what is refused.
import { zipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Bundle } from './bundle.ts'
import { readBundle } from './bundle.ts'
import { FormatError } from './format-error.ts'
import type { NpyArray } from './npy.ts'
import type { Member } from './npz.ts'
import { writeNpz } from './npz.ts'
import { writeNpy } from './npy.ts'
import { readRunsTable } from './runs-table.ts'

const table = (rows: number, columns: number, from = 0): NpyArray => ({ dtype: 'float32', shape: [rows, columns], data: Float32Array.from({ length: rows * columns }, (_, k) => from + k) })
const ones = (length: number): NpyArray => ({ dtype: 'int64', shape: [length], data: new BigInt64Array(length).fill(1n) })
const bundle = (...members: Member[]): Bundle => readBundle(writeNpz(members))
const sentence = (...members: Member[]): string => {
  try {
    bundle(...members)
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'read'
}
/** An array of one text, as NumPy stores it. */
const textArray = (descr: string, data: Uint8Array): Uint8Array => {
  const dict = `{'descr': '${descr}', 'fortran_order': False, 'shape': (), }`.padEnd(117)
  return Uint8Array.from([...`\x93NUMPY\x01\x00\x76\x00${dict}\n`].map(letter => letter.charCodeAt(0)).concat([...data]))
}
const inCodePoints = (text: string, big: boolean): Uint8Array => {
  const points = [...text].map(letter => letter.codePointAt(0)!)
  const view = new DataView(new ArrayBuffer(4 * points.length))
  for (const [k, point] of points.entries()) view.setUint32(4 * k, point, !big)
  return new Uint8Array(view.buffer)
}

describe('a bundle', () => {
  test('holds every network under its name, numbers in names in their order', () => {
    const name = fc.oneof(fc.nat(1000).map(k => `net${k}`), fc.stringMatching(/^[a-z][a-z0-9 ._-]{0,6}(\/[a-z]{1,3})?$/), fc.constantFrom('__proto__', 'constructor'))
    fc.assert(fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 5 }), (names, probes) => {
      const { networks, probes: n, classes, labels, notes } = bundle(...names.map((one, k): Member => [`activations/${one}.npy`, table(probes, k + 1, k)]))
      expect([n, classes, labels, notes]).toEqual([probes, 0, null, []])
      expect(networks.map(one => one.name).sort()).toEqual([...names].sort())
      for (const { name, activations, row } of networks) {
        const k = names.indexOf(name)
        expect([activations, row]).toEqual([{ rows: probes, columns: k + 1, values: table(probes, k + 1, k).data }, {}])
      }
    }), { numRuns: 50 })
    expect(bundle(...['net10', 'net2', 'net1'].map((one): Member => [`activations/${one}.npy`, table(2, 1)])).networks.map(one => one.name)).toEqual(['net1', 'net2', 'net10'])
  })

  test('takes activations, predictions, checkpoints, labels; a convolution\'s maps are laid flat; any type of number', () => {
    const { networks: [network], probes, classes, labels } = bundle(
      ['labels.npy', ones(2)],
      ['activations/a.npy', { dtype: 'int16', shape: [2, 2, 3], data: Int16Array.from({ length: 12 }, (_, k) => k) }],
      ['probabilities/a.npy', { dtype: 'float64', shape: [2, 2], data: Float64Array.of(0.5, 0.5, 1, 0) }],
      ['checkpoints/a.npy', { dtype: 'float16', shape: [3, 2, 2], data: new Float32Array(12).fill(0.5) }],
      ['steps/a.npy', { dtype: 'int64', shape: [3], data: BigInt64Array.of(0n, 10n, 100n) }],
    )
    expect([probes, classes, [...labels!]]).toEqual([2, 2, [1, 1]])
    expect(network.activations).toEqual({ rows: 2, columns: 6, values: Float32Array.from({ length: 12 }, (_, k) => k) })
    expect(network.probabilities!.values).toEqual(Float64Array.of(0.5, 0.5, 1, 0))
    expect(network.checkpoints).toEqual({ steps: Uint32Array.of(0, 10, 100), rows: 2, columns: 2, values: new Float32Array(12).fill(0.5) })
  })

  const rows = JSON.stringify([{ id: 'a', note: 'é😀', config: { lr: 0.1 } }])
  const utf8 = new TextEncoder().encode(rows)
  const plain = rows.replace('é😀', 'e')
  test.each<[string, Record<string, Uint8Array>, string]>([
    ['a file of JSON', { 'networks.json': utf8 }, 'é😀'],
    ['a file of CSV', { 'networks.csv': new TextEncoder().encode('\uFEFFid,note,config.lr\na,é😀,0.1\n') }, 'é😀'],
    ['bytes', { 'networks.json.npy': writeNpy({ dtype: 'uint8', shape: [utf8.length], data: utf8 }) }, 'é😀'],
    ['a bytes object', { 'networks.json.npy': textArray(`|S${plain.length + 3}`, Uint8Array.from([...new TextEncoder().encode(plain), 0, 0, 0])) }, 'e'],
    ['a str, little-endian', { 'networks.json.npy': textArray(`<U${[...rows].length}`, inCodePoints(rows, false)) }, 'é😀'],
    ['a str, big-endian', { 'networks.json.npy': textArray(`>U${[...rows].length}`, inCodePoints(rows, true)) }, 'é😀'],
  ])('reads its table from %s', (_what, members, note) => {
    const zip = zipSync({ 'activations/a.npy': writeNpy(table(2, 1)), ...members })
    expect(readBundle(zip).networks[0].row).toEqual({ note, 'config.lr': 0.1 })
  })

  test('a table beside it wins over one inside; rows and networks without each other are noted', () => {
    const bytes = writeNpz([['activations/a.npy', table(2, 1)], ['activations/b.npy', table(2, 1)], ['networks.json', [{ id: 'a', lr: 1 }]]])
    expect(readBundle(bytes).networks.map(({ row }) => row)).toEqual([{ lr: 1 }, {}])
    const { networks, notes } = readBundle(bytes, readRunsTable('id,lr\nb,2\nc,3\nd,3\n', 'T.csv', true))
    expect(networks.map(({ row }) => row)).toEqual([{}, { lr: 2 }])
    expect(notes).toEqual(['1 of 2 networks have no row in the table, "a" among them.', '2 rows of the table name no network of the bundle, "c" among them.'])
  })

  test.each<[string, Member[]]>([
    ['The bundle has no networks: it should have members activations/<id> [n, d], probabilities/<id> [n, C] or checkpoints/<id> [T, n, C].', []],
    ['This is a map, not a bundle', [['manifest.json', {}]]],
    ['activations/a has 3 rows, activations/b 2. They must describe the same probes.', [['activations/a.npy', table(3, 2)], ['activations/b.npy', table(2, 2)]]],
    ['probabilities/a: the rows do not sum to 1 (1.50 at probe 1). If they are logits, name them logits.', [['probabilities/a.npy', { dtype: 'float64', shape: [2, 2], data: Float64Array.of(0.5, 0.5, 1, 0.5) }]]],
    ['probabilities/a holds -1 at probe 0, class 1; probabilities are at least 0. If they are logits, name them logits.', [['probabilities/a.npy', { dtype: 'float64', shape: [1, 2], data: Float64Array.of(2, -1) }]]],
    ['labels holds 4294967296 at place 0', [['activations/a.npy', table(1, 2)], ['labels.npy', { dtype: 'int64', shape: [1], data: BigInt64Array.of(2n ** 32n) }]]],
    ['networks.json is kept as an array of numbers or objects', [['activations/a.npy', table(1, 2)], ['networks.json.npy', { dtype: 'int8', shape: [2], data: Int8Array.of(91, 93) }]]],
    ['checkpoints/a has shape (1, 3, 2); checkpoints should be T × n × C', [['activations/a.npy', table(2, 2)], ['checkpoints/a.npy', { dtype: 'float32', shape: [1, 3, 2], data: new Float32Array(6).fill(0.5) }]]],
    ['activations/a has 3 rows, probabilities/a 2. They must describe the same probes.', [['activations/a.npy', table(3, 2)], ['probabilities/a.npy', table(2, 2)]]],
    ['probabilities/b has 3 classes and the networks before it 2', [['probabilities/a.npy', table(2, 2)], ['probabilities/b.npy', table(2, 3)]]],
    ['labels has shape (3); there should be 2, one a probe.', [['activations/a.npy', table(2, 2)], ['labels.npy', ones(3)]]],
    ['labels holds 0.5 at place 1', [['activations/a.npy', table(2, 2)], ['labels.npy', { dtype: 'float32', shape: [2], data: Float32Array.of(1, 0.5) }]]],
    ['activations/a has shape (2); it should be n × d, a row a probe.', [['activations/a.npy', ones(2)]]],
    ['activations/a has shape (0, 2)', [['activations/a.npy', table(0, 2)]]],
    ['activations/a holds Infinity at probe 1, column 0', [['activations/a.npy', { dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 2, Infinity, 4) }]]],
    ['activations/a holds 1e+300 at probe 0, column 1; every value should be a finite float32.', [['activations/a.npy', { dtype: 'float64', shape: [1, 2], data: Float64Array.of(1, 1e300) }]]],
    ['checkpoints/a has shape (2, 2)', [['activations/a.npy', table(2, 2)], ['checkpoints/a.npy', table(2, 2)]]],
    ['steps/a holds 1 steps, but checkpoints/a has 2 checkpoints.', [
      ['activations/a.npy', table(2, 2)], ['checkpoints/a.npy', { dtype: 'float32', shape: [2, 2, 1], data: new Float32Array(4) }], ['steps/a.npy', ones(1)],
    ]],
    ['networks.json: row 2 is a second one for "a"', [['activations/a.npy', table(2, 2)], ['networks.json', [{ id: 'a' }, { id: 'a' }]]]],
    ['networks.json: row 1 has no column that names the network', [['activations/a.npy', table(2, 2)], ['networks.json', [{ lr: 1 }]]]],
  ])('is refused: %s', (start, members) => expect(sentence(...members).slice(0, start.length)).toBe(start))

  test('that is no archive is refused', () => {
    expect(() => readBundle(new TextEncoder().encode('hello'))).toThrow(/a bundle is a \.npz that np\.savez writes/)
  })
})
