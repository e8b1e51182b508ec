// Finds the disk for the vault: one page at a time owns it, and a browser may have none to give.
import { IndexedShelf } from './indexed-shelf.ts'
import type { Surroundings } from './vault.ts'
import { Vault } from './vault.ts'

const LOCK = 'netfold-vault'

/** A page that is being reloaded gives its lock up a moment after the new one asks for it (ms). */
const HANDOVER = 1200

export const browserAround = (): Surroundings => ({
  now: () => Date.now(),
  site: new URL('..', self.location.href).pathname, // a worker's script lies in assets/
  quota: async () => (await navigator.storage.estimate()).quota ?? null,
})

/** Never rejects. */
export async function findVault(locks: LockManager | undefined, around = browserAround()): Promise<Vault> {
  if (!locks) return new Vault(null, 'This browser cannot tell whether another tab uses its storage: networks are kept in memory only, until this page is closed. Save the map as a file to keep it.', around)
  if (!await owned(locks)) {
    const there = 'Another tab with Netfold keeps its networks in this browser, and past sessions are opened there'
    return new Vault(null, `${there}: those of this tab are kept in memory only, until it is closed. Save the map as a file to keep it.`, around)
  }
  try {
    return new Vault(await IndexedShelf.open(), null, around)
  } catch (error) {
    const why = (error instanceof Error || error instanceof DOMException ? error.message : String(error)).replace(/\.$/, '')
    return new Vault(null, `The browser gives no storage (${why}): networks are kept in memory only, until this page is closed. Save the map as a file to keep it.`, around)
  }
}

/** Holds the lock from now on, for as long as the worker lives; false where somebody else does. */
function owned(locks: LockManager): Promise<boolean> {
  return new Promise(resolve => {
    locks.request(LOCK, { signal: AbortSignal.timeout(HANDOVER) }, () => {
      resolve(true)
      return new Promise(() => undefined)
    }).catch(() => resolve(false))
  })
}
