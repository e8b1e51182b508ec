// One thread of scripts/training-pool.ts: trains the networks that it is sent, one at a time, by the program's own core.
import { parentPort, workerData } from 'node:worker_threads'
import type { Dataset } from '../src/core/data/dataset.ts'
import type { NetworkSpec } from '../src/core/network.ts'
import { KEEP_NOTHING } from '../src/core/network.ts'
import { learnersFor } from '../src/core/training/learners.ts'
import { trainNetwork } from '../src/core/training/train.ts'

const { dataset } = workerData as { dataset: Dataset }
const begin = learnersFor(dataset)

parentPort!.on('message', (spec: NetworkSpec) => {
  const training = trainNetwork(spec, dataset, begin, KEEP_NOTHING)
  for (;;) {
    const next = training.next()
    if (!next.done) continue
    parentPort!.postMessage(next.value)
    return
  }
})
