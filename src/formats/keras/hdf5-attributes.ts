// The texts that stand as attributes at an HDF5 group. Names and types are looked at here first: jsfive prints what it cannot read, bytes of the file and all.
import type { DataObjects } from 'jsfive'
import { FormatError } from '../format-error.ts'
import { LIMITS } from '../limits.ts'

const ATTRIBUTE = 0x0c
const STRING = 3
const VARIABLE = 9

/** Where an attribute lies, and whether it holds texts. */
interface Attribute { readonly at: number, readonly texts: boolean, readonly count: number }

/** Names to a reader of their values: a text, a list of texts; null for other kinds. Source: HDF5 File Format Specification 3.0, IV.A.2.m. */
export function attributesOf(objects: DataObjects, buffer: ArrayBuffer): Map<string, () => string | string[] | null> {
  const view = new DataView(buffer)
  return new Map(objects.find_msg_type(ATTRIBUTE).flatMap((message): [string, () => string | string[] | null][] => {
    const at = message.get('offset_to_message')
    const version = view.getUint8(at)
    if (version !== 1 && version !== 3) return []
    const [nameLength, typeLength] = [view.getUint16(at + 2, true), view.getUint16(at + 4, true)]
    const padded = (length: number): number => version === 1 ? Math.ceil(length / 8) * 8 : length
    const start = at + (version === 1 ? 8 : 9)
    if (start + nameLength > buffer.byteLength) throw new FormatError('an attribute lies beyond its end')
    const name = new TextDecoder().decode(new Uint8Array(buffer, start, nameLength)).replace(/\0+$/, '')
    const type = start + padded(nameLength)
    const kind = view.getUint8(type) & 15
    const attribute: Attribute = {
      at, texts: kind === STRING || (kind === VARIABLE && (view.getUint8(type + 1) & 1) === 1),
      count: objects.determine_data_shape(buffer, type + padded(typeLength)).reduce((product, length) => product * length, 1),
    }
    return [[name, () => textsOf(objects, attribute)]]
  }))
}

function textsOf(objects: DataObjects, { at, texts, count }: Attribute): string | string[] | null {
  if (!texts) return null
  if (count > LIMITS.tensors) throw new FormatError(`an attribute holds ${count} texts`)
  const [, value] = objects.unpack_attribute(at)
  if (typeof value === 'string') return trimmed(value)
  return Array.isArray(value) && value.every(item => typeof item === 'string') ? value.map(trimmed) : null
}

/** Texts of a fixed length come padded with zeros. */
const trimmed = (text: string): string => text.replace(/\0+$/, '')
