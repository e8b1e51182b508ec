// A copy of the built page with one map inside as its first screen, as a .zip for any static host. The same page and map give the same bytes.
import { FormatError } from '../format-error.ts'
import type { MapFile } from '../map-file.ts'
import { writeMapParts } from '../map.ts'
import { writeZip } from '../zip-write.ts'
import { listWith } from './site-maps.ts'
import type { SiteFile } from './site-files.ts'
import { crcOf, FILES, shrinks, siteFileOf, writeSiteFiles } from './site-files.ts'
import { pageWithMap } from './site-page.ts'
import { readMeOf } from './site-read-me.ts'
import { SERVICE_WORKER, workerWithPage } from './site-worker.ts'

export const MAPS = 'maps/'
export const MAP_LIST = `${MAPS}index.json`

/**
 * What of the page's files a copy takes along as they are: the rest is written anew for it. `others`: whether its maps go along. `replaced`: the one
 * among them that the copy has a newer state of.
 */
export function kept(files: readonly SiteFile[], others: boolean, replaced: string | null): SiteFile[] {
  return files.filter(({ name }) => name !== README && name !== FILES && (!name.startsWith(MAPS) || (others && !isOf(replaced, name.slice(MAPS.length)))))
}

/** Whether a file below maps/ is of this map: its head or a part. */
const isOf = (map: string | null, file: string): boolean => map !== null && (file === `${map}.npz` || (file.startsWith(`${map}.`) && file.endsWith('.npz')))

export const README = 'README.txt'

export interface SitePlan {
  /** The start of the map's name in the site: digits-360. What it holds is added, so that two maps never share an address. */
  stem: string
  title: string
  about: string
  /** As it is written: with its view. */
  map: MapFile
  /** Netfold's version. */
  version: string
  /** The page's own map that this one stands in for; null where it is another. */
  replaced: string | null
}

/** The map's files by their names below maps/: its head is <name>.npz, the rest lies beside it. */
export function mapFilesOf(map: MapFile, stem: string): { name: string, files: Map<string, Uint8Array> } {
  const story = { ...map.manifest }
  delete story.lineage
  const whole = { ...map, manifest: { ...story, parts: {} } }
  const { head, ...rest } = writeMapParts(whole)
  const parts = Object.entries(rest).flatMap(([part, bytes]) => bytes ? [[part, bytes] as const] : [])
  const name = `${stem}-${crcOf(new TextEncoder().encode([head, ...parts.map(([, bytes]) => bytes)].map(crcOf).join()))}`
  const named = parts.map(([part, bytes]) => [part, `${name}.${part}.npz`, bytes] as const)
  // Its networks are all in the site, under a name that only the site gives them: links and further training start from there.
  const manifest = { ...story, parts: Object.fromEntries(named.map(([part, file]) => [part, file])), lineage: { base: name, runs: [] } }
  return { name, files: new Map([[`${name}.npz`, writeMapParts({ ...whole, manifest, detail: null, activations: null, checkpoints: null }).head], ...named.map(([, file, bytes]) => [file, bytes] as const)]) }
}

/**
 * What a map inside changes of a page: its own files, and those of the page that name it. `pageFile`: bytes of index.html, sw.js and, where other
 * maps stay, of maps/index.json, as the build wrote them. Errors: a FormatError where the page lacks what this needs.
 */
export function withMap(pageFile: (name: string) => Uint8Array | undefined, { stem, title, about, map, replaced }: Omit<SitePlan, 'version'>): { name: string, files: Map<string, Uint8Array> } {
  const standing = (name: string): string | null => {
    const bytes = pageFile(name)
    return bytes ? new TextDecoder().decode(bytes) : null
  }
  const text = (content: string): Uint8Array => new TextEncoder().encode(content)
  const page = standing('index.html')
  if (page === null) throw new FormatError('The page has no index.html.')
  const { name, files: maps } = mapFilesOf(map, stem)
  const bytes = { head: maps.get(`${name}.npz`)!.length, all: [...maps.values()].reduce((sum, { length }) => sum + length, 0) }
  const index = text(pageWithMap(page, { map: name, title, about }))
  const worker = standing(SERVICE_WORKER)
  return {
    name,
    files: new Map([
      ['index.html', index],
      ...worker === null ? [] : [[SERVICE_WORKER, text(workerWithPage(worker, index))] as const],
      [MAP_LIST, text(listWith(standing(MAP_LIST), { name, title, about, bytes, map, replaced }))],
      ...Array.from(maps, ([file, content]) => [MAPS + file, content] as const),
    ]),
  }
}

/**
 * The archive. `files`: bytes by name of everything that `kept` names, checked against the list; with the list of maps where other maps go along.
 * `hear`: the share that is done, 0 to 1. Errors: a FormatError where the page lacks what the copy needs.
 */
export function siteZip(files: ReadonlyMap<string, Uint8Array>, plan: SitePlan, hear: (share: number) => void = () => undefined): Uint8Array {
  const text = (content: string): Uint8Array => new TextEncoder().encode(content)
  const { title, map, version } = plan
  const all = new Map([...files, ...withMap(name => files.get(name), plan).files])
  all.set(README, text(readMeOf({ title, version, networks: map.networks.length, notices: [...files.keys()].filter(file => /^licen[cs]e/i.test(file)).sort() })))
  all.set(FILES, text(writeSiteFiles(Array.from(all, ([file, bytes]) => siteFileOf(file, bytes)))))
  const names = [...all.keys()].sort((a, b) => Number(b === README) - Number(a === README) || (a < b ? -1 : 1))
  const total = names.reduce((sum, file) => sum + all.get(file)!.length, 0)
  let done = 0
  return writeZip(names.map(file => {
    const bytes = all.get(file)!
    return {
      name: file, level: shrinks(file) ? 9 : 0, size: bytes.length,
      write(target) {
        target.set(bytes)
        hear((done += bytes.length) / total)
      },
    }
  }))
}
