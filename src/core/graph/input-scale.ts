// What is done to stored values before a saved network sees them. Files do not say it, so it is proposed from evidence and told.

export const INPUT_SCALES = ['raw', '255', '16', 'standard', 'symmetric'] as const
/**
 * raw: as stored. 255, 16: divided by the pictures' full scale. standard: (x − mean) / sd, per feature for tables, over the data set for pictures.
 * symmetric: to −1 … 1.
 */
export type InputScale = (typeof INPUT_SCALES)[number]

/** Samples on which networks that were trained elsewhere are run: as they were stored, before any scaling. */
export interface ProbeSet {
  /** What they are, for sentences: “8×8 digits”. */
  title: string
  /** rows × features, row-major; pictures as height × width × channels. */
  values: Float32Array
  rows: number
  /** One sample: [features], or [height, width, channels]. */
  shape: readonly number[]
  /** 255 or 16 for pictures; null for tables, which have none. */
  fullScale: number | null
  /** Of the whole data set, per channel of pictures or per feature: mean, standard deviation (population), smallest and largest value. */
  statistics: { mean: Float64Array, sd: Float64Array, low: Float64Array, high: Float64Array }
  /** True class of each row; null where nobody knows. */
  labels: Int32Array | null
  classes: number
}
