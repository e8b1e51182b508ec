// Hands the session to the vault as it grows: networks when they finish, the map whenever it changed. Nobody waits for it, and nothing
// that goes wrong there stops anything here.
import type { StoreApi } from 'zustand'
import type { Interim, NetworkRow, TrainedNetwork } from '../core/network.ts'
import type { MapFile } from '../formats/map-file.ts'
import type { KeptMap, KeptRun, RoomMade } from '../protocol/vault.ts'
import type { Services } from '../services/services.ts'
import type { Holdings } from './holdings.ts'
import { coordinatesOf } from './map-view.ts'
import type { AppStore, MapView } from './state.ts'

type KeptInFile = Pick<MapFile, 'checkpoints' | 'states' | 'probabilities'>

/** A map that changes all the time is written this often (ms). */
const WRITE_EVERY = 1000

export class SessionKeeper {
  /** Which series of maps the vault holds; null while it holds none that is on screen. */
  private series: number | null = null
  /** The ready-made map that the vault knows to be on screen instead. */
  private elsewhere: number | null = null
  /** Counts whose view is kept. */
  page = 0
  private written: { networks: MapView['networks'] | null, distances: string } = NOTHING
  private writing = false
  private marked: number | null
  private looksOn = false
  /** What the vault said last. */
  private report: AppStore['vault'] | null = null
  private closed = false
  private last: Promise<unknown> = Promise.resolve()
  /** When the vault knows whose networks are coming. */
  private ready: Promise<void> = Promise.resolve()

  constructor(private readonly store: StoreApi<AppStore>, private readonly services: Services, private readonly holdings: Holdings, private readonly notify: (tone: 'warn' | 'info', sentence: string) => void) {
    this.marked = services.page.marked()
    let said: string | null = null
    services.vault.onReport(({ room, ...vault }) => {
      this.report = vault
      this.tell()
      this.mark()
      if (room) void this.sayRoom(room)
      if (!vault.why || vault.why === said || !store.getState().training) return
      said = vault.why // once, and when there are networks to be kept
      notify('warn', vault.why)
    })
    store.subscribe((now, before) => {
      if (now.map === before.map) return
      if (before.map && now.map?.series !== before.map.series && this.holds(before.map)) this.parted(before.map)
      this.changed()
      this.leftFor(now.map)
      this.mark()
    })
  }

  /** A link is followed when the page opens: whoever only looks at what somebody sent finds at the next visit what they had before. */
  get guest(): boolean { return this.looksOn }

  set guest(looksOn: boolean) {
    if (looksOn === this.looksOn) return
    this.looksOn = looksOn
    this.tell() // the vault may have spoken before anybody knew of a link
  }

  /** Of a session that a guest has not opened nothing is on screen. */
  private tell(): void {
    if (this.report) this.store.setState({ vault: this.guest && this.series === null ? { ...this.report, networks: 0 } : this.report })
  }

  /** The map on screen came out of the vault. */
  took(map: MapView, withDistances: boolean): void {
    this.series = map.series
    this.guest = false
    this.page++
    this.elsewhere = null
    this.written = withDistances ? { networks: map.networks, distances: distancesKey(map) } : NOTHING
  }

  /** A training begins on the standing map; one that is not in the vault yet goes there with all its networks. */
  begin(run: KeptRun): Promise<void> {
    const { map } = this.store.getState()
    if (!map) return Promise.resolve()
    const fresh = map.series !== this.series
    return this.hold(map, run, fresh)
  }

  /** A map from a file takes the place of what was kept, with what the file kept of its networks. */
  replace(inFile: KeptInFile): Promise<void> {
    const { map, keep, recipe } = this.store.getState()
    if (!map) return Promise.resolve()
    return this.hold(map, { kind: 'more', specs: [], recipe: map.manifest.recipe ?? recipe, keep, state: 'finished' }, true, inFile)
  }

  put(network: TrainedNetwork): void {
    void this.ready.then(() => this.services.vault.put(network))
  }

  interim(id: number, interim: Interim): void {
    void this.ready.then(() => this.services.vault.interim(id, interim))
  }

  private hold(map: MapView, run: KeptRun, fresh: boolean, inFile: KeptInFile = {}): Promise<void> {
    this.series = map.series
    this.guest = false
    this.page++
    this.elsewhere = null
    if (fresh) this.written = NOTHING
    this.ready = this.inTurn(async () => {
      if (!fresh) return
      await this.services.vault.prepare()
      this.putMap(map, inFile)
    })
    return this.inTurn(async () => this.services.vault.begin(run, await this.change(this.store.getState().map ?? map)))
  }

  end(how: 'paused' | 'stopped' | 'finished'): Promise<void> {
    return this.inTurn(async () => {
      await this.write()
      await this.services.vault.end(how)
    })
  }

  /** Nothing came of a new map, and `before` stands on screen again. */
  abandon(before: MapView | null, kept: boolean): Promise<void> {
    return this.inTurn(async () => {
      await this.services.vault.abandon()
      this.series = kept && before ? before.series : null
      this.page++
      this.written = NOTHING
    })
  }

  /** Whether the vault holds this map. */
  holds(map: MapView | null): boolean {
    return map !== null && map.series === this.series
  }

  forget(): Promise<void> {
    return this.inTurn(async () => {
      if (this.series !== null) this.gone()
      await this.services.vault.forget()
    })
  }

  /** The session on screen was taken away. Its map stays until the page is closed: a reload begins anew, and offers no making of it again. */
  gone(): void {
    this.letGo()
    const { page } = this.services
    page.say(page.address().replace(/#.*$/s, ''))
  }

  /** The session is no longer kept; its map may stay on screen. */
  letGo(): void {
    this.series = null
    this.written = NOTHING
  }

  /** Writes what is still to be written of the map on screen. */
  rest(): Promise<void> {
    return this.inTurn(() => this.write())
  }

  /** How the map on screen is looked at; behind whatever made it. */
  look(view: unknown, map: MapView | null): Promise<void> {
    if (!map || (map.series !== this.series && map.series !== this.elsewhere)) return Promise.resolve()
    return this.inTurn(() => this.services.vault.look(view))
  }

  /** When all that was handed over so far is with the vault. */
  async settled(): Promise<void> {
    await this.last
  }

  /** From here on nothing is handed over. */
  keepNothing(): void { this.closed = true }

  private inTurn(work: () => Promise<void>): Promise<void> {
    if (this.closed) return Promise.resolve()
    const turn = this.last.then(work).catch(() => undefined)
    this.last = turn
    return turn
  }

  private changed(): void {
    if (this.writing || !this.holds(this.store.getState().map)) return
    this.writing = true
    void this.services.pause(WRITE_EVERY).then(() => {
      this.writing = false
      return this.inTurn(() => this.write())
    })
  }

  /** Another map came on screen: this one stays kept as it stood. What lies between its networks is no longer at hand. */
  private parted(map: MapView): void {
    const written = this.written.networks
    void this.inTurn(() => this.services.vault.stand(mapChange(map, written)))
  }

  /** A ready-made map came on screen: the next visit begins with it, and the session before is a past one. */
  private leftFor(map: MapView | null): void {
    const name = map?.origin === 'ready-made' ? map.manifest.lineage?.base : null
    if (this.guest || !map || !name || map.series === this.series || map.series === this.elsewhere) return
    this.series = null
    this.elsewhere = map.series
    this.page++
    this.written = NOTHING
    void this.inTurn(() => this.services.vault.leave({ map: name, view: null }))
  }

  /** A reload of this tab comes back to the session that it shows. */
  private mark(): void {
    const { map, vault: { session } } = this.store.getState()
    const here = this.holds(map) ? session : null
    if (!map || here === this.marked) return
    this.marked = here
    this.services.page.mark(here)
  }

  private async sayRoom(made: RoomMade): Promise<void> {
    const { roomSentences } = await import('./sharing/session-words.ts')
    for (const sentence of roomSentences(made)) this.notify('info', sentence)
  }

  /** The map as it stands now. */
  private async write(): Promise<void> {
    const { map } = this.store.getState()
    if (map?.series === this.series) await this.services.vault.stand(await this.change(map!))
  }

  /** What the vault has not heard of it yet. */
  private async change(map: MapView): Promise<KeptMap> {
    const ids = map.networks.map(row => row.id)
    const change = mapChange(map, this.written.networks)
    this.written = { ...this.written, networks: map.networks }
    const wanted = distancesKey(map)
    if (wanted !== this.written.distances && ids.length > map.landed.size) {
      const distances = await this.holdings.distances().catch(() => null)
      if (distances) {
        change.distances = distances
        this.written = { ...this.written, distances: wanted }
      }
    }
    return change
  }

  /** Every network of a map that was not trained in this session. */
  private putMap(map: MapView, { checkpoints, states, probabilities }: KeptInFile): void {
    const activations = new Map(this.holdings.activations.map(network => [network.id, network]))
    for (const { id, hyper, weightSeed, orderSeed, outcome, brought } of [...map.networks, ...map.diverged]) {
      const row: NetworkRow = { id, hyper, weightSeed, orderSeed, outcome, ...brought && { brought } } // what was measured of it goes with the map
      const { curve, confusion } = this.holdings.details.get(id) ?? { curve: new Float32Array(0), confusion: new Int32Array(0) }
      this.services.vault.put({
        id, row, curve, confusion, activations: activations.get(id) ?? null,
        probabilities: probabilities?.get(id) ?? null, checkpoints: checkpoints?.get(id) ?? null, state: states?.get(id) ?? null,
      })
    }
  }
}

/** All but distances; measures and columns only where the networks are others than those that were written. */
function mapChange(map: MapView, written: MapView['networks'] | null): KeptMap {
  const { manifest, origin, comparable, landed, entropy } = map
  const ids = map.networks.map(row => row.id)
  const change: KeptMap = { standing: { manifest, origin, comparable, ids, positions: coordinatesOf(map), landed: [...landed], entropy } }
  if (map.networks === written) return change
  const measures = new Map(map.networks.flatMap(({ id, measures: found }) => found ? [[id, found]] : []))
  const columns = new Map([...map.networks, ...map.diverged].flatMap(({ id, brought }) => brought ? [[id, brought]] : []))
  return { ...change, ...measures.size > 0 && { measures }, ...columns.size > 0 && { columns } }
}

/** Other distances have another key: of other networks in the layout, or by another metric, layer, scale or sigma. */
function distancesKey({ manifest: { geometry: { metric, layer, scale, sigma } }, networks, landed }: MapView): string {
  return JSON.stringify([metric, layer, scale, sigma, networks.map(row => row.id).filter(id => !landed.has(id))])
}

const NOTHING = { networks: null, distances: '' }
