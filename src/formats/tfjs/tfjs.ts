// TensorFlow.js models: model.json with its weight files, LayersModel or GraphModel.
import type { DroppedFile } from '../dropped.ts'
import type { SavedModel } from '../saved-model.ts'

/** `others`: the files that were dropped beside it, in any order; `taken` are the paths of those that the manifest names. Errors: FormatError. */
export function readTfjs(_json: DroppedFile, _others: readonly DroppedFile[]): { model: SavedModel, taken: string[] } {
  throw new Error('not yet')
}
