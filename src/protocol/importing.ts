// What may be asked of the worker that reads saved models and runs them. Files are strangers': it is ended when it takes too long, and after a failure.
import type { InputScale, ProbeSet } from '../core/graph/input-scale.ts'
import type { OutputKind } from '../core/graph/output-kind.ts'
import type { Bundle } from '../formats/bundle.ts'
import type { Chain } from '../formats/chain/chain.ts'
import type { DataDraft } from '../formats/data/data-draft.ts'
import type { DroppedFile, Refused, Wanted } from '../formats/dropped.ts'
import type { ModelCard } from '../formats/model-card.ts'
import type { RunsTable } from '../formats/runs-table.ts'
import type { StoredTensor } from '../formats/saved-model.ts'
import type { FirstWeights } from './first-weights.ts'
import type { RevisitedLayer } from './revisit.ts'

/** What files turned out to be. A model's numbers stay in the worker, under its handle. */
export type OpenedCard = { readonly files: readonly string[], readonly bytes: number } & (
  | { readonly kind: 'model', readonly handle: number, readonly card: ModelCard }
  | { readonly kind: 'bundle', readonly bundle: Bundle }
  | { readonly kind: 'map' }
  | { readonly kind: 'table', readonly table: RunsTable }
  | { readonly kind: 'data', readonly draft: DataDraft }
  | Refused
)

/** How a model is run: what its file does not say. `chain` null: by the graph in the file. `transposed`: rows and columns of pictures swapped. */
export interface HowToRun { chain: Chain | null, scale: InputScale, transposed: boolean }

export type { OutputKind } from '../core/graph/output-kind.ts'

/** One way of running a model, tried on labelled probes. logLoss: mean cross-entropy in nats. */
export interface Trial { how: HowToRun, accuracy: number, logLoss: number }

/** What a file does not say, proposed from how well each way does. */
export interface Evidence {
  /** Labelled rows that were tried, and their classes. */
  rows: number
  classes: number
  trials: readonly Trial[]
  /** Place in `trials`; among those within a point of the best accuracy the one with the least log loss. Null where nothing is proposed. */
  proposed: number | null
  /** One sentence where the best is near chance, or only works transposed; null where all is well. */
  caution: string | null
}

export interface ModelRun {
  /** Every hidden layer on the rows given, in order of depth, rows × columns. */
  layers: RevisitedLayer[]
  /** rows × classes; null where the output cannot be read as answers to classes (another number of classes is no reason). */
  probabilities: Float32Array | null
  classes: number
  /** What the network emits, rows × width. */
  output: Float32Array
  outputKind: OutputKind
  /** What had to be assumed: “softmax added to the output”. */
  assumed: string[]
  /** Rows with an answer that is not finite. */
  notFinite: number
}

export interface ImportWorker {
  open(files: DroppedFile[], wanted: Wanted): Promise<OpenedCard[]>
  /** Tries every scaling that applies (and, without a graph, every chain) on labelled probes. Rejects with one sentence where the input does not fit. */
  weigh(handle: number, chains: Chain[] | null, probes: ProbeSet): Promise<Evidence>
  /** Runs it on all rows. Rejects with one sentence where the input does not fit, or a chain does not. */
  run(handle: number, how: HowToRun, probes: ProbeSet): Promise<ModelRun>
  /** The same without layers, for many rows: what it answers. */
  answers(handle: number, how: HowToRun, probes: ProbeSet): Promise<ModelRun>
  /** Null where no layer has weights. */
  first(handle: number, chain: Chain | null): Promise<FirstWeights | null>
  /** The card as it is with this chain confirmed: layers, shapes, what is assumed. Rejects with one sentence where it does not fit. */
  cardWith(handle: number, chain: Chain): Promise<ModelCard>
  tensor(handle: number, name: string): Promise<StoredTensor>
  close(handle: number): void
  /** Answered between slices of work: a sign of life. */
  beat(): boolean
}
