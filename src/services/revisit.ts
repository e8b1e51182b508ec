// The counter for networks that are made again, by several workers where there are many. A worker keeps the data set; the counter knows which one,
// and sends a new worker its own.
import type { Remote } from 'comlink'
import { proxy } from 'comlink'
import type { Dataset } from '../core/data/dataset.ts'
import type { Portrait } from '../core/portrait/measures.ts'
import type { Study } from '../core/portrait/study.ts'
import type { Plane, Revisited, RevisitRequest, RevisitWorker } from '../protocol/revisit.ts'
import { A_WHILE, aborted, Crew, WorkerDied } from './spawn.ts'
import { panelWorkers } from './workforce.ts'

export interface RevisitService {
  /** Each when it is there, in any order. Rejects with an AbortError once the signal says so; those handed over stand. */
  revisit(signal: AbortSignal | null, dataset: Dataset, requests: readonly RevisitRequest[], onRevisited: (network: Revisited) => void): Promise<void>
  plane(signal: AbortSignal | null, dataset: Dataset, request: RevisitRequest, size: number): Promise<Plane>
  study(signal: AbortSignal | null, ...asked: Parameters<RevisitWorker['study']>): Promise<Study>
  portray(signal: AbortSignal | null, ...asked: Parameters<RevisitWorker['portray']>): Promise<Portrait>
}

/** Networks a message: between two messages others have their turn. */
const PORTION = 4

/** One worker, and what it was given last. */
interface Hand { crew: Crew<RevisitWorker>, held: { dataset: Dataset, by: number } | null }

/** A question that needs no data set, asked once more where the worker died over it. */
async function again<R>(crew: Crew<RevisitWorker>, question: (api: Remote<RevisitWorker>) => Promise<R>): Promise<R> {
  return crew.ask(null, question).catch(error => {
    if (!(error instanceof WorkerDied)) throw error
    return crew.ask(null, question)
  })
}

export function createRevisit(): RevisitService {
  const hands = Array.from({ length: panelWorkers(navigator.hardwareConcurrency || 2) }, (): Hand => ({
    crew: new Crew<RevisitWorker>(
      () => new Worker(new URL('../../workers/revisit.worker.ts', import.meta.url), { type: 'module', name: 'revisit' }),
      { loading: 30_000, working: 30_000, idle: A_WHILE },
    ),
    held: null,
  }))
  const [{ crew }] = hands

  /** Where the worker dies over a question, another is asked once. Others may be waiting for the worker, so that a signal does not end it. */
  async function ask<R>(hand: Hand, signal: AbortSignal | null, dataset: Dataset, question: (api: Remote<RevisitWorker>, data: Dataset | null) => Promise<R>): Promise<R> {
    const once = (): Promise<R> => hand.crew.ask(null, api => {
      const data = hand.held?.dataset === dataset && hand.held.by === hand.crew.begun ? null : dataset
      hand.held = { dataset, by: hand.crew.begun }
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
      const portions = Array.from({ length: Math.ceil(requests.length / PORTION) }, (_, k) => requests.slice(k * PORTION, (k + 1) * PORTION))
      // The others stop where one fails, or the signal says so.
      await Promise.all(hands.slice(0, portions.length).map(async hand => {
        for (let portion = portions.shift(); portion; portion = portions.shift()) {
          const own = portion
          await ask(hand, signal, dataset, (api, data) => api.revisit(data, own, proxy(hear))).catch(error => {
            portions.length = 0
            throw error
          })
        }
      }))
    },
    study: async (signal, ...asked) => {
      if (signal?.aborted) throw aborted()
      return again(crew, api => api.study(...asked))
    },
    portray: async (signal, ...asked) => {
      if (signal?.aborted) throw aborted()
      return again(crew, api => api.portray(...asked))
    },
    plane: (signal, dataset, request, size) => ask(hands[0], signal, dataset, (api, data) => api.plane(data, request, size)),
  }
}
