// What may be asked of the worker that packs the page with a map inside: fetching, checking and deflating megabytes is no work for the main thread.
import type { MapFile } from '../formats/map-file.ts'
import type { SiteFile } from '../formats/site/site-files.ts'

export interface SiteOrder {
  /** The page's folder, an absolute address that ends in a slash. */
  base: string
  /** What the build listed. */
  files: readonly SiteFile[]
  /** Whether the page's own ready-made maps go along. */
  others: boolean
  /** The start of the map's name in the site: digits-360. */
  stem: string
  title: string
  about: string
  map: MapFile
  /** The page's own map that it stands in for. */
  replaced: string | null
  version: string
}

export interface SiteWorker {
  /** The archive; `hear`: the share that is done, 0 to 1. Rejects with one sentence where a file is not as the build left it. */
  pack(order: SiteOrder, hear: (share: number) => void): Promise<Uint8Array>
  beat(): boolean
}
