// A plain static host, as any is: files below a folder by their names, content types by their endings, and no other header. Under a sub-path, if wanted.
import { createServer } from 'node:http'
import { readFile, stat } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.wasm': 'application/wasm', '.woff2': 'font/woff2', '.webmanifest': 'application/manifest+json', '.md': 'text/markdown', '.txt': 'text/plain', '.npz': 'application/octet-stream',
}

export interface StaticHost {
  /** Of the folder, ending in a slash. */
  address: string
  /** What was asked for and was not there. */
  readonly missed: string[]
  close(): Promise<void>
}

/** `under`: the path that the folder has on the host: /some/path/. */
export async function serveFolder(folder: string, under = '/'): Promise<StaticHost> {
  const missed: string[] = []
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    const below = path.startsWith(under) ? normalize(path.slice(under.length)) : null
    const file = below === null || below.startsWith('..') ? null : join(folder, below === '.' || path.endsWith('/') ? join(below, 'index.html') : below)
    void (async () => {
      if (!file || !(await stat(file)).isFile()) throw new Error('not there')
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(await readFile(file))
    })().catch(() => {
      missed.push(path)
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found.')
    })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  return {
    address: `http://localhost:${port}${under}`, missed,
    close: () => new Promise(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}
