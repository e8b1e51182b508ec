// What leaves for the page, and when: finished networks are gathered for a moment, so that many small ones do not make many messages; their
// arrays are moved, for the worker needs them no more.
import { transfer } from 'comlink'
import type { Interim, TrainedNetwork } from '../src/core/network.ts'
import type { TrainingWorker } from '../src/protocol/training.ts'
import { buffersOf, buffersOfInterims } from './network-buffers.ts'

/** Milliseconds for which finished networks wait for company. */
const GATHER = 150

type Train = Parameters<TrainingWorker['train']>

/** Carries one request's results to the page. */
export class Courier {
  private gathered: TrainedNetwork[] = []
  private left = performance.now()
  private parting: ReturnType<typeof setTimeout> | undefined
  private readonly onTheWay = new Set<Promise<unknown>>()

  constructor(private readonly onFinished: Train[1], private readonly onInterim: Train[3]) {}

  finished(network: TrainedNetwork): void {
    this.gathered.push(network)
    const wait = this.left + GATHER - performance.now()
    // Nobody knows when the next one comes: it may train for minutes, and this one would be lost with the worker.
    if (wait > 0) this.parting ??= setTimeout(() => this.leave(), wait)
    else this.leave()
  }

  interim(id: number, interim: Interim): void {
    const interims = [{ id, interim }]
    this.follow(this.onInterim(transfer(interims, buffersOfInterims(interims))))
  }

  /** Sends what is left and waits until the page has heard of everything: callbacks are on channels of their own, which a request's end may overtake. */
  async settle(): Promise<void> {
    if (this.gathered.length > 0) this.leave()
    await Promise.all(this.onTheWay)
  }

  private leave(): void {
    clearTimeout(this.parting)
    this.parting = undefined
    const networks = this.gathered
    this.gathered = []
    this.left = performance.now()
    this.follow(this.onFinished(transfer(networks, buffersOf(networks))))
  }

  /** A callback from another thread answers with a promise, whatever its type says. */
  private follow(answer: unknown): void {
    const arrival: Promise<unknown> = Promise.resolve(answer).then(() => this.onTheWay.delete(arrival))
    arrival.catch(() => undefined) // one that was not heard stays, for `settle` to say so
    this.onTheWay.add(arrival)
  }
}
