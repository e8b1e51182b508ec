// The counter for training: hands networks to workers, keeps what is finished, and carries on when a worker or the GPU goes away.
import { proxy } from 'comlink'
import type { Dataset } from '../core/data/dataset.ts'
import type { NetworkSpec, TrainedNetwork } from '../core/network.ts'
import { KEEP_NOTHING } from '../core/network.ts'
import type { Device, GpuReport, NetworkProgress, TrainingWorker } from '../protocol/training.ts'
import { aborted, Crew, isAbort } from './spawn.ts'

export interface TrainingJob { dataset: Dataset, specs: NetworkSpec[], device: Device }

export interface TrainingEvents {
  onFinished: (network: TrainedNetwork) => void
  /** All networks in flight, on all workers. */
  onProgress: (inFlight: NetworkProgress[]) => void
  /** Something went wrong and training goes on: what, what follows. */
  onTrouble: (sentence: string) => void
  /** Training moved to another device. */
  onDevice: (device: Device, workers: number) => void
}

export interface TrainingService {
  detectGpu(): Promise<GpuReport>
  /** Resolves when every network is finished or given up; rejects with an AbortError when stopped. Finished ones stand either way. */
  train(signal: AbortSignal, job: TrainingJob, events: TrainingEvents): Promise<void>
}

/** Workers on the CPU: one thread is left to the page. */
const crewSize = (): number => Math.max(1, Math.min(8, (navigator.hardwareConcurrency || 2) - 1))

/** Networks handed to a worker in one request: few enough that a dead worker costs little, many enough that the data set is not copied for each. */
const CHUNK = 6

/** How often one network may be in a worker's hands when that worker dies before it is given up. */
const CHANCES = 2

const makeWorker = (): Worker => new Worker(new URL('../../workers/train.worker.ts', import.meta.url), { type: 'module', name: 'train' })

const newCrew = (): Crew<TrainingWorker> => new Crew<TrainingWorker>(makeWorker, { loading: 30_000, working: 10_000 })

export function createTraining(): TrainingService {
  return {
    async detectGpu() {
      const crew = newCrew()
      try {
        return await crew.ask(null, api => api.detectGpu())
      } finally {
        crew.dismiss()
      }
    },

    async train(signal, job, events) {
      const queue = new Queue(job.specs)
      if (job.device === 'webgpu') {
        events.onDevice('webgpu', 1)
        await onGpu(signal, job.dataset, queue, events)
        if (queue.waiting === 0 || signal.aborted) return ended(signal)
        events.onTrouble(`The GPU was lost a second time. What is finished is kept; the remaining ${queue.waiting} networks train on the CPU.`)
      }
      const crews = Math.max(1, Math.min(crewSize(), queue.waiting))
      events.onDevice('cpu', crews)
      const flights = new Map<number, NetworkProgress[]>()
      await Promise.all(Array.from({ length: crews }, (_, which) => onCpu(signal, job.dataset, queue, crews, {
        ...events,
        onProgress: inFlight => {
          flights.set(which, inFlight)
          events.onProgress([...flights.values()].flat())
        },
      })))
      ended(signal)
    },
  }
}

function ended(signal: AbortSignal): void {
  if (signal.aborted) throw aborted()
}

/** What is still to be trained. A network taken and not finished comes back to the front, unless it has been through too many deaths. */
class Queue {
  private readonly specs: NetworkSpec[]
  private readonly deaths = new Map<number, number>()
  constructor(specs: readonly NetworkSpec[]) { this.specs = [...specs] }
  get waiting(): number { return this.specs.length }
  take(count: number): NetworkSpec[] { return this.specs.splice(0, count) }
  /** Returns those that are given up. */
  giveBack(specs: readonly NetworkSpec[], died: boolean): NetworkSpec[] {
    // Only the first of a chunk was being trained; the others had not been begun.
    if (died && specs[0]) this.deaths.set(specs[0].id, (this.deaths.get(specs[0].id) ?? 0) + 1)
    const lost = specs.filter(spec => (this.deaths.get(spec.id) ?? 0) >= CHANCES)
    this.specs.unshift(...specs.filter(spec => !lost.includes(spec)))
    return lost
  }
}

/** One worker's shift: takes chunks until nothing is left; a dead worker is replaced, its unfinished networks go back to the queue. */
async function onCpu(signal: AbortSignal, dataset: Dataset, queue: Queue, crews: number, events: Omit<TrainingEvents, 'onDevice'>): Promise<void> {
  const crew = newCrew()
  try {
    while (!signal.aborted && queue.waiting > 0) {
      const chunk = queue.take(Math.max(1, Math.min(CHUNK, Math.ceil(queue.waiting / (2 * crews)))))
      const open = new Map(chunk.map(spec => [spec.id, spec]))
      try {
        await hand(crew, signal, { dataset, specs: chunk, device: 'cpu' }, open, events)
      } catch (error) {
        if (isAbort(error)) return
        const lost = queue.giveBack([...open.values()], true)
        events.onTrouble(`A training worker ended unexpectedly (${sentence(error)}). What is finished is kept; training goes on in a new one.`)
        for (const spec of lost) events.onTrouble(`Network ${spec.id} was left out: two workers ended while training it.`)
      }
      events.onProgress([])
    }
  } finally {
    crew.dismiss()
  }
}

/** The GPU trains everything in one worker; after a loss it is tried once more, then the queue is left to the CPU. */
async function onGpu(signal: AbortSignal, dataset: Dataset, queue: Queue, events: Omit<TrainingEvents, 'onDevice'>): Promise<void> {
  for (let chance = 0; chance < 2 && queue.waiting > 0 && !signal.aborted; chance++) {
    const crew = newCrew()
    const specs = queue.take(queue.waiting)
    const open = new Map(specs.map(spec => [spec.id, spec]))
    try {
      await hand(crew, signal, { dataset, specs, device: 'webgpu' }, open, events)
    } catch (error) {
      if (isAbort(error)) return
      queue.giveBack([...open.values()], false)
      if (chance === 0) events.onTrouble(`The GPU was lost (${sentence(error)}). What is finished is kept; trying it once more for the remaining ${open.size}.`)
    } finally {
      crew.dismiss()
    }
  }
}

/** One request to one worker; `open` always holds what has not come back. */
async function hand(crew: Crew<TrainingWorker>, signal: AbortSignal, job: TrainingJob, open: Map<number, NetworkSpec>, events: Omit<TrainingEvents, 'onDevice' | 'onTrouble'>): Promise<void> {
  await crew.ask(signal, api => api.train(
    { ...job, keep: KEEP_NOTHING, begun: [] },
    proxy((network: TrainedNetwork) => {
      if (signal.aborted || !open.delete(network.id)) return
      events.onFinished(network)
    }),
    proxy((inFlight: NetworkProgress[]) => { if (!signal.aborted) events.onProgress(inFlight) }),
    proxy(() => undefined),
  ))
}

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\.$/, '')
