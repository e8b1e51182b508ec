// The counter for searches: each question has a worker of its own, so that stopping one ends nothing else; where it dies, another is asked once.
import type { Remote } from 'comlink'
import type { Hyperparameters } from '../core/network.ts'
import type { ProposeAnswer, ProposeQuestion, SearchedMap } from '../core/search/on-map.ts'
import type { Prediction } from '../core/search/trial.ts'
import type { SearchWorker } from '../protocol/search.ts'
import { Crew, WorkerDied } from './spawn.ts'

export interface SearchService {
  propose(signal: AbortSignal, question: ProposeQuestion): Promise<ProposeAnswer>
  /** What is said of settings that came by a link, in their order. */
  predict(signal: AbortSignal, map: SearchedMap, hypers: Hyperparameters[]): Promise<Prediction[]>
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
  }
}
