// The runs that the trajectories worker holds, in step with the map on screen: who is there, who can be had by training again, and who cannot.
import type { NetworkRow } from '../../core/network.ts'
import type { ProbeSet, RunTable } from '../../protocol/trajectories.ts'
import { aborted } from '../../services/spawn.ts'
import { turnOf } from '../selectors.ts'
import type { Session } from '../session.ts'
import type { MapView } from '../state.ts'
import { keepOf, secondsOf, trainAgain } from './again.ts'
import { momentsEach } from './moments.ts'
import { Sources, truthOf } from './sources.ts'
import type { LayeredRun } from './through.ts'
import type { RunSource } from './trajectories-state.ts'

/** Runs that go to the worker together. */
const TOGETHER = 32

/** Softmax of our own never quite excludes a class: what has sunk below this (most of it below what float32 or float16 can say) is this. */
const FLOOR = 1e-12

/** Predictions that networks trained here made of logits; brought ones are taken as they came. One saturated network would else be at a distance that swamps the map. */
const soft = (probabilities: Float32Array, { hyper }: NetworkRow): Float32Array =>
  hyper && probabilities.some(p => p < FLOOR) ? probabilities.map(p => p < FLOOR && p >= 0 ? FLOOR : p) : probabilities

export class Company {
  readonly sources: Sources
  /** What the worker holds: of each run its turn; and on which probes. */
  private held = new Map<number, number>()
  private set: ProbeSet | null = null
  private readonly unfit = new Map<number, string>()
  private missing: NetworkRow[] = []
  /** Whether the probes' true classes are known. */
  labelled = false

  constructor(private readonly session: Session, readonly series: number, map: MapView) {
    this.sources = new Sources(session, map)
  }

  /** The same runs have the same. */
  get key(): string { return `${this.series} ${this.set} ${[...this.held].map(([id, turn]) => turn ? `${id}:${turn}` : id).join()}` }

  get size(): number { return this.held.size }

  /** Whether any of them kept everything from us, with a sentence of why. */
  get why(): string | null { return [...this.unfit.values(), ...this.sources.refused.values()][0] ?? null }

  /** The worker gets who came and loses who went. `layers`: hidden layers are asked for as well. Errors: a sentence where there are no such probes. */
  async bring(map: MapView, set: ProbeSet, layers: boolean, signal: AbortSignal): Promise<RunSource> {
    const { services, store } = this.session
    const go = async <T>(step: Promise<T>): Promise<T> => {
      const done = await step
      if (signal.aborted) throw aborted()
      return done
    }
    if (this.set !== set) {
      this.set = null
      this.held.clear()
      this.unfit.clear()
      const truth = await go(truthOf(this.session, map, set))
      await go(services.trajectories.open(truth))
      this.labelled = truth.labels !== null
      this.set = set
    }
    const turns = new Map(map.networks.map(row => [row.id, turnOf(store.getState(), row.id)]))
    const gone = [...this.held].filter(([id, turn]) => turns.get(id) !== turn).map(([id]) => id)
    if (gone.length > 0) {
      await go(services.trajectories.remove(gone))
      for (const id of gone) this.held.delete(id)
    }
    let waiting: RunTable[] = []
    const hand = async (): Promise<void> => {
      if (waiting.length === 0) return
      const { added, refused } = await go(services.trajectories.add(waiting))
      for (const id of added) this.held.set(id, turns.get(id)!)
      for (const { id, why } of refused) this.unfit.set(id, why)
      waiting = []
    }
    const absent: NetworkRow[] = []
    for (const row of map.networks) {
      if (this.unfit.has(row.id)) continue
      if (!this.held.has(row.id)) {
        const found = await go(this.sources.of(row, set))
        if (found) waiting.push({ id: row.id, steps: found.steps, probabilities: soft(set === 'test' ? found.probabilities : found.train!, row) })
        else absent.push(row)
        if (waiting.length >= TOGETHER) await hand()
      }
      if (layers && absent.at(-1) !== row && !await go(this.sources.has(row, 'hidden'))) absent.push(row)
    }
    await hand()
    this.missing = absent.filter(row => this.sources.bySeeds(row))
    const never = absent.length - this.missing.length + this.unfit.size + map.diverged.length
    const seconds = secondsOf(store.getState(), map, this.missing, keepOf(store.getState(), layers))
    return { ready: map.networks.length - absent.length - this.unfit.size, again: this.missing.length, never, seconds, ...layers && { layers } }
  }

  /** Trains those again whose seeds make them; the next `bring` finds them. */
  async train(map: MapView, layers: boolean, onShare: (share: number, done: number) => void, signal: AbortSignal): Promise<void> {
    const rows = new Map(this.missing.map(row => [row.id, row]))
    await trainAgain(this.session, map, this.missing, keepOf(this.session.store.getState(), layers), {
      onNetwork: ({ id, checkpoints }) => this.sources.take(rows.get(id)!, checkpoints!, momentsEach(map.networks.length)),
      onOther: (id, why) => { this.sources.refused.set(id, why) },
      onShare,
    }, signal)
  }

  /** Hidden layers of every run that has them, thinned so that all of them can be compared. */
  async layers(map: MapView, signal: AbortSignal): Promise<LayeredRun[]> {
    const most = momentsEach(map.networks.length)
    const runs: LayeredRun[] = []
    for (const row of map.networks) {
      const hidden = await this.sources.layersOf(row, most)
      if (signal.aborted) throw aborted()
      if (hidden) runs.push({ row, hidden })
    }
    return runs
  }
}
