// Who may train and when: one training at a time, begun from the form, from one network, or from what an earlier visit left. What it takes is
// fetched at the first, for nobody trains before there is a page.
import type { orderOf, orderOn, RunOrder } from './run-order.ts'
import { sentenceOf } from './run-context.ts'
import { networkOf, trainBlock } from './selectors.ts'
import type { Session } from './session.ts'
import { keptWeights } from './session.ts'
import type { TrainingState } from './state.ts'
import type { TrainingRun } from './training-run.ts'

interface Orders { orderOf: typeof orderOf, orderOn: typeof orderOn }

/** While nothing has been heard of it yet. */
export const busy = (phase: TrainingState['phase'], done: number, total: number): TrainingState =>
  ({ phase, done, total, share: 0, rate: null, secondsLeft: null, device: 'cpu', workers: 1, inFlight: [], justFinished: [] })

export class Trainings {
  private run: TrainingRun | null = null
  /** What it takes is being fetched. */
  private loading = false
  private stopped = false

  constructor(private readonly session: Session) {}

  async train(kind: 'more' | 'new'): Promise<void> {
    const state = this.session.store.getState()
    const block = trainBlock(state)
    const why = kind === 'more' ? block.here : block.anew
    if (why) return this.session.notify('warn', why)
    // What was told of the map as it stood ("there are only 6 points") will not be true any more.
    this.session.store.setState(({ notices }) => ({ notices: notices.filter(({ tone }) => tone !== 'info') }))
    await this.begin(state.recipe.count, ({ orderOf }) => orderOf(state, kind))
  }

  async trainOn(id: number, epochs: number): Promise<void> {
    const { store, holdings, notify } = this.session
    const state = store.getState()
    const { map, training } = state
    const row = networkOf(map, id)
    if (training) return notify('warn', 'Training is under way.')
    if (!map || !row) return
    if (!map.comparable) return notify('warn', 'This map carries no activations to compare a new network with.')
    if (row.outcome.divergedAt !== null) return notify('warn', `Network ${id} diverged at update ${row.outcome.divergedAt}: there is nothing to go on from.`)
    if (!Number.isInteger(epochs) || epochs < 1) return notify('warn', `${epochs} is no number of epochs to train further; choose 1 or more.`)
    await this.begin(1, async ({ orderOn }) => {
      await holdings.detail().catch(() => undefined)
      const order = orderOn(state, id, epochs, holdings.details.get(id) ?? null, await keptWeights(this.session, id))
      if (!order) notify('warn', `Network ${id} was trained elsewhere, so it cannot be trained further here.`)
      return order
    })
  }

  /** An order that an earlier visit gave. */
  async goOn(order: RunOrder): Promise<void> {
    await this.begin(order.total, () => order)
  }

  /** Ends the training, or what else is shown as work under way. */
  stop(): void {
    if (this.run) this.run.stop()
    else if (this.loading) this.stopped = true
    else {
      this.session.endWaiting?.()
      this.session.holdings.leaveOff()
      void this.session.services.geometry.cancel()
    }
  }

  /** `decide` gives the order, or null where nothing comes of it and that has been said. */
  private async begin(total: number, decide: (orders: Orders) => RunOrder | null | Promise<RunOrder | null>): Promise<void> {
    const { store, portraits } = this.session
    portraits.stop()
    store.setState({ training: busy('starting', 0, total) }) // no second one begins meanwhile
    if (this.session.landing) await this.session.landing
    this.run = await this.load(decide)
    if (this.run) await this.run.run()
    else store.setState({ training: null })
    this.run = null
    if (store.getState().map?.origin === 'session') portraits.begin()
  }

  private async load(decide: (orders: Orders) => RunOrder | null | Promise<RunOrder | null>): Promise<TrainingRun | null> {
    this.loading = true
    this.stopped = false
    try {
      const [{ TrainingRun }, orders] = await Promise.all([import('./training-run.ts'), import('./run-order.ts')])
      const order = await decide(orders)
      const run = order && new TrainingRun(this.session, order)
      if (this.stopped) run?.stop()
      return run
    } catch (error) {
      this.session.notify('danger', `A part of the page that training needs could not be fetched: ${sentenceOf(error)} Reload the page to try again.`)
      return null
    } finally {
      this.loading = false
    }
  }
}
