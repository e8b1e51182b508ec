// Which dropped files belong together: a model.json and its weight files, images and labels, arrays of one folder. The rest stand alone.
import { baseName, endingOf, folderOf } from './base-name.ts'
import type { DroppedFile } from './dropped.ts'
import type { Recognised } from './recognised.ts'

/** A file after unpacking. */
export interface Item {
  /** With the path and bytes that readers see: without .gz, and within an archive below the archive's own path. */
  readonly file: DroppedFile
  /** The path as it was dropped, and the bytes that count for it. */
  readonly dropped: string
  readonly bytes: number
  /** Whether it lay in an archive that was dropped. */
  readonly inside: boolean
  readonly found: Recognised
}

/** In the order of their first files; the main file of each first. */
export function grouped(items: readonly Item[]): Item[][] {
  const taken = new Set<Item>()
  const groups: Item[][] = []
  const take = (group: Item[]): void => {
    group.forEach(item => taken.add(item))
    if (group.length > 0) groups.push(group)
  }
  const folders = new Set(items.filter(({ found }) => found.kind === 'tfjs').map(({ file }) => folderOf(file.path)))
  const nearTo = parted(items.filter(({ found }) => found.kind !== 'tfjs'), ({ file }) => nearestOf(file.path, folders))
  for (const model of items) {
    if (model.found.kind !== 'tfjs') continue
    const shards = new Set(model.found.shards)
    const near = nearTo.get(folderOf(model.file.path)) ?? []
    take([model, ...near.filter(item => !taken.has(item) && (isNamed(item.file.path, shards) || (item.found.kind === 'unknown' && isShard(item.file.path))))])
  }
  for (const saved of items.filter(({ file }) => baseName(file.path) === 'saved_model.pb')) {
    const folder = folderOf(saved.file.path)
    take([saved, ...items.filter(item => item !== saved && !taken.has(item) && isWithin(item.file.path, folder) && /(^|\/)(variables|assets)\/|\.pb$/.test(item.file.path))])
  }
  // Images are told from labels by their reader, which pairs them; batches without a header are another data set.
  const data = items.filter(item => item.found.kind === 'idx' && !taken.has(item))
  for (const kind of [true, false]) take(data.filter(({ file }) => (endingOf(file.path) === 'bin') === kind))
  for (const arrays of parted(items.filter(item => item.found.kind === 'npy' && !taken.has(item)), ({ file }) => folderOf(file.path)).values()) take(arrays)
  for (const item of items) if (!taken.has(item)) take([item])
  const place = new Map(items.map((item, at) => [item, at]))
  return groups.sort((a, b) => place.get(a[0])! - place.get(b[0])!)
}

const isWithin = (path: string, folder: string): boolean => folder === '' || path.startsWith(`${folder}/`)

/** By what they have in common. */
function parted(items: readonly Item[], by: (item: Item) => string | null): Map<string | null, Item[]> {
  const parts = new Map<string | null, Item[]>()
  for (const item of items) {
    const key = by(item)
    const part = parts.get(key)
    if (part) part.push(item)
    else parts.set(key, [item])
  }
  return parts
}

/** The innermost of the folders that the path lies in; null where it lies in none. */
function nearestOf(path: string, folders: ReadonlySet<string>): string | null {
  let folder = folderOf(path)
  for (let steps = 0; steps < 100; steps++) {
    if (folders.has(folder)) return folder
    if (folder === '') return null
    folder = folderOf(folder)
  }
  return null
}

/** Base names are equal, or would be without the “ (1)” of a second download. */
const isNamed = (path: string, names: ReadonlySet<string>): boolean => names.has(baseName(path)) || names.has(baseName(path).replace(/ \(\d+\)(?=\.[^.]*$|$)/, ''))

const isShard = (path: string): boolean => /shard\d+of\d+/.test(baseName(path)) || endingOf(path) === 'bin'
