// Protocol buffers' wire format, read field by field: a tag, then a varint, 4 or 8 bytes, or a counted run of bytes.
import { FormatError } from '../format-error.ts'
import { LIMITS } from '../limits.ts'

export const VARINT = 0
const EIGHT_BYTES = 1
export const BYTES = 2
export const FOUR_BYTES = 5
const TEXT = new TextDecoder()
const GROUP = 3
const GROUP_END = 4

/** Thrown where bytes end before what they announce; one sentence. */
export const cutShort = (file: string): FormatError => new FormatError(`${file} is cut short: its last part is announced longer than what is there. Download it again.`)

const damaged = (file: string, at: number): FormatError => new FormatError(`${file} is damaged at byte ${at}: no ONNX field begins there. Download or export it again.`)

/** Walks over the fields of one message. After `next()` gave true: the field's number, its wire type and where its payload lies. */
export class Wire {
  field = 0
  wire = 0
  /** Payload: bytes `start` to `end`; of a varint, its own bytes. */
  start = 0
  end = 0
  private at: number

  constructor(readonly bytes: Uint8Array, from: number, readonly to: number, readonly file: string) {
    this.at = from
  }

  /** Goes to the next field; false behind the last. Errors: truncated and malformed fields. */
  next(): boolean {
    while (this.at < this.to) {
      const tagAt = this.at
      this.varint()
      const tag = unsigned(this.bytes, tagAt, this.at)
      this.field = Math.floor(tag / 8)
      this.wire = tag % 8
      if (this.field === 0 || this.field > 0x1fffffff) throw damaged(this.file, tagAt)
      if (this.wire === GROUP) {
        this.skipGroup(tagAt)
        continue
      }
      this.payload(tagAt)
      return true
    }
    return false
  }

  /** For packed runs: goes to the next bare varint. */
  nextVarint(): boolean {
    if (this.at >= this.to) return false
    this.start = this.at
    this.varint()
    this.end = this.at
    return true
  }

  /** The varint as a two's complement 64-bit integer: exact to 2^53, the nearest double beyond. */
  int(): number {
    return signed(this.bytes, this.start, this.end)
  }

  text(): string {
    return TEXT.decode(this.bytes.subarray(this.start, this.end))
  }

  private payload(tagAt: number): void {
    this.start = this.at
    if (this.wire === VARINT) this.varint()
    else if (this.wire === EIGHT_BYTES) this.at += 8
    else if (this.wire === FOUR_BYTES) this.at += 4
    else if (this.wire === BYTES) {
      this.varint()
      const length = unsigned(this.bytes, this.start, this.at)
      this.start = this.at
      this.at += length
    } else throw damaged(this.file, tagAt)
    if (this.at > this.to) throw this.to === this.bytes.length ? cutShort(this.file) : damaged(this.file, tagAt)
    this.end = this.at
  }

  private varint(): void {
    const from = this.at
    for (;;) {
      if (this.at >= this.to) throw this.to === this.bytes.length ? cutShort(this.file) : damaged(this.file, from)
      if (this.bytes[this.at++] < 0x80) return
      if (this.at - from >= 10) throw damaged(this.file, from)
    }
  }

  /** Groups are long out of use: passed over, nesting within a limit. */
  private skipGroup(tagAt: number): void {
    let depth = 1
    while (depth > 0) {
      if (this.at >= this.to) throw cutShort(this.file)
      const inner = this.at
      this.varint()
      this.wire = unsigned(this.bytes, inner, this.at) % 8
      if (this.wire === GROUP_END) depth--
      else if (this.wire === GROUP) {
        if (++depth > LIMITS.messages) throw damaged(this.file, tagAt)
      } else this.payload(inner)
    }
  }
}

/** Seven bits a byte, the lowest first. */
export function unsigned(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  for (let i = end - 1; i >= start; i--) value = value * 128 + (bytes[i] & 0x7f)
  return value
}

export function signed(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 10) return unsigned(bytes, start, end)
  // Ten bytes: bit 63 is set, the number is negative. Its complement is small enough to be exact.
  let complement = 0
  for (let i = end - 2; i >= start; i--) complement = complement * 128 + (~bytes[i] & 0x7f)
  return -complement - 1
}
