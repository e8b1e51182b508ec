// Checkpoints and states in a map: there and back, what float16 costs, every way to be wrong, and a map taken for a bundle.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DatasetId } from '../core/data/dataset.ts'
import type { Hyperparameters } from '../core/network.ts'
import { readBundle } from './bundle.ts'
import { changed, sentence } from './fixtures/changed-map.ts'
import { keptMap } from './fixtures/small-map.ts'
import { roundedToHalf } from './half.ts'
import { readMap, writeMap } from './map.ts'
import type { MapFile } from './map-file.ts'
import { openNpz } from './npz.ts'

const MAP = keptMap()
const WHOLE: MapFile = { ...MAP, manifest: { ...MAP.manifest, parts: {} } }

const with_ = (change: Record<string, object | null>): Uint8Array => changed(MAP, change)
const f32 = (shape: number[], ...values: number[]): object => ({ dtype: 'float32', shape, data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, k) => values[k % values.length]) })
const i32 = (...values: number[]): object => ({ dtype: 'int32', shape: [values.length], data: Int32Array.from(values) })
const third = f32([2, 6, 3], 1 / 3)

describe('there and back', () => {
  test('checkpoints, their hidden layers and states: every number', () => {
    expect(readMap(writeMap(MAP))).toEqual(WHOLE)
    expect(readMap(writeMap(MAP, 'float32'))).toEqual(WHOLE)
  })

  test('each in members of their own, and no more than a network has', () => {
    const names = openNpz(writeMap(MAP)).names.filter(name => /^(checkpoints|steps|hidden|train_checkpoints|weights|first|second)\//.test(name))
    expect(names).toEqual([
      'checkpoints/2.npy', 'steps/2.npy', 'hidden/2.npy', 'train_checkpoints/2.npy', 'checkpoints/5.npy', 'steps/5.npy',
      'weights/2.npy', 'first/2.npy', 'second/2.npy', 'weights/3.npy', 'first/3.npy', 'weights/9.npy',
    ])
  })

  test('float16 is what a caller gets who says nothing: the nearest halves, which stay what they are when written again', () => {
    fc.assert(fc.property(fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 12, maxLength: 12 }), fc.float({ min: 0, max: 60_000, noNaN: true }), (draws, size) => {
      const probabilities = Float32Array.from(draws.flatMap(p => [p / 2, (1 - p) / 2, 0.5]))
      const activations = Float32Array.from({ length: 2 * 6 * 8 }, (_, k) => size * Math.sin(k))
      const map: MapFile = { ...MAP, checkpoints: new Map([[3, { steps: Uint32Array.of(0, 7), probabilities, activations, train: null }]]) }
      const read = readMap(writeMap(map))
      expect(read.checkpoints!.get(3)).toEqual({ steps: Uint32Array.of(0, 7), probabilities: roundedToHalf(probabilities), activations: roundedToHalf(activations), train: null })
      for (const [k, p] of read.checkpoints!.get(3)!.probabilities.entries()) expect(Math.abs(p - probabilities[k])).toBeLessThanOrEqual(Math.max(probabilities[k] / 2048, 3e-8))
      expect(readMap(writeMap(read))).toEqual(read)
      expect(readMap(writeMap(map, 'float32')).checkpoints).toEqual(map.checkpoints)
    }), { numRuns: 15 })
  })

  test('a hidden layer that would be infinite in float16 is kept in float32', () => {
    const activations = new Float32Array(2 * 6 * 8).fill(70_000)
    const checkpoints = new Map([[3, { ...MAP.checkpoints!.get(5)!, activations }]])
    expect(readMap(writeMap({ ...MAP, checkpoints })).checkpoints).toEqual(checkpoints)
  })

  test('what was kept of networks that are not in the table is left out', () => {
    const [, state] = [...MAP.states!][0]
    const more: MapFile = { ...MAP, checkpoints: new Map([...MAP.checkpoints!, [77, MAP.checkpoints!.get(5)!]]), states: new Map([...MAP.states!, [77, state]]) }
    expect(readMap(writeMap(more))).toEqual(WHOLE)
  })

  test('a map that nobody could read again is not written', () => {
    const weights = new Float32Array(43e6)
    const states = new Map([2, 3, 9].map(id => [id, { weights, first: weights, second: weights }]))
    expect(() => writeMap({ ...MAP, states }))
      .toThrow(/^The map would have 1\.\d GB in \d+ members; 512 MB in 40000 is the most that is read again\. Keep fewer checkpoints, or neither weights nor hidden layers\.$/)
  })
})

describe('refusals, one sentence each', () => {
  const rising = 'updates should rise from 0 to at most the 20 that the network made.'
  test.each<[string, Record<string, object | null>, string]>([
    ['checkpoints of nobody', { 'checkpoints/4.npy': third, 'steps/4.npy': i32(0, 1) }, 'checkpoints/4.npy belongs to no network in networks.json.'],
    ['no steps', { 'steps/2.npy': null }, 'This map is incomplete: it has no steps/2.npy.'],
    ['steps without checkpoints', { 'checkpoints/5.npy': null }, 'steps/5.npy lacks the checkpoints/5.npy that it belongs to.'],
    ['a hidden layer without checkpoints', { 'hidden/3.npy': third }, 'hidden/3.npy lacks the checkpoints/3.npy that it belongs to.'],
    ['train probes without checkpoints', { 'train_checkpoints/3.npy': third }, 'train_checkpoints/3.npy lacks the checkpoints/3.npy that it belongs to.'],
    ['fewer train checkpoints', { 'train_checkpoints/2.npy': f32([3, 5, 3], 1 / 3) }, 'train_checkpoints/2.npy has shape 3 × 5 × 3; the rest of the map asks for 4 × any × 3.'],
    ['other train probes', { 'train_checkpoints/5.npy': third }, 'train_checkpoints/5.npy has shape 2 × 6 × 3; the rest of the map asks for 2 × 5 × 3.'],
    ['train logits', { 'train_checkpoints/2.npy': f32([4, 5, 3], 0.5) }, 'train_checkpoints/2.npy sums to 1.5 at checkpoint 0, train probe 0; the probabilities of all classes should sum to 1.'],
    ['another number of steps', { 'steps/2.npy': i32(0, 1, 2) }, 'checkpoints/2.npy has shape 4 × 6 × 3; the rest of the map asks for 3 × 6 × 3.'],
    ['other probes', { 'checkpoints/5.npy': f32([2, 5, 3], 1 / 3) }, 'checkpoints/5.npy has shape 2 × 5 × 3; the rest of the map asks for 2 × 6 × 3.'],
    ['other classes', { 'checkpoints/5.npy': f32([2, 6, 4], 1 / 4) }, 'checkpoints/5.npy has shape 2 × 6 × 4; the rest of the map asks for 2 × 6 × 3.'],
    ['steps that fall', { 'steps/2.npy': i32(0, 5, 1, 20) }, `steps/2.npy holds 1 at place 2; ${rising}`],
    ['steps that stand', { 'steps/2.npy': i32(0, 5, 5, 20) }, `steps/2.npy holds 5 at place 2; ${rising}`],
    ['steps below 0', { 'steps/2.npy': i32(-1, 0, 5, 20) }, `steps/2.npy holds -1 at place 0; ${rising}`],
    ['steps beyond the end', { 'steps/2.npy': i32(0, 1, 5, 21) }, `steps/2.npy holds 21 at place 3; ${rising}`],
    ['no steps at all', { 'steps/2.npy': i32() }, `steps/2.npy is empty; ${rising}`],
    ['steps of another type', { 'steps/2.npy': f32([4], 0, 1, 2, 3) }, 'steps/2.npy holds float32 numbers; it should hold int32.'],
    ['less than nothing', { 'checkpoints/5.npy': f32([2, 6, 3], 0.5, -0.5, 1) }, 'checkpoints/5.npy holds -0.5 at place 1; its numbers should be probabilities, from 0 to 1.'],
    ['no number', { 'checkpoints/5.npy': f32([2, 6, 3], 0.5, NaN, 0.5) }, 'checkpoints/5.npy holds NaN at place 1; its numbers should be probabilities, from 0 to 1.'],
    ['logits', { 'checkpoints/5.npy': f32([2, 6, 3], 0.5, 0.5, 0.5) }, 'checkpoints/5.npy sums to 1.5 at checkpoint 0, probe 0; the probabilities of all classes should sum to 1.'],
    ['another width', { 'hidden/2.npy': f32([4, 6, 7], 1) }, 'hidden/2.npy has shape 4 × 6 × 7; the rest of the map asks for 4 × 6 × 8.'],
    ['a hidden layer without end', { 'hidden/2.npy': f32([4, 6, 8], Infinity) }, 'hidden/2.npy holds Infinity at place 0; its numbers should be finite.'],
    ['weights of nobody', { 'weights/4.npy': f32([547], 1) }, 'weights/4.npy belongs to no network in networks.json.'],
    ['a memory without weights', { 'weights/3.npy': null }, 'first/3.npy lacks the weights/3.npy that it belongs to.'],
    ['fewer weights', { 'weights/9.npy': f32([310], 1) }, 'weights/9.npy has shape 310; the rest of the map asks for 311.'],
    ['weights in double precision', { 'weights/9.npy': { dtype: 'float64', shape: [311], data: new Float64Array(311) } }, 'weights/9.npy holds float64 numbers; it should hold float32.'],
    ['weights without end', { 'weights/9.npy': f32([311], 1, NaN) }, 'weights/9.npy holds NaN at place 1; its numbers should be finite.'],
    ['half of Adam\'s memory', { 'second/2.npy': null }, 'This map is incomplete: it has no second/2.npy.'],
    ['a negative square', { 'second/2.npy': f32([547], 1, 0, -1) }, 'second/2.npy holds -1 at place 2; its numbers should be finite and not negative.'],
  ])('%s', (_what, change, message) => expect(sentence(with_(change))).toBe(message))

  test.each<[string, Partial<Hyperparameters>, DatasetId, string]>([
    ['another width', { width: 9 }, 'digits', '547 weights and biases; its family, depth and width make 615.'],
    ['another family', { family: 'conv' }, 'digits', '547 weights and biases; its family, depth and width make 311.'],
    ['a depth beyond all bounds', { depth: 2 ** 52 }, 'digits', '547 weights and biases; its family, depth and width make more.'],
    ['other data', {}, 'moons', '547 weights and biases; its family, depth and width make 51.'],
    ['data without pictures', { family: 'conv' }, 'moons', 'convolutions, and the rows of moons are no pictures.'],
  ])('weights of %s than its row says', (_what, change, id, message) => {
    const rows = MAP.networks.map(row => row.id === 2 ? { ...row, hyper: { ...row.hyper, ...change } } : row)
    const manifest = { ...MAP.manifest, dataset: { ...MAP.manifest.dataset!, id } }
    expect(sentence(with_({ 'networks.json': rows, 'manifest.json': manifest, 'hidden/2.npy': null }))).toBe(`networks.json says that network 2 has ${message}`)
  })

  test('weights of a network that was trained elsewhere', () => {
    const rows = MAP.networks.map(row => ({ ...row, hyper: null, weightSeed: null, orderSeed: null, brought: { name: 'a', values: {} } }))
    expect(sentence(with_({ 'networks.json': rows, 'weights/2.npy': null, 'first/2.npy': null, 'second/2.npy': null })))
      .toBe('weights/3.npy belongs to a network that was trained elsewhere; only states that training can go on from are kept.')
  })

  test('a file cut short anywhere is refused; a byte changed anywhere is refused, or changes nothing that counts', () => {
    const bytes = writeMap(MAP)
    const plain = readMap(bytes)
    fc.assert(fc.property(fc.nat(bytes.length - 1), end => { expect(sentence(bytes.subarray(0, end))).not.toBe('read') }), { numRuns: 200 })
    fc.assert(fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const other = bytes.slice()
      other[at] ^= change
      if (sentence(other) !== 'read') return
      // A member's name may have become another one, which is not read; whatever is read is as it was.
      const read = readMap(other)
      expect({ ...read, detail: null, activations: null, checkpoints: null, states: null }).toEqual({ ...plain, detail: null, activations: null, checkpoints: null, states: null })
      const least = { activations: null, train: null }
      for (const [id, kept] of read.checkpoints ?? []) expect({ ...kept, ...least }).toEqual({ ...plain.checkpoints!.get(id)!, ...least })
      for (const [id, state] of read.states ?? []) expect(state).toEqual(plain.states!.get(id))
    }), { numRuns: 300 })
  })
})

test('a map read as a bundle: its networks with activations, their checkpoints and steps, and their row', () => {
  const { networks, probes } = readBundle(writeMap(MAP))
  expect([probes, networks.map(({ name }) => name)]).toEqual([6, ['2', '3', '9']])
  const { steps, probabilities } = MAP.checkpoints!.get(2)!
  expect(networks[0].checkpoints).toEqual({ steps, rows: 6, columns: 3, values: probabilities })
  expect(networks[0].row).toMatchObject({ 'hyper.learningRate': MAP.networks[0].hyper!.learningRate })
})
