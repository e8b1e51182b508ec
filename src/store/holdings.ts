// What the session holds but no view draws: the parts of a map that come later, and which geometry session stands.
import type { NetworkActivations, NetworkDetail } from '../core/network.ts'
import type { MapDetail, MapHead } from '../formats/map-file.ts'
import type { Services } from '../services/services.ts'

/** Where one map's heavier parts are, or come from. */
interface Parts {
  head: MapHead | null
  details: Map<number, NetworkDetail>
  distances: Float64Array | null
  activations: NetworkActivations[] | null
}

/** Each part is fetched at most once, each geometry session opened at most once. */
export class Holdings {
  private parts: Parts = { head: null, details: new Map(), distances: null, activations: null }
  private fetching: Promise<void> | null = null
  private opening: Promise<void> | null = null
  private supplying: Promise<void> | null = null

  constructor(private readonly services: Services) {}

  get details(): Map<number, NetworkDetail> { return this.parts.details }

  /** Begins with another map; what is not given is fetched when it is asked for. */
  hold(head: MapHead, detail: MapDetail | null, activations: NetworkActivations[] | null): void {
    this.swap({ head, details: new Map(), distances: null, activations })
    if (detail) this.take(detail)
  }

  /** Begins with a map that is yet to be trained, in a geometry session that was opened for it. Returns what was held before. */
  begin(): Parts {
    const before = this.parts
    this.swap({ head: null, details: new Map(), distances: null, activations: [] })
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
    const { head, distances } = this.parts
    if (distances || !head) return
    this.fetching ??= this.services.maps.detail(head).then(detail => this.take(detail))
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

  private take(detail: MapDetail): void {
    this.parts.distances = detail.distances
    for (const network of detail.details) this.parts.details.set(network.id, network)
  }
}
