// The page's own address, read and rewritten.

export interface PageService {
  address(): string
  /** Shows another address of this page without adding to the history. */
  say(address: string): void
}

export const createPage = (): PageService => ({
  address: () => location.href,
  say(address) {
    // A browser that counts rewritings refuses some in a row: the next one will do.
    try { history.replaceState(history.state, '', address) } catch { /* the address stays as it was */ }
  },
})
