// Names of files as they are shown and matched: the last part of a path, without control characters.
import { quoted } from './format-error.ts'

/** The last part of a path; folders mean nothing here. */
export const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

/** Everything before the last part, '' for a file without folders. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/'), path.lastIndexOf('\\')))

/** The same for a sentence: cut at 60 characters, control characters gone. */
export const shownName = (path: string): string => quoted(baseName(path)).slice(1, -1)

/** The ending in lower case, without the dot; '' where there is none. */
export function endingOf(path: string): string {
  const name = baseName(path).toLowerCase()
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? '' : name.slice(dot + 1)
}
