// Trains a list of networks on all cores. Threads take the next one when they are free; the answer's order is the list's.
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Dataset } from '../src/core/data/dataset.ts'
import type { NetworkSpec, TrainedNetwork } from '../src/core/network.ts'

/** `onDone` hears of every finished network, in whatever order they finish. */
export function trainAll(specs: NetworkSpec[], dataset: Dataset, onDone: (done: number) => void): Promise<TrainedNetwork[]> {
  const trained = new Array<TrainedNetwork>(specs.length)
  let next = 0
  let done = 0
  const thread = (): Promise<void> => new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./typescript-worker.mjs', import.meta.url), {
      execArgv: [],
      workerData: { module: new URL('./train-one.ts', import.meta.url).href, dataset },
    })
    let at = -1
    const send = (): void => {
      if (next === specs.length) {
        void worker.terminate()
        resolve()
        return
      }
      at = next++
      worker.postMessage(specs[at])
    }
    worker.on('message', (network: TrainedNetwork) => {
      trained[at] = network
      onDone(++done)
      send()
    })
    worker.on('error', reject)
    send()
  })
  const threads = Math.min(availableParallelism(), specs.length)
  return Promise.all(Array.from({ length: threads }, thread)).then(() => trained)
}
