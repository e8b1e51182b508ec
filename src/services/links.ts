// The counter for addresses: looks at a file's size and fetches it, without credentials and without saying where from. What does it comes when first
// asked for.

export interface LinkService {
  /** The file's size as the server says it; null where it does not. Rejects with one sentence that names both the cause and the way out. */
  look(signal: AbortSignal | null, url: string, name: string): Promise<{ bytes: number | null }>
  fetch(signal: AbortSignal | null, url: string, name: string, onBytes: (fetched: number) => void): Promise<Uint8Array>
}

export function createLinks(): LinkService {
  return {
    look: async (signal, url, name) => (await import('./fetch-link.ts')).look(signal, url, name),
    fetch: async (signal, url, name, onBytes) => (await import('./fetch-link.ts')).fetchFile(signal, url, name, onBytes),
  }
}
