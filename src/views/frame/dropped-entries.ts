// What was dropped, folders and all: the browser hands over entries that are walked when they are asked for, with an end to how many and how deep.
import type { BroughtFile } from '../../store/state.ts'

/** Files taken at a time, and folders within folders. */
export const MOST_FILES = 2000
const DEEPEST = 24

/** What systems leave in folders; nobody means to drop it. */
const LITTER = /^(\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)/

export interface Gathered {
  files: BroughtFile[]
  /** Whether there was more than is taken at a time. */
  cut: boolean
}

/** To be called while the drop's event lasts: afterwards its items are gone. */
export function gather({ items, files }: Pick<DataTransfer, 'items' | 'files'>): Promise<Gathered> {
  const entries = [...items].flatMap(item => item.kind === 'file' ? [item.webkitGetAsEntry()] : [])
  if (entries.length === 0 || entries.includes(null)) return Promise.resolve(listed([...files]))
  return walked(entries as FileSystemEntry[])
}

/** Of an input: a folder's files name their paths. */
export const listed = (files: readonly File[]): Gathered => ({
  files: files.filter(({ name }) => !LITTER.test(name)).slice(0, MOST_FILES).map(file => ({ path: file.webkitRelativePath || file.name, file })),
  cut: files.length > MOST_FILES,
})

async function walked(entries: readonly FileSystemEntry[]): Promise<Gathered> {
  const found: Gathered = { files: [], cut: false }
  const visit = async (entry: FileSystemEntry, depth: number): Promise<void> => {
    if (found.cut || (depth > 0 && LITTER.test(entry.name))) return
    if (found.files.length >= MOST_FILES || depth > DEEPEST) {
      found.cut = true
      return
    }
    // A file or folder that cannot be read any more is none.
    if (entry.isFile) {
      const file = await fileOf(entry as FileSystemFileEntry).catch(() => null)
      if (file) found.files.push({ path: entry.fullPath.replace(/^\//, ''), file })
      return
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader()
    // A folder's entries come in portions; an empty one is the end.
    for (;;) {
      const portion = await portionOf(reader).catch(() => [])
      if (portion.length === 0 || found.cut) return
      for (const one of portion) await visit(one, depth + 1)
    }
  }
  for (const entry of entries) await visit(entry, 0)
  return found
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => { entry.file(resolve, reject) })
const portionOf = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> => new Promise((resolve, reject) => { reader.readEntries(resolve, reject) })
