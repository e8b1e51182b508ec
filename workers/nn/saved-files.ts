// What tests of saved models share: files from a folder, opened as if they had been dropped, and run.
import type { SavedModel } from '../../src/formats/saved-model.ts'
import { openFiles } from '../../src/formats/open-files.ts'

/** The one model that these files are. `read`: a file's bytes by its path. */
export async function modelIn(paths: readonly string[], read: (path: string) => Uint8Array): Promise<SavedModel> {
  const opened = await openFiles(paths.map(path => ({ path, bytes: new Uint8Array(read(path)) })), 'anything')
  const [first] = opened
  if (opened.length !== 1 || first.kind !== 'model') throw new Error(`${paths.join(', ')}: ${opened.map(one => one.kind === 'refused' ? one.why : one.kind).join('; ')}`)
  return first.model
}
