// The training worker: which engine trains, and how its results leave. Wiring only.
import { expose, transfer } from 'comlink'
import type { TrainedNetwork } from '../src/core/network.ts'
import type { TrainingWorker } from '../src/protocol/training.ts'
import { throttled } from './drive.ts'
import { buffersOf } from './hand-over.ts'
import { detectGpu } from './nn/detect-gpu.ts'
import { trainOneByOne } from './train-one-by-one.ts'

const worker = {
  detectGpu: () => detectGpu(navigator.gpu),

  tryOut: () => Promise.reject(new Error('Not measured yet.')),

  async train({ dataset, specs, device, keep, begun }, onFinished, onProgress, _onInterim) {
    const onTheWay: unknown[] = []
    const handOver = (network: TrainedNetwork): void => { onTheWay.push(onFinished(transfer(network, buffersOf(network)))) }
    const report = throttled(onProgress)
    if (device === 'webgpu') {
      // Its 117 kB (compressed) of tensor library are for those who train on a GPU only.
      const { trainOnGpu } = await import('./nn/train-on-gpu.ts')
      await trainOnGpu(specs, dataset, keep.state, { onFinished: handOver, onProgress: report })
    } else await trainOneByOne(specs, dataset, keep, new Map(begun.map(({ id, interim }) => [id, interim])), handOver, report)
    // The callback is a proxy on a channel of its own: wait until the page has heard of every network before saying that all is done.
    await Promise.all(onTheWay)
  },

  beat: () => true,
} satisfies TrainingWorker

expose(worker)
