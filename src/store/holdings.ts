// What the session holds but no view draws: the parts of a map that come later, and which geometry session stands.
import type { Measures, NetworkActivations, NetworkDetail } from '../core/network.ts'
import type { GeometrySettings } from '../core/settings.ts'
import type { MapDetail, MapHead } from '../formats/map-file.ts'
import type { BaseMap, StandingLayout } from '../protocol/geometry.ts'
import type { KeptDistances } from '../protocol/vault.ts'
import type { RestOfMap } from '../services/maps.ts'
import type { Services } from '../services/services.ts'
import { measuresById } from './map-view.ts'
import type { MapView } from './state.ts'

/** Where one map's heavier parts are, or come from. */
interface Parts {
  head: MapHead | null
  details: Map<number, NetworkDetail>
  measures: ReadonlyMap<number, Measures>
  distances: Float64Array | null
  activations: NetworkActivations[] | null
  /** Of a map that keeps none: those that have been made again so far. */
  made: Map<number, NetworkActivations>
  /** The large file that the parts are still in; null where they are here, or on the server. */
  rest: RestOfMap | null
  /** Where the map stood and what lay between its networks when another took its session, or the page was closed; null while head and distances say it. */
  standing: Standing | null
}

/** What a geometry session is begun again from. */
export interface Standing {
  settings: GeometrySettings
  base: BaseMap | null
  /** Networks to be measured again: the base does not know them. */
  added: NetworkActivations[]
  /** The layout, where the base does not say it. */
  layout: StandingLayout | null
}

/** Each part is fetched at most once, each geometry session opened at most once. */
export class Holdings {
  private parts = partsOf({})
  private fetching: Promise<void> | null = null
  private opening: Promise<void> | null = null
  private supplying: Promise<void> | null = null
  private bringing: Promise<NetworkActivations[]> | null = null
  /** Ends the making of networks again. */
  private stopper: AbortController | null = null

  /** `fetched` hears that the standing map's detail has come from the server; `making`, how far networks have been made again, and null when that has ended, however it did. */
  constructor(
    private readonly services: Services, private readonly fetched: () => void,
    private readonly making: (making: { done: number, total: number } | null) => void = () => undefined,
  ) {}

  /** The standing map keeps no activations, and its networks have not been made again for them yet. */
  get unmade(): boolean {
    const { activations, head, rest } = this.parts
    return !activations && head !== null && !head.manifest.parts.activations && !rest?.has.activations
  }

  get details(): Map<number, NetworkDetail> { return this.parts.details }

  /** Those that are at hand. */
  get activations(): readonly NetworkActivations[] { return this.supplying ? this.services.geometry.activations() : this.parts.activations ?? [] }

  /** Between the networks of the standing map, wherever they are known already. */
  async distances(): Promise<KeptDistances> {
    const { head, distances, standing } = this.parts
    if (!this.opening && standing?.base) return { ids: standing.base.ids, condensed: standing.base.distances }
    if (!this.opening && head && distances) return { ids: head.ids, condensed: distances }
    await this.session()
    return this.services.geometry.distances()
  }

  /** What the file says was measured of its networks; the map has what came after. */
  get measures(): ReadonlyMap<number, Measures> { return this.parts.measures }

  /** Begins with another map; what is not given is fetched when it is asked for. */
  hold(head: MapHead, detail: MapDetail | null, activations: NetworkActivations[] | null, rest: RestOfMap | null = null): void {
    const parts = partsOf({ head, activations, rest })
    if (detail) fill(parts, head, detail)
    this.swap(parts)
  }

  /**
   * Takes down what the geometry session knows of the standing map, before another map takes the session: it may have been slid, embedded anew or
   * trained here since its file was read, if it ever had one.
   */
  async keep({ networks, positions, space, manifest }: MapView): Promise<void> {
    if (!this.opening) return // nobody has asked the session anything: the file still says it all
    const { ids, condensed } = await this.services.geometry.distances()
    if (ids.length !== networks.length) return
    const base = { ids, distances: condensed, coordinates: space ?? positions, t: manifest.phate.t }
    this.parts.standing = { settings: manifest.geometry, base, added: [], layout: null }
    if (this.supplying) this.parts.activations = this.services.geometry.activations()
  }

  /** Begins with a map that is yet to be trained, in a geometry session that was opened for it. Returns what was held before. */
  begin(): Parts {
    const before = this.parts
    this.swap(partsOf({ activations: [] }))
    this.opening = this.supplying = Promise.resolve()
    return before
  }

  /** Begins with a map that an earlier visit left. `activations`: of the base's networks. */
  restore(details: NetworkDetail[], activations: NetworkActivations[], standing: Standing): void {
    this.swap(partsOf({ details: new Map(details.map(detail => [detail.id, detail])), activations, standing }))
  }

  /** Takes another map's parts; the geometry session is opened from them at the next question. */
  swap(parts: Parts): void {
    this.leaveOff()
    this.parts = parts
    this.fetching = this.opening = this.supplying = this.bringing = null
  }

  /** Nobody waits any more for networks to be made again: whoever did hears an AbortError, and those that have been made stay for the next time. */
  leaveOff(): void {
    this.stopper?.abort()
  }

  /** Curves, confusion matrices and distances. */
  async detail(): Promise<void> {
    const { parts } = this
    const { head, distances } = parts
    if (distances || !head) return
    this.fetching ??= (parts.rest ? parts.rest.detail() : this.services.maps.detail(head)).then(detail => {
      if (!detail) throw new Error('This map carries no curves or distances.')
      fill(parts, head, detail)
      if (parts === this.parts) this.fetched()
    })
    await this.fetching.catch(error => {
      this.fetching = null
      throw error
    })
  }

  /** A geometry session that knows the standing map's distances and layout. */
  async session(): Promise<void> {
    this.opening ??= this.detail().then(() => {
      const { head, distances, standing } = this.parts
      if (standing) return this.reopen(standing)
      if (!distances || !head) throw new Error('This map carries no distances between its networks.')
      const { manifest, ids, embedding } = head
      return this.services.geometry.open(manifest.geometry, { ids, distances, coordinates: embedding, t: manifest.phate.t })
    })
    await this.opening.catch(error => {
      this.opening = null
      throw error
    })
  }

  private async reopen({ settings, base, added, layout }: Standing): Promise<void> {
    const { geometry } = this.services
    await geometry.open(settings, base)
    if (added.length > 0) {
      await geometry.supply(this.parts.activations ?? [])
      this.supplying = Promise.resolve()
      await geometry.add(added, () => undefined)
    }
    if (layout) await geometry.restore(layout)
  }

  /** The same, with activations, so that new networks can be compared with the map's. */
  async comparableSession(): Promise<void> {
    await this.session()
    this.supplying ??= (async () => {
      await this.services.geometry.supply(await this.bring())
    })()
    await this.supplying.catch(error => {
      this.supplying = null
      throw error
    })
  }

  /** Activations of the standing map's networks, for whoever compares none of them with each other: no session is waited for that need not be. */
  async representations(): Promise<readonly NetworkActivations[]> {
    if (!this.supplying && !this.parts.standing?.added.length) return this.bring()
    await this.comparableSession()
    return this.services.geometry.activations()
  }

  private async bring(): Promise<NetworkActivations[]> {
    const { parts } = this
    if (parts.activations) return parts.activations
    this.bringing ??= this.comingFor(parts)
    const brought = await this.bringing.catch(error => {
      this.bringing = null
      throw error
    })
    return parts.activations ??= brought
  }

  private async comingFor({ head, rest, made }: Parts): Promise<NetworkActivations[]> {
    if (!head) return []
    if (this.unmade) return this.again(head, made)
    return rest ? await rest.activations() ?? [] : this.services.maps.activations(head)
  }

  /** Of a map that keeps none. */
  private async again(head: MapHead, made: Map<number, NetworkActivations>): Promise<NetworkActivations[]> {
    const stopper = this.stopper = new AbortController()
    const { activationsAgain, fromSeeds } = await import('./activations-again.ts')
    if (!fromSeeds(head)) throw new Error('This map carries no activations.')
    const total = head.ids.length
    const hear = (done: number): void => this.making({ done, total })
    hear(made.size)
    try {
      return await activationsAgain(this.services, head, made, hear, stopper.signal)
    } finally {
      if (this.stopper === stopper) this.making(null)
    }
  }
}

/** What a map has of them; nothing else is known of it. */
const partsOf = (known: Partial<Parts>): Parts =>
  ({ head: null, details: new Map(), measures: new Map(), distances: null, activations: null, made: new Map(), rest: null, standing: null, ...known })

function fill(parts: Parts, head: MapHead, detail: MapDetail): void {
  parts.distances = detail.distances
  parts.measures = measuresById(head.ids, detail.measures)
  for (const network of detail.details) parts.details.set(network.id, network)
}
