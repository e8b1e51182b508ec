// What may be asked of the worker that lays training runs out by their predictions (InPCA), and what comes back. It keeps the runs' tables between calls.
import type { AgainstNull } from '../core/inpca/null-model.ts'
import type { Average } from '../core/inpca/averages.ts'
import type { ShepardPairs } from '../core/inpca/explained-distance.ts'
import type { Progress } from '../core/steps.ts'

/** On which inputs predictions are compared: held-out rows, or rows that networks learn from. They are separate maps. */
export const PROBE_SETS = ['test', 'train'] as const
export type ProbeSet = (typeof PROBE_SETS)[number]

/** A network's predictions on its way. */
export interface RunTable {
  /** The network's id. */
  id: number
  /** T numbers of updates made, rising. */
  steps: Uint32Array
  /** T × probes × classes, softmax. */
  probabilities: Float32Array
}

/** What all runs are compared on. `labels`: the probes' true classes; null where nobody knows them: then there is no truth, no road and no progress. */
export interface ProbeTruth { probes: number, classes: number, labels: Int32Array | null }

export interface AddedRuns {
  added: number[]
  /** In a sentence each (another number of probes or classes, probabilities that are none). */
  refused: { id: number, why: string }[]
  notes: string[]
}

export interface InpcaRequest {
  /** Axes kept, at most 10 and at most as many as there are checkpoints. */
  dims: number
  /** equal: every checkpoint counts alike. progress: every stretch of progress counts alike, so that the crowd at the end does not decide alone. */
  weights: 'equal' | 'progress'
  /** Each run's predictions shuffled within the true classes, all its checkpoints alike: the null's own map. Needs labels. */
  shuffled: boolean
  /** Beyond so many checkpoints the axes are made from so many, evenly along the runs, and the others are placed out of sample, block by block. */
  most: number
}

/** Checkpoints on InPCA's axes. Run k has the rows starts[k] … starts[k + 1] − 1, in order of its steps; rows are N = starts.at(-1) in all. */
export interface InpcaMap {
  /** One a run. */
  ids: Int32Array
  starts: Uint32Array
  /** N. */
  steps: Uint32Array
  dims: number
  /** N × dims, row-major. */
  coordinates: Float64Array
  /** The leading eigenvalues by falling size, signed, dims of them. With weights those of W times N, so that equal weights would give the plain map's. */
  eigenvalues: Float64Array
  /** 1, −1 (time-like: subtracts) or 0, one an axis. */
  signs: Int8Array
  /** Explained stress χ₁ … χ_dims. */
  stress: Float64Array
  /** Share of Σλ² of negative eigenvalues, of those that are known. */
  negativeShare: number
  /** ‖D − D_k‖_F / ‖D‖_F for k = 0 … dims. */
  remaining: Float64Array
  /** From how many checkpoints the axes were made; N where all. */
  mapped: number
  /** N each; NaN without labels. Progress s along the road (0 ignorance, 1 truth), mean cross-entropy in nats (probabilities at least 1e-12), share of probes answered wrongly. */
  progress: Float64Array
  loss: Float64Array
  error: Float64Array
  /** N: Bhattacharyya distance to the road's point at the checkpoint's own progress; NaN without labels. */
  offRoad: Float64Array
  /** P0, then the road from ignorance to truth at t = .01 … 1 (its last point is P*): 101 × dims, placed out of sample. Empty without labels. */
  road: Float64Array
  /** Probes, over all pairs of checkpoints that were measured, on which two had no class in common (counted 100). */
  disjoint: number
  notes: string[]
}

/** By what runs are held against each other: the paper's progress, or the share of right answers. */
export const RUN_INDICES = ['progress', 'accuracy'] as const
export type RunIndex = (typeof RUN_INDICES)[number]

export interface BetweenRunsRequest {
  index: RunIndex
  /** Of each run (in the order of ids), by which configuration it belongs to; whole numbers from 0. */
  configurations: number[]
  /** Seed of the within-class shuffle. */
  seed: number
}

/** Runs held against each other at equal stations s = .01 … 1. */
export interface BetweenRuns {
  ids: Int32Array
  stations: Float64Array
  /** Mean over the stations of the Bhattacharyya distance (condensed), and the same of the null: each run's predictions shuffled within classes. */
  distances: Float64Array
  nullDistances: Float64Array
  /** Pairs of different configurations against the null; of runs of one configuration against it. Null where there is no such pair. */
  across: AgainstNull | null
  within: AgainstNull | null
  /** Complete linkage: (R−1) × 4 merges as in core/clusters/linkage.ts, and the leaves from left to right (optimal order). */
  merges: Float64Array
  order: Int32Array
  /** InPCA of the runs themselves: R × 3; how much their axes hold. It is not low-dimensional, and that is right. */
  coordinates: Float64Array
  signs: Int8Array
  stress: Float64Array
  /** R × stations: distance of the run's model there to the mean of its configuration, and to the road at the model's own progress. */
  tube: Float64Array
  offRoad: Float64Array
  /** R × stations: 1 where the run never gets there and its last checkpoint is held, −1 where it starts beyond, else 0. */
  held: Int8Array
  /** Distances between configurations up to the highest number (condensed; NaN where a number has no run), and within each (null: a single run, or none). */
  configurationDistances: Float64Array
  configurationWithin: (number | null)[]
}

/** What differs between runs, one row a factor: of every run its value, a category's place or a number (already on the scale that counts, log for rates). */
export interface Factor { name: string, kind: 'category' | 'number', values: Float64Array }

/** How well which factors say how far two runs lie apart: a forest over pairs of runs, permutation importance with its error and what chance gives. */
export interface FactorReport {
  pairs: number
  /** Share of the distances' variance that the forest explains for runs that it has not seen. */
  r2: { value: number, error: number, chance: number }
  factors: { name: string, value: number, error: number, chance: number }[]
}

export interface AveragesRequest {
  index: RunIndex
  configurations: number[]
  kinds: Average[]
  /** Kinds whose whole way is wanted; of the others only the last station is averaged and placed. All where it is not said. */
  paths?: Average[]
}

/** Averages of a configuration's runs, station by station, placed on the standing map's axes; and where they end. */
export interface AveragePath {
  configuration: number
  kind: Average
  /** stations × dims; of a kind that is not among `paths` the last station's alone, 1 × dims. */
  coordinates: Float64Array
  /** At the last station; progress and error of the average, and the mean of the runs' own. */
  progress: number
  error: number
  meanProgress: number
  meanError: number
}

export interface TrajectoryWorker {
  /** Forgets everything and begins with these probes. */
  open(truth: ProbeTruth): void
  /** A run whose network is here already takes its place. Notes are about all that are here by then. */
  add(runs: RunTable[]): AddedRuns
  remove(ids: number[]): void
  /** The map of every run's checkpoints; it is kept, for what is asked of it after, unless it is the null's. */
  map(request: InpcaRequest, onProgress: (progress: Progress) => void): Promise<InpcaMap>
  /** Pairs by their rows on the map: distances against those that the first `axes` axes of the standing map show; at most so many pairs. */
  shepard(axes: number, most: number): Promise<ShepardPairs>
  betweenRuns(request: BetweenRunsRequest, onProgress: (progress: Progress) => void): Promise<BetweenRuns>
  /** Of the distances that betweenRuns measured last. */
  factors(factors: Factor[], onProgress: (progress: Progress) => void): Promise<FactorReport>
  averages(request: AveragesRequest, onProgress: (progress: Progress) => void): Promise<AveragePath[]>
  /** Between the last checkpoints of all runs, condensed, ids in the order of the runs. */
  ends(): Promise<{ ids: Int32Array, condensed: Float64Array }>
  beat(): boolean
  /** Stops what is running at its next step; it rejects with an error named 'AbortError'. */
  cancel(): void
}
