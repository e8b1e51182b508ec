// Files that the page's own address names: ?map= and ?model=, one after the other. Nothing is fetched before the visitor agrees.
import type { StoreApi } from 'zustand'
import type { AppStore } from '../state.ts'

/** `search`: the address's part from the question mark on. The next is asked about when the one before it is done with. */
export function openAsked(store: StoreApi<AppStore>, search: string): void {
  const asked = new URLSearchParams(search)
  const waiting = (['map', 'model'] as const).flatMap(what => asked.getAll(what).filter(address => address !== '').map(address => ({ what, address })))
  const next = (): void => {
    const one = waiting.shift()
    if (one) void store.getState().openLink(one.address, one.what)
    else stop()
  }
  const stop = store.subscribe(({ link }, before) => { if (before.link && !link) next() })
  next()
}
