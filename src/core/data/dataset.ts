// A data set as training sees it: flat inputs, labels, and which rows are for training, for testing and for probing.

export const DATASETS = ['digits', 'circles', 'moons', 'spirals', 'xor', 'gaussians', 'teacher'] as const
/** Data sets that are always at hand. */
export type BuiltInId = (typeof DATASETS)[number]
/** own: one that a visitor brought. */
export type DatasetId = BuiltInId | 'own'

/** What names a data set that a visitor brought, and all that can be known of it without having it. */
export interface OwnData {
  /** Of all its values and labels, whatever file they came in (own.ts). */
  hash: string
  title: string
  /** Rows that are used: the same ones for the same seed. */
  rows: number
  /** One sample: [features] or [height, width, channels]. */
  shape: readonly number[]
  classes: number
}

/** Whether samples are pictures, which convolutions can slide over. */
export const hasPictures = ({ id, own }: Pick<DatasetSettings, 'id' | 'own'>): boolean => id === 'digits' || (id === 'own' && own?.shape.length === 3)

/** Whether samples are points in the plane. */
export const liesInPlane = ({ id, own }: Pick<DatasetSettings, 'id' | 'own'>): boolean => id === 'own' ? own?.shape.join() === '2' : id !== 'digits' && id !== 'teacher'

/** In words: mnist (10,000 rows, 28×28). */
export function ownDataWords({ title, rows, shape }: OwnData): string {
  const sample = shape.length === 1 ? `${shape[0]} features` : (shape[2] === 1 ? shape.slice(0, 2) : shape).join('×')
  return `${title} (${rows.toLocaleString('en-US')} rows, ${sample})`
}

/** Which data, made how. Options that a data set does not know are ignored. */
export interface DatasetSettings {
  id: DatasetId
  /** Standard deviation of the noise on both coordinates of the 2-D sets. */
  noise: number
  /** c of the sloppy teacher task: how fast the inputs' eigenvalues decay (0: not at all). */
  decay: number
  /** Seed of the train/test split, of the probes and of generated points. */
  seed: number
  /** With id own: which. */
  own?: OwnData | undefined
}

export const DEFAULT_DATASET: DatasetSettings = { id: 'digits', noise: 0.1, decay: 0.5, seed: 1 }

/** One sentence per setting that no data set can be made from. */
export type DatasetFaults = Partial<Record<keyof DatasetSettings, string>>

/** Settings that the chosen data set ignores are checked too: they come back into play when another is chosen. */
export function checkDataset({ id, noise, decay, seed, own }: DatasetSettings): DatasetFaults {
  const faults: DatasetFaults = {}
  if (id === 'own') {
    if (!own) faults.id = 'Data set: none was brought yet; drop one here.'
  } else if (!DATASETS.includes(id)) faults.id = `Data set: ${String(id)} is not known; choose one of ${DATASETS.join(', ')}.`
  if (!(noise >= 0 && noise <= 1)) faults.noise = `Noise: ${noise} is outside 0 to 1.`
  if (!(decay >= 0 && decay <= 10)) faults.decay = `Decay: ${decay} is outside 0 to 10.`
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) faults.seed = `Data seed: ${seed} is not a whole number from 0 to 4294967295.`
  return faults
}

export interface Dataset {
  id: DatasetId
  title: string
  /** Samples × features, row-major, scaled for training. */
  inputs: Float32Array
  /** One class index a sample. */
  labels: Uint8Array
  features: number
  classes: number
  classNames: string[]
  /** Row indices; train and test are disjoint and together are all rows. */
  train: Uint32Array
  test: Uint32Array
  /** Held-out rows (a subset of test) on which representations are compared, balanced over classes. */
  probes: Uint32Array
  /** Rows to learn from (a subset of train) on which predictions are followed too, balanced over classes. A network of a part of the rows may not see all of them. */
  trainProbes: Uint32Array
  /** Width and height where a sample is a picture; more than one channel lie next to each other, place by place. */
  image: { width: number, height: number, channels?: number } | null
  /**
   * How stored values became inputs: stored = input × scale + offset, one number or one a feature. full: full scale of stored pixels; null for tables.
   * Left out: inputs are as stored.
   */
  stored?: { scale: Float32Array, offset: Float32Array, full: number | null }
}
