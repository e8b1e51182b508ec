// One press of Train, from the recipe to the last point on the map: networks train in their workers; as they finish, the geometry
// worker measures and lands them; at the end the map is embedded with all of them. Whatever is finished stays, however it ends.
import type { StoreApi } from 'zustand'
import type { Dataset } from '../core/data/dataset.ts'
import type { NetworkActivations, NetworkRow, NetworkSpec, TrainedNetwork } from '../core/network.ts'
import type { Recipe } from '../core/population.ts'
import { MAP_FORMAT, MAP_VERSION } from '../formats/map-file.ts'
import type { NetworkProgress } from '../protocol/training.ts'
import type { KeptRun } from '../protocol/vault.ts'
import { isAbort } from '../services/spawn.ts'
import type { Services } from '../services/services.ts'
import { deviceOf } from './engines.ts'
import type { Holdings } from './holdings.ts'
import type { Restored } from './resume.ts'
import { emptyMap, withDiverged, withEmbedding, withLanded, withMeasures } from './map-view.ts'
import type { RunOrder } from './run-order.ts'
import { NOTHING } from './selection.ts'
import type { SessionKeeper } from './session-keeper.ts'
import type { AppStore, MapView, TrainingState } from './state.ts'

/** A first layout is worth drawing from so many networks on, and worth drawing again when they are twice as many. */
const FIRST_LAYOUT = 6
const GROWTH = 2

/** Arrivals are gathered this long (ms) while training goes on: each batch is a new map for every view. */
const GATHER = 700

/** Placing takes at most this share of one thread from the training: what is placed early is measured no less, and drawn again at the end. */
const PLACING = 0.2

/** But nobody waits longer than this (ms) for the next points. */
const LONGEST = 2500

/** Views hear of progress this often (ms): more would only keep the main thread busy. */
const TELL_EVERY = 250

export interface RunContext {
  store: StoreApi<AppStore>
  services: Services
  holdings: Holdings
  keeper: SessionKeeper
  notify: (tone: 'warn' | 'danger' | 'info', text: string) => void
}

export class TrainingRun {
  private readonly stopper = new AbortController()
  private readonly arrived: NetworkActivations[] = []
  private readonly rows = new Map<number, NetworkRow>()
  private readonly begun: number
  private placing: Promise<void> | null = null
  private embedded = 0
  private told = 0
  private inFlight: readonly NetworkProgress[] = []
  private justFinished: readonly number[] = []
  /** Networks for which sigma is off: their operator is nearly the identity, or nearly constant. */
  private saturated = 0
  private flat = 0
  /** Measured, but not enough for a layout yet. */
  private readonly waiting: number[] = []
  /** Finished without a place: they join the map's list with the next batch. */
  private diverged: NetworkRow[] = []
  /** Networks that an earlier visit had finished. */
  private before = 0

  /** Ends the pauses between batches when there is nothing more to wait for. */
  private hurry: () => void = () => undefined
  private readonly trained = new Promise<void>(resolve => { this.hurry = resolve })
  private kept = false

  constructor(private readonly context: RunContext, private readonly order: RunOrder) {
    this.begun = context.services.now()
  }

  /** Ends training; in the last phase, ends the embedding, unless finished networks have no place yet but the one it gives them. */
  stop(): void {
    if (this.training?.phase === 'embedding' && this.waiting.length === 0) void this.context.services.geometry.cancel()
    this.stopper.abort()
    if (this.kept) void this.context.keeper.end('stopped')
  }

  async run(): Promise<void> {
    const { store, services, holdings, keeper, notify } = this.context
    const { order } = this
    const { map: before } = store.getState()
    const held = keeper.holds(before)
    this.tell({
      phase: 'starting', done: 0, total: order.total, share: 0, rate: null, secondsLeft: null, device: 'cpu', workers: 0, inFlight: [], justFinished: [], ...order.recipe && { recipe: order.recipe },
    })
    let parts: ReturnType<Holdings['begin']> | null = null
    try {
      const dataset = await services.data.dataset(order.dataset)
      const run = order.run(dataset)
      if (order.taken) await this.takeUp(order.taken)
      else if (order.fresh) {
        if (before) await holdings.keep(before).catch(() => undefined) // then an end before the first network finds only what its file said
        parts = await this.clear(run.recipe, dataset)
      } else {
        await holdings.comparableSession()
        this.embedded = this.map.networks.length
      }
      this.kept = true
      void keeper.begin(run)
      for (const { id, interim } of order.begun) keeper.interim(id, interim)
      this.tell({ phase: 'training' })
      await this.train(dataset, run, order.taken?.rest?.specs ?? run.specs)
      await this.settle()
      // The form may have been edited meanwhile: the map says what it was made from.
      await this.lastEmbedding(run.recipe)
    } catch (error) {
      if (!isAbort(error)) notify('danger', `${error instanceof Error ? error.message : String(error)} What had finished is kept.`)
    }
    this.hurry()
    store.setState({ training: null })
    // A new population of which nothing came leaves the map that stood before.
    const map = store.getState().map
    if (parts && map && map.networks.length + map.diverged.length === 0) {
      holdings.swap(parts)
      store.setState({ map: before && withMeasures(before, holdings.measures) }) // they may have come meanwhile
      if (this.kept) void keeper.abandon(before, held)
    } else if (this.kept) void keeper.end('finished')
  }

  private async train(dataset: Dataset, { keep }: KeptRun, specs: NetworkSpec[]): Promise<void> {
    const { store, services, keeper, notify } = this.context
    const { workers } = store.getState()
    try {
      if (specs.length > 0) {
        await services.training.train(this.stopper.signal, { dataset, specs, device: this.device(), beside: store.getState().device === 'auto', workers, keep, begun: this.order.begun }, {
          onFinished: network => this.finished(network),
          onProgress: inFlight => this.progress(inFlight),
          onTrouble: sentence => notify('warn', sentence),
          onDevice: (device, count) => this.tell({ device, workers: count }),
          onInterim: (id, interim) => keeper.interim(id, interim),
        })
      }
    } catch (error) {
      if (!isAbort(error)) throw error
    } finally {
      this.hurry()
    }
  }

  /** A map of their own, empty so far, in a geometry session of its own. Returns what was held before. */
  private async clear(recipe: Recipe, dataset: Dataset): Promise<ReturnType<Holdings['begin']>> {
    const { store, services, holdings } = this.context
    const { geometry, dataset: settings } = this.order
    const { map: before } = store.getState()
    await services.geometry.open(geometry, null)
    const parts = holdings.begin()
    store.setState({
      selection: NOTHING, open: null, tab: 'selection',
      map: emptyMap({
        format: MAP_FORMAT, version: MAP_VERSION, title: `${dataset.title}, seed ${recipe.seed}`, madeBy: `Netfold ${__VERSION__}`, dataset: settings,
        datasetTitle: dataset.title, classNames: dataset.classNames, train: dataset.train.length, test: dataset.test.length, probes: dataset.probes.length,
        recipe, geometry, phate: { t: 1, stress: 0, components: 1 }, mapped: 0, parts: {},
      }, (before?.version ?? 0) + 1),
    })
    return parts
  }

  /** Goes on from where an earlier visit ended; its map is on screen. */
  private async takeUp({ rest, unplaced }: Restored): Promise<void> {
    await this.context.holdings.comparableSession()
    this.embedded = this.map.networks.length - this.map.landed.size
    for (const row of rest?.finished ?? []) this.rows.set(row.id, row)
    for (const { activations } of unplaced) this.arrived.push(activations!)
    this.before = this.rows.size
    this.place()
  }

  private get training(): TrainingState | null { return this.context.store.getState().training }
  private get map(): MapView { return this.context.store.getState().map! }

  private tell(change: Partial<TrainingState>): void {
    this.context.store.setState(state => ({ training: { ...state.training, ...change } as TrainingState }))
  }

  private device(): 'cpu' | 'webgpu' {
    const state = this.context.store.getState()
    const { device, gpu } = state
    const chosen = deviceOf(state)
    if (device === 'webgpu' && chosen !== 'webgpu') {
      this.context.notify('warn', `There is no GPU to train on (${gpu?.why ?? 'it has not been found yet'}) Training on the CPU.`)
    }
    return chosen
  }

  private finished(network: TrainedNetwork): void {
    const { holdings, keeper } = this.context
    const { row } = network
    this.rows.set(row.id, row)
    holdings.details.set(network.id, { id: network.id, curve: network.curve, confusion: network.confusion })
    if (network.activations) this.arrived.push(network.activations)
    else this.diverged.push(row)
    keeper.put(network)
    this.justFinished = [row.id, ...this.justFinished].slice(0, 5)
    this.progress(this.inFlight)
    this.place()
  }

  private progress(inFlight: readonly NetworkProgress[]): void {
    const { services } = this.context
    this.inFlight = inFlight
    const now = services.now()
    if (now - this.told < TELL_EVERY || this.training?.phase !== 'training') return
    this.told = now
    const { total } = this.training
    const done = this.rows.size
    const running = inFlight.filter(network => !this.rows.has(network.id))
    const reached = done + running.reduce((sum, network) => sum + network.epoch / Math.max(1, network.epochs), 0)
    const seconds = (now - this.begun) / 1000
    const rate = reached > this.before && seconds > 1 ? (reached - this.before) / seconds : null
    this.tell({ done, justFinished: this.justFinished, inFlight: running, rate, secondsLeft: rate ? (total - reached) / rate : null, share: Math.min(1, reached / total) })
  }

  /** Measures and places what has arrived, one batch at a time, while training goes on. */
  private place(): void {
    this.placing ??= this.placeBatches()
      .catch(error => { if (!isAbort(error)) this.context.notify('warn', `Finished networks could not be placed yet: ${error instanceof Error ? error.message : String(error)}`) })
      .finally(() => { this.placing = null })
  }

  private async placeBatches(): Promise<void> {
    const { store, services, notify } = this.context
    while (this.arrived.length + this.diverged.length > 0) {
      const since = services.now()
      const batch = this.arrived.splice(0)
      const without = this.diverged.splice(0)
      if (without.length) store.setState({ map: withDiverged(this.map, without) })
      if (batch.length === 0) continue
      const report = await services.geometry.add(batch, () => undefined)
      this.saturated += report.saturated.length
      this.flat += report.flat.length
      for (const { id, why } of report.refused) notify('warn', `Network ${id} has no place on the map: ${why}`)
      if (report.refused.length) store.setState({ map: withDiverged(this.map, report.refused.map(({ id }) => this.rows.get(id)!)) })
      const mapped = this.map.networks.length + report.added.length
      const { fresh } = this.order
      const early = this.training?.phase === 'training'
      // The last embedding, which is near, draws a new population from its distances alone.
      if (fresh && (!early || (this.embedded === 0 && mapped + this.waiting.length < FIRST_LAYOUT))) {
        this.waiting.push(...report.added)
        continue
      }
      if (fresh && mapped + this.waiting.length >= Math.max(FIRST_LAYOUT, GROWTH * this.embedded)) await this.embed('classic')
      else if (report.added.length) {
        const landings = await services.geometry.land(report.added)
        store.setState({ map: withLanded(this.map, [...this.rows.values()], landings) })
      }
      const rest = Math.min(LONGEST, Math.max(GATHER, (services.now() - since) * (1 / PLACING - 1)))
      await Promise.race([services.pause(rest), this.trained])
    }
  }

  /** Waits until everything that arrived has been placed. */
  private async settle(): Promise<void> {
    if (this.arrived.length + this.diverged.length > 0 || this.placing) this.tell({ phase: 'distances', done: this.rows.size, justFinished: this.justFinished, inFlight: [], secondsLeft: null, share: 0 })
    this.place()
    while (this.placing) await this.placing
  }

  private async lastEmbedding(recipe: Recipe): Promise<void> {
    if (this.rows.size === 0) return
    this.tell({ phase: 'embedding', done: this.rows.size, inFlight: [], secondsLeft: null, share: 0 })
    if (this.map.networks.length + this.waiting.length > 0) await this.embed(this.order.fresh ? 'classic' : 'base')
    this.warnOfSigma()
    this.context.store.setState({ map: { ...this.map, origin: 'session', manifest: { ...this.map.manifest, recipe, parts: {} } } })
  }

  /** The thresholds are those of operatorHealth; a handful of dead layers is no reason to bother anybody. */
  private warnOfSigma(): void {
    const { notify } = this.context
    const { scale, sigma } = this.map.manifest.geometry
    const measured = this.rows.size
    const setting = scale === 'none' ? `σ ${sigma} on raw distances` : `σ ${sigma} of the ${scale} distance`
    if (this.saturated > 0.1 * measured) notify('warn', `${this.saturated} of ${measured} networks are saturated at ${setting}: each probe sees only itself, and distances lose their meaning. Choose a larger σ${scale === 'none' ? ' or the scale mean' : ''} and embed anew.`)
    if (this.flat > 0.1 * measured) notify('warn', `${this.flat} of ${measured} networks are flat at ${setting}: each probe sees all others alike. Their last layer may be dead; a smaller σ shows whether it is.`)
  }

  private async embed(start: 'classic' | 'base'): Promise<void> {
    const { store, services, notify } = this.context
    const rows = new Map([...this.map.networks, ...this.rows.values()].map(row => [row.id, row]))
    const signal = [...rows.values()].map(row => ({ id: row.id, value: row.outcome.testAccuracy }))
    const embedding = await services.geometry.embed({ settings: this.map.manifest.geometry, start, signal }, progress => {
      if (this.training?.phase === 'embedding') this.tell({ share: progress.share })
    })
    this.waiting.length = 0
    this.embedded = embedding.ids.length
    store.setState({ map: withEmbedding(this.map, [...rows.values()], embedding) })
    if (this.training?.phase === 'embedding') for (const note of embedding.notes) notify('info', note)
  }
}
