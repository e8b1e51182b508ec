// The workers' shifts: on the CPU several workers that take portions from one queue, on a GPU one worker that takes all. What is finished
// stands, what was begun goes on from where it was last heard of, and whoever fails is replaced.
import { proxy } from 'comlink'
import type { Dataset } from '../core/data/dataset.ts'
import type { Interim, Keep, NetworkSpec, TrainedNetwork } from '../core/network.ts'
import type { Device, InterimOf, NetworkProgress, TrainingWorker } from '../protocol/training.ts'
import type { Crew } from './spawn.ts'
import { isAbort, WorkerDied } from './spawn.ts'
import { gpuFault, isOutOfMemory, reason } from './training-failure.ts'
import type { Queue } from './training-queue.ts'

export interface TrainingEvents {
  /** `on`: the engine that finished it, where several may. */
  onFinished: (network: TrainedNetwork, on?: Device) => void
  /** All networks in flight, on all workers. */
  onProgress: (inFlight: NetworkProgress[]) => void
  /** Something went wrong and training goes on: what, what follows. */
  onTrouble: (sentence: string) => void
  /** Training moved to another device, or to another number of workers. */
  onDevice: (device: Device, workers: number) => void
  /** How a network in flight stood at the end of an epoch; of those that take seconds, every two or so. */
  onInterim?: (id: number, interim: Interim) => void
}

/** What a shift needs of its worker. */
export type Hand = Pick<Crew<TrainingWorker>, 'ask' | 'dismiss' | 'alive' | 'begun'>

export interface Works { signal: AbortSignal, dataset: Dataset, keep: Keep, queue: Queue, hire: () => Hand, events: TrainingEvents, now: () => number }

/** Milliseconds of work in a portion: a worker seldom waits for a page that is drawing, and what it finishes comes at once all the same. */
const PORTION = 1500

/** With so many failures in a row for each worker, and nothing finished between, nothing will come of going on. */
const PATIENCE = 4

/** Trains what waits on this many workers of the CPU. Errors: when workers fail again and again and nothing is finished. */
export async function onCpu(works: Works, workers: number): Promise<void> {
  const { events } = works
  const flights = new Map<number, NetworkProgress[]>()
  const team: Team = { size: workers, barren: 0, patience: PATIENCE * workers }
  events.onDevice('cpu', workers)
  await Promise.all(Array.from({ length: workers }, (_, which) => shift({
    ...works,
    events: {
      ...events,
      onProgress: inFlight => {
        if (inFlight.length > 0) flights.set(which, inFlight)
        else flights.delete(which)
        events.onProgress([...flights.values()].flat())
      },
    },
  }, team)))
}

/** `barren`: failures since a network was last finished. */
interface Team { size: number, barren: number, patience: number }

/** One worker's shift: takes portions until nothing is left; a dead worker is replaced, its unfinished networks go back to the queue. */
async function shift(works: Works, team: Team): Promise<void> {
  const { signal, queue, events, now } = works
  const desk = new Desk(works)
  let speed = 0
  try {
    while (!signal.aborted && queue.waiting > 0 && team.barren < team.patience) {
      const portion = queue.take(speed * PORTION, team.size)
      desk.takes(portion)
      const work = portion.reduce((sum, spec) => sum + queue.workOf(spec), 0)
      try {
        await desk.ready() // loading is no measure of its speed
        const begun = now()
        await desk.train(portion, 'cpu', () => { team.barren = 0 })
        speed = work / Math.max(1, now() - begun)
      } catch (error) {
        if (isAbort(error)) return
        team.barren++
        if (failed(error, desk, works, team)) return
        if (team.barren >= team.patience) throw new Error(`Training workers fail again and again (${reason(error)}).`, { cause: error })
      }
      events.onProgress([])
    }
  } finally {
    team.size--
    desk.dismiss()
  }
}

/** Gives back what was not finished, says what happened, and whether this worker is not to be replaced. */
function failed(error: unknown, desk: Desk, { queue, events }: Works, team: Team): boolean {
  const open = desk.open
  if (error instanceof WorkerDied) {
    // One that died while it loaded died of no network.
    const lost = desk.training ? queue.giveBackSuspects(open, null) : queue.giveBack(open)
    events.onTrouble(`A training worker ended unexpectedly (${reason(error)}). What is finished is kept; training goes on in a new one.`)
    if (lost) events.onTrouble(`Network ${lost.id} was left out: two workers ended while training it.`)
    return false
  }
  const first = open[0] ?? null
  if (isOutOfMemory(error)) {
    desk.dismiss() // its memory is given back with it
    const lost = queue.giveBackSuspects(open, first)
    if (lost) {
      events.onTrouble(`Network ${lost.id} was left out: there is not enough memory to train it.`)
      return false
    }
    const fewer = team.size > 1
    events.onTrouble(`A training worker ran out of memory. What is finished is kept; training goes on ${fewer ? 'with one worker fewer, so that the others have more' : 'in a new one'}.`)
    if (fewer) events.onDevice('cpu', team.size - 1)
    return fewer
  }
  if (first) {
    queue.drop(open, first)
    events.onTrouble(`Network ${first.id} was left out: it could not be trained (${reason(error)}).`)
  }
  return false
}

/** The GPU trains everything in one worker; after a failure it is tried once more, then the queue is left to the CPU. */
export async function onGpu(works: Works): Promise<void> {
  const { signal, queue, events } = works
  events.onDevice('webgpu', 1)
  for (let chance = 0; chance < 2 && queue.waiting > 0 && !signal.aborted; chance++) {
    const desk = new Desk(works)
    try {
      await desk.train(queue.takeAll(), 'webgpu', () => undefined)
    } catch (error) {
      if (isAbort(error)) return
      queue.giveBack(desk.open)
      const left = queue.waiting
      if (left === 0) return
      events.onTrouble(chance === 0
        ? `${gpuFault(error)} What is finished is kept; trying it once more for the remaining ${left}.`
        : `${gpuFault(error)} It is the second time. What is finished is kept; the remaining ${left} networks train on the CPU.`)
    } finally {
      desk.dismiss()
      events.onProgress([])
    }
  }
}

/** One place at work: a worker (or its successor), whether it has the data, and what of its portion has not come back. */
class Desk {
  private readonly hand: Hand
  /** The worker that was given the data set; each is numbered. */
  private informed = 0
  private portion = new Map<number, NetworkSpec>()

  constructor(private readonly works: Works) { this.hand = works.hire() }

  /** Whether its portion has been handed to the worker. */
  training = false

  /** In the order in which they were handed out. */
  get open(): NetworkSpec[] { return [...this.portion.values()] }

  dismiss(): void { this.hand.dismiss() }

  /** From here on they come back when the worker dies, be it while it loads. */
  takes(specs: readonly NetworkSpec[]): void {
    this.portion = new Map(specs.map(spec => [spec.id, spec]))
    this.training = false
  }

  async ready(): Promise<void> {
    if (!this.hand.alive) await this.hand.ask(this.works.signal, api => api.beat())
  }

  async train(specs: readonly NetworkSpec[], device: Device, onFinished: () => void): Promise<void> {
    const { signal, dataset, keep, queue, events } = this.works
    this.takes(specs)
    this.training = true
    const { portion } = this
    const knows = this.hand.alive && this.hand.begun === this.informed
    const answer = this.hand.ask(signal, api => api.train(
      { dataset: knows ? null : dataset, specs: [...specs], device, keep, begun: queue.begun(specs) },
      proxy((networks: TrainedNetwork[]) => {
        for (const network of networks) {
          if (signal.aborted || !portion.delete(network.id)) continue
          queue.finished(network.id)
          onFinished()
          events.onFinished(network)
        }
      }),
      proxy((inFlight: NetworkProgress[]) => { if (!signal.aborted) events.onProgress(inFlight.filter(({ id }) => portion.has(id))) }),
      proxy((interims: InterimOf[]) => {
        for (const note of interims) {
          if (signal.aborted || !portion.has(note.id)) continue
          queue.note(note)
          events.onInterim?.(note.id, note.interim)
        }
      }),
    ))
    this.informed = this.hand.begun
    await answer
  }
}
