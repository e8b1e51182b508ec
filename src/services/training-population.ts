// A population in training: who gets which networks, and what the page hears of all together. What is finished is kept, whoever goes away.
import type { Dataset } from '../core/data/dataset.ts'
import { sizeOf } from '../core/data/size.ts'
import type { Keep, NetworkSpec } from '../core/network.ts'
import { leftToCpu } from '../core/training/left-to-cpu.ts'
import { workOf } from '../core/training/work.ts'
import type { Device, InterimOf, NetworkProgress } from '../protocol/training.ts'
import { aborted } from './spawn.ts'
import { Queue } from './training-queue.ts'
import type { Hand, TrainingEvents } from './training-shifts.ts'
import { onCpu, onGpu } from './training-shifts.ts'
import { MOST_WORKERS } from './workforce.ts'

export interface TrainingJob {
  dataset: Dataset
  specs: NetworkSpec[]
  device: Device
  /** CPU workers train, beside a GPU, the convolutional networks; otherwise it trains everything that its engines know. */
  beside?: boolean
  /** Workers on the CPU, from 1 to MOST_WORKERS; null: as many as usual. */
  workers: number | null
  keep: Keep
  /** Networks among the specs that were begun before, and how they stood. */
  begun: InterimOf[]
}

/** What `train` does, wherever its workers come from. */
export async function trainPopulation(
  signal: AbortSignal, { dataset, specs, device, beside = false, workers, keep, begun }: TrainingJob, events: TrainingEvents, hire: () => Hand, usual: number, now: () => number,
): Promise<void> {
  const size = sizeOf(dataset)
  const queueOf = (some: readonly NetworkSpec[]): Queue => new Queue(some, begun, (spec, from) => workOf(spec, size, keep, from))
  const lanes = sharedProgress(events.onProgress)
  const onWorkers = async (queue: Queue, heard: TrainingEvents): Promise<void> => {
    const crew = Math.max(1, Math.min(workers ?? usual, MOST_WORKERS, queue.waiting))
    if (queue.waiting > 0 && !signal.aborted) await onCpu({ signal, dataset, keep, queue, hire, events: { ...finishedOn('cpu', heard), onProgress: lanes() }, now }, crew)
  }
  // The GPU's own kernel is for perceptrons; convolutions would go through the tensor library there, a hundred small kernels an update. What no engine there
  // knows is trained on the CPU whatever was chosen.
  const forGpu = device === 'cpu' ? [] : specs.filter(({ hyper }) => !leftToCpu(hyper) && (!beside || hyper.family === 'mlp'))
  const left = queueOf(forGpu)
  const others = queueOf(specs.filter(spec => !forGpu.includes(spec)))
  await Promise.all([
    forGpu.length > 0 ? onGpu({ signal, dataset, keep, queue: left, hire, events: { ...finishedOn('webgpu', events), onProgress: lanes() }, now }) : null,
    onWorkers(others, forGpu.length > 0 ? { ...events, onDevice: () => undefined } : events),
  ])
  await onWorkers(left, events)
  if (signal.aborted) throw aborted()
}

const finishedOn = (device: Device, events: TrainingEvents): TrainingEvents => ({ ...events, onFinished: network => events.onFinished(network, device) })

/** Engines that train side by side each report their own networks; the page hears of all. */
function sharedProgress(onProgress: TrainingEvents['onProgress']): () => TrainingEvents['onProgress'] {
  const lanes: NetworkProgress[][] = []
  return () => {
    const lane = lanes.push([]) - 1
    return inFlight => {
      lanes[lane] = inFlight
      onProgress(lanes.flat())
    }
  }
}
