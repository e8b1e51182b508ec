// The counter for training: hands networks to workers, keeps what is finished, and carries on when a worker or the GPU goes away.
import type { Dataset } from '../core/data/dataset.ts'
import { sizeOf } from '../core/data/size.ts'
import type { Keep, NetworkSpec } from '../core/network.ts'
import { workOf } from '../core/training/work.ts'
import type { Device, GpuReport, InterimOf, NetworkProgress, Speed, TrainingWorker } from '../protocol/training.ts'
import { aborted, Crew } from './spawn.ts'
import { Queue } from './training-queue.ts'
import type { Hand, TrainingEvents } from './training-shifts.ts'
import { onCpu, onGpu } from './training-shifts.ts'

export interface TrainingJob {
  dataset: Dataset
  specs: NetworkSpec[]
  device: Device
  /** CPU workers train, beside a GPU, the convolutional networks; otherwise it trains everything. */
  beside?: boolean
  /** Workers on the CPU, from 1 to MOST_WORKERS; null: as many as usual. */
  workers: number | null
  keep: Keep
  /** Networks among the specs that were begun before, and how they stood. */
  begun: InterimOf[]
}

export interface TrainingService {
  /** Workers on the CPU where nobody says otherwise. */
  readonly usualWorkers: number
  detectGpu(): Promise<GpuReport>
  /** Trains a tiny population when the page has nothing better to do, and says how fast that went. */
  tryOut(device: Device): Promise<Speed>
  /** Resolves when every network is finished or given up; rejects with an AbortError when stopped. Finished ones stand either way. */
  train(signal: AbortSignal, job: TrainingJob, events: TrainingEvents): Promise<void>
}

/** More workers than this no machine of a visitor's has a use for, and each holds a copy of the data. */
export const MOST_WORKERS = 64

/** One thread is left to the page. */
export const usualWorkers = (threads: number): number => Math.max(1, Math.min(MOST_WORKERS, threads - 1))

const newCrew = (): Hand => new Crew<TrainingWorker>(
  () => new Worker(new URL('../../workers/train.worker.ts', import.meta.url), { type: 'module', name: 'train' }),
  { loading: 30_000, working: 10_000 },
)

/** One question to a worker of its own. */
async function once<R>(question: (hand: Hand) => Promise<R>): Promise<R> {
  const hand = newCrew()
  try {
    return await question(hand)
  } finally {
    hand.dismiss()
  }
}

/** Resolves when the page is idle, or has not been so for long. */
const idle = (): Promise<void> => new Promise(resolve => {
  if ('requestIdleCallback' in window) window.requestIdleCallback(() => resolve(), { timeout: 3000 })
  else setTimeout(resolve, 300) // a browser without: after the first picture, as far as one can tell
})

export function createTraining(): TrainingService {
  return {
    usualWorkers: usualWorkers(navigator.hardwareConcurrency || 2),
    detectGpu: () => once(hand => hand.ask(null, api => api.detectGpu())),
    async tryOut(device) {
      await idle()
      return once(hand => hand.ask(null, api => api.tryOut(device)))
    },
    train: (signal, job, events) => trainPopulation(signal, job, events, newCrew, usualWorkers(navigator.hardwareConcurrency || 2), () => performance.now()),
  }
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
    if (queue.waiting > 0 && !signal.aborted) await onCpu({ signal, dataset, keep, queue, hire, events: { ...heard, onProgress: lanes() }, now }, crew)
  }
  // The GPU's own kernel is for perceptrons; convolutions would go through the tensor library there, a hundred small kernels an update.
  const forGpu = device === 'cpu' ? [] : specs.filter(({ hyper }) => !beside || hyper.family === 'mlp')
  const left = queueOf(forGpu)
  const others = queueOf(specs.filter(spec => !forGpu.includes(spec)))
  await Promise.all([
    forGpu.length > 0 ? onGpu({ signal, dataset, keep, queue: left, hire, events: { ...events, onProgress: lanes() }, now }) : null,
    onWorkers(others, forGpu.length > 0 ? { ...events, onDevice: () => undefined } : events),
  ])
  await onWorkers(left, events)
  if (signal.aborted) throw aborted()
}

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
