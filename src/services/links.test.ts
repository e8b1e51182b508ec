// Files by address from a real server on this machine: sizes, progress, and what is said when a server does not give the file.
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { FormatError } from '../formats/format-error.ts'
import { download } from './fetch-link.ts'
import { createLinks } from './links.ts'

const links = createLinks()
const content = Uint8Array.from({ length: 200_000 }, (_, k) => k % 251)
const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 200000\n`

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const whole: Answer = (request, response) => {
  response.writeHead(200, { 'content-length': content.length, 'content-type': 'application/octet-stream' })
  response.end(request.method === 'HEAD' ? undefined : content)
}
const status = (code: number): Answer => (_, response) => response.writeHead(code, { 'content-type': 'text/html' }).end('<html>')
const text = (body: string, type = 'text/plain'): Answer => (request, response) => response.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(request.method === 'HEAD' ? undefined : body)

const answers = new Map<string, Answer>([
  ['/whole.onnx', whole],
  ['/no-head.onnx', (request, response) => request.method === 'HEAD' ? response.writeHead(405).end() : whole(request, response)],
  ['/no-length.onnx', (request, response) => {
    response.writeHead(200)
    if (request.method === 'HEAD') return response.end()
    response.write(content.subarray(0, 1000))
    response.end(content.subarray(1000))
  }],
  ['/moved.onnx', (_, response) => response.writeHead(302, { location: '/whole.onnx' }).end()],
  ['/elsewhere.onnx', (_, response) => response.writeHead(302, { location: `http://127.0.0.1:${port()}/whole.onnx` }).end()],
  ['/page.onnx', text('<!DOCTYPE html><title>A page</title>', 'text/html; charset=utf-8')],
  ['/disguised.onnx', text('\n<HTML><title>A page</title>', 'application/octet-stream')],
  ['/broken.onnx', (request, response) => {
    response.writeHead(200, { 'content-length': content.length })
    if (request.method === 'HEAD') return response.end()
    response.write(content.subarray(0, 5000), () => setTimeout(() => request.socket.destroy(), 20))
  }],
  ['/huge.onnx', (_, response) => { response.writeHead(200, { 'content-length': 600e6 }).flushHeaders() }],
  ['/slow.onnx', (request, response) => {
    response.writeHead(200, { 'content-length': content.length })
    if (request.method === 'HEAD') response.end()
    else response.write(content.subarray(0, 5000))
  }],
  ['/pointer.onnx', text(pointer)],
  ['/o/r/main/large.onnx', text(pointer)], ['/media/o/r/main/large.onnx', whole],
  ['/o/r/main/lost.onnx', text(pointer)], ['/media/o/r/main/lost.onnx', text(pointer)],
  ['/o/r/main/gone.onnx', text(pointer)],
  ...[401, 403, 429, 410, 500, 418].map(code => [`/${code}.onnx`, status(code)] as [string, Answer]),
])

let server: Server
const seen: IncomingMessage[] = []
const port = (): number => (server.address() as AddressInfo).port
const at = (path: string): string => `http://localhost:${port()}${path}`

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request)
    const answer: Answer = answers.get(request.url ?? '') ?? status(404)
    answer(request, response)
  })
  // A connection that the server ends while this process is held up would be taken for a server that is not there.
  server.keepAliveTimeout = 0
  await new Promise<void>(done => { server.listen(0, 'localhost', done) })
})
afterAll(() => { server.closeAllConnections(); server.close() })
afterEach(() => { vi.unstubAllGlobals(); seen.length = 0 })

const got = (path: string, onBytes: (fetched: number) => void = () => {}): Promise<Uint8Array> => links.fetch(null, at(path), 'net.onnx', onBytes)

async function sentence(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(() => null, (thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(FormatError)
  const { message } = error as Error
  expect(message).not.toMatch(/!|invalid|TypeError|fetch failed/i)
  return message
}

describe('sizes', () => {
  it('are told before anything is fetched', async () => {
    for (const path of ['/whole.onnx', '/no-head.onnx', '/moved.onnx', '/broken.onnx']) expect(await links.look(null, at(path), 'net.onnx')).toEqual({ bytes: content.length })
    expect(await links.look(null, at('/no-length.onnx'), 'net.onnx')).toEqual({ bytes: null })
  })

  it('beyond the limit end it before the body and within it', async () => {
    expect(await links.look(null, at('/huge.onnx'), 'net.onnx')).toEqual({ bytes: 600e6 })
    expect(await sentence(got('/huge.onnx'))).toBe('net.onnx is 600 MB; the most that is read is 512 MB.')
    expect(await sentence(download(null, at('/no-length.onnx'), 'net.onnx', () => {}, 150_000))).toBe('net.onnx is larger than 150 kB, the most that is read.')
    expect(await download(null, at('/no-length.onnx'), 'net.onnx', () => {}, 200_000)).toEqual(content)
  })
})

describe('fetching', () => {
  it('gives the bytes and how many there are so far', async () => {
    for (const path of ['/whole.onnx', '/no-length.onnx', '/moved.onnx']) {
      const steps: number[] = []
      expect(await got(path, fetched => steps.push(fetched))).toEqual(content)
      expect(steps.at(-1)).toBe(content.length)
      expect(steps).toEqual(steps.toSorted((a, b) => a - b))
    }
  })

  it('says nothing of who asks', async () => {
    await got('/whole.onnx')
    expect(seen.length).toBeGreaterThan(0)
    for (const { headers } of seen) expect(headers).not.toHaveProperty('cookie')
    for (const { headers } of seen) expect([headers.referer, headers.authorization]).toEqual([undefined, undefined])
  })

  it('stops when told to', async () => {
    const stop = new AbortController()
    const work = links.fetch(stop.signal, at('/slow.onnx'), 'net.onnx', () => stop.abort())
    await expect(work).rejects.toMatchObject({ name: 'AbortError' })
    await expect(links.look(AbortSignal.abort(), at('/whole.onnx'), 'net.onnx')).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('what does not give a file is explained', () => {
  it('by status', async () => {
    const host = `localhost:${port()}`
    for (const work of [got('/nothing.onnx'), links.look(null, at('/nothing.onnx'), 'net.onnx')]) expect(await sentence(work)).toBe(`${host} answers 404 (not found) for net.onnx. Check the address.`)
    expect(await sentence(got('/403.onnx'))).toMatch(/answers 403 \(not allowed\) for net\.onnx\. .*drop it here\.$/)
    expect(await sentence(got('/401.onnx'))).toMatch(/answers 401 \(not allowed\)/)
    expect(await sentence(got('/429.onnx'))).toMatch(/429 \(too many requests\).*Wait/)
    expect(await sentence(got('/500.onnx'))).toMatch(/500 \(its server is in trouble\)/)
    expect(await sentence(got('/418.onnx'))).toMatch(/418/)
  })

  it('by nobody being there: both causes, and the way out', async () => {
    const address = 'http://localhost:1/net.onnx'
    for (const work of [links.fetch(null, address, 'net.onnx', () => {}), links.look(null, address, 'net.onnx')]) {
      expect(await sentence(work)).toBe('Could not read net.onnx from localhost:1. Either it cannot be reached, or its server does not let other sites read its files (no CORS header). Download the file and drop it here; that always works.')
    }
  })

  it('by being offline', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    expect(await sentence(links.fetch(null, 'https://nowhere.invalid/net.onnx', 'net.onnx', () => {}))).toBe('You are offline. Files on your disk still open.')
  })

  it('by a page in its place', async () => {
    for (const path of ['/page.onnx', '/disguised.onnx']) expect(await sentence(got(path))).toMatch(/^net\.onnx at localhost:\d+ is a web page, not a model\. .*drop it here\.$/)
    expect(await sentence(links.look(null, at('/page.onnx'), 'net.onnx'))).toMatch(/a web page, not a model/)
  })

  it('by breaking off', async () => {
    expect(await sentence(got('/broken.onnx'))).toMatch(/^net\.onnx broke off after 5000 bytes of 200 kB\. Try again/)
  })

  it('by being passed on to http', async () => {
    expect(await sentence(got('/elsewhere.onnx'))).toMatch(/passed on to 127\.0\.0\.1:\d+ by http: only https is opened/)
  })
})

describe('pointers of Git LFS', () => {
  /** GitHub's two servers are this one. */
  const asGitHub = (): void => {
    const real = globalThis.fetch
    vi.stubGlobal('fetch', (url: string, options: RequestInit) => real(url.replace(/^https:\/\/(raw|media)\.githubusercontent\.com/, at('')), options))
  }
  const raw = (file: string): string => `https://raw.githubusercontent.com/o/r/main/${file}`

  it('lead to the file, whose size is told', async () => {
    asGitHub()
    expect(await links.look(null, raw('large.onnx'), 'large.onnx')).toEqual({ bytes: 200_000 })
    expect(await links.fetch(null, raw('large.onnx'), 'large.onnx', () => {})).toEqual(content)
  })

  it('that lead nowhere are explained after one attempt', async () => {
    asGitHub()
    for (const file of ['lost.onnx', 'gone.onnx']) {
      seen.length = 0
      expect(await sentence(links.fetch(null, raw(file), file, () => {}))).toBe(`${file} is a Git LFS pointer (200000 bytes elsewhere), and the file itself could not be read. Use the site's download button and drop the file here.`)
      expect(seen).toHaveLength(2)
    }
  })

  it('from elsewhere are given as they are: the reader says what they are', async () => {
    expect(new TextDecoder().decode(await got('/pointer.onnx'))).toBe(pointer)
  })
})
