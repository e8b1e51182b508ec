// One press of Train, from the recipe to the last point on the map: networks train in their workers, arrivals.ts brings them to the map as
// they finish, and at the end the map is embedded with all of them. Whatever is finished stays, however it ends.
import type { Dataset } from '../core/data/dataset.ts'
import type { NetworkSpec, TrainedNetwork } from '../core/network.ts'
import type { Recipe } from '../core/recipe.ts'
import { MAP_FORMAT, MAP_VERSION } from '../formats/map-file.ts'
import type { Device } from '../protocol/training.ts'
import type { KeptRun } from '../protocol/vault.ts'
import { aborted, isAbort } from '../services/spawn.ts'
import { Arrivals } from './arrivals.ts'
import { deviceOf } from './engines.ts'
import type { Holdings } from './holdings.ts'
import { emptyMap, withMeasures } from './map-view.ts'
import { withRun } from './grown-lineage.ts'
import { engineName, trainedOn } from './provenance.ts'
import type { RunContext } from './run-context.ts'
import { sentenceOf } from './run-context.ts'
import type { RunOrder } from './run-order.ts'
import { NOTHING_CHOSEN } from './selection.ts'
import type { MapView } from './state.ts'
import { TrainingProgress } from './training-progress.ts'

export class TrainingRun {
  private readonly stopper = new AbortController()
  private readonly arrivals: Arrivals
  private readonly progress: TrainingProgress
  /** Ends the pauses between batches when there is nothing more to wait for. */
  private hurry: () => void = () => undefined
  private kept = false

  constructor(private readonly context: RunContext, private readonly order: RunOrder) {
    const { store, services } = context
    this.arrivals = new Arrivals(context, order.fresh, new Promise(resolve => { this.hurry = resolve }))
    this.progress = new TrainingProgress(store, services.now, this.arrivals.rows)
  }

  /** Ends training; in the last phase, ends the embedding, unless finished networks have no place yet but the one it gives them. */
  stop(): void {
    const { phase } = this.progress
    const begun = phase !== 'starting' && phase !== 'layers'
    if (phase === 'embedding' ? !this.arrivals.placeless : !begun && !this.order.taken) void this.context.services.geometry.cancel()
    if (!begun) this.context.holdings.leaveOff()
    this.stopper.abort()
    if (this.kept) void this.context.keeper.end('stopped')
  }

  async run(): Promise<void> {
    const { store, services, holdings, keeper, notify } = this.context
    const { order, arrivals } = this
    const { map: before } = store.getState()
    const held = keeper.holds(before)
    this.progress.begin(order)
    let parts: ReturnType<Holdings['begin']> | null = null
    try {
      const dataset = await services.data.dataset(order.dataset)
      if (this.stopper.signal.aborted && !order.taken) throw aborted() // what an earlier visit had finished goes to the map all the same
      arrivals.knows(dataset)
      const run = order.run(dataset)
      if (order.taken) {
        await holdings.comparableSession()
        arrivals.joins(this.map)
        arrivals.takeUp(order.taken)
      } else if (order.fresh) {
        if (before) await holdings.keep(before).catch(() => undefined) // then an end before the first network finds only what its file said
        parts = await this.clear(run.recipe, dataset)
      } else {
        await holdings.session()
        if (this.stopper.signal.aborted) throw aborted() // before networks are made again that nobody waits for
        await holdings.comparableSession()
        if (this.stopper.signal.aborted) throw aborted()
        arrivals.joins(this.map)
      }
      this.kept = true
      void keeper.begin(run)
      for (const { id, interim } of order.begun) keeper.interim(id, interim)
      this.progress.tell({ phase: 'training' })
      await this.train(dataset, run, order.taken?.rest?.specs ?? run.specs)
      if (arrivals.busy) this.progress.enter('distances')
      await arrivals.settle()
      this.sayLineage(run)
      await this.lastEmbedding(run.recipe)
    } catch (error) {
      if (!isAbort(error)) notify('danger', `${sentenceOf(error)} What had finished is kept.`)
    }
    this.hurry()
    this.progress.end()
    // A new population of which nothing came leaves the map that stood before.
    const map = store.getState().map
    if (parts && map && map.networks.length + map.diverged.length === 0) {
      holdings.swap(parts)
      store.setState({ map: before && withMeasures(before, holdings.measures) }) // they may have come meanwhile
      if (this.kept) void keeper.abandon(before, held)
    } else if (this.kept) void keeper.end('finished')
  }

  /** Which stretch of which recipe's sequence has come to the map. A network that was trained further is in no sequence. */
  private sayLineage({ kind, specs, recipe, origins }: KeptRun): void {
    if (kind === 'on' || this.arrivals.rows.size === 0) return
    const { manifest } = this.map
    const came = [...this.arrivals.rows.keys()]
    const lineage = origins
      ? origins.reduce((grown, origin, place) => withRun(grown, origin, [specs[place]], came), manifest.lineage)
      : withRun(manifest.lineage, recipe, specs, came)
    this.context.store.setState({ map: { ...this.map, manifest: { ...manifest, ...lineage && { lineage } } } })
  }

  private get map(): MapView { return this.context.store.getState().map! }

  /** However training ends, what has finished goes on to the map. */
  private async train(dataset: Dataset, { keep }: KeptRun, specs: NetworkSpec[]): Promise<void> {
    const { store, services, keeper, notify } = this.context
    const { workers, device } = store.getState()
    try {
      if (specs.length > 0) {
        await services.training.train(this.stopper.signal, { dataset, specs, device: this.device(), beside: device === 'auto', workers, keep, begun: this.order.begun }, {
          onFinished: (network, on) => this.finished(network, on),
          onProgress: inFlight => this.progress.reached(inFlight),
          onTrouble: sentence => notify('warn', sentence),
          onDevice: (device, count) => this.progress.tell({ device, workers: count }),
          onInterim: (id, interim) => keeper.interim(id, interim),
        })
      }
    } catch (error) {
      if (!isAbort(error)) notify('danger', `${sentenceOf(error)} What had finished is kept.`)
    } finally {
      this.hurry()
    }
  }

  private finished(network: TrainedNetwork, on?: Device): void {
    const { holdings, keeper } = this.context
    this.sayEngine(on)
    const { id, curve, confusion } = network
    this.arrivals.finished(network)
    holdings.details.set(id, { id, curve, confusion })
    keeper.put(network)
    this.progress.networkFinished(id)
    this.arrivals.place()
  }

  /** The map says which engines its networks were trained on, from the first network of each. */
  private sayEngine(on: Device | undefined): void {
    const { store } = this.context
    const { training, gpu } = store.getState()
    const engine = engineName(on ?? training?.device ?? 'cpu', gpu)
    if (!this.map.manifest.provenance?.devices.includes(engine)) store.setState({ map: { ...this.map, manifest: trainedOn(this.map.manifest, [engine]) } })
  }

  /** A map of their own, empty so far, in a geometry session of its own. Returns what was held before. */
  private async clear(recipe: Recipe, dataset: Dataset): Promise<ReturnType<Holdings['begin']>> {
    const { store, services, holdings } = this.context
    const { geometry, dataset: settings } = this.order
    const { map: before } = store.getState()
    await services.geometry.open(geometry, null)
    const parts = holdings.begin()
    store.setState({
      ...NOTHING_CHOSEN,
      map: emptyMap({
        format: MAP_FORMAT, version: MAP_VERSION, title: `${dataset.title}, seed ${recipe.seed}`, madeBy: `Netfold ${__VERSION__}`, dataset: settings,
        datasetTitle: dataset.title, classNames: dataset.classNames, train: dataset.train.length, test: dataset.test.length, probes: dataset.probes.length,
        recipe, geometry, phate: { t: 1, stress: 0, components: 1 }, mapped: 0, parts: {}, lineage: { base: null, runs: [] },
      }, (before?.version ?? 0) + 1),
    })
    return parts
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

  /** The form may have been edited meanwhile: the map says what it was made from. */
  private async lastEmbedding(recipe: Recipe): Promise<void> {
    if (this.arrivals.rows.size === 0) return
    this.progress.enter('embedding')
    await this.arrivals.layOut(share => this.progress.tell({ share }))
    this.context.store.setState({ map: { ...this.map, origin: 'session', manifest: { ...this.map.manifest, recipe, parts: {} } } })
  }
}
