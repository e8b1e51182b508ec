// Data sets as they lie on people's disks: each format's layout, what is told, and the sentence of each that cannot be read.
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DroppedFile } from '../dropped.ts'
import { FormatError } from '../format-error.ts'
import type { NpyArray } from '../npy.ts'
import { writeNpy } from '../npy.ts'
import { writeNpz } from '../npz.ts'
import type { DataDraft } from './data-draft.ts'
import { looksLikeIdx, looksLikeTurnedIdx } from './idx.ts'
import { looksLikeCifar } from './cifar.ts'
import { withLabel } from './label.ts'
import { readData } from './read-data.ts'

const file = (path: string, bytes: Uint8Array | number[]): DroppedFile => ({ path, bytes: Uint8Array.from(bytes) })
const csv = (text: string, path = 'flowers.csv'): DroppedFile => file(path, new TextEncoder().encode(text))
function sentence(...files: DroppedFile[]): string {
  try {
    readData(files)
  } catch (error) {
    if (error instanceof FormatError) return error.message
    throw error
  }
  return 'read'
}

const TYPES = { u8: [0x08, 1, 'setUint8'], i8: [0x09, 1, 'setInt8'], i16: [0x0b, 2, 'setInt16'], i32: [0x0c, 4, 'setInt32'], f32: [0x0d, 4, 'setFloat32'], f64: [0x0e, 8, 'setFloat64'] } as const
function idx(type: keyof typeof TYPES, sizes: number[], values: ArrayLike<number>, path: string): DroppedFile {
  const [code, size, set] = TYPES[type]
  const bytes = new Uint8Array(4 + 4 * sizes.length + size * values.length)
  const view = new DataView(bytes.buffer)
  bytes.set([0, 0, code, sizes.length])
  sizes.forEach((length, axis) => view.setUint32(4 + 4 * axis, length))
  for (let at = 0; at < values.length; at++) view[set](4 + 4 * sizes.length + size * at, values[at])
  return file(path, bytes)
}
const counting = (length: number, below: number): number[] => Array.from({ length }, (_, at) => at % below)
const images = (rows: number, path = 'a-images-idx3-ubyte'): DroppedFile => idx('u8', [rows, 4, 5], counting(rows * 20, 251), path)
const labels = (rows: number, path = 'a-labels-idx1-ubyte', classes = 3): DroppedFile => idx('u8', [rows], counting(rows, classes), path)

describe('IDX', () => {
  test('images and labels become pictures with classes, whatever they are called', () => {
    const draft = readData([images(30), labels(30)])
    expect(draft).toMatchObject({ title: 'a', format: 'idx', rows: 30, shape: [4, 5, 1], fullScale: 255, classNames: ['0', '1', '2'], warnings: [], label: null })
    expect([...draft.values.subarray(0, 20)]).toEqual(counting(20, 251))
    expect([...draft.labels!]).toEqual(counting(30, 3))
    expect(readData([labels(30, 'x-images-idx3-ubyte'), images(30, 'x-labels-idx1-ubyte')])).toMatchObject({ rows: 30, shape: [4, 5, 1], labels: draft.labels })
  })

  test.each(Object.keys(TYPES) as (keyof typeof TYPES)[])('numbers of type %s are read big-endian', type => {
    const values = type === 'f32' || type === 'f64' ? [0.25, -1.5, 1e-3, 2e6] : type === 'u8' ? [0, 1, 200, 255] : [0, -1, 100, -128]
    const draft = readData([idx(type, [12, 4], Array.from({ length: 48 }, (_, at) => values[at % 4]), 'table-idx2'), labels(12)])
    expect(draft.shape).toEqual([4])
    expect(draft.fullScale).toBeNull()
    expect([...draft.values.subarray(0, 4)]).toEqual(values.map(Math.fround))
  })

  test('labels of any type are classes', () => {
    for (const type of ['u8', 'i32', 'f64'] as const) expect(readData([images(12), idx(type, [12], counting(12, 4), 'l')]).classNames).toEqual(['0', '1', '2', '3'])
  })

  test('colour pictures have their channels last, wherever the file has them', () => {
    const first = idx('u8', [12, 3, 5, 6], counting(12 * 90, 253), 'colour')
    const draft = readData([first, labels(12)])
    expect(draft.shape).toEqual([5, 6, 3])
    for (let place = 0; place < 30; place++) for (let channel = 0; channel < 3; channel++) expect(draft.values[90 + 3 * place + channel]).toBe((90 + 30 * channel + place) % 253)
    expect(readData([idx('u8', [12, 5, 6, 3], draft.values, 'colour'), labels(12)]).values).toEqual(draft.values)
  })

  test('training and test parts are one data set, each with its own labels', () => {
    const draft = readData([labels(20, 't10k-labels-idx1-ubyte'), images(20, 't10k-images-idx3-ubyte'), images(30, 'train-images-idx3-ubyte'), labels(30, 'train-labels-idx1-ubyte')])
    expect(draft).toMatchObject({ rows: 50, title: 't10k + train' })
    const alike = readData([images(20, 'train-images'), images(20, 't10k-images'), idx('u8', [20], counting(20, 2), 't10k-labels'), idx('u8', [20], counting(20, 3), 'train-labels')])
    expect([...alike.labels!]).toEqual([...counting(20, 3), ...counting(20, 2)])
  })

  test('counts that do not agree are told with both numbers', () => {
    expect(sentence(images(500), labels(499))).toMatch(/500 images but 499 labels\.$/)
    expect(sentence(images(30))).toBe('a-images-idx3-ubyte holds 30 images without labels: drop the labels too.')
    expect(sentence(labels(30))).toBe('a-labels-idx1-ubyte holds 30 labels without images: drop the images too.')
    const whole = images(10_000).bytes
    expect(sentence(file('cut-idx3-ubyte', whole.subarray(0, 16 + 10 * 20 + 3)), labels(10_000))).toBe('cut-idx3-ubyte: its header says 10000 images, the file holds 10. The file is cut short: download it again.')
    expect(sentence(file('long-idx3-ubyte', [...images(20).bytes, 1, 2]), labels(20))).toMatch(/header says 20 images, the file holds 20\. 2 bytes too many/)
  })

  test('sizes that no file can have are refused before anything is made of them', () => {
    const head = (sizes: number[]): DroppedFile => idx('f64', sizes, [], 'huge-idx')
    expect(sentence(head([0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff]))).toMatch(/^huge-idx: its header says 4294967295 images, the file holds 0\./)
    expect(sentence(head([0, 4]), labels(20))).toBe('huge-idx holds no rows: its header says 0.')
    expect(sentence(head([5, 0]), labels(20))).toBe('huge-idx holds samples of 0 numbers; one at least is needed.')
  })

  test('the other byte order is no IDX file', () => {
    const turned = file('little.idx3-ubyte', [3, 8, 0, 0, 10, 0, 0, 0, 28, 0, 0, 0, 28, 0, 0, 0])
    expect(looksLikeIdx(turned.bytes)).toBe(false)
    expect(looksLikeTurnedIdx(turned.bytes)).toBe(true)
    expect(sentence(turned)).toBe('little.idx3-ubyte is not an IDX file: its bytes are in little-endian order, and IDX is big-endian.')
    expect(sentence(file('odd.idx1-ubyte', counting(40, 256)))).toMatch(/^odd\.idx1-ubyte is not an IDX file: it should begin with/)
  })

  test('labels that skip a few numbers keep them; from 1 on they are counted anew, and both are told', () => {
    const some = idx('u8', [12], Array.from({ length: 12 }, (_, at) => [0, 1, 3][at % 3]), 'l')
    expect(readData([images(12), some])).toMatchObject({ classNames: ['0', '1', '2', '3'], warnings: ['No row has the label 2.'] })
    const letters = readData([images(26), idx('u8', [26], Array.from({ length: 26 }, (_, at) => at + 1), 'l')])
    expect(letters.classNames.slice(0, 2)).toEqual(['1', '2'])
    expect(letters.labels![0]).toBe(0)
    expect(letters.warnings[0]).toMatch(/classes 0 to 25/)
    expect(sentence(images(12), idx('u8', [12], new Array(12).fill(7), 'l'))).toBe('l is 7 in every row; a network needs two classes at least.')
    expect(sentence(idx('u8', [600, 4], counting(2400, 9), 'x'), idx('i16', [600], counting(600, 300), 'l'))).toMatch(/^l has more than 256 different values/)
    expect(sentence(images(12), idx('f32', [12], [0.5, ...counting(11, 2)], 'l'))).toBe('l holds 0.5 at row 0; labels are whole numbers from 0, one a class.')
  })

  test('too few samples, and numbers that are not finite', () => {
    expect(sentence(images(9), labels(9))).toBe('a holds 9 samples; 10 at least are needed to train and to test on.')
    expect(sentence(idx('f32', [12, 2], [...counting(23, 5), NaN], 'x'), labels(12))).toBe('x holds NaN in row 11; every number should be finite.')
  })

  test('a file cut or changed anywhere gives a draft or a sentence', () => {
    const { bytes } = images(12)
    fc.assert(fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), (at, value, cut) => {
      const other = cut ? bytes.slice(0, at) : Uint8Array.from(bytes, (byte, place) => place === at ? value : byte)
      expect(sentence(file('x-images-idx3-ubyte', other), labels(12))).toMatch(/^(read$|\S+)/)
    }), { numRuns: 300 })
  })
})

describe('CIFAR', () => {
  const batch = file('data_batch_1.bin', readFileSync(new URL('../fixtures/data/cifar10_bin_fixture_20.bin', import.meta.url)))
  test('planes become channels side by side', () => {
    const draft = readData([batch])
    expect(draft).toMatchObject({ format: 'cifar', rows: 20, shape: [32, 32, 3], fullScale: 255, title: 'data_batch_1' })
    expect([...draft.labels!]).toEqual(counting(20, 10))
    expect(draft.classNames[3]).toBe('cat')
    // The fixture's pictures: red = 8 · column, green = 8 · row, blue = 25 · label.
    for (let row = 0; row < 20; row++) {
      for (const [y, x] of [[0, 0], [31, 0], [5, 17]]) expect([...draft.values.subarray(3 * (1024 * row + 32 * y + x)).subarray(0, 3)]).toEqual([8 * x, 8 * y, 25 * (row % 10)])
    }
  })

  test('batches are joined; CIFAR-100 takes the fine label', () => {
    expect(readData([batch, { ...batch, path: 'data_batch_2.bin' }])).toMatchObject({ rows: 40, title: 'CIFAR-10' })
    const hundred = new Uint8Array(12 * 3074)
    for (let row = 0; row < 12; row++) hundred.set([row, 90 - row], row * 3074)
    expect(readData([file('train.bin', hundred)])).toMatchObject({ rows: 12, labels: Int32Array.from({ length: 12 }, (_, row) => 90 - row) })
  })

  test('another length and a label that is none are told', () => {
    expect(looksLikeCifar(batch.bytes)).toBe(true)
    expect(sentence(file('cifar_bad_length.bin', new Uint8Array(3072)))).toMatch(/holds 3072 bytes, and that is not a multiple of 3073/)
    const wrong = batch.bytes.slice()
    wrong[3073] = 10
    expect(looksLikeCifar(wrong)).toBe(false)
    expect(sentence(file('b.bin', wrong))).toBe('b.bin holds the label 10 in record 1; CIFAR-10 has labels from 0 to 9.')
  })
})

const IRIS = ['sepal,petal,species', ...Array.from({ length: 30 }, (_, row) => `${(4 + row / 10).toFixed(1)},${row % 7}.5,${['setosa', 'virginica', 'versicolor'][row % 3]}`)].join('\n')

describe('CSV', () => {
  test('the column named as labels are is proposed, texts become classes in the order of the alphabet', () => {
    const draft = readData([csv(IRIS)])
    expect(draft).toMatchObject({ title: 'flowers', format: 'csv', rows: 30, label: 2, shape: [2], fullScale: null, classNames: ['setosa', 'versicolor', 'virginica'], featureNames: ['sepal', 'petal'], warnings: [] })
    expect([...draft.labels!.subarray(0, 3)]).toEqual([0, 2, 1])
    expect(draft.values[2]).toBe(Math.fround(4.1))
    expect(draft.columns.map(({ values }) => values)).toEqual([30, 7, 3])
  })

  test('without a header the last column is proposed, or the first where the last is no label', () => {
    const rows = Array.from({ length: 24 }, (_, row) => [row / 8, (row * 7) % 5 + 0.5, row % 4])
    expect(readData([csv(rows.map(row => row.join(',')).join('\r\n'))])).toMatchObject({ rows: 24, label: 2, featureNames: ['column 1', 'column 2'] })
    expect(readData([csv(rows.map(([a, b, c]) => [c, a, b].join('\t')).join('\n'))])).toMatchObject({ rows: 24, label: 0, featureNames: ['column 2', 'column 3'] })
    expect(readData([csv(rows.map(([a, b, c]) => `${a} ${b}  class-${c}`).join('\n'))]).classNames).toEqual(['class-0', 'class-1', 'class-2', 'class-3'])
  })

  test('any column can be the label instead', () => {
    const draft = readData([csv(IRIS.replaceAll('.5,', ','))])
    const other = withLabel(draft, 1)
    expect(other).toMatchObject({ label: 1, shape: [1], featureNames: ['sepal'], classNames: ['0', '1', '2', '3', '4', '5', '6'] })
    expect(other.warnings[0]).toBe('Left out: "species" (text).')
    expect(withLabel(other, 2)).toEqual(draft)
    expect(() => withLabel(draft, 0)).toThrow(/^flowers: the column "sepal" holds 4.1 at row 1; labels are whole numbers/)
  })

  test('decimal commas, quotes, marks at the front, missing cells, text and counting columns', () => {
    const rows = Array.from({ length: 20 }, (_, row) => `${row + 1};"1.${String(row).padStart(3, '0')},5";${row === 3 ? 'NA' : `${row},25`};"say ""no"";\nor yes";${row % 2}`)
    const draft = readData([csv(`\ufeffid;big;small;words;class\n${rows.join('\n')}`)])
    expect(draft).toMatchObject({ rows: 19, label: 4, featureNames: ['big', 'small'], classNames: ['0', '1'] })
    expect(draft.warnings).toEqual(['Left out: "words" (text).', 'Left out: "id" (it numbers the rows).', '1 of 20 rows has an empty cell and is left out.'])
    expect([...draft.values.subarray(0, 4)]).toEqual([1000.5, 0.25, 1001.5, 1.25])
    const wide = Uint8Array.from(Buffer.from(`\ufeff${IRIS.replaceAll(',', '\t')}`, 'utf16le'))
    expect(readData([file('flowers.txt', wide)]).values).toEqual(readData([csv(IRIS)]).values)
    expect(readData([file('flowers.csv', Buffer.from(IRIS.replaceAll('setosa', 'sétosa'), 'latin1'))]).classNames).toContain('sétosa')
  })

  test('the comma of decimal numbers divides nothing, that of thousands neither', () => {
    const rows = Array.from({ length: 20 }, (_, row) => `${row},5;${2 * row},25;${'ab'[row % 2]}`)
    for (const text of [rows.join('\n'), ['one;two;kind', ...rows].join('\n'), rows.join('\n').replaceAll(';', '\t')]) {
      const draft = readData([csv(text)])
      expect(draft).toMatchObject({ rows: 20, shape: [2], classNames: ['a', 'b'] })
      expect([...draft.values.subarray(0, 4)]).toEqual([0.5, 0.25, 1.5, 2.25])
    }
    const large = readData([csv(['price,kind', ...Array.from({ length: 20 }, (_, row) => `"1,${String(100 + row)}.5",${'ab'[row % 2]}`)].join('\n'))])
    expect([...large.values.subarray(0, 2)]).toEqual([1100.5, 1101.5])
  })

  test('hexadecimal is text, and a little text among numbers costs its rows', () => {
    const rows = Array.from({ length: 40 }, (_, row) => `0x${row},${row === 5 ? 'broken' : row},${'ab'[row % 2]}`)
    expect(readData([csv(['code,x,kind', ...rows].join('\n'))])).toMatchObject({
      rows: 39, featureNames: ['x'], warnings: ['Left out: "code" (text).', '1 of 40 rows has an empty cell, or text among numbers, and is left out.'],
    })
  })

  test('the first line of scikit-learn’s tables names the classes', () => {
    const rows = Array.from({ length: 15 }, (_, row) => `${row / 10},${row % 4},${row % 3}`)
    const draft = readData([csv(['15,2,setosa', ...rows].join('\n').replace('setosa', 'a,b,c').replace('15,2,a,b,c', '15,2,a'))])
    expect(draft).toMatchObject({ rows: 15, label: 2 })
    const four = Array.from({ length: 15 }, (_, row) => `${row / 10},${row % 4},1.5,0.${row},${row % 3}`)
    expect(readData([csv(['15,4,setosa,versicolor,virginica', ...four].join('\n'))])).toMatchObject({ rows: 15, label: 4, classNames: ['setosa', 'versicolor', 'virginica'] })
  })

  test('rows of a square number of bytes are pictures', () => {
    const rows = Array.from({ length: 12 }, (_, row) => [row % 3, ...counting(784, 256)].join(','))
    const draft = readData([csv([`label,${counting(784, 784).map(at => `${1 + Math.floor(at / 28)}x${1 + at % 28}`).join(',')}`, ...rows].join('\n'), 'mnist_test.csv')])
    expect(draft).toMatchObject({ rows: 12, label: 0, shape: [28, 28, 1], fullScale: 255, title: 'mnist_test' })
    expect(draft.values).toBeInstanceOf(Uint8Array)
    expect(readData([csv(rows.join('\n'))])).toMatchObject({ rows: 12, shape: [28, 28, 1] })
  })

  test('what is no table of data is told', () => {
    expect(sentence(csv('a,b,c\n'))).toBe('flowers.csv: no rows in this table (a header and no rows).')
    expect(sentence(csv('just some words'.replaceAll(' ', '_')))).toMatch(/has one column only/)
    expect(sentence(csv('a,b\n"1,2\n3,4'))).toBe('flowers.csv: a quotation mark in line 2 is never closed.')
    expect(sentence(csv(''))).toBe('flowers.csv is empty (0 bytes).')
    expect(sentence(csv(`a,b\n${'x,y\n'.repeat(6)}${'x,z\n'.repeat(6)}`))).toMatch(/beside "b" no column holds numbers/)
    expect(readData([csv(`a,b\n${Array.from({ length: 12 }, (_, row) => `${row}.5,${row}.25`).join('\n')}`)])).toMatchObject({ label: null, labels: null })
  })

  test('columns named as JavaScript names things are columns', () => {
    const draft = readData([csv(IRIS.replace('sepal', '__proto__').replace('petal', 'constructor'))])
    expect(draft.featureNames).toEqual(['__proto__', 'constructor'])
  })

  test('any text gives a draft or a sentence', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(',', ';', '"', '\n', '1', '2', '.', 'a', ' ', '-'), maxLength: 400 }), text => {
      expect(sentence(csv(text))).toMatch(/^(read$|\S+)/)
    }), { numRuns: 500 })
  })
})

describe('.npz', () => {
  const array = (shape: number[], below: number, dtype: 'uint8' | 'float32' | 'int32' = 'uint8'): NpyArray => {
    const values = counting(shape.reduce((product, length) => product * length, 1), below)
    return dtype === 'uint8' ? { dtype, shape, data: Uint8Array.from(values) } : dtype === 'int32' ? { dtype, shape, data: Int32Array.from(values) } : { dtype, shape, data: Float32Array.from(values) }
  }
  const npz = (members: [string, NpyArray][], path = 'set.npz'): DroppedFile => file(path, writeNpz(members.map(([name, value]) => [`${name}.npy`, value])))
  const of = (...members: [string, NpyArray][]): DataDraft => readData([npz(members)])

  test('x and y, by any of their names, in any shape', () => {
    expect(of(['x', array([20, 5], 7, 'float32')], ['y', array([20], 4, 'int32')])).toMatchObject({ rows: 20, shape: [5], classNames: ['0', '1', '2', '3'], fullScale: null })
    expect(of(['images', array([20, 6, 5], 251)], ['labels', array([20, 1], 3)])).toMatchObject({ shape: [6, 5, 1], fullScale: 255 })
    expect(of(['X', array([20, 6, 5, 3], 251)], ['target', array([20], 3)])).toMatchObject({ shape: [6, 5, 3] })
    expect(of(['data', array([20, 3, 6, 5], 251)], ['y', array([20], 3)])).toMatchObject({ shape: [6, 5, 3] })
    expect(of(['x', array([20, 64], 17)], ['y', array([20], 3)])).toMatchObject({ shape: [8, 8, 1], fullScale: 16 })
  })

  test('parts are joined, each with its own labels', () => {
    const draft = of(['x_test', array([10, 2, 2], 9)], ['y_test', array([10], 2)], ['x_train', array([30, 2, 2], 9)], ['y_train', array([30], 3)])
    expect(draft.rows).toBe(40)
    expect([...draft.labels!]).toEqual([...counting(10, 2), ...counting(30, 3)])
    expect(of(['train_images', array([12, 3, 3], 9)], ['train_labels', array([12, 1], 2)], ['val_images', array([12, 3, 3], 9)], ['val_labels', array([12, 1], 2)]).rows).toBe(24)
  })

  test('two arrays without names are told apart by their shapes, and that is told', () => {
    expect(of(['arr_0', array([20, 5], 7, 'float32')], ['arr_1', array([20], 4)])).toMatchObject({
      rows: 20, shape: [5], warnings: ['Its arrays have no names that tell: arr_0.npy is read as samples, arr_1.npy is read as labels.'],
    })
    expect(sentence(npz([['arr_0', array([20, 5], 7)], ['arr_1', array([19], 4)]]))).toMatch(/^set\.npz holds no samples \(x or images\) among "arr_0\.npy", "arr_1\.npy"/)
  })

  test('arrays of their own, dropped together', () => {
    const loose = (name: string, value: NpyArray): DroppedFile => file(`set/${name}.npy`, writeNpy(value))
    expect(readData([loose('y_train', array([20], 4, 'int32')), loose('x_train', array([20, 5], 7, 'float32'))])).toMatchObject({ rows: 20, shape: [5], classNames: ['0', '1', '2', '3'], title: 'x_train' })
    expect(sentence(loose('X', array([20, 5], 7)))).toMatch(/^X\.npy holds no labels/)
  })

  test('numbers that are 255ths of bytes are bytes again; one 1 a row is a class', () => {
    const x: NpyArray = { dtype: 'float32', shape: [20, 4, 4], data: Float32Array.from(counting(320, 256), value => value / 255) }
    const hot: NpyArray = { dtype: 'float32', shape: [20, 2], data: Float32Array.from({ length: 40 }, (_, at) => Number(at % 2 === (at >> 1) % 2)) }
    const draft = of(['x', x], ['y', hot])
    expect(draft).toMatchObject({ fullScale: 255, warnings: ['Its numbers from 0 to 1 are 255ths: they are read as 0 to 255.'] })
    expect([...draft.values]).toEqual(counting(320, 256))
    expect([...draft.labels!]).toEqual(counting(20, 2))
  })

  test('what does not fit together is told', () => {
    expect(sentence(npz([['x', array([20, 5], 7)]]))).toMatch(/^set\.npz holds no labels \(y or labels\) among "x\.npy"/)
    expect(sentence(npz([['x', array([20, 5], 7)], ['y', array([19], 3)]]))).toBe('set.npz: x.npy holds 20 samples, y.npy 19 labels; they should be as many.')
    expect(sentence(npz([['x', array([20], 7)], ['y', array([20], 3)]]))).toMatch(/x\.npy has shape \(20\)/)
    expect(sentence(npz([['x', array([20, 5], 7)], ['y', { dtype: 'float32', shape: [20], data: new Float32Array(20).fill(0.5) }]]))).toBe('set.npz: y.npy holds 0.5 at row 0; labels are whole numbers from 0, one a class.')
    expect(sentence(npz([['x', { dtype: 'float32', shape: [20, 1], data: Float32Array.from(counting(20, 3), value => value === 2 ? Infinity : value) }], ['y', array([20], 3)]])))
      .toBe('set.npz: x.npy holds Infinity in row 2; every number should be finite.')
  })
})

const mnist = new URL('../../../../shared/data/mnist/', import.meta.url)
describe.skipIf(!existsSync(mnist))('MNIST, where it lies beside the project', () => {
  const from = (name: string): DroppedFile => file(name.replace('.gz', ''), name.endsWith('.gz') ? gunzipSync(readFileSync(new URL(name, mnist))) : readFileSync(new URL(name, mnist)))
  test('all of t10k', () => {
    const draft = readData([from('t10k-images-idx3-ubyte.gz'), from('t10k-labels-idx1-ubyte.gz')])
    expect(draft).toMatchObject({ title: 't10k', rows: 10_000, shape: [28, 28, 1], fullScale: 255 })
    expect(draft.classNames).toHaveLength(10)
    expect([...draft.labels!.subarray(0, 10)]).toEqual([7, 2, 1, 0, 4, 1, 4, 9, 5, 9])
    const sum = (values: Float32Array | Uint8Array): number => [...values].reduce((total, value) => total + value, 0)
    expect(sum(draft.values.subarray(0, 784))).toBe(18_454)
    expect(sum(draft.values)).toBe(264_923_200)
  })
  test('its first 500', () => {
    expect(readData([from('t10k-first500-labels.idx1-ubyte'), from('t10k-first500-images.idx3-ubyte')])).toMatchObject({ title: 't10k-first500', rows: 500 })
  })
})
