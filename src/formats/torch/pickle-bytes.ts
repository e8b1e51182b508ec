// A cursor over a pickle's bytes: numbers, texts and lines, each refused where the bytes end before it does.
import { FormatError, sized } from '../format-error.ts'

interface PickleBytes {
  at: number
  byte(): number
  /** A view of the next bytes. */
  take(count: number): Uint8Array
  u16(): number
  i32(): number
  u32(): number
  /** 64 bits, unsigned: a length. */
  u64(): number
  /** Big-endian, as pickles alone have it. */
  double(): number
  text(count: number): string
  /** Up to the next line feed, which is skipped. */
  line(): string
}

/** `where` names the file in sentences. */
export function pickleBytes(bytes: Uint8Array, from: number, where: string): PickleBytes {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const decoder = new TextDecoder()
  const step = (count: number): number => {
    if (!(count <= bytes.length - cursor.at)) throw new FormatError(`${where} is cut short: its pickle wants ${sized(count)} at byte ${cursor.at} of ${bytes.length}. Download or save it again.`)
    cursor.at += count
    return cursor.at - count
  }
  const cursor: PickleBytes = {
    at: from,
    byte: () => bytes[step(1)],
    take(count) {
      const start = step(count)
      return bytes.subarray(start, start + count)
    },
    u16: () => view.getUint16(step(2), true),
    i32: () => view.getInt32(step(4), true),
    u32: () => view.getUint32(step(4), true),
    u64: () => Number(view.getBigUint64(step(8), true)),
    double: () => view.getFloat64(step(8)),
    text: count => decoder.decode(cursor.take(count)),
    line() {
      const end = bytes.indexOf(10, cursor.at)
      if (end < 0) throw new FormatError(`${where} is cut short: its pickle ends within a line at byte ${cursor.at}. Download or save it again.`)
      const text = cursor.text(end - cursor.at)
      cursor.at = end + 1
      return text
    },
  }
  return cursor
}

/** Two's complement, little-endian, any length → a number where it fits one, else a bigint. */
export function longOf(bytes: Uint8Array): number | bigint {
  let value = 0n
  for (let k = bytes.length - 1; k >= 0; k--) value = value << 8n | BigInt(bytes[k])
  if (bytes.length > 0 && bytes[bytes.length - 1] >= 128) value -= 1n << BigInt(8 * bytes.length)
  return smaller(value)
}

export const smaller = (value: bigint): number | bigint => value >= -(2n ** 53n) && value <= 2n ** 53n ? Number(value) : value
