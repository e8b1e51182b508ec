// Which open pages are of an older version: those that were there when this version took over. A service worker is stopped between two
// events, so they are written down.
import { MAP_STORE } from './stores.ts'

declare const self: ServiceWorkerGlobalScope

/** Among the maps, at an address that no file has. */
const note = (): string => new URL('.older-pages', self.registration.scope).href

const openPages = (): Promise<readonly Client[]> => self.clients.matchAll({ type: 'window', includeUncontrolled: true })

/** Writes down who is open now. */
export async function olderPages(): Promise<void> {
  const ids = (await openPages()).map(({ id }) => id)
  await (await caches.open(MAP_STORE)).put(note(), new Response(JSON.stringify(ids)))
}

/** Whether one of those that were written down is open still. */
export async function olderPagesOpen(): Promise<boolean> {
  const written = await caches.match(note(), { cacheName: MAP_STORE })
  if (!written) return false
  const ids = new Set(await written.json() as string[])
  return (await openPages()).some(({ id }) => ids.has(id))
}
