// What readers need of a platform and ES2023 does not have: every browser, worker and terminal does. Nothing else of theirs is to be had here (tsconfig.json).

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean, ignoreBOM?: boolean })
  decode(bytes?: ArrayBufferView | ArrayBufferLike): string
}

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}

declare class URLSearchParams {
  get(name: string): string | null
  set(name: string, value: string): void
  delete(name: string): void
}

/** An address taken apart; nothing is asked for. */
declare class URL {
  constructor(address: string, base?: string | URL)
  href: string
  readonly origin: string
  protocol: string
  hostname: string
  host: string
  pathname: string
  search: string
  hash: string
  username: string
  password: string
  readonly searchParams: URLSearchParams
}

/** base64 → a text of bytes. */
declare function atob(text: string): string
