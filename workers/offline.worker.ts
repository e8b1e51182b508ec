// The service worker: keeps the page and its maps, so that a later visit needs no network. It is built to sw.js beside index.html by
// scripts/offline-plugin.ts, which puts the list of the page's files in, and answers for nothing but these and the site's own maps.
import { registerRoute } from 'workbox-routing'
import type { OfflineQuestion, PageFile } from '../src/protocol/offline.ts'
import { keepMaps, mapFromHere } from './offline/kept-maps.ts'
import { PageFiles } from './offline/page-files.ts'

/** The list stands on the first line of sw.js. */
declare const self: ServiceWorkerGlobalScope & { pageFiles: readonly PageFile[] }

const page = new PageFiles(self.pageFiles)

self.addEventListener('install', event => { void page.install(event) })
self.addEventListener('activate', event => {
  // A first visit's page is looked after from here on, without being loaded again.
  event.waitUntil(page.activate().then(() => self.clients.claim()))
})
self.addEventListener('message', event => {
  const question = event.data as OfflineQuestion | null
  // Only when the visitor said so: an older page may be open.
  if (question?.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting())
  if (question?.type === 'KEEP_MAPS') event.waitUntil(keepMaps().then(kept => event.ports[0]?.postMessage(kept)))
})

for (const { answers, answer } of page.routes) registerRoute(answers, answer)
registerRoute(({ url, sameOrigin }) => sameOrigin && mapFromHere.answers(url), ({ request }) => mapFromHere.answer(request))
