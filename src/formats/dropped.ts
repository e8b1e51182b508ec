// What comes in: files with their bytes, and what they turned out to be.
import type { Bundle } from './bundle.ts'
import type { DataDraft } from './data/data-draft.ts'
import type { RunsTable } from './runs-table.ts'
import type { SavedModel } from './saved-model.ts'

/** A file as it was dropped: its path within a dropped folder, or its name; names are labels. */
export interface DroppedFile { readonly path: string, readonly bytes: Uint8Array }

/** What one file, or several that belong together, turned out to be. `files`: their paths, the main one first. */
export type Opened = { readonly files: readonly string[], /** Bytes of all of them. */ readonly bytes: number } & (
  | { readonly kind: 'model', readonly model: SavedModel }
  | { readonly kind: 'bundle', readonly bundle: Bundle }
  /** A map of ours: opened whole, by the counter for maps. */
  | { readonly kind: 'map' }
  | { readonly kind: 'table', readonly table: RunsTable }
  | { readonly kind: 'data', readonly draft: DataDraft }
  | Refused
)

/**
 * `why`: one sentence that names the file, says what is wrong, and what would be right. `seems`: what it looks like (“a PNG image”), where that is told.
 * `meant`: what was looked for in it, where that is no model.
 */
export interface Refused { readonly kind: 'refused', readonly seems: string | null, readonly why: string, readonly meant?: 'data' | 'table' }

/** What the visitor opens: where data are wanted, a CSV or an .npz is read as a data set. */
export type Wanted = 'anything' | 'data'
