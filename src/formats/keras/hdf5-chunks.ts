// A chunked HDF5 data set, put together: every chunk is found in a B-tree, unpacked under the length that it must have, and laid in its place.
import { unzlibSync } from 'fflate'
import { FormatError } from '../format-error.ts'

export interface ChunkedLayout {
  readonly kind: 'chunks'
  /** Where the B-tree's root lies. */
  readonly root: number
  /** A chunk's shape. */
  readonly chunk: readonly number[]
  /** Numbers of the filters, in the order in which they were applied. */
  readonly filters: readonly number[]
}

const DEFLATE = 1
const SHUFFLE = 2
const CHECKSUM = 3
const NODES = 100_000

interface Chunk { at: number, packed: number, skipped: number, corner: number[] }

/** All bytes of the data set, row-major; places without a chunk are zero. Source: HDF5 File Format Specification 3.0, III.A.1 (node type 1). */
export function chunkedBytes({ root, chunk, filters }: ChunkedLayout, shape: readonly number[], size: number, bytes: Uint8Array): Uint8Array {
  if (chunk.length !== shape.length || chunk.some(length => length < 1)) throw new FormatError('its chunks have another number of dimensions')
  const chunkLength = chunk.reduce((product, length) => product * length, size)
  const whole = new Uint8Array(shape.reduce((product, length) => product * length, size))
  if (chunkLength > 4 * whole.length + 1e6) throw new FormatError('its chunks are larger than itself')
  let budget = 4 * whole.length + 64 * chunkLength + 1e6
  for (const { at, packed, skipped, corner } of chunksOf(root, chunk.length, bytes)) {
    if ((budget -= chunkLength) < 0) throw new FormatError('its chunks overlap')
    if (at + packed > bytes.length) throw new FormatError('a chunk lies beyond the end of the file')
    const plain = unfiltered(bytes.subarray(at, at + packed), filters.filter((_, k) => (skipped >> k & 1) === 0), chunkLength, size)
    if (plain.length < chunkLength) throw new FormatError('a chunk is too short')
    place(plain, chunk, corner, whole, shape, size)
  }
  return whole
}

function* chunksOf(root: number, rank: number, bytes: Uint8Array): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const waiting: { at: number, below: number }[] = [{ at: root, below: 256 }]
  for (let nodes = 0; waiting.length > 0; nodes++) {
    const { at, below } = waiting.pop()!
    if (nodes > NODES) throw new FormatError('its index refers to itself too often')
    if (view.getUint32(at, true) !== 0x45455254 || view.getUint8(at + 4) !== 1) throw new FormatError('its index is no B-tree of chunks')
    const level = view.getUint8(at + 5)
    if (level >= below) throw new FormatError('its index refers to itself')
    const keyLength = 8 + 8 * (rank + 1)
    for (let k = 0, entry = at + 24; k < view.getUint16(at + 6, true); k++, entry += keyLength + 8) {
      const address = Number(view.getBigUint64(entry + keyLength, true))
      if (level > 0) {
        if (waiting.length > NODES) throw new FormatError('its index refers to itself too often')
        waiting.push({ at: address, below: level })
        continue
      }
      const corner = Array.from({ length: rank }, (_, axis) => Number(view.getBigUint64(entry + 8 + 8 * axis, true)))
      yield { at: address, packed: view.getUint32(entry, true), skipped: view.getUint32(entry + 4, true), corner }
    }
  }
}

function unfiltered(packed: Uint8Array, filters: readonly number[], length: number, size: number): Uint8Array {
  return filters.toReversed().reduce((bytes, filter) => {
    // Eight more than the chunk: a checksum may lie within.
    if (filter === DEFLATE) return unzlibSync(bytes, { out: new Uint8Array(length + 8) })
    if (filter === CHECKSUM) return bytes.subarray(0, bytes.length - 4)
    if (filter !== SHUFFLE) throw new FormatError(`its chunks are packed by filter ${filter}; deflate, shuffle and checksums are read`)
    const items = Math.floor(bytes.length / size)
    const plain = bytes.slice()
    for (let part = 0; part < size; part++) for (let item = 0; item < items; item++) plain[item * size + part] = bytes[part * items + item]
    return plain
  }, packed)
}

/** Copies the rows of a chunk that lie within the data set. */
function place(plain: Uint8Array, chunk: readonly number[], corner: readonly number[], whole: Uint8Array, shape: readonly number[], size: number): void {
  const last = shape.length - 1
  if (last < 0) return void whole.set(plain.subarray(0, size))
  const width = Math.min(chunk[last], shape[last] - corner[last])
  if (width <= 0) return
  const rows = chunk.slice(0, last).reduce((product, length) => product * length, 1)
  for (let row = 0; row < rows; row++) {
    let rest = row
    let target = 0
    let stride = shape[last]
    let inside = true
    for (let axis = last - 1; axis >= 0; axis--) {
      const index = corner[axis] + rest % chunk[axis]
      rest = Math.floor(rest / chunk[axis])
      if (index >= shape[axis]) inside = false
      target += index * stride
      stride *= shape[axis]
    }
    if (inside) whole.set(plain.subarray(row * chunk[last] * size, (row * chunk[last] + width) * size), (target + corner[last]) * size)
  }
}
