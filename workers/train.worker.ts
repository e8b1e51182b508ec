// The training worker: which engine trains, and how its results leave. Wiring only.
import { expose } from 'comlink'
import type { Dataset } from '../src/core/data/dataset.ts'
import type { Interim, Keep, NetworkSpec } from '../src/core/network.ts'
import { KEEP_NOTHING } from '../src/core/network.ts'
import type { Device, TrainingListener, TrainingWorker } from '../src/protocol/training.ts'
import { throttled } from './drive.ts'
import { Courier } from './hand-over.ts'
import { detectGpu } from './nn/detect-gpu.ts'
import { trainOneByOne } from './train-one-by-one.ts'
import { tryOut } from './trial.ts'

/** The data set of the last request. */
let held: Dataset | null = null

async function train(device: Device, specs: NetworkSpec[], dataset: Dataset, keep: Keep, begun: ReadonlyMap<number, Interim>, listener: TrainingListener): Promise<void> {
  if (device === 'cpu') return trainOneByOne(specs, dataset, keep, begun, listener)
  // Its 117 kB (compressed) of tensor library are for those who train on a GPU only.
  const { trainOnGpu } = await import('./nn/train-on-gpu.ts')
  await trainOnGpu(specs, dataset, keep, begun, listener)
}

const deaf: TrainingListener = { onFinished: () => undefined, onProgress: () => undefined, onInterim: () => undefined }

const worker = {
  detectGpu: () => detectGpu(navigator.gpu),

  tryOut: device => tryOut(device, (specs, dataset) => train(device, specs, dataset, KEEP_NOTHING, new Map(), deaf), () => performance.now()),

  async train({ dataset, specs, device, keep, begun }, onFinished, onProgress, onInterim) {
    held = dataset ?? held
    if (!held) throw new Error('This worker has been given no data set to train on.')
    const courier = new Courier(onFinished, onInterim)
    try {
      await train(device, specs, held, keep, new Map(begun.map(({ id, interim }) => [id, interim])), {
        onFinished: network => courier.finished(network),
        onProgress: throttled(onProgress),
        onInterim: (id, interim) => courier.interim(id, interim),
      })
    } finally {
      await courier.settle() // what was finished before a failure stands
    }
  },

  beat: () => true,
} satisfies TrainingWorker

expose(worker)
