// A file's bytes that count how often they are asked for, so that a tree of HDF5 nodes that points into itself ends.
import { FormatError } from '../format-error.ts'

/**
 * Pieces asked for, some 60 a layer of two kilobytes: one for eight bytes of the file, and some to begin with. Entries of B-tree nodes, some 5 a layer.
 * Half a million pieces take about two seconds.
 */
const PIECES = 500_000
const ENTRIES = 500_000

const TREE = 0x45455254

/**
 * jsfive reads every node's signature, every header's reserved bytes and every text by `slice` of the buffer that it is given: this one stops it
 * after too many. B-tree nodes name up to 65,535 others each, so those entries are counted as well, before they are followed.
 * Source: HDF5 File Format Specification 3.0, III.A.1 (version 1 B-trees: signature, type, level, entries used).
 */
export class CountedBuffer extends ArrayBuffer {
  left = Math.min(PIECES, 20_000 + this.byteLength / 8)
  entries = 0

  static of(bytes: Uint8Array): CountedBuffer {
    const buffer = new CountedBuffer(bytes.length)
    new Uint8Array(buffer).set(bytes)
    return buffer
  }

  static override get [Symbol.species](): ArrayBufferConstructor { return ArrayBuffer }

  override slice(begin?: number, end?: number): ArrayBuffer {
    if (--this.left < 0) throw new FormatError('it refers to itself too often')
    if (begin !== undefined && end === begin + 4 && begin + 8 <= this.byteLength && begin >= 0) {
      const view = new DataView(this)
      if (view.getUint32(begin, true) === TREE && (this.entries += view.getUint16(begin + 6, true)) > ENTRIES) throw new FormatError('it refers to itself too often')
    }
    return super.slice(begin, end)
  }
}
