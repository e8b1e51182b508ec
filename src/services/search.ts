// The counter for searches: each question has a worker of its own, so that stopping one ends nothing else; where it dies, another is asked once.
import type { Remote } from 'comlink'
import { proxy } from 'comlink'
import type { Hyperparameters, NetworkActivations } from '../core/network.ts'
import type { Stretch } from '../core/search/card-repeats.ts'
import type { ProposeAnswer, ProposeQuestion, SearchedMap } from '../core/search/on-map.ts'
import type { Pool } from '../core/search/pool.ts'
import type { Ran } from '../core/search/repeats.ts'
import type { Prediction } from '../core/search/trial.ts'
import type { SearchWorker, Share } from '../protocol/search.ts'
import { Crew, WorkerDied } from './spawn.ts'

export interface SearchService {
  propose(signal: AbortSignal, question: ProposeQuestion): Promise<ProposeAnswer>
  /** What is said of settings that came by a link, in their order. */
  predict(signal: AbortSignal, map: SearchedMap, hypers: Hyperparameters[]): Promise<Prediction[]>
  /** Between the representations of a pool's networks, condensed. */
  distances(signal: AbortSignal, placed: readonly NetworkActivations[], told: Share): Promise<Float64Array>
  /** Searches of a pool, repeat × method. */
  repeats(signal: AbortSignal, pool: Pool, task: string, stretch: Stretch, told: Share): Promise<Ran[][]>
  /** What the large grading found (search-grades.json), as it stands there; null where this copy of the page has none. */
  published(): Promise<unknown>
}

export function createSearch(): SearchService {
  const asking = async <T>(signal: AbortSignal, what: (api: Remote<SearchWorker>) => Promise<T>): Promise<T> => {
    const crew = new Crew<SearchWorker>(
      () => new Worker(new URL('../../workers/search.worker.ts', import.meta.url), { type: 'module', name: 'search' }),
      { loading: 30_000, working: 60_000 },
    )
    try {
      return await crew.ask(signal, what).catch(error => {
        if (!(error instanceof WorkerDied)) throw error
        return crew.ask(signal, what)
      })
    } finally {
      crew.dismiss()
    }
  }
  return {
    propose: (signal, question) => asking(signal, api => api.propose(question)),
    predict: (signal, map, hypers) => asking(signal, api => api.predict(map, hypers)),
    distances: (signal, placed, told) => asking(signal, api => api.distances([...placed], proxy(told))),
    repeats: (signal, pool, task, stretch, told) => asking(signal, api => api.repeats(pool, task, stretch, proxy(told))),
    async published() {
      const answer = await fetch(new URL('search-grades.json', document.baseURI)).catch(() => null)
      // A single-page server answers a missing file with the page itself.
      return answer?.ok && !answer.headers.get('content-type')?.startsWith('text/html') ? answer.json() as Promise<unknown> : null
    },
  }
}
