// IDX, the format of MNIST (Y. LeCun, C. Cortes, C. Burges): bytes 0, 0, type, rank; then `rank` sizes of 32 bits; then the numbers; all big-endian.
import { shownName } from '../base-name.ts'
import type { DroppedFile } from '../dropped.ts'
import { FormatError, sized } from '../format-error.ts'
import type { DataDraft } from './data-draft.ts'
import { classesOfNumbers } from './classes.ts'
import { asPictures, checkedCount, joined, samplesOf } from './samples.ts'
import { titleOf } from './title-of.ts'

/** Bytes of a number, and how it is read, by the type in the third byte. */
const TYPES = new Map<number, { size: number, read: (view: DataView, at: number) => number }>([
  [0x08, { size: 1, read: (view, at) => view.getUint8(at) }],
  [0x09, { size: 1, read: (view, at) => view.getInt8(at) }],
  [0x0b, { size: 2, read: (view, at) => view.getInt16(at) }],
  [0x0c, { size: 4, read: (view, at) => view.getInt32(at) }],
  [0x0d, { size: 4, read: (view, at) => view.getFloat32(at) }],
  [0x0e, { size: 8, read: (view, at) => view.getFloat64(at) }],
])

/** Whether the bytes begin as an IDX file does: how many numbers follow is the reader's to check, for counts lie. */
export function looksLikeIdx(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && bytes[0] === 0 && bytes[1] === 0 && TYPES.has(bytes[2]) && bytes[3] >= 1 && bytes[3] <= 4 && bytes.length >= 4 + 4 * bytes[3]
}

/** Whether they begin as one whose words were written with their bytes the other way round. */
export function looksLikeTurnedIdx(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && bytes[2] === 0 && bytes[3] === 0 && TYPES.has(bytes[1]) && bytes[0] >= 1 && bytes[0] <= 4
}

interface Idx { name: string, path: string, sizes: number[], bytes: Uint8Array, type: number }

function headOf({ path, bytes }: DroppedFile): Idx {
  const name = shownName(path)
  if (bytes.length === 0) throw new FormatError(`${name} is empty (0 bytes).`)
  if (!looksLikeIdx(bytes)) {
    const turned = looksLikeTurnedIdx(bytes) ? ': its bytes are in little-endian order, and IDX is big-endian' : ': it should begin with the bytes 0, 0, a type and a number of dimensions'
    throw new FormatError(`${name} is not an IDX file${turned}.`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const type = bytes[2]
  const sizes = Array.from({ length: bytes[3] }, (_, axis) => view.getUint32(4 + 4 * axis))
  const [rows, ...shape] = sizes
  const what = sizes.length === 1 ? 'labels' : sizes.length === 2 ? 'rows' : 'images'
  const { size } = TYPES.get(type)!
  const each = shape.reduce((product, length) => product * length, size)
  const start = 4 + 4 * sizes.length
  const held = bytes.length - start
  if (rows * each !== held) {
    const found = Math.floor(held / each)
    const right = rows * each > held ? 'The file is cut short: download it again.' : `${sized(held - rows * each)} too many are there: download it again.`
    throw new FormatError(`${name}: its header says ${rows} ${what}, the file holds ${found}. ${right}`)
  }
  if (rows === 0) throw new FormatError(`${name} holds no ${what}: its header says 0.`)
  checkedCount(name, rows, shape)
  return { name, path, sizes, bytes, type }
}

function numbersOf({ bytes, sizes, type }: Idx): Float32Array | Uint8Array {
  const start = 4 + 4 * sizes.length
  if (type === 0x08) return bytes.slice(start)
  const { size, read } = TYPES.get(type)!
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float32Array.from({ length: (bytes.length - start) / size }, (_, at) => read(view, start + at * size))
}

/** Images and labels, told apart by their rank whatever they are called; several pairs of one shape become one data set. */
export function readIdx(files: readonly DroppedFile[]): DataDraft {
  const all = files.map(headOf)
  const samples = all.filter(({ sizes }) => sizes.length > 1)
  const labels = all.filter(({ sizes }) => sizes.length === 1)
  if (samples.length === 0) throw new FormatError(`${all[0].name} holds ${all[0].sizes[0]} labels without images: drop the images too.`)
  const pairs = samples.map(own => [own, partnerOf(own, samples, labels)] as const)
  if (labels.length > samples.length) throw new FormatError(`${labels.length} files of labels and ${samples.length} of images were dropped: each file of labels needs the images that it belongs to.`)
  const shape = samples[0].sizes.slice(1)
  const other = samples.find(({ sizes }) => sizes.slice(1).join() !== shape.join())
  if (other) throw new FormatError(`${other.name} holds images of ${other.sizes.slice(1).join('×')}, ${samples[0].name} of ${shape.join('×')}: one data set has samples of one shape.`)
  const rows = pairs.reduce((sum, [{ sizes }]) => sum + sizes[0], 0)
  checkedCount(samples[0].name, rows, shape)
  const { name } = pairs[0][1]
  const { labels: classes, classNames, warnings } = classesOfNumbers(joined(pairs.map(([, own]) => numbersOf(own))), name)
  const found = samplesOf(samples[0].name, ...asPictures(joined(samples.map(numbersOf)), rows, shape))
  return {
    ...found, title: pairs.length > 1 ? commonTitle(samples) : titleOf(samples[0].path), format: 'idx', columns: [], label: null, table: null,
    labels: classes, classNames, featureNames: null, warnings: [...found.warnings, ...warnings],
  }
}

/** The labels of these images: the only ones, else those with as many, else those with the most alike name. */
function partnerOf(own: Idx, samples: readonly Idx[], labels: readonly Idx[]): Idx {
  const rows = own.sizes[0]
  const what = own.sizes.length === 2 ? 'rows' : 'images'
  if (labels.length === 0) throw new FormatError(`${own.name} holds ${rows} ${what} without labels: drop the labels too.`)
  const fitting = labels.filter(({ sizes }) => sizes[0] === rows)
  if (fitting.length === 0) {
    const nearest = samples.length === 1 && labels.length === 1 ? labels[0] : labels.toSorted((a, b) => alike(own.name, b.name) - alike(own.name, a.name))[0]
    throw new FormatError(`${own.name} and ${nearest.name} do not belong together: ${rows} ${what} but ${nearest.sizes[0]} labels.`)
  }
  return fitting.toSorted((a, b) => alike(own.name, b.name) - alike(own.name, a.name))[0]
}

/** Letters that two names begin with alike. */
function alike(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

function commonTitle(samples: readonly Idx[]): string {
  return [...new Set(samples.map(({ path }) => titleOf(path)))].join(' + ').slice(0, 60)
}
