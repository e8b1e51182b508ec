// The counter for networks that are made again. The worker keeps the data set; the counter knows which one, and sends a new worker its own.
import type { Remote } from 'comlink'
import { proxy } from 'comlink'
import type { Dataset } from '../core/data/dataset.ts'
import type { Portrait } from '../core/portrait/measures.ts'
import type { Study } from '../core/portrait/study.ts'
import type { Plane, Revisited, RevisitRequest, RevisitWorker } from '../protocol/revisit.ts'
import { aborted, Crew, WorkerDied } from './spawn.ts'

export interface RevisitService {
  /** In the order of the requests. Rejects with an AbortError once the signal says so; those handed over stand. */
  revisit(signal: AbortSignal | null, dataset: Dataset, requests: readonly RevisitRequest[], onRevisited: (network: Revisited) => void): Promise<void>
  plane(signal: AbortSignal | null, dataset: Dataset, request: RevisitRequest, size: number): Promise<Plane>
  study(signal: AbortSignal | null, ...asked: Parameters<RevisitWorker['study']>): Promise<Study>
  portray(signal: AbortSignal | null, ...asked: Parameters<RevisitWorker['portray']>): Promise<Portrait>
}

/** Networks a message: between two messages others have their turn. */
const PORTION = 4

export function createRevisit(): RevisitService {
  const crew = new Crew<RevisitWorker>(
    () => new Worker(new URL('../../workers/revisit.worker.ts', import.meta.url), { type: 'module', name: 'revisit' }),
    { loading: 30_000, working: 30_000 },
  )
  /** What the worker was given last, and which worker that was. */
  let held: { dataset: Dataset, by: number } | null = null

  /** Where the worker dies over a question, another is asked once. Others may be waiting for the worker, so that a signal does not end it. */
  async function ask<R>(signal: AbortSignal | null, dataset: Dataset, question: (api: Remote<RevisitWorker>, data: Dataset | null) => Promise<R>): Promise<R> {
    const once = (): Promise<R> => crew.ask(null, api => {
      const data = held?.dataset === dataset && held.by === crew.begun ? null : dataset
      held = { dataset, by: crew.begun }
      return question(api, data)
    })
    if (signal?.aborted) throw aborted()
    const answer = await once().catch(error => {
      if (!(error instanceof WorkerDied)) throw error
      return once()
    })
    if (signal?.aborted) throw aborted()
    return answer
  }

  return {
    async revisit(signal, dataset, requests, onRevisited) {
      const heard = new Set<number>()
      const hear = (network: Revisited): void => {
        if (signal?.aborted || heard.has(network.id)) return
        heard.add(network.id)
        onRevisited(network)
      }
      for (let from = 0; from < requests.length; from += PORTION) {
        await ask(signal, dataset, (api, data) => api.revisit(data, requests.slice(from, from + PORTION), proxy(hear)))
      }
    },
    study: async (signal, ...asked) => {
      if (signal?.aborted) throw aborted()
      return crew.ask(null, api => api.study(...asked))
    },
    portray: async (signal, ...asked) => {
      if (signal?.aborted) throw aborted()
      return crew.ask(null, api => api.portray(...asked))
    },
    plane: (signal, dataset, request, size) => ask(signal, dataset, (api, data) => api.plane(data, request, size)),
  }
}
