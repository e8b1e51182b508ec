// The little that we ask of WebAssembly, by our own types: the core's fence knows no host, and an engine without it (or without SIMD) simply has none.

export interface EngineMemory { readonly buffer: ArrayBuffer, grow(pages: number): number }

export interface Engine {
  Memory: new (limits: { initial: number, maximum?: number }) => EngineMemory
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: Record<string, Record<string, unknown>>) => { exports: unknown }
  validate(bytes: Uint8Array): boolean
}

/** The host's WebAssembly, or null. */
export function hostEngine(): Engine | null {
  return (globalThis as { WebAssembly?: Engine }).WebAssembly ?? null
}

const DIGITS = new Map([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].map((digit, value) => [digit.charCodeAt(0), value]))

/** Bytes of base64 text. */
export function bytesOfBase64(text: string): Uint8Array {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const bytes = new Uint8Array(text.length / 4 * 3 - padding)
  let bits = 0
  let held = 0
  let at = 0
  for (let k = 0; k < text.length - padding; k++) {
    held = (held << 6 | DIGITS.get(text.charCodeAt(k))!) & 0xffffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes[at++] = held >> bits & 255
  }
  return bytes
}
