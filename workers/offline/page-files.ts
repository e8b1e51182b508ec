// The page's own files: fetched when this version is installed, given out as one version, and let go when no page of it is open any more.
import { PrecacheController, PrecacheRoute } from 'workbox-precaching'
import type { Route } from 'workbox-routing'
import type { PageFile } from '../../src/protocol/offline.ts'
import { olderPages, olderPagesOpen } from './older-pages.ts'
import { PAGE_STORE } from './stores.ts'

declare const self: ServiceWorkerGlobalScope

const INDEX = 'index.html'

/** An address without what follows it: a page is the same with any question and hash. */
const bare = ({ origin, pathname }: URL): string => origin + pathname

export class PageFiles {
  private readonly controller = new PrecacheController({ cacheName: PAGE_STORE })
  readonly routes: readonly { answers: Route['match'], answer: Route['handler']['handle'] }[]

  constructor(files: readonly PageFile[]) {
    this.controller.addToCacheList([...files])
    const listed = new PrecacheRoute(this.controller)
    const index = this.controller.createHandlerBoundToURL(INDEX)
    const pages = new Set([self.registration.scope, new URL(INDEX, self.registration.scope).href])
    const assets = new URL('assets/', self.registration.scope).href
    this.routes = [
      {
        // Always the page of this version, whose parts are all here: a newer one on the server is announced, and never mixed with it.
        answers: ({ request, url }) => request.mode === 'navigate' && pages.has(bare(url)),
        answer: async options => {
          if (options.event instanceof FetchEvent) options.event.waitUntil(this.tidy())
          return index(options)
        },
      },
      { answers: options => listed.match(options), answer: options => listed.handler.handle(options) },
      {
        // A part of an older page that is still open: kept until that page is closed, else asked of the server.
        answers: ({ url }) => url.href.startsWith(assets),
        answer: async ({ request }) => await caches.match(request.url, { cacheName: PAGE_STORE }) ?? fetch(request),
      },
    ]
  }

  /** Fetches what is not here yet; a file that both versions have is not fetched again. Rejects where one cannot be had: then this version never begins. */
  install(event: ExtendableEvent): Promise<unknown> { return this.controller.install(event) }

  /** What only older versions had goes, unless a page of theirs is open. */
  async activate(): Promise<void> {
    await olderPages()
    await this.tidy()
  }

  /** Not what a newer version has brought already, which waits: it keeps its files in the same store. */
  private async tidy(): Promise<void> {
    const store = await caches.open(PAGE_STORE)
    const own = new Set(this.controller.getURLsToCacheKeys().values())
    const others = (await store.keys()).filter(({ url }) => !own.has(url))
    // Asked when the files are known: a version that comes after this has none of them.
    const { installing, waiting } = self.registration
    if (others.length === 0 || installing || waiting || await olderPagesOpen()) return
    await Promise.all(others.map(request => store.delete(request)))
  }
}
