// The maps that this site offers, kept by what they hold: files.json beside the page lists every file with its checksum, in an exported
// site too. A list is followed as a whole: until all of a newer one is here, maps come from the one that was.
import { FormatError } from '../../src/formats/format-error.ts'
import type { SiteFile } from '../../src/formats/site/site-files.ts'
import { crcOf, FILES, readSiteFiles } from '../../src/formats/site/site-files.ts'
import type { KeptMaps } from '../../src/protocol/offline.ts'
import { MAP_STORE } from './stores.ts'

declare const self: ServiceWorkerGlobalScope

const MAPS = 'maps/'
/** A map's file beyond this is fetched when somebody opens it, and all together never fill a visitor's disk (bytes). */
const MOST_FILE = 64e6
const MOST_ALL = 256e6

const addressOf = (name: string): URL => new URL(name, self.registration.scope)

/** Two versions of one file have two keys. */
function keyOf({ name, crc }: SiteFile): string {
  const address = addressOf(name)
  address.searchParams.set('crc', crc)
  return address.href
}

const open = (): Promise<Cache> => caches.open(MAP_STORE)

/** The list that is followed now; null: none yet. */
async function standingList(cache: Cache): Promise<SiteFile[] | null> {
  const answer = await cache.match(addressOf(FILES).href)
  return answer ? mapsIn(await answer.text()) : null
}

function mapsIn(list: string): SiteFile[] {
  let room = MOST_ALL
  return readSiteFiles(list).filter(({ name, bytes }) => {
    if (!name.startsWith(MAPS) || bytes > MOST_FILE || bytes > room) return false
    room -= bytes
    return true
  })
}

/** Fetches what the site lists now and is not here. Nothing that stands in the way is an error: what is here stays. */
export async function keepMaps(): Promise<KeptMaps> {
  try {
    const cache = await open()
    const answer = await fetch(addressOf(FILES), { cache: 'no-cache' }).catch(() => null)
    if (!answer?.ok) return await countKept(cache)
    const text = await answer.text()
    const wanted = mapsIn(text)
    const list = (): Promise<void> => cache.put(addressOf(FILES).href, new Response(text, { headers: { 'content-type': 'application/json' } }))
    if (!await standingList(cache)) await list()
    for (const file of wanted) if (!await cache.match(keyOf(file)) && !await fetchMap(cache, file)) return await countKept(cache)
    await list()
    const keys = new Set(wanted.map(keyOf))
    for (const { url } of await cache.keys()) if (url.startsWith(addressOf(MAPS).href) && !keys.has(url)) await cache.delete(url)
    return await countKept(cache)
  } catch (error) {
    // A server that answers with a page of its own, or a browser whose storage is full.
    if (error instanceof FormatError || error instanceof DOMException) return { kept: 0, listed: null, bytes: 0 }
    throw error
  }
}

/** Whether it is here now: a file that is not what the list says (the site is being replaced) is not kept. */
async function fetchMap(cache: Cache, file: SiteFile): Promise<boolean> {
  const answer = await fetch(addressOf(file.name), { cache: 'no-cache' }).catch(() => null)
  if (!answer?.ok) return false
  const bytes = new Uint8Array(await answer.arrayBuffer())
  if (bytes.length !== file.bytes || crcOf(bytes) !== file.crc) return false
  await cache.put(keyOf(file), new Response(bytes, { headers: { 'content-type': answer.headers.get('content-type') ?? 'application/octet-stream' } }))
  return true
}

async function countKept(cache: Cache): Promise<KeptMaps> {
  const listed = await standingList(cache)
  if (!listed) return { kept: 0, listed: null, bytes: 0 }
  const here = new Set((await cache.keys()).map(({ url }) => url))
  const kept = listed.filter(file => here.has(keyOf(file)))
  return { kept: kept.length, listed: listed.length, bytes: kept.reduce((sum, { bytes }) => sum + bytes, 0) }
}

/** Maps and the list of files, for the page: from here where they are, else from the server. */
export const mapFromHere = {
  answers: ({ origin, pathname }: URL): boolean => {
    const address = origin + pathname
    return address.startsWith(addressOf(MAPS).href) || address === addressOf(FILES).href
  },
  async answer(request: Request): Promise<Response> {
    const cache = await open()
    const { origin, pathname } = new URL(request.url)
    const list = addressOf(FILES).href
    // What the site is made of now; without a network, what it was.
    if (origin + pathname === list) return await fetch(request).catch(() => null) ?? await cache.match(list) ?? Response.error()
    const file = (await standingList(cache))?.find(({ name }) => addressOf(name).href === origin + pathname)
    return (file && await cache.match(keyOf(file))) ?? fetch(request)
  },
}
