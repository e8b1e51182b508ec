// The counter for training: looks for a GPU, tries engines out, trains populations. How a population is trained is fetched when one is: the first
// map needs none of it.
import type { Device, GpuReport, Speed, TrainingWorker } from '../protocol/training.ts'
import { Crew } from './spawn.ts'
import type { TrainingJob } from './training-population.ts'
import type { Hand, TrainingEvents } from './training-shifts.ts'
import { usualWorkers } from './workforce.ts'

export interface TrainingService {
  /** Workers on the CPU where nobody says otherwise. */
  readonly usualWorkers: number
  detectGpu(): Promise<GpuReport>
  /** Trains a tiny population when the page has nothing better to do, and says how fast that went. */
  tryOut(device: Device): Promise<Speed>
  /** Resolves when every network is finished or given up; rejects with an AbortError when stopped. Finished ones stand either way. */
  train(signal: AbortSignal, job: TrainingJob, events: TrainingEvents): Promise<void>
}

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
    async train(signal, job, events) {
      const { trainPopulation } = await import('./training-population.ts')
      return trainPopulation(signal, job, events, newCrew, usualWorkers(navigator.hardwareConcurrency || 2), () => performance.now())
    },
  }
}
