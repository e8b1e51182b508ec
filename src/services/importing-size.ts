// How much of what is dropped is read at all: told by sizes, before anything is.
import { shownName } from '../formats/base-name.ts'
import { sized } from '../formats/format-error.ts'
import { LIMITS } from '../formats/limits.ts'
import type { OpenedCard } from '../protocol/importing.ts'

export interface BroughtBlob { path: string, file: Blob }

/** Those that may be read together; the others, each with its sentence. */
export function withinBounds(files: readonly BroughtBlob[]): { within: BroughtBlob[], refused: OpenedCard[] } {
  const within: BroughtBlob[] = []
  const refused: OpenedCard[] = []
  let bytes = 0
  for (const { path, file } of files) {
    const why = file.size > LIMITS.file ? `${shownName(path)} is ${sized(file.size)}; the most that is read is ${sized(LIMITS.file)}.`
      : within.length === LIMITS.files ? `${files.length} files were dropped; the first ${LIMITS.files} are read. Drop ${shownName(path)} and those after it by themselves.`
        : bytes + file.size > LIMITS.unpacked ? `${shownName(path)} was not read: together the files hold more than ${sized(LIMITS.unpacked)}. Drop fewer at once.` : null
    if (why === null) {
      within.push({ path, file })
      bytes += file.size
    } else if (within.length < LIMITS.files || refused.length === 0) refused.push({ kind: 'refused', files: [path], bytes: file.size, seems: null, why })
  }
  return { within, refused }
}
