// A proxy that writes down every request that a browser makes, whoever in it asks: page, workers, service worker, the browser for its own icon.
import { createServer, request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RecordingProxy {
  /** For a browser's proxy setting. */
  server: string
  /** Method and whole address, or CONNECT and host for what was to be encrypted. */
  readonly asked: string[]
  close(): Promise<void>
}

/** Passes on what is for `origin`; anything else is written down and refused. */
export async function recordingProxy(origin: string): Promise<RecordingProxy> {
  const asked: string[] = []
  const { hostname, port } = new URL(origin)
  const proxy = createServer((incoming, outgoing) => {
    const address = incoming.url ?? ''
    asked.push(`${incoming.method} ${address}`)
    if (!address.startsWith(`${origin}/`)) {
      outgoing.writeHead(502).end()
      return
    }
    const onward = ask({ hostname, port, path: address.slice(origin.length), method: incoming.method, headers: incoming.headers }, answer => {
      outgoing.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  proxy.on('connect', (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`)
    socket.end('HTTP/1.1 502 Refused\r\n\r\n')
  })
  await new Promise<void>(resolve => { proxy.listen(0, '127.0.0.1', resolve) })
  return {
    server: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked,
    close: () => new Promise(resolve => {
      proxy.close(() => resolve())
      proxy.closeAllConnections()
    }),
  }
}
