// A draft whose label is known → the data set that is held.
import type { OwnSource } from '../../core/data/own.ts'
import type { DataDraft } from './data-draft.ts'

/** Null while nobody has said which column is the label. */
export function sourceOf({ title, values, shape, fullScale, labels, classNames }: DataDraft): OwnSource | null {
  return labels && { title, values, shape, fullScale, labels: Uint8Array.from(labels), classNames }
}
