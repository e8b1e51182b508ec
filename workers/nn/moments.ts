// Networks as they stood at some moments of a stretch of updates, looked at together: few large passes instead of many small ones.
import { concat, gather, tensor1d, type Tensor2D } from '@tensorflow/tfjs-core'
import { standing, type Standing } from './evaluate.ts'
import type { Run } from './run.ts'
import { disposeAll, scoped } from './scoped.ts'

/** A network of a run after an update of a stretch (counted from 0). */
export interface Moment { at: number, network: number }

/** Weights are set aside until there are as many as a stack has networks; then `look` sees them all at once. */
export class Moments<Seen> {
  /** In the order of the results. */
  readonly list: Moment[] = []
  private readonly seen: Seen[] = []
  private waiting: { networks: number[], weights: Tensor2D[] } = { networks: [], weights: [] }

  constructor(private readonly run: Run, private readonly look: (networks: Standing) => Seen) {}

  /** Sets aside the networks at these places, as `weights` (P × T) has them. */
  add(at: number, places: readonly number[], weights: Tensor2D): void {
    if (places.length === 0) return
    if (this.waiting.networks.length + places.length > this.run.stack.members.length) this.develop()
    this.waiting.weights.push(scoped(() => gather(weights, tensor1d([...places], 'int32'))))
    this.waiting.networks.push(...places)
    this.list.push(...places.map(network => ({ at, network })))
  }

  /** All that was seen; nothing is left waiting. */
  finish(): Seen[] {
    this.develop()
    return this.seen
  }

  private develop(): void {
    const { networks, weights } = this.waiting
    if (networks.length === 0) return
    this.seen.push(scoped(() => this.look(standing(this.run, networks, concat(weights)))))
    disposeAll(weights)
    this.waiting = { networks: [], weights: [] }
  }
}
