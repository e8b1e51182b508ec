// What the page may ask of the service worker, and what comes back. (Types, and the names of the questions.)

export type OfflineQuestion =
  /** Fetches the maps that this site offers and keeps them; the answer comes when it has. */
  | { type: 'KEEP_MAPS' }
  /** The name by which the library's own helper asks a waiting worker to take over. */
  | { type: 'SKIP_WAITING' }

/** Maps' files that are kept, of those that the site lists; `listed` is null where the site has no list. */
export interface KeptMaps { kept: number, listed: number | null, bytes: number }

/** A file of the page: a name of its own for every content (`revision` null), or a mark of what it holds. */
export interface PageFile { url: string, revision: string | null }
