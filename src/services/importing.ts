// The counter for saved models: reads strangers' files in a worker that is ended when it takes too long, and opens them again for the next question.
import type { ProbeSet } from '../core/graph/input-scale.ts'
import type { Chain } from '../formats/chain/chain.ts'
import type { Wanted } from '../formats/dropped.ts'
import type { ModelCard } from '../formats/model-card.ts'
import type { StoredTensor } from '../formats/saved-model.ts'
import type { Evidence, HowToRun, ModelRun, OpenedCard } from '../protocol/importing.ts'

export interface ImportingService {
  /** Handles in the answer are this service's own, and hold although a worker ends. */
  open(signal: AbortSignal | null, files: readonly { path: string, file: Blob }[], wanted: Wanted): Promise<OpenedCard[]>
  weigh(signal: AbortSignal | null, handle: number, chains: Chain[] | null, probes: ProbeSet): Promise<Evidence>
  run(signal: AbortSignal | null, handle: number, how: HowToRun, probes: ProbeSet): Promise<ModelRun>
  cardWith(handle: number, chain: Chain): Promise<ModelCard>
  tensor(handle: number, name: string): Promise<StoredTensor>
  close(handle: number): void
}

export function createImporting(): ImportingService {
  return {
    open: () => Promise.reject(new Error('not yet')),
    weigh: () => Promise.reject(new Error('not yet')),
    run: () => Promise.reject(new Error('not yet')),
    cardWith: () => Promise.reject(new Error('not yet')),
    tensor: () => Promise.reject(new Error('not yet')),
    close: () => undefined,
  }
}
