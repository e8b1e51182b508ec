// The counter for the site: which files the page was built with, and the page packed with a map inside.
import { proxy } from 'comlink'
import type { SiteFile } from '../formats/site/site-files.ts'
import { FILES, readSiteFiles } from '../formats/site/site-files.ts'
import type { SiteOrder, SiteWorker } from '../protocol/site.ts'
import { Crew } from './spawn.ts'

export interface SiteService {
  /** What the build listed; null where there is no list: the page is being developed. */
  files(): Promise<readonly SiteFile[] | null>
  /** The page's folder. */
  address(): Promise<string>
  /** The archive; rejects with one sentence, or with an AbortError. */
  pack(signal: AbortSignal, order: Omit<SiteOrder, 'base'>, hear: (share: number) => void): Promise<Blob>
}

export function createSite(): SiteService {
  const crew = new Crew<SiteWorker>(
    () => new Worker(new URL('../../workers/site.worker.ts', import.meta.url), { type: 'module', name: 'site' }),
    { loading: 30_000, working: 60_000, idle: 10_000 },
  )
  const base = new URL('.', document.baseURI).href
  return {
    async files() {
      const answer = await fetch(new URL(FILES, base)).catch(() => null)
      if (!answer) throw new Error('A site is put together from the page’s own files, and its server did not answer. Try again when there is a network.')
      // A server of one page answers what it does not have with the page itself.
      if (!answer.ok || answer.headers.get('content-type')?.startsWith('text/html')) return null
      return readSiteFiles(await answer.text())
    },
    address: () => Promise.resolve(base),
    async pack(signal, order, hear) {
      const bytes = await crew.ask(signal, api => api.pack({ ...order, base }, proxy(hear)))
      return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/zip' })
    },
  }
}
