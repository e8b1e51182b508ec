// A learner (core/training/learner.ts) whose arithmetic is done elsewhere: it puts down what is asked of it and yields until there is an answer.
// So the core's loop decides, for the GPU as for every other engine, what counts, what is looked at and when a network has diverged.
import type { NetworkSpec, NetworkState } from '../../src/core/network.ts'
import type { Learner, Look, Pass, Seen, Work } from '../../src/core/training/learner.ts'
import type { TrainingPlan } from '../../src/core/training/plan.ts'

/** What is asked of the GPU for one network; `state`: its weights and optimiser memory are wanted too, as they are then. */
export type Order =
  | { kind: 'learn', order: Uint32Array, state: boolean }
  | { kind: 'look', rows: Uint32Array, what: Look, state: boolean }

export type Answer =
  /** `updates`: those made, the one that led out of the finite numbers included where it was made. */
  | { kind: 'learn', loss: number, correct: number, updates: number, diverged: 'loss' | 'weights' | null }
  | { kind: 'look', seen: Seen, state: NetworkState | null }

export class RemoteLearner implements Learner {
  #step: number
  #order: Order | null = null
  #answer: Answer | null = null
  #state: { step: number, state: NetworkState } | null = null
  /** The state is wanted with the next look. */
  wantsState = false

  /** `keepState`: the state is wanted when all of the plan's updates are made. */
  constructor(readonly spec: NetworkSpec, readonly plan: TrainingPlan, step: number, readonly keepState: boolean) { this.#step = step }

  get step(): number { return this.#step }

  /** What waits for an answer, if anything does. */
  get order(): Order | null { return this.#answer ? null : this.#order }

  answer(answer: Answer): void { this.#answer = answer }

  * learn(order: Uint32Array): Generator<Work, Pass, void> {
    const answer = yield* this.#ask({ kind: 'learn', order, state: false })
    if (answer.kind !== 'learn') throw new Error('A look was answered where updates were asked for.')
    const { loss, correct, updates, diverged } = answer
    this.#step += updates
    return { loss, correct, divergedAt: diverged === null ? null : diverged === 'loss' ? this.#step + 1 : this.#step }
  }

  rewrite(): void { throw new Error(`Network ${this.spec.id} learns from rewritten rows, which the GPU's kernel does not; train it on the CPU.`) }

  * look(rows: Uint32Array, what: Look): Generator<Work, Seen, void> {
    const last = this.keepState && this.#step === this.plan.steps && this.#state?.step !== this.#step
    const answer = yield* this.#ask({ kind: 'look', rows, what, state: last || this.wantsState })
    if (answer.kind !== 'look') throw new Error('Updates were answered where a look was asked for.')
    if (answer.state) this.#state = { step: this.#step, state: answer.state }
    return answer.seen
  }

  /** Whether the state of this moment is here. */
  get hasState(): boolean { return this.#state?.step === this.#step }

  state(): NetworkState {
    if (this.#state?.step !== this.#step) throw new Error(`The state after ${this.#step} updates was not read back from the GPU.`)
    const { weights, first, second } = this.#state.state
    return { weights: weights.slice(), first: first.slice(), second: second.slice() }
  }

  /** Every yield is worth a tick, so that whoever drives the loop gets it back at once. */
  * #ask(order: Order): Generator<Work, Answer, void> {
    this.#order = order
    this.#answer = null
    while (!this.#answer) yield Infinity
    const answer: Answer = this.#answer
    this.#order = null
    this.#answer = null
    return answer
  }
}
