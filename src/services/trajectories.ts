// The counter for trajectories: one worker, one set of runs. What was brought is remembered here, so that a worker that died is begun again.
import type { ShepardPairs } from '../core/inpca/explained-distance.ts'
import type {
  AddedRuns, AveragePath, AveragesRequest, BetweenRuns, BetweenRunsRequest, Factor, FactorReport, InpcaMap, InpcaRequest, ProbeTruth, RunTable,
} from '../protocol/trajectories.ts'

/** `onShare` hears how far it is, 0 to 1. Whatever is under way rejects with an AbortError once the signal says so. */
export interface TrajectoryService {
  open(truth: ProbeTruth): Promise<void>
  /** Runs stay with the caller too: they are copied. */
  add(runs: readonly RunTable[]): Promise<AddedRuns>
  remove(ids: readonly number[]): Promise<void>
  map(signal: AbortSignal, request: InpcaRequest, onShare: (share: number) => void): Promise<InpcaMap>
  shepard(axes: number, most: number): Promise<ShepardPairs>
  betweenRuns(signal: AbortSignal, request: BetweenRunsRequest, onShare: (share: number) => void): Promise<BetweenRuns>
  factors(signal: AbortSignal, factors: readonly Factor[], onShare: (share: number) => void): Promise<FactorReport>
  averages(signal: AbortSignal, request: AveragesRequest, onShare: (share: number) => void): Promise<AveragePath[]>
  ends(): Promise<{ ids: Int32Array, condensed: Float64Array }>
  /** Lets the worker go; the runs are forgotten. */
  close(): void
}

export function createTrajectories(): TrajectoryService {
  const later = (): Promise<never> => Promise.reject(new Error('under way'))
  return { open: later, add: later, remove: later, map: later, shepard: later, betweenRuns: later, factors: later, averages: later, ends: later, close: () => undefined }
}
