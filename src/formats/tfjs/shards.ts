// The weight files of a model.json: found among the dropped files by their base names, and laid end to end.
import { baseName, folderOf, shownName } from '../base-name.ts'
import type { DroppedFile } from '../dropped.ts'
import { FormatError, sized } from '../format-error.ts'

/** “weights (1).bin”, a browser's name for a second download. */
const withoutCopy = (name: string): string => name.replace(/ ?\(\d+\)(?=(\.[^.]*)?$)/, '')

/** 5556; more than a billion as people say it. */
const bytes = (count: number): string => count < 1e9 ? String(count) : sized(count)

/**
 * The bytes of one group's files in the order of `paths`. `expected`: how many the manifest describes.
 * Errors: FormatError where a file is missing, or they hold another number of bytes.
 */
export function groupBytes(json: DroppedFile, paths: readonly string[], others: readonly DroppedFile[], expected: number, taken: Set<string>): Uint8Array {
  const name = shownName(json.path)
  // Paths in a manifest are never followed, addresses never asked for.
  const wanted = paths.map(baseName)
  const found = wanted.map(base => candidates(json, base, others))
  const missing = wanted.filter((_, k) => found[k].length === 0)
  if (missing.length > 0) {
    const list = missing.slice(0, 3).map(shownName).join(', ')
    throw new FormatError(`${name} needs ${list}${missing.length > 3 ? ` and ${missing.length - 3} more` : ''}: drop ${wanted.length === 1 ? 'both' : 'them all'} together.`)
  }
  // A second download is forgiven where it is the one that fits.
  const files = found.map(list => (found.length === 1 ? list.find(file => file.bytes.length === expected) : undefined) ?? list[0])
  const held = files.reduce((sum, file) => sum + file.bytes.length, 0)
  if (held !== expected) {
    const who = files.length === 1 ? `${shownName(files[0].path)} holds` : `${files.length} files from ${shownName(files[0].path)} on hold`
    // Far less than described is no broken download.
    const cut = held < expected && expected < 100 * held
    throw new FormatError(`${who} ${bytes(held)} bytes; ${name} describes ${bytes(expected)}. ${cut ? 'The file is cut short: download it again.' : 'They do not belong together.'}`)
  }
  for (const file of files) taken.add(file.path)
  if (files.length === 1) return files[0].bytes
  const whole = new Uint8Array(expected)
  files.reduce((at, file) => {
    whole.set(file.bytes, at)
    return at + file.bytes.length
  }, 0)
  return whole
}

/** Those of that name beside the model.json, else those elsewhere, else second downloads. */
function candidates(json: DroppedFile, base: string, others: readonly DroppedFile[]): DroppedFile[] {
  const rank = (file: DroppedFile): number => {
    const own = baseName(file.path)
    if (own !== base && withoutCopy(own) !== base) return -1
    return (own === base ? 2 : 0) + (folderOf(file.path) === folderOf(json.path) ? 1 : 0)
  }
  return others.filter(file => rank(file) >= 0).sort((a, b) => rank(b) - rank(a))
}
