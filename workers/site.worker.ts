// Packs the page with a map inside: fetches the page's own files, checks that they are the ones of its build, and writes the archive.
import { expose, transfer } from 'comlink'
import { kept, siteZip } from '../src/formats/site/site-copy.ts'
import type { SiteFile } from '../src/formats/site/site-files.ts'
import { crcOf } from '../src/formats/site/site-files.ts'
import type { SiteWorker } from '../src/protocol/site.ts'

/** Files on their way at a time. */
const AT_ONCE = 6

/** Of the whole work, the share that fetching takes. */
const FETCHING = 0.5

/** Errors end in a sentence: whoever reads it can do something. */
class Changed extends Error {
  override name = 'Changed'
}

async function fetched(base: string, { name, bytes, crc }: SiteFile): Promise<Uint8Array> {
  const read = async (cache: RequestCache): Promise<Uint8Array | null> => {
    const answer = await fetch(new URL(name, base), { cache }).catch(() => null)
    return answer?.ok ? new Uint8Array(await answer.arrayBuffer()) : null
  }
  const as = (found: Uint8Array | null): boolean => found !== null && found.length === bytes && crcOf(found) === crc
  const found = await read('default')
  if (as(found)) return found!
  // What an earlier page left in the cache may have the same name.
  const anew = await read('reload')
  if (as(anew)) return anew!
  throw new Changed(found ?? anew
    ? `${name} is not as this page was built: there is a newer page on the server, or the server changes what it serves. Reload the page and try again.`
    : `${name} could not be fetched: there is no network, or the server has no such file.`)
}

const api = {
  async pack({ base, files, others, ...plan }, hear) {
    const wanted = kept(files, others, plan.replaced)
    const total = wanted.reduce((sum, { bytes }) => sum + bytes, 0)
    const contents = new Map<string, Uint8Array>()
    let done = 0
    const waiting = [...wanted]
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (let file = waiting.shift(); file; file = waiting.shift()) {
        contents.set(file.name, await fetched(base, file))
        hear(FETCHING * (done += file.bytes) / total)
      }
    }))
    const bytes = siteZip(contents, plan, share => hear(FETCHING + (1 - FETCHING) * share))
    return transfer(bytes, [bytes.buffer as ArrayBuffer])
  },
  beat: () => true,
} satisfies SiteWorker

expose(api)
