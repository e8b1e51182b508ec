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
  const models = items.filter(({ found }) => found.kind === 'tfjs')
  const folders = models.map(({ file }) => folderOf(file.path))
  for (const model of models) {
    const { found } = model
    if (found.kind !== 'tfjs') continue
    const near = items.filter(item => item.found.kind !== 'tfjs' && !taken.has(item) && nearestOf(item.file.path, folders) === folderOf(model.file.path))
    take([model, ...near.filter(({ file, found: { kind } }) => found.shards.some(shard => isNamed(file.path, shard)) || (kind === 'unknown' && isShard(file.path)))])
  }
  for (const saved of items.filter(({ file }) => baseName(file.path) === 'saved_model.pb')) {
    const folder = folderOf(saved.file.path)
    take([saved, ...items.filter(item => item !== saved && !taken.has(item) && isWithin(item.file.path, folder) && /(^|\/)(variables|assets)\/|\.pb$/.test(item.file.path))])
  }
  // Images are told from labels by their reader, which pairs them; batches without a header are another data set.
  const data = items.filter(item => item.found.kind === 'idx' && !taken.has(item))
  for (const kind of [true, false]) take(data.filter(({ file }) => (endingOf(file.path) === 'bin') === kind))
  const arrays = items.filter(item => item.found.kind === 'npy' && !taken.has(item))
  for (const folder of new Set(arrays.map(({ file }) => folderOf(file.path)))) take(arrays.filter(({ file }) => folderOf(file.path) === folder))
  for (const item of items) if (!taken.has(item)) take([item])
  const place = new Map(items.map((item, at) => [item, at]))
  return groups.sort((a, b) => place.get(a[0])! - place.get(b[0])!)
}

const isWithin = (path: string, folder: string): boolean => folder === '' || path.startsWith(`${folder}/`)

/** The innermost of the folders that the path lies in; null where it lies in none. */
function nearestOf(path: string, folders: readonly string[]): string | null {
  return folders.filter(folder => isWithin(path, folder)).sort((a, b) => b.length - a.length)[0] ?? null
}

/** Base names are equal, or would be without the “ (1)” of a second download. */
const isNamed = (path: string, name: string): boolean => baseName(path) === name || baseName(path).replace(/ \(\d+\)(?=\.[^.]*$|$)/, '') === name

const isShard = (path: string): boolean => /shard\d+of\d+/.test(baseName(path)) || endingOf(path) === 'bin'
