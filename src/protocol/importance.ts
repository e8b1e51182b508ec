// What may be asked of the importance worker: one question at a time, nothing kept.
import type { Input, Target } from '../core/importance/forest.ts'
import type { ImportanceReport } from '../core/importance/importance.ts'

/** The names of the inputs are the asker's. */
export interface ImportanceRequest { inputs: Input[], target: Target }

export interface ImportanceWorker {
  explain(request: ImportanceRequest, onShare: (share: number) => void): Promise<ImportanceReport>
  beat(): boolean
}
