// What was dropped, folders and all: the browser hands over entries that are walked when they are asked for, with an end to how many and how deep.
import type { BroughtFile } from '../../store/state.ts'
import type { Carried } from './early-drop.ts'

/** Files taken at a time, and folders within folders. */
export const MOST_FILES = 2000
const DEEPEST = 24

/** What systems leave in folders; nobody means to drop it. */
const LITTER = /^(\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)/

export interface Gathered {
  files: BroughtFile[]
  /** Whether there was more than is taken at a time. */
  cut: boolean
  /** Paths of what could not be read any more. */
  gone: string[]
}

/** To be called while the drop's event lasts: afterwards its items are gone. */
export function gather({ items, files }: Carried): Promise<Gathered> {
  const entries = [...items].flatMap(item => item.kind === 'file' ? [item.webkitGetAsEntry()] : [])
  if (entries.length === 0 || entries.includes(null)) return Promise.resolve(listed([...files]))
  return walked(entries as FileSystemEntry[])
}

/** Of an input: a folder's files name their paths. */
export function listed(files: readonly File[]): Gathered {
  const meant = files.map(file => ({ path: file.webkitRelativePath || file.name, file })).filter(({ path }) => !path.split('/').slice(1).some(part => LITTER.test(part)))
  return { files: meant.sort((a, b) => inOrder(a.path, b.path)).slice(0, MOST_FILES), cut: meant.length > MOST_FILES, gone: [] }
}

/** As people count: net2 before net10. Names without a folder stay as they were chosen. */
const inOrder = (a: string, b: string): number => a.includes('/') && b.includes('/') ? ORDER.compare(a, b) : 0
const ORDER = new Intl.Collator('en', { numeric: true })

async function walked(entries: readonly FileSystemEntry[]): Promise<Gathered> {
  const found: Gathered = { files: [], cut: false, gone: [] }
  const visit = async (entry: FileSystemEntry, depth: number): Promise<void> => {
    if (found.cut || (depth > 0 && LITTER.test(entry.name))) return
    if (found.files.length >= MOST_FILES || depth > DEEPEST) {
      found.cut = true
      return
    }
    if (entry.isFile) {
      const path = entry.fullPath.replace(/^\//, '')
      const file = await fileOf(entry as FileSystemFileEntry).catch(() => null)
      if (file) found.files.push({ path, file })
      else found.gone.push(path)
      return
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader()
    const inside: FileSystemEntry[] = []
    // A folder's entries come in portions, in no order; an empty one is the end.
    while (inside.length <= MOST_FILES) {
      const portion = await portionOf(reader).catch(() => {
        found.gone.push(entry.fullPath.replace(/^\//, ''))
        return []
      })
      if (portion.length === 0) break
      inside.push(...portion)
    }
    inside.sort((a, b) => ORDER.compare(a.name, b.name))
    for (const one of inside) await visit(one, depth + 1)
  }
  for (const entry of entries) await visit(entry, 0)
  return found
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => { entry.file(resolve, reject) })
const portionOf = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> => new Promise((resolve, reject) => { reader.readEntries(resolve, reject) })
