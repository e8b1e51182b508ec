// The counter for trajectories: one worker, one set of runs. What was brought is remembered here, so that a worker that died is begun again.
import type { Remote } from 'comlink'
import { proxy, transfer } from 'comlink'
import type { ShepardPairs } from '../core/inpca/explained-distance.ts'
import type { Progress } from '../core/steps.ts'
import type {
  AddedRuns, AveragePath, AveragesRequest, BetweenRuns, BetweenRunsRequest, Factor, FactorReport, InpcaMap, InpcaRequest, ProbeTruth, RunTable, TrajectoryWorker,
} from '../protocol/trajectories.ts'
import { batches } from './batches.ts'
import { aborted, Crew, WorkerDied } from './spawn.ts'

/** `onShare` hears how far it is, 0 to 1. Whatever is under way rejects with an AbortError once the signal says so; runs and map stand. */
export interface TrajectoryService {
  open(truth: ProbeTruth): Promise<void>
  /** Runs stay with the caller too: they are copied. One whose network is here already takes its place. */
  add(runs: readonly RunTable[]): Promise<AddedRuns>
  remove(ids: readonly number[]): Promise<void>
  map(signal: AbortSignal, request: InpcaRequest, onShare: (share: number) => void): Promise<InpcaMap>
  shepard(axes: number, most: number): Promise<ShepardPairs>
  betweenRuns(signal: AbortSignal, request: BetweenRunsRequest, onShare: (share: number) => void): Promise<BetweenRuns>
  factors(signal: AbortSignal, factors: readonly Factor[], onShare: (share: number) => void): Promise<FactorReport>
  averages(signal: AbortSignal, request: AveragesRequest, onShare: (share: number) => void): Promise<AveragePath[]>
  ends(): Promise<{ ids: Int32Array, condensed: Float64Array }>
  /** Lets the worker go; the runs are forgotten. */
  close(): Promise<void>
}

/** What a session is made of, in the order in which it would be made again. */
interface Journal { truth: ProbeTruth, runs: Map<number, RunTable>, map: InpcaRequest | null, between: BetweenRunsRequest | null }

type Api = Remote<TrajectoryWorker>
type OnProgress = (progress: Progress) => void

export function createTrajectories(): TrajectoryService {
  const crew = new Crew<TrajectoryWorker>(
    () => new Worker(new URL('../../workers/trajectories.worker.ts', import.meta.url), { type: 'module', name: 'trajectories' }),
    { loading: 30_000, working: 60_000 },
  )
  let journal: Journal | null = null
  let opened = false
  /** The worker that holds the journal's session. */
  let holder = 0
  let last: Promise<unknown> = Promise.resolve()

  /** A portion at a time, so that the page's thread does not stand still; each run is copied, and only what belongs to it. */
  async function bring(runs: readonly RunTable[]): Promise<AddedRuns> {
    const all: AddedRuns = { added: [], refused: [], notes: [] }
    for (const portion of batches(runs, ({ probabilities }) => probabilities.byteLength)) {
      const copies = portion.map(({ id, steps, probabilities }) => ({ id, steps: steps.slice(), probabilities: probabilities.slice() }))
      const buffers = copies.map(({ probabilities }) => probabilities.buffer as ArrayBuffer)
      const report = await crew.ask(null, api => api.add(transfer(copies, buffers)))
      all.added.push(...report.added)
      all.refused.push(...report.refused)
      all.notes = report.notes // of all that are there by now
    }
    return all
  }

  /** Begins the session again in a fresh worker, up to the questions that later ones rest on. */
  async function replay(whole: boolean): Promise<void> {
    if (!journal) throw aborted() // closed meanwhile
    const { truth, runs, map, between } = journal
    await crew.ask(null, api => api.open(truth))
    holder = crew.begun
    await bring([...runs.values()])
    if (!whole) return
    if (map) await crew.ask(null, api => api.map(map, proxy(() => undefined)))
    if (between) await crew.ask(null, api => api.betweenRuns(between, proxy(() => undefined)))
  }

  /** One question at a time, in order; where the worker dies over it, another is given the session and asked once more. */
  function inTurn<R>(question: () => Promise<R>, rests = false): Promise<R> {
    if (!opened) return Promise.reject(new Error('No runs are open; name the probes first.'))
    const withSession = async (): Promise<R> => {
      // A worker may die between questions too: the next one finds that out here.
      if (!(crew.alive && crew.begun === holder)) await replay(rests)
      return question()
    }
    const turn = last.then(() => withSession().catch(error => {
      if (!(error instanceof WorkerDied)) throw error
      return withSession()
    }))
    last = turn.catch(() => undefined)
    return turn
  }

  /** A long question. Its signal stops the work, not the worker: runs and map stand. */
  const long = <R>(signal: AbortSignal, onShare: (share: number) => void, question: (api: Api, tell: OnProgress) => Promise<R>, rests = false): Promise<R> => inTurn(async () => {
    if (signal.aborted) throw aborted()
    const stop = (): void => { void crew.ask(null, api => api.cancel()).catch(() => undefined) }
    signal.addEventListener('abort', stop, { once: true })
    try {
      return await crew.ask(null, api => question(api, proxy(({ share }: Progress) => { if (!signal.aborted) onShare(share) })))
    } catch (error) {
      throw signal.aborted ? aborted() : error
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }, rests)

  return {
    open: truth => {
      opened = true
      journal = { truth, runs: new Map(), map: null, between: null }
      holder = 0 // the session is begun from the journal, before the next question
      return inTurn(async () => undefined)
    },
    add: runs => inTurn(async () => {
      const report = await bring(runs)
      const added = new Set(report.added)
      for (const run of runs) if (added.has(run.id)) journal?.runs.set(run.id, run)
      if (journal && added.size > 0) journal.between = null // its configurations were those of other runs
      return report
    }),
    remove: ids => inTurn(async () => {
      await crew.ask(null, api => api.remove([...ids]))
      for (const id of ids) journal?.runs.delete(id)
      if (journal) journal.between = null
    }),
    map: (signal, request, onShare) => long(signal, onShare, async (api, onProgress) => {
      const map = await api.map(request, onProgress)
      if (journal && !request.shuffled) journal.map = request
      return map
    }),
    shepard: (axes, most) => inTurn(() => crew.ask(null, api => api.shepard(axes, most)), true),
    betweenRuns: (signal, request, onShare) => long(signal, onShare, async (api, onProgress) => {
      const found = await api.betweenRuns(request, onProgress)
      if (journal) journal.between = request
      return found
    }),
    factors: (signal, factors, onShare) => long(signal, onShare, (api, onProgress) => api.factors([...factors], onProgress), true),
    averages: (signal, request, onShare) => long(signal, onShare, (api, onProgress) => api.averages(request, onProgress), true),
    ends: () => inTurn(() => crew.ask(null, api => api.ends())),
    async close() {
      journal = null
      holder = 0
      crew.dismiss()
    },
  }
}
