// One press of Train, from the recipe to the last point on the map: networks train in their workers; as they finish, the geometry
// worker measures and lands them; at the end the map is embedded with all of them. Whatever is finished stays, however it ends.
import type { StoreApi } from 'zustand'
import type { NetworkActivations, NetworkRow, TrainedNetwork } from '../core/network.ts'
import type { Recipe } from '../core/population.ts'
import { drawNetworks } from '../core/population.ts'
import { MAP_FORMAT, MAP_VERSION } from '../formats/map-file.ts'
import type { NetworkProgress } from '../protocol/training.ts'
import { isAbort } from '../services/spawn.ts'
import type { Services } from '../services/services.ts'
import type { Holdings } from './holdings.ts'
import { emptyMap, withDiverged, withEmbedding, withLanded, withMeasures } from './map-view.ts'
import { NOTHING } from './selection.ts'
import type { AppStore, MapView, TrainingState } from './state.ts'

/** A first layout is worth drawing from so many networks on, and worth drawing again when they are half as many more. */
const FIRST_LAYOUT = 6
const GROWTH = 1.5

/** Arrivals are gathered this long (ms) while training goes on: each batch is a new map for every view. */
const GATHER = 700

/** Views hear of progress this often (ms): more would only keep the main thread busy. */
const TELL_EVERY = 250

export interface RunContext {
  store: StoreApi<AppStore>
  services: Services
  holdings: Holdings
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

  constructor(private readonly context: RunContext, private readonly kind: 'more' | 'new') {
    this.begun = context.services.now()
  }

  /** Ends training; in the last phase, ends the embedding, unless finished networks have no place yet but the one it gives them. */
  stop(): void {
    if (this.training?.phase === 'embedding' && this.waiting.length === 0) void this.context.services.geometry.cancel()
    this.stopper.abort()
  }

  async run(): Promise<void> {
    const { store, services, holdings, notify } = this.context
    const { recipe, dataset: settings, map: before, geometry } = store.getState()
    this.tell({
      phase: 'starting', done: 0, total: recipe.count, share: 0, rate: null, secondsLeft: null, device: 'cpu', workers: 0, inFlight: [], justFinished: [], recipe,
    })
    let held: ReturnType<Holdings['begin']> | null = null
    try {
      const dataset = await services.data.dataset(settings)
      let first = 0
      if (this.kind === 'more' && before) {
        await holdings.comparableSession()
        first = 1 + Math.max(-1, ...before.networks.map(row => row.id), ...before.diverged.map(row => row.id))
        this.embedded = before.networks.length
      } else {
        if (before) await holdings.keep(before).catch(() => undefined) // then an end before the first network finds only what its file said
        await services.geometry.open(geometry, null)
        held = holdings.begin()
        store.setState({
          selection: NOTHING, open: null, tab: 'selection',
          map: emptyMap({
            format: MAP_FORMAT, version: MAP_VERSION, title: `${dataset.title}, seed ${recipe.seed}`, madeBy: `Netfold ${__VERSION__}`, dataset: settings,
            datasetTitle: dataset.title, classNames: dataset.classNames, train: dataset.train.length, test: dataset.test.length, probes: dataset.probes.length,
            recipe, geometry, phate: { t: 1, stress: 0, components: 1 }, mapped: 0, parts: {},
          }, (before?.version ?? 0) + 1),
        })
      }
      const specs = drawNetworks(recipe, first, recipe.count)
      this.tell({ phase: 'training' })
      await services.training.train(this.stopper.signal, { dataset, specs, device: this.device() }, {
        onFinished: network => this.finished(network),
        onProgress: inFlight => this.progress(inFlight),
        onTrouble: sentence => notify('warn', sentence),
        onDevice: (device, workers) => this.tell({ device, workers }),
      }).catch(error => { if (!isAbort(error)) throw error })
      await this.settle()
      // The form may have been edited meanwhile: the map says what it was made from.
      await this.lastEmbedding({ ...recipe, count: first + recipe.count })
    } catch (error) {
      if (!isAbort(error)) notify('danger', `${error instanceof Error ? error.message : String(error)} What had finished is kept.`)
    }
    store.setState({ training: null })
    // A new population of which nothing came leaves the map that stood before.
    const map = store.getState().map
    if (held && map && map.networks.length + map.diverged.length === 0) {
      holdings.swap(held)
      store.setState({ map: before && withMeasures(before, holdings.measures) }) // they may have come meanwhile
    }
  }

  private get training(): TrainingState | null { return this.context.store.getState().training }
  private get map(): MapView { return this.context.store.getState().map! }

  private tell(change: Partial<TrainingState>): void {
    this.context.store.setState(state => ({ training: { ...state.training, ...change } as TrainingState }))
  }

  private device(): 'cpu' | 'webgpu' {
    const { device, gpu } = this.context.store.getState()
    if (device === 'auto') return gpu?.available && !gpu.fallback ? 'webgpu' : 'cpu'
    if (device === 'webgpu' && !gpu?.available) {
      this.context.notify('warn', `There is no GPU to train on (${gpu?.why ?? 'it has not been found yet'}) Training on the CPU.`)
      return 'cpu'
    }
    return device
  }

  private finished(network: TrainedNetwork): void {
    const { store, holdings } = this.context
    const { row } = network
    this.rows.set(row.id, row)
    holdings.details.set(network.id, { id: network.id, curve: network.curve, confusion: network.confusion })
    if (network.activations) this.arrived.push(network.activations)
    else store.setState(state => ({ map: withDiverged(state.map!, [row]) }))
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
    const rate = reached > 0 && seconds > 1 ? reached / seconds : null
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
    while (this.arrived.length) {
      const batch = this.arrived.splice(0)
      const report = await services.geometry.add(batch, () => undefined)
      this.saturated += report.saturated.length
      this.flat += report.flat.length
      for (const { id, why } of report.refused) notify('warn', `Network ${id} has no place on the map: ${why}`)
      if (report.refused.length) store.setState({ map: withDiverged(this.map, report.refused.map(({ id }) => this.rows.get(id)!)) })
      const mapped = this.map.networks.length + report.added.length
      const fresh = this.kind === 'new'
      if (fresh && this.embedded === 0 && mapped + this.waiting.length < FIRST_LAYOUT) {
        this.waiting.push(...report.added)
        continue
      }
      if (fresh && mapped + this.waiting.length >= Math.max(FIRST_LAYOUT, GROWTH * this.embedded)) await this.embed('classic')
      else if (report.added.length) {
        const landings = await services.geometry.land(report.added)
        store.setState({ map: withLanded(this.map, [...this.rows.values()], landings) })
      }
      if (this.training?.phase === 'training') await services.pause(GATHER)
    }
  }

  /** Waits until everything that arrived has been placed. */
  private async settle(): Promise<void> {
    if (this.arrived.length || this.placing) this.tell({ phase: 'distances', done: this.rows.size, justFinished: this.justFinished, inFlight: [], secondsLeft: null, share: 0 })
    this.place()
    while (this.placing) await this.placing
  }

  private async lastEmbedding(recipe: Recipe): Promise<void> {
    if (this.rows.size === 0) return
    this.tell({ phase: 'embedding', done: this.rows.size, inFlight: [], secondsLeft: null, share: 0 })
    if (this.map.networks.length + this.waiting.length > 0) await this.embed(this.kind === 'new' ? 'classic' : 'base')
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
