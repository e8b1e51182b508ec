// The counter for later visits without a network: starts the service worker, lets it keep the site's maps, and hears of a newer page.
import { messageSW, Workbox } from 'workbox-window'
import type { KeptMaps, OfflineQuestion } from '../protocol/offline.ts'

/** How often a page that stays open asks whether there is a newer one (ms). */
const LOOK_AGAIN = 3_600_000

/** Null where this browser, this address or this visitor does not want it: a page from a file or over http, private windows of some browsers, saving of data. */
function mayKeep(): boolean {
  const saving = 'connection' in navigator && (navigator.connection as { saveData?: boolean } | undefined)?.saveData
  return 'serviceWorker' in navigator && isSecureContext && !saving
}

const idle = (): Promise<void> => new Promise(resolve => {
  if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 5000 })
  else setTimeout(resolve, 1000)
})

/** `newer` is called when a newer page waits, with what loads it in place of this one (other tabs stay with theirs). Null: nothing is kept, and nothing else is different. */
export async function keepForLater(newer: (take: () => void) => void): Promise<KeptMaps | null> {
  if (!mayKeep()) return null
  await idle()
  try {
    const workbox = new Workbox(new URL('sw.js', document.baseURI).href)
    let wanted = false
    let waiting = false
    workbox.addEventListener('waiting', () => {
      waiting = true
      newer(() => {
        wanted = true
        // Another tab may have let it take over already.
        if (waiting) workbox.messageSkipWaiting()
        else location.reload()
      })
    })
    workbox.addEventListener('controlling', () => {
      waiting = false
      if (wanted) location.reload()
    })
    const registration = await workbox.register({ immediate: true })
    if (!registration) return null
    setInterval(() => { if (navigator.onLine) void registration.update().catch(() => undefined) }, LOOK_AGAIN)
    const { active } = await navigator.serviceWorker.ready
    const question: OfflineQuestion = { type: 'KEEP_MAPS' }
    return active && await messageSW(active, question) as KeptMaps
  } catch {
    // Storage that is full or closed to us, or a worker that could not be fetched: the page goes on without.
    return null
  }
}
