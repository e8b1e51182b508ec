// Data sets that visitors bring: IDX, CIFAR-10 binary, CSV, .npz.
import type { DroppedFile } from '../dropped.ts'
import type { DataDraft } from './data-draft.ts'

/** Whether the bytes begin as an IDX file does and the length agrees, or nearly. */
export function looksLikeIdx(_bytes: Uint8Array): boolean {
  throw new Error('not yet')
}

/** `files`: all that belong to one data set (images and labels; several batches). Errors: FormatError, one sentence. */
export function readData(_files: readonly DroppedFile[]): DataDraft {
  throw new Error('not yet')
}
