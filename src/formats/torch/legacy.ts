// PyTorch's layout from before version 1.6: pickles one behind the other (a magic number, the protocol, the system, the object, the storages' keys),
// then each storage as a count and its numbers.
import { FormatError, quoted, sized } from '../format-error.ts'
import { readPickle } from './pickle.ts'
import type { Value } from './pickle-values.ts'
import { Made, Named, Outside, entryOf } from './pickle-values.ts'
import type { Storages } from './storages.ts'
import type { TorchFile } from './torch-file.ts'

const MAGIC = 119547037146038801333356n

const BYTES = new Map([['Double', 8], ['Float', 4], ['Half', 2], ['BFloat16', 2], ['Long', 8], ['Int', 4], ['Short', 2], ['Char', 1], ['Byte', 1], ['Bool', 1],
  ['ComplexFloat', 8], ['ComplexDouble', 16], ['QInt8', 1], ['QUInt8', 1], ['QInt32', 4]])

/** A pickle that is not PyTorch's is one object alone. Errors: FormatError, one sentence that begins with `where`. */
export function readLegacy(bytes: Uint8Array, where: string): TorchFile {
  const first = readPickle(bytes, where)
  if (first.value !== MAGIC) return { format: 'torch-legacy', pickle: first, storages: () => null, code: new Map() }
  const protocol = readPickle(bytes, where, first.end)
  const system = readPickle(bytes, where, protocol.end)
  const pickle = readPickle(bytes, where, system.end)
  const keys = readPickle(bytes, where, pickle.end)
  const bigEndian = entryOf(system.value, 'little_endian') === false
  const sizes = elementSizes(pickle.value)
  const found = new Map<string, Uint8Array>()
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = keys.end
  for (const key of Array.isArray(keys.value) ? keys.value : []) {
    if (typeof key !== 'string' && typeof key !== 'number') continue
    const size = sizes.get(String(key))
    if (size === undefined) throw new FormatError(`${where}: storage ${quoted(String(key))} is listed, and nothing says what its numbers are. Save the file again with a PyTorch of version 1.6 or later.`)
    if (at + 8 > bytes.length) throw new FormatError(`${where} is cut short: it ends before storage ${quoted(String(key))}. Download or save it again.`)
    const length = Number(view.getBigInt64(at, !bigEndian)) * size
    if (!(length >= 0 && at + 8 + length <= bytes.length)) {
      throw new FormatError(`${where} is cut short: storage ${quoted(String(key))} should have ${sized(Math.max(0, length))}, ${sized(bytes.length - at - 8)} are left. Download or save it again.`)
    }
    found.set(String(key), bytes.subarray(at + 8, at + 8 + length))
    at += 8 + length
  }
  const storages: Storages = key => {
    const held = found.get(key)
    return held ? { bytes: held, bigEndian } : null
  }
  return { format: 'torch-legacy', pickle, storages, code: new Map() }
}

/** Bytes of one number in each storage that an object refers to. Every object is looked at once, however many ways lead to it. */
function elementSizes(root: Value): Map<string, number> {
  const sizes = new Map<string, number>()
  const seen = new Set<Value>()
  const waiting: Value[] = [root]
  while (waiting.length > 0) {
    const value = waiting.pop()!
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Named || seen.has(value)) continue
    seen.add(value)
    if (value instanceof Outside) {
      const { id } = value
      const size = Array.isArray(id) && id[1] instanceof Named ? BYTES.get(/(\w+)Storage$/.exec(id[1].name)?.[1] ?? '') : undefined
      const key = Array.isArray(id) ? id[2] : null
      if (size !== undefined && (typeof key === 'string' || typeof key === 'number')) sizes.set(String(key), size)
    } else if (value instanceof Map) for (const [key, entry] of value) waiting.push(key, entry)
    else if (value instanceof Made) {
      waiting.push(value.maker, value.state, value.entries)
      for (const item of value.args) waiting.push(item)
      for (const item of value.items) waiting.push(item)
    } else for (const item of value) waiting.push(item)
  }
  return sizes
}
