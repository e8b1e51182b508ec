// Bytes that look like text, as text: UTF-8, UTF-16 where its mark says so, else Latin-1 as Windows writes it.
import { LIMITS } from './limits.ts'

/** How many bytes are looked at to tell text from numbers. */
const LOOK = 65_536

/** Null for bytes that are no text, or more text than is read. Marks at the start are left out. */
export function decodedText(bytes: Uint8Array, limit: number = LIMITS.text): string | null {
  if (bytes.length > limit) return null
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
  if (wide) {
    const text = new TextDecoder(wide).decode(bytes)
    return printable(text.slice(0, LOOK)) ? text : null
  }
  if (!printableBytes(bytes.subarray(0, LOOK))) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Whether the beginning may be text: no control characters but tabs, line ends and form feeds. */
export const looksLikeText = (bytes: Uint8Array): boolean =>
  bytes.length > 0 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) || printableBytes(bytes.subarray(0, 512)))

const printableBytes = (bytes: Uint8Array): boolean => bytes.every(byte => byte >= 32 ? byte !== 127 : byte === 9 || byte === 10 || byte === 12 || byte === 13)

const printable = (text: string): boolean => !/[^\P{Cc}\t\n\r\f]/u.test(text)
