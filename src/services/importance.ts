// The counter for importance: each question has a worker of its own, so that stopping one ends nothing else; where it dies, another is asked once.
import { proxy } from 'comlink'
import type { ImportanceReport } from '../core/importance/importance.ts'
import type { ImportanceRequest, ImportanceWorker } from '../protocol/importance.ts'
import { Crew, WorkerDied } from './spawn.ts'

export interface ImportanceService {
  explain(signal: AbortSignal, request: ImportanceRequest, onShare: (share: number) => void): Promise<ImportanceReport>
}

export function createImportance(): ImportanceService {
  return {
    async explain(signal, request, onShare) {
      const crew = new Crew<ImportanceWorker>(
        () => new Worker(new URL('../../workers/importance.worker.ts', import.meta.url), { type: 'module', name: 'importance' }),
        { loading: 30_000, working: 60_000 },
      )
      try {
        const ask = () => crew.ask(signal, api => api.explain(request, proxy(onShare)))
        return await ask().catch(error => {
          if (!(error instanceof WorkerDied)) throw error
          return ask()
        })
      } finally {
        crew.dismiss()
      }
    },
  }
}
