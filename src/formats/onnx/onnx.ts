// ONNX models.
import type { DroppedFile } from '../dropped.ts'
import type { SavedModel } from '../saved-model.ts'

/** Whether the bytes parse as the beginning of a ModelProto. */
export function looksLikeOnnx(_bytes: Uint8Array): boolean {
  throw new Error('not yet')
}

/** `others`: files beside it, among them external weights; `taken`: the paths of those that were used. Errors: FormatError, one sentence. */
export function readOnnx(_file: DroppedFile, _others: readonly DroppedFile[]): { model: SavedModel, taken: string[] } {
  throw new Error('not yet')
}
