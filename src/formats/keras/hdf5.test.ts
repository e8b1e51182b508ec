// HDF5 files as they are read here against h5wasm, which is HDF5's own library: every array of every file, and files written by it on purpose.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync as writeBytes } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import * as h5wasm from 'h5wasm/node'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { FormatError } from '../format-error.ts'
import { openZip } from '../zip.ts'
import { arraysWithin } from './h5-weights.ts'
import { openHdf5 } from './hdf5.ts'

const folder = mkdtempSync(join(tmpdir(), 'netfold-hdf5-'))
beforeAll(async () => { await h5wasm.ready })
afterAll(() => rmSync(folder, { recursive: true }))

let count = 0
/** What HDF5's library writes. */
function written(fill: (file: h5wasm.File) => void, options: h5wasm.FileOptions = {}): Uint8Array {
  const path = join(folder, `${count++}.h5`)
  const file = new h5wasm.File(path, 'w', options)
  fill(file)
  file.close()
  return new Uint8Array(readFileSync(path))
}

const numbersOf = (value: unknown): number[] => ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>, Number) : [Number(value)]

/** The same by the library, path → numbers. */
function byLibrary(path: string): Map<string, { shape: number[], values: number[] }> {
  const file = new h5wasm.File(path, 'r')
  const arrays = new Map<string, { shape: number[], values: number[] }>()
  const within = (group: h5wasm.Group, prefix: string): void => {
    for (const name of group.keys()) {
      const found = group.get(name)
      if (found instanceof h5wasm.Group) within(found, `${prefix}${name}/`)
      else if (found instanceof h5wasm.Dataset) arrays.set(`${prefix}${name}`, { shape: found.shape ?? [], values: numbersOf(found.value) })
    }
  }
  within(file, '')
  file.close()
  return arrays
}

const models = fileURLToPath(new URL('../fixtures/models/', import.meta.url))
const shared = fileURLToPath(new URL('../../../../shared/models/public/', import.meta.url))
const inside = (place: string): string[] => !existsSync(place) ? []
  : readdirSync(place, { recursive: true, encoding: 'utf8' }).filter(name => /\.(h5|keras)$/.test(name)).map(name => join(place, name))

describe('every array of a file is what HDF5 says', () => {
  const files = [...inside(join(models, 'made')), join(models, 'bad/h5_no_config.h5'), ...inside(shared)]
  it.each(files.map(path => [path.split('/').slice(-2).join('/'), path]))('%s', (_, path) => {
    const whole = new Uint8Array(readFileSync(path))
    const bytes = path.endsWith('.keras') ? openZip(whole).read('model.weights.h5') : whole
    const plain = path.endsWith('.keras') ? join(folder, `${count++}.h5`) : path
    if (plain !== path) writeBytes(plain, bytes)
    const wanted = byLibrary(plain)
    const found = [...arraysWithin(openHdf5(bytes, 'it.h5'))]
    expect(found.map(array => array.path).sort()).toEqual([...wanted.keys()].sort())
    expect(found.length).toBeGreaterThan(0)
    for (const array of found) {
      const { shape, values } = wanted.get(array.path)!
      expect(array.shape).toEqual(shape)
      expect([...array.read('it')!.data]).toEqual(values.map(Math.fround))
    }
  })
  it.skipIf(!existsSync(shared))('among them other people\'s, of ../shared/models/public', () => expect(inside(shared).length).toBeGreaterThan(4))
})

describe('what HDF5 can write is read', () => {
  it.each(['<f4', '<f8', '<f2', '<i4', '<i8', '<i2', '<H', '<B', '<b'])('numbers of type %s', dtype => {
    const data = [0, 1, 2, 3, 100, 7]
    const bytes = written(file => file.create_dataset({ name: 'x', data, shape: [2, 3], dtype }))
    const [array] = arraysWithin(openHdf5(bytes, 'it.h5'))
    expect([array.shape, [...array.read('x')!.data]]).toEqual([[2, 3], data])
  })

  it('in chunks, deflated, that stand over the edges; and chunks that were never written', () => {
    const sizes = (most: number, minLength: number): fc.Arbitrary<number[]> => fc.array(fc.integer({ min: 1, max: most }), { minLength, maxLength: 3 })
    fc.assert(fc.property(sizes(7, 1), sizes(4, 3), fc.boolean(), (shape, sides, packed) => {
      const data = Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, k) => k + 0.5)
      const chunks = shape.map((size, axis) => Math.min(size, sides[axis]))
      const bytes = written(file => file.create_dataset({ name: 'x', data, shape, chunks, ...packed ? { compression: 'gzip', compression_opts: 6 } : {} }))
      const [array] = arraysWithin(openHdf5(bytes, 'it.h5'))
      expect([array.shape, [...array.read('x')!.data]]).toEqual([shape, [...data]])
    }), { seed: 5, numRuns: 60 })
  })

  it('attributes: texts of fixed and of free length, lists of them', () => {
    const root = openHdf5(written(file => {
      file.create_attribute('free', 'wörter')
      file.create_attribute('fixed', 'abc', null, 'S8')
      file.create_attribute('list', ['a', 'bcd'], null, 'S5')
      file.create_attribute('number', 4)
    }), 'it.h5')
    expect([root.text('free'), root.text('fixed'), root.texts('list')]).toEqual(['wörter', 'abc', ['a', 'bcd']])
    expect([root.text('number'), root.has('number'), root.has('none')]).toEqual([null, true, false])
  })

  it('groups by the newest library\'s rules, with a thousand links', () => {
    for (const options of [{}, { libver: 'latest' as const }]) {
      const bytes = written(file => {
        const group = file.create_group('many')
        for (let k = 0; k < 300; k++) group.create_dataset({ name: `d${k}`, data: Float32Array.of(k) })
      }, options as h5wasm.FileOptions)
      const found = [...arraysWithin(openHdf5(bytes, 'it.h5'))]
      expect(found.map(array => array.read('x')!.data[0]).sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, k) => k))
    }
  })

  it('and links that are not followed: soft ones, and those to other files', () => {
    const root = openHdf5(written(file => {
      file.create_dataset({ name: 'x', data: Float32Array.of(1) })
      file.create_soft_link('/x', 'soft')
      file.create_soft_link('/loop', 'loop')
    }), 'it.h5')
    expect([root.get('soft'), root.get('loop'), root.get('x')?.kind]).toEqual([null, null, 'array'])
  })
})

describe('what cannot be is refused in a sentence', () => {
  it('groups that hold themselves', () => {
    const bytes = written(file => {
      const group = file.create_group('a')
      group.create_group('b')
      for (let k = 0; k < 4; k++) file.create_hard_link('/', `self${k}`)
    })
    expect(() => [...arraysWithin(openHdf5(bytes, 'it.h5'))]).toThrow(/^it\.h5 (nests groups more than 32 deep|links to more than 100000)/)
  })

  const whole = (): Uint8Array => new Uint8Array(readFileSync(join(models, 'made/mlp_relu/keras2_written_by_h5py.h5')))
  const all = (bytes: Uint8Array): void => {
    const root = openHdf5(bytes, 'it.h5')
    for (const name of ['model_config', 'keras_version']) root.text(name)
    const weights = root.get('model_weights')
    if (weights?.kind === 'group') weights.texts('layer_names')
    for (const array of arraysWithin(root)) array.read('x')
  }

  it('a file that is cut anywhere', () => {
    const bytes = whole()
    fc.assert(fc.property(fc.integer({ min: 1, max: bytes.length - 1 }), length => {
      expect(() => all(bytes.slice(0, length))).toThrow(FormatError)
    }), { seed: 6, numRuns: 100 })
  })

  it('bytes that are changed: read, or refused, and nothing else; nothing of them is printed', () => {
    const bytes = whole()
    const printed = vi.spyOn(console, 'warn')
    fc.assert(fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, value) => {
      const changed = bytes.slice()
      changed[at] = value
      try {
        all(changed)
      } catch (failure) {
        expect(failure).toBeInstanceOf(FormatError)
        expect((failure as Error).message).toMatch(/^it\.h5[ :]/)
      }
    }), { seed: 7, numRuns: 600 })
    expect(printed).not.toHaveBeenCalled()
    printed.mockRestore()
  })
})
