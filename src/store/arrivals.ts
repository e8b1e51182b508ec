// Finished networks on their way to the map while others still train: compared with those before them, placed a batch at a time, and in the
// pauses of placing measured, so that little is left to do when the last has been trained.
import type { Extras } from '../core/comparison/comparand.ts'
import { extrasFor } from '../core/comparison/comparand.ts'
import type { Dataset } from '../core/data/dataset.ts'
import type { Measures, NetworkActivations, NetworkRow, NetworkState, TrainedNetwork } from '../core/network.ts'
import { isAbort } from '../services/spawn.ts'
import { withDiverged, withEmbedding, withLanded, withMeasures } from './map-view.ts'
import { revisitedExtras, rowExtras } from './comparands.ts'
import { BATCH, probeLabels } from './portraits.ts'
import type { Restored } from './resume.ts'
import type { RunContext } from './run-context.ts'
import { sentenceOf } from './run-context.ts'
import { specOf } from './network-again.ts'
import { sigmaWarnings } from './sigma-warnings.ts'
import type { MapView } from './state.ts'

/** A first layout is worth drawing from so many networks on, and worth drawing again when they are twice as many. */
const FIRST_LAYOUT = 6
const GROWTH = 2

/** Arrivals are gathered this long (ms) while training goes on: each batch is a new map for every view. */
const GATHER = 700

/** Placing takes at most this share of one thread from the training: what is placed early is measured no less, and drawn again at the end. */
const PLACING = 0.2

/** But nobody waits longer than this (ms) for the next points. */
const LONGEST = 2500

/** In a pause one looks this often (ms) whether somebody has arrived who can be compared and measured meanwhile. */
const LOOK_EVERY = 200

export class Arrivals {
  /** Every network that has finished, by id. */
  readonly rows = new Map<number, NetworkRow>()
  private readonly arrived: NetworkActivations[] = []
  /** Finished without a place: they join the map's list with the next batch. */
  private diverged: NetworkRow[] = []
  /** Compared with the others, and not on the map yet. */
  private compared: number[] = []
  /** Compared, and their representations not measured yet. */
  private unmeasured: number[] = []
  /** Measured, and the map does not show it yet. */
  private readonly measured = new Map<number, Measures>()
  private labels: Int32Array | null = null
  private dataset: Dataset | null = null
  /** Weights of those that have not been compared yet, where the metric looks at more than the last layer. */
  private readonly states = new Map<number, NetworkState>()
  private readonly probabilities = new Map<number, Float32Array>()
  /** Networks of the standing layout. */
  private embedded = 0
  private placing: Promise<void> | null = null
  /** Networks for which sigma is off: their operator is nearly the identity, or nearly constant. */
  private saturated = 0
  private flat = 0

  /** `fresh`: onto a map of their own. `trained` resolves when no more will arrive. */
  constructor(private readonly context: RunContext, private readonly fresh: boolean, private readonly trained: Promise<void>) {}

  /** Whether finished networks have no place but the one that the next layout gives them. */
  get placeless(): boolean { return this.compared.length > 0 }

  /** Whether there is anything to be placed, or somebody at it. */
  get busy(): boolean { return this.toPlace || this.placing !== null }

  /** They may be measured by these data's labels. */
  knows(dataset: Dataset): void {
    this.dataset = dataset
    this.labels = probeLabels(dataset)
  }

  /** They come to a map that stands, all of it in the layout but those that landed. */
  joins(map: MapView): void {
    this.embedded = map.networks.length - map.landed.size
  }

  /** With those that an earlier visit had trained. */
  takeUp({ rest, unplaced }: Restored): void {
    for (const row of rest?.finished ?? []) this.rows.set(row.id, row)
    for (const { activations } of unplaced) this.arrived.push(activations!)
    this.place()
  }

  finished({ id, row, activations, state, probabilities }: TrainedNetwork): void {
    this.rows.set(id, row)
    const need = extrasFor(this.map.manifest.geometry)
    // Copies: the originals go to the vault.
    if (need === 'layers' && state) this.states.set(id, { weights: state.weights.slice(), first: state.first.slice(), second: state.second.slice() })
    if (need === 'probabilities' && probabilities) this.probabilities.set(id, probabilities.slice())
    if (activations) this.arrived.push(activations)
    else this.diverged.push(row)
  }

  /** Compares, places and measures what has arrived, while training goes on. */
  place(): void {
    this.placing ??= this.placeAll()
      .catch(error => { if (!isAbort(error)) this.context.notify('warn', `Finished networks could not be placed yet: ${sentenceOf(error)}`) })
      .finally(() => { this.placing = null })
  }

  /** When everything that arrived has been placed, or has its place from the last layout alone. */
  async settle(): Promise<void> {
    this.place()
    while (this.placing) await this.placing
  }

  /** The last layout, of everybody; and what there is to say of sigma. */
  async layOut(onShare: (share: number) => void): Promise<void> {
    const { notify } = this.context
    const notes = this.map.networks.length + this.compared.length > 0 ? await this.embed(this.fresh ? 'classic' : 'base', onShare) : []
    for (const note of notes) notify('info', note)
    for (const warning of sigmaWarnings(this.map.manifest.geometry, this.rows.size, this.saturated, this.flat)) notify('warn', warning)
  }

  private get map(): MapView { return this.context.store.getState().map! }

  private get early(): boolean { return this.context.store.getState().training?.phase === 'training' }

  private get toPlace(): boolean { return this.arrived.length + this.diverged.length > 0 || (this.compared.length > 0 && this.placeable) }

  /** The last layout, which is near when training is over, draws a new population from its distances alone; an early one needs a few. */
  private get placeable(): boolean {
    return !this.fresh || (this.early && (this.embedded > 0 || this.map.networks.length + this.compared.length >= FIRST_LAYOUT))
  }

  /** With what was measured meanwhile, so that the views have one new map, not two. */
  private show(map: MapView): void {
    this.context.store.setState({ map: withMeasures(map, this.measured) })
    this.measured.clear()
  }

  private async placeAll(): Promise<void> {
    const { services } = this.context
    for (;;) {
      const since = services.now()
      if (this.toPlace) {
        await this.compare()
        if (!this.placeable || this.compared.length === 0) continue
        await this.placeBatch()
        const placed = services.now()
        await this.pause(placed + Math.min(LONGEST, Math.max(GATHER, (placed - since) * (1 / PLACING - 1))))
      } else if (this.early && this.unmeasured.length > 0) await this.measure()
      else return
    }
  }

  /** Until the next batch is placed others are compared and measured, which is work that stands. */
  private async pause(until: number): Promise<void> {
    const { services } = this.context
    while (this.early) {
      const left = until - services.now()
      if (left <= 0) return
      if (this.unmeasured.length > 0) await this.measure()
      else if (this.arrived.length > 0) await this.compare()
      else await Promise.race([services.pause(Math.min(left, LOOK_EVERY)), this.trained])
    }
  }

  /** Gives everybody who has arrived an operator, and distances to those before. */
  private async compare(): Promise<void> {
    const { services, notify } = this.context
    const batch = this.arrived.splice(0)
    const without = this.diverged.splice(0)
    if (without.length > 0) this.show(withDiverged(this.map, without))
    if (batch.length === 0) return
    const extras = await this.extrasOf(batch)
    if (extras.length > 0) await services.geometry.equip(extras)
    const report = await services.geometry.add(batch, () => undefined)
    this.saturated += report.saturated.length
    this.flat += report.flat.length
    for (const { id, why } of report.refused) notify('warn', `Network ${id} has no place on the map: ${why}`)
    if (report.refused.length > 0) this.show(withDiverged(this.map, report.refused.map(({ id }) => this.rows.get(id)!)))
    this.compared.push(...report.added)
    if (this.labels) this.unmeasured.push(...report.added)
  }

  /** What the map's metric asks of newcomers besides activations. Layers are passed through the weights again, which are at hand where they are kept. */
  private async extrasOf(batch: readonly NetworkActivations[]): Promise<Extras[]> {
    const { geometry } = this.map.manifest
    const rows = batch.map(({ id }) => this.rows.get(id)!)
    const need = extrasFor(geometry)
    if (need === null) return []
    if (need === 'row') return rows.map(rowExtras)
    const extras: Extras[] = rows.flatMap(({ id }) => this.probabilities.has(id) ? [{ id, probabilities: this.probabilities.get(id)! }] : [])
    const there = new Set(extras.map(({ id }) => id))
    const requests = rows.filter(({ id }) => !there.has(id)).map(row => ({ spec: specOf(row)!, state: this.states.get(row.id) ?? null }))
    if (requests.length > 0 && this.dataset) await this.context.services.revisit.revisit(null, this.dataset, requests, network => extras.push(revisitedExtras(network, geometry)))
    for (const { id } of rows) for (const kept of [this.states, this.probabilities]) kept.delete(id)
    return extras
  }

  private async placeBatch(): Promise<void> {
    if (this.fresh && this.map.networks.length + this.compared.length >= Math.max(FIRST_LAYOUT, GROWTH * this.embedded)) {
      await this.embed('classic', () => undefined)
      return
    }
    const ids = this.compared.splice(0)
    const landings = await this.context.services.geometry.land(ids)
    this.show(withLanded(this.map, [...this.rows.values()], landings))
  }

  /** A few at a time, so that nobody waits long for a place. What stands in the way is said after the training, when measuring is tried again. */
  private async measure(): Promise<void> {
    const ids = this.unmeasured.splice(0, BATCH)
    try {
      for (const { id, portrait } of await this.context.services.geometry.portraits(ids, this.labels!)) {
        this.measured.set(id, portrait)
        this.rows.set(id, { ...this.rows.get(id)!, measures: portrait })
      }
    } catch {
      this.unmeasured = []
      this.labels = null
    }
  }

  /** Returns what the reader should know of it. */
  private async embed(start: 'classic' | 'base', onShare: (share: number) => void): Promise<string[]> {
    const { services } = this.context
    const rows = new Map([...this.map.networks, ...this.rows.values()].map(row => [row.id, row]))
    const signal = [...rows.values()].map(row => ({ id: row.id, value: row.outcome.testAccuracy }))
    const embedding = await services.geometry.embed({ settings: this.map.manifest.geometry, start, signal }, progress => onShare(progress.share))
    this.compared = []
    this.embedded = embedding.ids.length
    const { turned } = this.map.manifest.phate
    const grown = withEmbedding(this.map, [...rows.values()], embedding)
    // A layout that grew lies as the one before it.
    this.show(start === 'base' && turned ? { ...grown, manifest: { ...grown.manifest, phate: { ...grown.manifest.phate, turned } } } : grown)
    return embedding.notes
  }
}
