// One map's geometry between questions: activations, operators, distances and the standing layout. Steppable throughout; whoever
// drives it (geometry.worker.ts, a test) decides when to look up. A run that is abandoned half-way leaves the session as it was.
import { condensedIndex, condensedSize } from '../../src/core/condensed.ts'
import type { Comparand, Extras } from '../../src/core/comparison/comparand.ts'
import { usesKernel } from '../../src/core/comparison/comparand.ts'
import type { Compared, Comparison } from '../../src/core/comparison/comparison.ts'
import { comparisonSteps, preparationSteps } from '../../src/core/comparison/comparison.ts'
import { distanceWarnings } from '../../src/core/distance/warnings.ts'
import { rowDistances } from '../../src/core/matrix.ts'
import { FIRST_BROUGHT } from '../../src/core/network.ts'
import type { LandingMap } from '../../src/core/phate/landing.ts'
import { land, landingSteps } from '../../src/core/phate/landing.ts'
import { onOnePlace } from '../../src/core/phate/one-place.ts'
import { orient, orientInSpace } from '../../src/core/phate/orient.ts'
import type { PhateEmbedding } from '../../src/core/phate/embedding.ts'
import { phateEmbeddingSteps } from '../../src/core/phate/embedding.ts'
import { atOtherTimeSteps, landmarksAtOtherTimeSteps } from '../../src/core/phate/other-time.ts'
import { portraitSteps } from '../../src/core/portrait/portrait.ts'
import { layOnto } from '../../src/core/procrustes.ts'
import type { GeometrySettings } from '../../src/core/settings.ts'
import type { Steps } from '../../src/core/steps.ts'
import { condensedAmong, layoutWithout, staying } from '../../src/core/without.ts'
import type { AddReport, BaseMap, Between, EmbedRequest, Embedding, Hierarchy, HierarchyRequest, KernelHealth, Landing, MapTrust, Neighbour, Places, Portrayed, Signal, Smoothness, StandingLayout, TrustRequest } from '../../src/protocol/geometry.ts'
import { betweenGroups } from './between-groups.ts'
import { hierarchyOf } from './hierarchy-of.ts'
import { kernelHealthOf } from './kernel-health.ts'
import type { BeginPairs } from './pairs-work.ts'
import { beginHere } from './pairs-work.ts'
import { smoothnessOf } from './smoothness-of.ts'
import { trustOf } from './trust-of.ts'

/** A network of the session. A base map's has nothing to be compared with until it is supplied. */
interface Member { id: number, network: Comparand | null, parts: Compared['parts'] }

export class GeometrySession {
  /** In order of arrival, which is the order of `condensed`. */
  private members: Member[]
  private condensed: Float64Array
  /** What `condensed` is put together from; null where it is not known (core/comparison/methods.ts). */
  private strands: Float64Array[] | null
  /** Networks that the session's metric is undefined for: without a place until another is chosen. */
  private outside: Comparand[] = []
  /** What came for networks before they did. */
  private readonly extras = new Map<number, Extras>()
  private layout: StandingLayout | null
  private landing: { map: LandingMap, of: StandingLayout } | null = null
  /** What PHATE kept of the standing layout (kernel, entropy), so that another t is a small question. */
  private kept: { result: PhateEmbedding, of: StandingLayout } | null = null

  /** What is to be said of the distances; none where they are exact. */
  private notes: string[] = []

  /**
   * `begin` finds who computes operators and distances: this thread, where nobody else is named. `compact`: operators in half the memory, for jobs whose
   * size is known beforehand; what is compared with what must not depend on who arrived when.
   */
  constructor(private settings: GeometrySettings, base: BaseMap | null, private readonly begin: BeginPairs = beginHere, private readonly compact = false) {
    this.members = base ? base.ids.map(id => ({ id, network: null, parts: null })) : []
    this.condensed = base ? base.distances : new Float64Array(0)
    this.strands = base && isSingle(settings) ? [base.distances] : base ? null : []
    this.layout = base ? { ids: base.ids, coordinates: base.coordinates, t: base.t, settings } : null
    if (this.condensed.length !== condensedSize(this.members.length)) {
      throw new Error(`${this.members.length} networks have ${condensedSize(this.members.length)} distances between them, but ${this.condensed.length} were given.`)
    }
  }

  /** Activations for networks whose distances are known. Whoever is not among these has no place by this metric, and waits for another. */
  * supply(networks: readonly Comparand[]): Steps<AddReport> {
    const known = new Map(this.members.map(member => [member.id, member]))
    const mapped = networks.filter(({ id }) => known.has(id)).map(network => this.equipped(network))
    for (const network of mapped) known.get(network.id)!.network = network
    const report: AddReport = { added: mapped.map(({ id }) => id), refused: [], saturated: [], flat: [] }
    if (usesKernel(this.settings.metric) && this.settings.layer === 'last') {
      const work = beginHere({ networks: mapped.length, known: 0, probes: 0 })
      const { compared, refused, saturated, flat } = yield* preparationSteps({ settings: this.settings, there: [], newcomers: mapped, work, compact: false })
      for (const { network, parts } of compared) known.get(network.id)!.parts = parts
      for (const { id } of refused) known.get(id)!.network = null
      Object.assign(report, { added: compared.map(({ network }) => network.id), refused, saturated, flat })
    }
    this.outside.push(...networks.filter(({ id }) => !known.has(id)))
    return report
  }

  /** Layers, predictions and the like, of networks that are here or will come. */
  equip(extras: readonly Extras[]): void {
    for (const one of extras) this.extras.set(one.id, { ...this.extras.get(one.id), ...one })
    for (const member of this.members) if (member.network) member.network = this.equipped(member.network)
    this.outside = this.outside.map(network => this.equipped(network))
  }

  /** New networks, and their distances to everyone before them. */
  * add(networks: readonly Comparand[]): Steps<AddReport> {
    const blind = this.members.find(member => !member.network)
    if (blind) throw new Error(`Network ${blind.id} has no activations here, so new networks cannot be compared with it.`)
    const there = new Set(this.members.map(member => member.id))
    return yield* this.measure(this.members, networks.filter(network => !there.has(network.id)), this.settings)
  }

  /** Takes networks out, off the layout too; nobody else moves. What distances are put together from by figures of all is put together again. */
  * remove(ids: readonly number[]): Steps<void> {
    const gone = new Set(ids)
    this.outside = this.outside.filter(({ id }) => !gone.has(id))
    for (const id of ids) this.extras.delete(id)
    const places = staying(this.members.map(({ id }) => id), gone)
    if (places.length === this.members.length) return
    const among = (condensed: Float64Array): Float64Array => condensedAmong(condensed, this.members.length, places)
    const strands = this.strands && this.strands.map(among)
    const condensed = among(this.condensed)
    this.members = places.map(place => this.members[place])
    this.condensed = condensed
    this.strands = strands
    if (this.layout) this.layout = layoutWithout(this.layout, this.layout.settings.dimensions, gone)
    this.landing = null
    if (this.kept && this.kept.of !== this.layout) this.kept = null
    const mixed = strands && strands.length > 1 && this.members.length > 0 && this.members.every(({ network }) => network)
    if (mixed) yield* this.measure(this.members, [], this.settings)
  }

  /** Everything measured again by another metric, layer, scale or sigma; those without a place are tried too. */
  * remeasure(settings: GeometrySettings): Steps<AddReport> {
    const all = this.members.map(({ id, network }) => {
      if (!network) throw new Error(`Network ${id} has no activations here, so it cannot be measured anew.`)
      return network
    })
    const report = yield* this.measure([], [...all, ...this.outside].sort((a, b) => a.id - b.id), settings)
    this.settings = settings
    // What was made from the old distances is no start for another layout.
    this.kept = this.landing = null
    return report
  }

  /** How many networks a kernel of this width does not suit; nothing is kept of it. */
  * health(kernel: Pick<GeometrySettings, 'scale' | 'sigma'>): Steps<KernelHealth> {
    return yield* kernelHealthOf(this.members.flatMap(({ network }) => network ?? []), kernel)
  }

  /** Places on the standing layout; nothing moves. */
  * land(ids: readonly number[]): Steps<Landing[]> {
    const { layout } = this
    if (!layout) throw new Error('There is no layout to land on yet.')
    const at = this.places()
    if (this.landing?.of !== layout) {
      const order = layout.ids.map(id => at.get(id)!)
      const { knn, decay, gamma } = layout.settings
      this.landing = { of: layout, map: yield* landingSteps(this.permuted(order), layout.coordinates, { knn, decay, gamma, t: layout.t }, layout.settings.dimensions) }
    }
    const landings: Landing[] = []
    for (const id of ids) {
      const i = at.get(id)
      if (i === undefined) throw new Error(`Network ${id} has not been measured.`)
      landings.push({ id, ...land(this.landing.map, Float64Array.from(layout.ids, other => this.distance(i, at.get(other)!))) })
      yield { stage: 'landing', share: landings.length / ids.length }
    }
    return landings
  }

  /** The layout that stood when this session's forerunner died. */
  restore(layout: StandingLayout): void {
    this.layout = layout
  }

  /** PHATE of all networks, in order of their ids, so that the order of arrival leaves no trace. Brought networks that are one function share a place. */
  * embed({ settings: given, start, onto, signal }: EmbedRequest): Steps<Embedding> {
    const at = this.places()
    const ids = [...at.keys()].sort((a, b) => a - b)
    const distances = this.permuted(ids.map(id => at.get(id)!))
    const { metric, layer, scale, sigma } = this.settings
    const settings = { ...given, metric, layer, scale, sigma }
    const values = new Map(signal.map(({ id, value }) => [id, value]))
    const rising = Float64Array.from(ids, id => values.get(id) ?? NaN)
    const { knn, decay, gamma, t, seed, dimensions: dims } = settings
    if (ids.length < 3) return this.tooFew(ids, distances, settings)
    const slid = start === 'standing' ? yield* this.slidTo(ids, settings) : null
    const from = !slid && start !== 'classic' && this.layout?.settings.dimensions === dims ? yield* this.grownStart(ids) : null
    const result = slid ?? (yield* phateEmbeddingSteps(distances, 'auto', { knn, decay, gamma, t, seed, dims }, from))
    // A map through landmarks is turned every time; any other that moves on from the standing one lies as that does.
    const moved = (slid ?? from) && !('landmarks' in result)
    const anchor = moved || !onto ? null : onto === 'standing' ? this.standingPlaces() : onto
    const laid = anchor && layOnto({ ids, coordinates: result.embedding, dims }, { ...anchor, dims: anchor.dimensions })
    const turned = moved ? result.embedding : laid ?? (dims === 3 ? orientInSpace : orient)(result.embedding, rising)
    const brought = ids.flatMap((id, k) => id >= FIRST_BROUGHT ? k : [])
    const coordinates = brought.length > 0 ? onOnePlace(turned, distances, brought, dims) : turned
    this.layout = { ids, coordinates, t: result.t, settings }
    this.kept = { result: { ...result, embedding: coordinates }, of: this.layout }
    const { stress, entropy, components, notes } = result
    return { ids, coordinates, turned: laid !== null, t: result.t, stress, entropy, components, notes: [...this.notes, ...notes] }
  }

  private standingPlaces(): Places | null {
    const { layout } = this
    return layout && { ids: layout.ids, coordinates: layout.coordinates, dimensions: layout.settings.dimensions }
  }

  /** The standing layout at another t, where what PHATE kept of it is of the same networks and settings; else null. */
  private* slidTo(ids: readonly number[], { knn, decay, gamma, t, seed, dimensions }: GeometrySettings): Steps<PhateEmbedding | null> {
    const { kept, layout } = this
    if (!kept || kept.of !== layout) return null
    const made = kept.of.settings
    if (made.knn !== knn || made.decay !== decay || made.dimensions !== dimensions || kept.of.ids.length !== ids.length) return null
    const options = { gamma, seed }
    return 'landmarks' in kept.result ? yield* landmarksAtOtherTimeSteps(kept.result, t, options) : yield* atOtherTimeSteps(kept.result, t, options)
  }

  nearest(id: number, count: number): Neighbour[] {
    const i = this.members.findIndex(member => member.id === id)
    if (i < 0) return []
    return this.members
      .map((member, j) => ({ id: member.id, distance: i === j ? 0 : this.distance(i, j) }))
      .filter(neighbour => neighbour.id !== id)
      .sort((a, b) => a.distance - b.distance || a.id - b.id)
      .slice(0, count)
  }

  /** What is measured of each representation alone; walk mass goes by the session's scale and sigma. */
  * portraits(ids: readonly number[], labels: Int32Array | null): Steps<Portrayed[]> {
    const at = this.places()
    const made: Portrayed[] = []
    for (const id of ids) {
      const activations = this.members[at.get(id) ?? -1]?.network
      if (!activations) throw new Error(`Network ${id} has no activations here, so its representation cannot be measured.`)
      made.push({ id, portrait: yield* portraitSteps(activations, labels, this.settings) })
      yield { stage: 'measures', share: made.length / ids.length }
    }
    return made
  }

  /** Distances within and across two groups of networks. */
  between(a: readonly number[], b: readonly number[]): Between {
    const at = this.places()
    const known = (ids: readonly number[]): number[] => ids.filter(id => at.has(id))
    return betweenGroups(known(a), known(b), (one, other) => this.distance(at.get(one)!, at.get(other)!))
  }

  /** Whether a signal changes slowly along the neighbour graph of those networks that have a value. */
  smoothness(signal: Signal): Steps<Smoothness> {
    const at = this.places()
    const known = signal.filter(({ id, value }) => at.has(id) && Number.isFinite(value)).sort((a, b) => a.id - b.id)
    const distances = this.permuted(known.map(({ id }) => at.get(id)!))
    return smoothnessOf(distances, known.map(({ value }) => value), this.layout?.settings ?? this.settings)
  }

  /** The merge tree of networks that lie so. */
  hierarchy(places: Places, request: HierarchyRequest): Steps<Hierarchy> {
    const { ids, coordinates, dimensions } = places
    return hierarchyOf(request.of === 'distances' ? this.among(ids) : rowDistances(coordinates, ids.length, dimensions), places, request)
  }

  /** Which neighbours by distance are near in a picture of these networks. */
  trust(places: Places, request: TrustRequest): Steps<MapTrust> {
    return trustOf(this.among(places.ids), places, request, this.layout)
  }

  /** All distances, ids ascending. */
  distances(): { ids: number[], condensed: Float64Array } {
    const at = this.places()
    const ids = [...at.keys()].sort((a, b) => a - b)
    return { ids, condensed: this.permuted(ids.map(id => at.get(id)!)) }
  }

  /** Condensed distances among these networks, in that order. */
  private among(ids: readonly number[]): Float64Array {
    const at = this.places()
    const unknown = ids.find(id => !at.has(id))
    if (unknown !== undefined) throw new Error(`Network ${unknown} has not been measured.`)
    return this.permuted(ids.map(id => at.get(id)!))
  }

  private places(): Map<number, number> {
    return new Map(this.members.map((member, i) => [member.id, i]))
  }

  private distance(i: number, j: number): number {
    return i === j ? 0 : this.condensed[condensedIndex(i, j, this.members.length)]
  }

  /** Condensed distances among the members at `order`, in that order. */
  private permuted(order: readonly number[]): Float64Array {
    const result = new Float64Array(condensedSize(order.length))
    let at = 0
    for (let a = 0; a < order.length; a++) for (let b = a + 1; b < order.length; b++) result[at++] = this.distance(order[a], order[b])
    return result
  }

  /** The standing layout, and the newcomers where they land on it. */
  private* grownStart(ids: readonly number[]): Steps<Float64Array> {
    const { coordinates, ids: laid, settings: { dimensions } } = this.layout!
    const standing = new Map(laid.map((id, k) => [id, k]))
    const newcomers = ids.filter(id => !standing.has(id))
    const landed = new Map((newcomers.length > 0 ? yield* this.land(newcomers) : []).map(landing => [landing.id, landing]))
    return Float64Array.from(ids.flatMap(id => {
      const k = standing.get(id)
      if (k !== undefined) return [...coordinates.subarray(dimensions * k, dimensions * (k + 1))]
      const { x, y, z = 0 } = landed.get(id)!
      return dimensions === 3 ? [x, y, z] : [x, y]
    }))
  }

  /** One network lies at the origin, two lie as far apart as they are: too few for a diffusion, and still an answer. */
  private tooFew(ids: number[], distances: Float64Array, settings: GeometrySettings): Embedding {
    const half = (distances[0] ?? 0) / 2
    const dims = settings.dimensions
    const coordinates = new Float64Array(dims * ids.length)
    if (ids.length === 2) [coordinates[0], coordinates[dims]] = [-half, half]
    this.layout = { ids, coordinates, t: 1, settings }
    const note = 'PHATE needs at least three networks; fewer are drawn by their distance alone.'
    return { ids, coordinates, turned: false, t: 1, stress: 0, entropy: new Float64Array(100), components: 1, notes: ids.length ? [note] : [] }
  }

  /** Newcomers compared with those who are there and among themselves: the session's members from now on. */
  private* measure(there: readonly Member[], networks: readonly Comparand[], settings: GeometrySettings): Steps<AddReport> {
    const begin = usesKernel(settings.metric) ? this.begin : beginHere // nobody is hired for what one thread does
    const work = begin({ networks: there.length + networks.length, known: there.length, probes: networks[0]?.rows ?? 0 })
    let made: Comparison
    try {
      const compared = there.map(({ network, parts }) => ({ network: network!, parts }))
      const known = there.length > 0 ? this.strands : null
      made = yield* comparisonSteps({ settings, there: compared, known, newcomers: networks.map(network => this.equipped(network)), work, compact: this.compact })
    } finally {
      work.end()
    }
    const warnings = distanceWarnings([], this.compact, settings)
    this.notes = [...new Set([...there.length > 0 ? this.notes : [], ...made.notes, ...warnings])]
    this.members = made.compared.map(({ network, parts }) => ({ id: network.id, network, parts }))
    this.condensed = made.distances
    this.strands = made.strands
    const refused = new Set(made.refused.map(({ id }) => id))
    const placed = new Set(this.members.map(({ id }) => id))
    this.outside = [...this.outside.filter(({ id }) => !placed.has(id) && !refused.has(id)), ...networks.filter(({ id }) => refused.has(id))]
    const added = networks.map(({ id }) => id).filter(id => placed.has(id))
    return { added, refused: made.refused, saturated: made.saturated, flat: made.flat }
  }

  private equipped(network: Comparand): Comparand {
    const extras = this.extras.get(network.id)
    return extras ? { ...network, ...extras } : network
  }
}

/** Whether the distances of a map are all that newcomers need. */
const isSingle = ({ metric, layer }: GeometrySettings): boolean => metric !== 'multi' && layer !== 'all'
