// A data set on its way in: read, and not yet agreed on. Of a table the visitor says which column is the label.

export interface DataDraft {
  /** What it is called: the file's name without its endings. */
  title: string
  format: 'idx' | 'cifar' | 'csv' | 'npz'
  rows: number
  /** Columns that may be the label, and the one that is proposed (its place); empty where the labels are known. */
  columns: { name: string, /** Distinct values, where they are so few that it may be a label. */ values: number | null }[]
  label: number | null
  /** rows × features as stored, row-major, pictures as height × width × channels; of a table all numeric columns. */
  values: Float32Array
  /** One sample: [features] or [height, width, channels]. */
  shape: number[]
  /** 255 or 16 for pictures; null for tables. */
  fullScale: number | null
  /** Class of each row, 0 … C − 1; null while the label's column is not chosen, or no labels were dropped. */
  labels: Int32Array | null
  classNames: string[]
  featureNames: string[] | null
  /** What the reader should know, a sentence each. */
  warnings: string[]
}
