// The page's own address, read and rewritten.

export interface PageService {
  address(): string
  /** Shows another address of this page without adding to the history. */
  say(address: string): void
  /** Notes which kept session this tab shows, for its own reload: whoever opens the address elsewhere, or writes another one, has no such note. */
  mark(session: number | null): void
  marked(): number | null
  /** Whether this tab had the page before it was loaded now. */
  reloaded(): boolean
}

export const createPage = (): PageService => ({
  address: () => location.href,
  say(address) {
    // A browser that counts rewritings refuses some in a row: the next one will do.
    try { history.replaceState(history.state, '', address) } catch { /* the address stays as it was */ }
  },
  mark(session) {
    try { history.replaceState({ session }, '') } catch { /* a reload follows the address, as a link */ }
  },
  marked() {
    const state = history.state as { session?: unknown } | null
    return typeof state?.session === 'number' ? state.session : null
  },
  reloaded: () => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined)?.type === 'reload',
})
