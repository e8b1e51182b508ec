// What leaves for the page, and when: finished networks are gathered for a moment, so that many small ones do not make many messages; their
// arrays are moved, for the worker needs them no more.
import { transfer } from 'comlink'
import type { Interim, TrainedNetwork } from '../src/core/network.ts'
import type { InterimOf, TrainingWorker } from '../src/protocol/training.ts'

/** Milliseconds for which finished networks wait for company. */
const GATHER = 150

/** Every buffer that finished networks own, each once: a list with a buffer twice cannot be transferred. */
export function buffersOf(networks: readonly TrainedNetwork[]): ArrayBuffer[] {
  return each(networks.flatMap(({ curve, confusion, activations, probabilities, checkpoints, state }) => [
    curve, confusion, activations?.values, probabilities, ...ofCheckpoints(checkpoints), ...ofState(state),
  ]))
}

/** An interim's confusion matrix is copied: the network in training still holds it. */
export const buffersOfInterims = (interims: readonly InterimOf[]): ArrayBuffer[] =>
  each(interims.flatMap(({ interim: { curve, checkpoints, state } }) => [curve, ...ofCheckpoints(checkpoints), ...ofState(state)]))

const ofState = (state: TrainedNetwork['state']) => [state?.weights, state?.first, state?.second]
const ofCheckpoints = (checkpoints: TrainedNetwork['checkpoints']) => [checkpoints?.steps, checkpoints?.probabilities, checkpoints?.activations]

function each(arrays: readonly (ArrayBufferView | null | undefined)[]): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  for (const array of arrays) if (array?.buffer instanceof ArrayBuffer) buffers.add(array.buffer)
  return [...buffers]
}

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
