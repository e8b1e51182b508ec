// What the views hear of a training: its phase, how far it is, how fast it goes and how long it will take.
import type { StoreApi } from 'zustand'
import type { NetworkProgress } from '../protocol/training.ts'
import type { RunOrder } from './run-order.ts'
import type { AppStore, TrainingState } from './state.ts'

/** Views hear of progress this often (ms): more would only keep the main thread busy. */
const TELL_EVERY = 250

/** Networks named as just finished. */
const LATEST = 5

export class TrainingProgress {
  private told = 0
  /** When the first word came of a training under way, and how far it was then: fetching and an earlier visit say nothing of today's speed. */
  private since: { at: number, reached: number } | null = null
  private inFlight: readonly NetworkProgress[] = []
  private justFinished: readonly number[] = []
  private over = false

  /** `finished`: by id, every network that has finished so far. */
  constructor(private readonly store: StoreApi<AppStore>, private readonly now: () => number, private readonly finished: ReadonlyMap<number, unknown>) {}

  get phase(): TrainingState['phase'] | null { return this.store.getState().training?.phase ?? null }

  begin({ total, recipe }: RunOrder): void {
    this.store.setState({
      training: { phase: 'starting', done: 0, total, share: 0, rate: null, secondsLeft: null, device: 'cpu', workers: 0, inFlight: [], justFinished: [], ...recipe && { recipe } },
    })
  }

  /** A worker's last words may come after a training has ended: they are nobody's, and no half of a training begins with them. */
  tell(change: Partial<TrainingState>): void {
    if (this.over) return
    this.store.setState(({ training }) => training ? { training: { ...training, ...change } } : {})
  }

  end(): void {
    this.over = true
    this.store.setState({ training: null })
  }

  /** Another phase, in which nothing is trained any more. */
  enter(phase: 'distances' | 'embedding'): void {
    this.tell({ phase, done: this.finished.size, justFinished: this.justFinished, inFlight: [], secondsLeft: null, share: 0 })
  }

  networkFinished(id: number): void {
    this.justFinished = [id, ...this.justFinished].slice(0, LATEST)
    this.reached(this.inFlight)
  }

  /** How far the networks in flight are. */
  reached(inFlight: readonly NetworkProgress[]): void {
    this.inFlight = inFlight
    const now = this.now()
    const { training } = this.store.getState()
    if (now - this.told < TELL_EVERY || training?.phase !== 'training') return
    this.told = now
    const done = this.finished.size
    const running = inFlight.filter(network => !this.finished.has(network.id))
    const reached = done + running.reduce((sum, network) => sum + network.epoch / Math.max(1, network.epochs), 0)
    this.since ??= { at: now, reached }
    const seconds = (now - this.since.at) / 1000
    const rate = reached > this.since.reached && seconds > 0.4 ? (reached - this.since.reached) / seconds : null
    this.tell({
      done, justFinished: this.justFinished, inFlight: running, rate, secondsLeft: rate ? (training.total - reached) / rate : null, share: Math.min(1, reached / training.total),
    })
  }
}
