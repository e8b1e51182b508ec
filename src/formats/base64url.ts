// Bytes as text that an address takes as it is (RFC 4648, section 5), without padding.

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const VALUES = new Map(Array.from(LETTERS, (letter, value) => [letter, value]))

export function base64url(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at
    const word = (bytes[at] << 16) | ((left > 1 ? bytes[at + 1] : 0) << 8) | (left > 2 ? bytes[at + 2] : 0)
    for (let k = 0; k <= Math.min(3, left); k++) text += LETTERS[word >> (18 - 6 * k) & 63]
  }
  return text
}

/** Null where the text is not what base64url writes. */
export function bytesOfBase64url(text: string): Uint8Array | null {
  if (text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor(text.length * 3 / 4))
  let word = 0
  let held = 0
  let next = 0
  for (const letter of text) {
    const value = VALUES.get(letter)
    if (value === undefined) return null
    word = ((word << 6) | value) & 0xffffff
    held += 6
    if (held < 8) continue
    held -= 8
    bytes[next++] = word >> held & 255
  }
  // What is left over says nothing.
  return (word & ((1 << held) - 1)) === 0 ? bytes : null
}
