// A data set on its way in: read, and not yet agreed on. Of a table the visitor says which column is the label.

/** A column of a table that was brought. */
export interface DraftColumn {
  name: string
  /** Distinct values, where they are so few that it may be a label. */
  values: number | null
  /** One number a row; NaN where the cell is empty or text. */
  numbers: Float64Array
  /** One place in `words` a row, −1 where the cell is no text; null for columns without text, or with too many different ones. */
  codes: Int32Array | null
  words: string[]
  /** Rows with text, and rows with nothing. */
  texts: number
  blanks: number
}

export interface DataDraft {
  /** What it is called: the file's name without its endings. */
  title: string
  format: 'idx' | 'cifar' | 'csv' | 'npz'
  rows: number
  /** Columns that may be the label, and the one that is taken (its place); empty where the labels are known. */
  columns: DraftColumn[]
  label: number | null
  /** Of a table, whichever column is the label: what was told of it, and the names that it gives to the classes 0, 1, … itself. */
  table: { told: string[], classNames: string[] | null } | null
  /** rows × features as stored, row-major, pictures as height × width × channels. Bytes where all are whole numbers from 0 to 255. */
  values: Float32Array | Uint8Array
  /** One sample: [features] or [height, width, channels]. */
  shape: number[]
  /** 255 or 16 for pictures (1 where none is larger); null for tables, and for pictures with numbers below 0. */
  fullScale: number | null
  /** Class of each row, 0 … C − 1; null while the label's column is not chosen. */
  labels: Int32Array | null
  classNames: string[]
  featureNames: string[] | null
  /** What the reader should know, a sentence each. */
  warnings: string[]
}

/** One sample's shape in words: 28×28, 32×32×3, 4 features. */
export function shapeWords(shape: readonly number[]): string {
  if (shape.length === 1) return shape[0] === 1 ? '1 feature' : `${shape[0]} features`
  return (shape[2] === 1 ? shape.slice(0, 2) : shape).join('×')
}
