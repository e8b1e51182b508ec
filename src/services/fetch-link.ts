// Files by their addresses: how large they are, and what they hold. Nothing is told to the server but the address.
import { largeFileOf, shownHost } from '../formats/addresses.ts'
import { FormatError, sized } from '../formats/format-error.ts'
import { LIMITS } from '../formats/limits.ts'

/** Bytes of a Git LFS pointer at most. */
const POINTER = 1024

type Signal = AbortSignal | null

/** The file's size as the server says it; null where it does not. Errors: one sentence. */
export async function look(signal: Signal, url: string, name: string): Promise<{ bytes: number | null }> {
  const bytes = await sizeOf(signal, url, name)
  // A repository may hold a pointer to the file: the size told is then that of the file.
  if (bytes === null || bytes > POINTER || largeFileOf(url) === null) return { bytes }
  return { bytes: pointed(await download(signal, url, name, () => {}))?.bytes ?? bytes }
}

/** The file's bytes; where a repository on GitHub holds a pointer, those of the file it points to. Errors: one sentence. */
export async function fetchFile(signal: Signal, url: string, name: string, onBytes: (fetched: number) => void): Promise<Uint8Array> {
  const bytes = await download(signal, url, name, onBytes)
  const pointer = pointed(bytes)
  const large = pointer && largeFileOf(url)
  if (!pointer || large === null) return bytes
  const found = await download(signal, large, name, onBytes).catch((error: unknown) => {
    if (error instanceof FormatError) return null
    throw error
  })
  if (found && !pointed(found)) return found
  throw new FormatError(`${name} is a Git LFS pointer (${pointer.bytes} bytes elsewhere), and the file itself could not be read. Use the site's download button and drop the file here.`)
}

/** By asking for the head alone; servers that do not answer that are asked for the file, of which nothing is read. */
async function sizeOf(signal: Signal, url: string, name: string): Promise<number | null> {
  const head = await ask(signal, url, name, 'HEAD').catch((error: unknown) => {
    if (signal?.aborted || !(error instanceof FormatError)) throw error
    return null
  })
  if (head?.ok) {
    refusePages(head, name)
    const size = lengthOf(head)
    if (size !== null) return size
  }
  const stop = new AbortController()
  const response = await ask(signal ? AbortSignal.any([signal, stop.signal]) : stop.signal, url, name, 'GET')
  try {
    refuseFaults(response, name)
    return lengthOf(response)
  } finally {
    stop.abort()
  }
}

/** `most`: bytes that are read at most. */
export async function download(signal: Signal, url: string, name: string, onBytes: (fetched: number) => void, most: number = LIMITS.file): Promise<Uint8Array> {
  const stop = new AbortController()
  const response = await ask(signal ? AbortSignal.any([signal, stop.signal]) : stop.signal, url, name, 'GET')
  try {
    refuseFaults(response, name)
    const length = lengthOf(response)
    if (length !== null && length > most) throw new FormatError(`${name} is ${sized(length)}; the most that is read is ${sized(most)}.`)
    return await bodyOf(response, length, most, signal, name, onBytes)
  } finally {
    // Whatever is still on its way is not wanted any more.
    stop.abort()
  }
}

/** No credentials, no referrer; redirections only to where an address may lead. Errors: one sentence, whatever kept it from being read. */
async function ask(signal: Signal, url: string, name: string, method: 'GET' | 'HEAD'): Promise<Response> {
  const response = await fetch(url, { method, signal, credentials: 'omit', referrerPolicy: 'no-referrer', mode: 'cors', redirect: 'follow' }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw unreachable(url, name)
  })
  const last = new URL(response.url || url)
  if (last.protocol !== 'https:' && last.hostname !== 'localhost') throw new FormatError(`${name} is passed on to ${shownHost(last)} by http: only https is opened. Download the file and drop it here.`)
  return response
}

/** The browser does not say which of the two it is. */
function unreachable(url: string, name: string): FormatError {
  const host = new URL(url)
  if (globalThis.navigator?.onLine === false && host.hostname !== 'localhost') return new FormatError('You are offline. Files on your disk still open.')
  return new FormatError(`Could not read ${name} from ${shownHost(host)}. Either it cannot be reached, or its server does not let other sites read its files (no CORS header). Download the file and drop it here; that always works.`)
}

function refuseFaults(response: Response, name: string): void {
  if (response.ok) return refusePages(response, name)
  const host = shownHost(new URL(response.url))
  const [what, next] = STATUSES.get(response.status) ?? (response.status >= 500 ? TROUBLE : ['no file', 'Download the file and drop it here.'])
  throw new FormatError(`${host} answers ${response.status} (${what}) for ${name}. ${next}`)
}

const TROUBLE: [what: string, next: string] = ['its server is in trouble', 'Try again later, or drop the file here.']
const LOGIN = 'It may ask who you are, and nothing is said of that here: download the file and drop it here.'

const STATUSES = new Map<number, [what: string, next: string]>([
  [401, ['not allowed', LOGIN]], [403, ['not allowed', LOGIN]], [404, ['not found', 'Check the address.']], [410, ['gone', 'Check the address.']],
  [429, ['too many requests', 'Wait a little and try again, or download the file and drop it here.']],
])

function refusePages(response: Response, name: string): void {
  if (/^\s*(text\/html|application\/xhtml)/i.test(response.headers.get('content-type') ?? '')) throw page(name, new URL(response.url))
}

const page = (name: string, url: URL): FormatError =>
  new FormatError(`${name} at ${shownHost(url)} is a web page, not a model. Look for the file's own address there (a download button), or download it and drop it here.`)

function lengthOf(response: Response): number | null {
  const text = response.headers.get('content-length') ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : null
}

/** Reads as far as the limit. `length`: what the server says; a body that comes compressed is longer. */
async function bodyOf(
  response: Response, length: number | null, most: number, signal: Signal, name: string, onBytes: (fetched: number) => void,
): Promise<Uint8Array> {
  let bytes = new Uint8Array(Math.max(length ?? 0, 65_536))
  let filled = 0
  const reader = response.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      if (signal?.aborted) throw error
      throw new FormatError(`${name} broke off after ${sized(filled)}${length === null ? '' : ` of ${sized(length)}`}. Try again, or download the file and drop it here.`)
    })
    if (done) break
    if (filled + value.length > most) throw new FormatError(`${name} is larger than ${sized(most)}, the most that is read.`)
    if (filled + value.length > bytes.length) {
      const wider = new Uint8Array(Math.min(Math.max(2 * bytes.length, filled + value.length), most))
      wider.set(bytes.subarray(0, filled))
      bytes = wider
    }
    bytes.set(value, filled)
    filled += value.length
    onBytes(filled)
  }
  const all = filled === bytes.length ? bytes : bytes.slice(0, filled)
  if (/^[\s\uFEFF]*<(!doctype|html)/i.test(new TextDecoder().decode(all.subarray(0, 256)))) throw page(name, new URL(response.url))
  return all
}

/** What a Git LFS pointer points to; null for anything else. */
function pointed(bytes: Uint8Array): { bytes: number } | null {
  if (bytes.length > POINTER) return null
  const text = new TextDecoder().decode(bytes)
  if (!text.startsWith('version https://git-lfs')) return null
  const size = /^size (\d{1,15})$/m.exec(text)
  return { bytes: size ? Number(size[1]) : 0 }
}
