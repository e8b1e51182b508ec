// What the session holds but no view draws: the parts of a map that come later, and which geometry session stands.
import type { Measures, NetworkActivations, NetworkDetail } from '../core/network.ts'
import type { MapDetail, MapHead } from '../formats/map-file.ts'
import type { Services } from '../services/services.ts'
import { measuresById } from './map-view.ts'

/** Where one map's heavier parts are, or come from. */
interface Parts {
  head: MapHead | null
  details: Map<number, NetworkDetail>
  measures: ReadonlyMap<number, Measures>
  distances: Float64Array | null
  activations: NetworkActivations[] | null
}

/** Each part is fetched at most once, each geometry session opened at most once. */
export class Holdings {
  private parts: Parts = { head: null, details: new Map(), measures: NONE, distances: null, activations: null }
  private fetching: Promise<void> | null = null
  private opening: Promise<void> | null = null
  private supplying: Promise<void> | null = null

  /** `fetched` hears that the standing map's detail has come from the server. */
  constructor(private readonly services: Services, private readonly fetched: () => void) {}

  get details(): Map<number, NetworkDetail> { return this.parts.details }

  /** What the file says was measured of its networks; the map has what came after. */
  get measures(): ReadonlyMap<number, Measures> { return this.parts.measures }

  /** Begins with another map; what is not given is fetched when it is asked for. */
  hold(head: MapHead, detail: MapDetail | null, activations: NetworkActivations[] | null): void {
    const parts: Parts = { head, details: new Map(), measures: NONE, distances: null, activations }
    if (detail) fill(parts, head, detail)
    this.swap(parts)
  }

  /** Begins with a map that is yet to be trained, in a geometry session that was opened for it. Returns what was held before. */
  begin(): Parts {
    const before = this.parts
    this.swap({ head: null, details: new Map(), measures: NONE, distances: null, activations: [] })
    this.opening = this.supplying = Promise.resolve()
    return before
  }

  /** Takes another map's parts; the geometry session is opened from them at the next question. */
  swap(parts: Parts): void {
    this.parts = parts
    this.fetching = this.opening = this.supplying = null
  }

  /** Curves, confusion matrices and distances. */
  async detail(): Promise<void> {
    const { parts } = this
    const { head, distances } = parts
    if (distances || !head) return
    this.fetching ??= this.services.maps.detail(head).then(detail => {
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
      const { head, distances } = this.parts
      if (!distances || !head) throw new Error('This map carries no distances between its networks.')
      const { manifest, ids, embedding } = head
      return this.services.geometry.open(manifest.geometry, { ids, distances, coordinates: embedding, t: manifest.phate.t })
    })
    await this.opening.catch(error => {
      this.opening = null
      throw error
    })
  }

  /** The same, with activations, so that new networks can be compared with the map's. */
  async comparableSession(): Promise<void> {
    await this.session()
    this.supplying ??= (async () => {
      const { parts } = this
      parts.activations ??= parts.head ? await this.services.maps.activations(parts.head) : []
      await this.services.geometry.supply(parts.activations)
    })()
    await this.supplying.catch(error => {
      this.supplying = null
      throw error
    })
  }
}

const NONE: ReadonlyMap<number, Measures> = new Map()

function fill(parts: Parts, head: MapHead, detail: MapDetail): void {
  parts.distances = detail.distances
  parts.measures = measuresById(head.ids, detail.measures)
  for (const network of detail.details) parts.details.set(network.id, network)
}
