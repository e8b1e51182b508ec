// Damage done to files on purpose, the same for the same seed: cuts, flipped bytes, pieces moved, lengths that lie, members of archives exchanged, numbers
// of a JSON text replaced.
import { gzipSync, unzipSync, zipSync } from 'fflate'
import type { DroppedFile } from '../../src/formats/dropped.ts'

export type Draw = () => number

const whole = (draw: Draw, below: number): number => Math.floor(draw() * below)
const one = <T>(draw: Draw, list: readonly T[]): T => list[whole(draw, list.length)]

type Change = (bytes: Uint8Array, draw: Draw, other: Uint8Array) => Uint8Array

const joined = (...pieces: Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** Structure stands at the start and at the end: half of all places lie there. */
const place = (bytes: Uint8Array, draw: Draw): number => {
  const where = draw()
  if (where < 0.35) return whole(draw, Math.min(bytes.length, 512))
  if (where < 0.5) return Math.max(0, bytes.length - 1 - whole(draw, 256))
  return whole(draw, bytes.length)
}

const cut: Change = (bytes, draw) => bytes.slice(0, draw() < 0.5 ? whole(draw, bytes.length) : Math.max(0, bytes.length - 1 - whole(draw, 64)))

const flip: Change = (bytes, draw) => {
  const changed = bytes.slice()
  for (let k = whole(draw, 6); k >= 0; k--) {
    const at = place(bytes, draw)
    changed[at] = draw() < 0.5 ? changed[at] ^ (1 << whole(draw, 8)) : whole(draw, 256)
  }
  return changed
}

const remove: Change = (bytes, draw) => {
  const from = place(bytes, draw)
  return joined(bytes.subarray(0, from), bytes.subarray(from + 1 + whole(draw, 40)))
}

const repeat: Change = (bytes, draw) => {
  const from = place(bytes, draw)
  const end = Math.min(bytes.length, from + 1 + whole(draw, 200))
  return joined(bytes.subarray(0, end), bytes.subarray(from))
}

const splice: Change = (bytes, draw, other) => {
  const from = whole(draw, other.length)
  const piece = other.subarray(from, from + 1 + whole(draw, 300))
  const at = place(bytes, draw)
  return joined(bytes.subarray(0, at), piece, bytes.subarray(draw() < 0.5 ? at : at + piece.length))
}

const LENGTHS = [0n, 1n, 2n, 0x7fn, 0xffn, 0xffffn, 0x7fff_ffffn, 0x8000_0000n, 0xffff_ffffn, 1n << 32n, (1n << 53n) - 1n, 1n << 60n, (1n << 63n) - 1n, (1n << 64n) - 1n]

const length: Change = (bytes, draw) => {
  const changed = bytes.slice()
  const size = one(draw, [2, 4, 8] as const)
  if (bytes.length < size) return changed
  const at = Math.min(place(bytes, draw), bytes.length - size)
  const view = new DataView(changed.buffer)
  const near = BigInt(bytes.length) + BigInt(whole(draw, 5) - 2)
  const value = draw() < 0.3 ? near : one(draw, LENGTHS)
  const little = draw() < 0.7
  if (size === 2) view.setUint16(at, Number(value & 0xffffn), little)
  else if (size === 4) view.setUint32(at, Number(value & 0xffff_ffffn), little)
  else view.setBigUint64(at, value & 0xffff_ffff_ffff_ffffn, little)
  return changed
}

const VALUES = ['-1', '0', '1e400', '1e9', '2147483648', '9007199254740993', '0.5', 'null', 'true', '[]', '{}', '"x"', '[[[[1]]]]', '""', '{"__proto__":{"polluted":1}}', '-0', '1e-9']

/** A number or a short text of a text, replaced or taken out; the text may be longer afterwards. */
const value: Change = (bytes, draw) => {
  const text = new TextDecoder('latin1').decode(bytes)
  const from = place(bytes, draw)
  const match = /-?\d+(\.\d+)?|"[^"\n]{0,40}"|\b(true|false|null|True|False)\b/.exec(text.slice(from, from + 4000))
  if (!match) return flip(bytes, draw, bytes)
  const at = from + match.index
  const written = new TextEncoder().encode(one(draw, VALUES))
  return joined(bytes.subarray(0, at), written, bytes.subarray(at + match[0].length))
}

/** The same with the length kept, so that lengths and places told elsewhere still hold. */
const valueInPlace: Change = (bytes, draw) => {
  const text = new TextDecoder('latin1').decode(bytes)
  const from = place(bytes, draw)
  const match = /\d+/.exec(text.slice(from, from + 4000))
  if (!match) return flip(bytes, draw, bytes)
  const changed = bytes.slice()
  const digits = one(draw, ['0', '9', '-', '1'])
  for (let k = 0; k < match[0].length; k++) changed[from + match.index + k] = (k === 0 ? digits : one(draw, ['0', '9', '7'])).charCodeAt(0)
  return changed
}

const BYTES: readonly Change[] = [cut, flip, flip, flip, remove, repeat, splice, splice, length, length, length, value, value, valueInPlace]

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

/** A member changed, exchanged, renamed or left out, in an archive that is sound: what lies behind the checksums. */
function members(bytes: Uint8Array, draw: Draw, other: Uint8Array): Uint8Array {
  let held: Map<string, Uint8Array>
  try {
    held = new Map(Object.entries(unzipSync(bytes, { filter: ({ originalSize }) => originalSize < 4e6 })))
  } catch {
    return flip(bytes, draw, other)
  }
  const names = [...held.keys()]
  if (names.length === 0) return flip(bytes, draw, other)
  const name = one(draw, names)
  const own = held.get(name)!
  const what = draw()
  if (what < 0.7) held.set(name, own.length === 0 ? other.slice(0, 50) : one(draw, BYTES)(own, draw, held.get(one(draw, names))!))
  else if (what < 0.8) held.set(name, held.get(one(draw, names))!)
  else if (what < 0.87) held.delete(name)
  else if (what < 0.94) {
    held.delete(name)
    held.set(one(draw, ['../../x', `${name}x`, 'config.json', 'a/data.pkl', 'model.weights.h5', 'networks.csv', 'labels.npy', 'constructor.npy', 'activations/__proto__.npy']), own)
  } else held.set(one(draw, ['networks.json', 'networks.csv', 'data.pkl', 'byteorder', 'saved_model.pb', 'manifest.json']), other.slice(0, 2000))
  return zipSync(Object.fromEntries(held), { level: draw() < 0.5 ? 0 : 1 })
}

/** Several changes, or one; `others`: bytes that pieces are taken from. */
export function damaged(bytes: Uint8Array, draw: Draw, other: Uint8Array): Uint8Array {
  let changed = bytes
  const source = other.length > 0 ? other : Uint8Array.of(0)
  for (let k = draw() < 0.8 ? 1 : 1 + whole(draw, 4); k > 0; k--) {
    if (changed.length === 0) return changed
    changed = isZip(changed) && draw() < 0.65 ? members(changed, draw, source) : one(draw, BYTES)(changed, draw, source)
  }
  return draw() < 0.03 ? gzipSync(changed, { level: 1 }) : changed
}

/** One of the files of a drop damaged, left out or doubled; sometimes under another name. */
export function damagedDrop(files: readonly DroppedFile[], draw: Draw, other: DroppedFile): DroppedFile[] {
  const at = whole(draw, files.length)
  const what = draw()
  if (files.length > 1 && what < 0.04) return files.filter((_, k) => k !== at)
  if (what < 0.07) return [...files, other]
  const ending = draw() < 0.06 ? one(draw, ['.h5', '.pt', '.onnx', '.csv', '.npz', '.bin', '.json', '.safetensors', '.keras', '', '.gz', '.npy', '-images-idx3-ubyte']) : null
  return files.map((file, k) => k !== at ? file : {
    path: ending === null ? file.path : file.path.replace(/\.[^./]*$/, '') + ending,
    bytes: damaged(file.bytes, draw, other.bytes),
  })
}
