// Protocol-buffer messages, written field by field; wire.ts reads them.
// Source: protobuf.dev/programming-guides/encoding: a field is a tag (number · 8 + wire type) and a value.
import { BYTES, VARINT } from './wire.ts'

/** A field as it will stand in its message: pieces one behind the other, so that weights are copied once, at the end. */
export type Field = readonly Uint8Array[]

const text = new TextEncoder()
const FIXED32 = 5

/** Seven bits a byte, the lowest first. Whole numbers from 0 to 2⁵³ − 1. */
function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  return [...bytes, rest]
}

const tag = (field: number, wire: number): number[] => varint(field * 8 + wire)

export const whole = (field: number, value: number): Field => [Uint8Array.from([...tag(field, VARINT), ...varint(value)])]

/** A float32, little-endian. */
export function float(field: number, value: number): Field {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  return [Uint8Array.from(tag(field, FIXED32)), bytes]
}

export const bytes = (field: number, content: Uint8Array): Field => [Uint8Array.from([...tag(field, BYTES), ...varint(content.length)]), content]

export const words = (field: number, content: string): Field => bytes(field, text.encode(content))

/** A message within a message. */
export function message(field: number, fields: readonly Field[]): Field {
  const pieces = fields.flat()
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  return [Uint8Array.from([...tag(field, BYTES), ...varint(length)]), ...pieces]
}

/** The outermost message. */
export function written(fields: readonly Field[]): Uint8Array {
  const pieces = fields.flat()
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
