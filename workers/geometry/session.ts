// One map's geometry between questions: activations, operators, distances and the standing layout. Steppable throughout; whoever
// drives it (geometry.worker.ts, a test) decides when to look up. A run that is abandoned half-way leaves the session as it was.
import { condensedIndex, condensedSize } from '../../src/core/condensed.ts'
import type { DiffusionOperator } from '../../src/core/diffusion/operator.ts'
import { distanceWarnings } from '../../src/core/distance/warnings.ts'
import { rowDistances } from '../../src/core/matrix.ts'
import type { NetworkActivations } from '../../src/core/network.ts'
import type { LandingMap } from '../../src/core/phate/landing.ts'
import { land, landingSteps } from '../../src/core/phate/landing.ts'
import { orient } from '../../src/core/phate/orient.ts'
import type { PhateEmbedding } from '../../src/core/phate/embedding.ts'
import { phateEmbeddingSteps } from '../../src/core/phate/embedding.ts'
import { atOtherTimeSteps, landmarksAtOtherTimeSteps } from '../../src/core/phate/other-time.ts'
import { portraitSteps } from '../../src/core/portrait/portrait.ts'
import type { GeometrySettings } from '../../src/core/settings.ts'
import type { Steps } from '../../src/core/steps.ts'
import type { AddReport, BaseMap, Between, EmbedRequest, Embedding, Hierarchy, HierarchyRequest, Landing, MapTrust, Neighbour, Places, Portrayed, Signal, Smoothness, StandingLayout } from '../../src/protocol/geometry.ts'
import { betweenGroups } from './between-groups.ts'
import { hierarchyOf } from './hierarchy-of.ts'
import type { BeginPairs, BuildSettings, PairWork } from './pairs-work.ts'
import { beginHere } from './pairs-work.ts'
import { smoothnessOf } from './smoothness-of.ts'
import { trustOf } from './trust-of.ts'

/** A network of the session. Operator and activations are null for a base map's network until they are supplied. */
interface Member { id: number, activations: NetworkActivations | null, operator: DiffusionOperator | null }

interface Measured { activations: NetworkActivations, operator: DiffusionOperator }

export class GeometrySession {
  /** In order of arrival, which is the order of `condensed`. */
  private members: Member[]
  private condensed: Float64Array
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
    this.members = base ? base.ids.map(id => ({ id, activations: null, operator: null })) : []
    this.condensed = base ? base.distances : new Float64Array(0)
    this.layout = base ? { ids: base.ids, coordinates: base.coordinates, t: base.t, settings } : null
    if (this.condensed.length !== condensedSize(this.members.length)) {
      throw new Error(`${this.members.length} networks have ${condensedSize(this.members.length)} distances between them, but ${this.condensed.length} were given.`)
    }
  }

  /** Activations for networks whose distances are known. */
  * supply(networks: readonly NetworkActivations[]): Steps<AddReport> {
    const report: AddReport = { added: [], refused: [], saturated: [], flat: [] }
    const operators = yield* this.operators(beginHere({ networks: networks.length, known: 0, probes: 0 }), networks, this.settings, report)
    const known = new Map(this.members.map(member => [member.id, member]))
    for (const { activations, operator } of operators) {
      const member = known.get(activations.id)
      if (member) Object.assign(member, { activations, operator })
    }
    return report
  }

  /** Operators of new networks, and their distances to everyone before them. */
  * add(networks: readonly NetworkActivations[]): Steps<AddReport> {
    const blind = this.members.find(member => !member.operator)
    if (blind) throw new Error(`Network ${blind.id} has no activations here, so new networks cannot be compared with it.`)
    const report: AddReport = { added: [], refused: [], saturated: [], flat: [] }
    const there = new Set(this.members.map(member => member.id))
    yield* this.measure(this.members, this.condensed, networks.filter(network => !there.has(network.id)), this.settings, report)
    return report
  }

  /** Everything measured again with another scale or sigma. */
  * remeasure(settings: GeometrySettings): Steps<AddReport> {
    const report: AddReport = { added: [], refused: [], saturated: [], flat: [] }
    const all = this.members.map(member => {
      if (!member.activations) throw new Error(`Network ${member.id} has no activations here, so it cannot be measured anew.`)
      return member.activations
    })
    yield* this.measure([], new Float64Array(0), all, settings, report)
    this.settings = settings
    // What was made from the old distances is no start for another layout.
    this.kept = this.landing = null
    return report
  }

  /** Places on the standing layout; nothing moves. */
  * land(ids: readonly number[]): Steps<Landing[]> {
    const { layout } = this
    if (!layout) throw new Error('There is no layout to land on yet.')
    const at = this.places()
    if (this.landing?.of !== layout) {
      const order = layout.ids.map(id => at.get(id)!)
      const { knn, decay, gamma } = layout.settings
      this.landing = { of: layout, map: yield* landingSteps(this.permuted(order), layout.coordinates, { knn, decay, gamma, t: layout.t }) }
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

  /** PHATE of all networks, in order of their ids, so that the order of arrival leaves no trace. */
  * embed({ settings, start, signal }: EmbedRequest): Steps<Embedding> {
    const at = this.places()
    const ids = [...at.keys()].sort((a, b) => a - b)
    const distances = this.permuted(ids.map(id => at.get(id)!))
    const values = new Map(signal.map(({ id, value }) => [id, value]))
    const rising = Float64Array.from(ids, id => values.get(id) ?? NaN)
    const { knn, decay, gamma, t, seed } = settings
    if (ids.length < 3) return this.tooFew(ids, distances, settings)
    const slid = start === 'standing' ? yield* this.slidTo(ids, settings) : null
    const from = !slid && start !== 'classic' && this.layout ? yield* this.grownStart(ids) : null
    const result = slid ?? (yield* phateEmbeddingSteps(distances, 'auto', { knn, decay, gamma, t, seed }, from))
    // A map through landmarks is turned by the signal every time; any other that moves on from the standing one lies as that does.
    const coordinates = (slid ?? from) && !('landmarks' in result) ? result.embedding : orient(result.embedding, rising)
    this.layout = { ids, coordinates, t: result.t, settings: { ...settings, scale: this.settings.scale, sigma: this.settings.sigma } }
    this.kept = { result: { ...result, embedding: coordinates }, of: this.layout }
    return { ids, coordinates, t: result.t, stress: result.stress, entropy: result.entropy, components: result.components, notes: [...this.notes, ...result.notes] }
  }

  /** The standing layout at another t, where what PHATE kept of it is of the same networks and settings; else null. */
  private* slidTo(ids: readonly number[], { knn, decay, gamma, t, seed }: GeometrySettings): Steps<PhateEmbedding | null> {
    const { kept, layout } = this
    if (!kept || kept.of !== layout) return null
    const made = kept.of.settings
    if (made.knn !== knn || made.decay !== decay || kept.of.ids.length !== ids.length) return null
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
      const activations = this.members[at.get(id) ?? -1]?.activations
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
  trust(places: Places, k: number): Steps<MapTrust> {
    return trustOf(this.among(places.ids), places, k)
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
    const { layout } = this
    const standing = new Map(layout!.ids.map((id, k) => [id, k]))
    const newcomers = ids.filter(id => !standing.has(id))
    const landed = new Map((newcomers.length > 0 ? yield* this.land(newcomers) : []).map(landing => [landing.id, landing]))
    return Float64Array.from(ids.flatMap(id => {
      const k = standing.get(id)
      if (k !== undefined) return [layout!.coordinates[2 * k], layout!.coordinates[2 * k + 1]]
      const { x, y } = landed.get(id)!
      return [x, y]
    }))
  }

  /** One network lies at the origin, two lie as far apart as they are: too few for a diffusion, and still an answer. */
  private tooFew(ids: number[], distances: Float64Array, settings: GeometrySettings): Embedding {
    const half = (distances[0] ?? 0) / 2
    const coordinates = Float64Array.from(ids.length === 2 ? [-half, 0, half, 0] : [0, 0].slice(0, 2 * ids.length))
    this.layout = { ids, coordinates, t: 1, settings }
    const note = 'PHATE needs at least three networks; fewer are drawn by their distance alone.'
    return { ids, coordinates, t: 1, stress: 0, entropy: new Float64Array(100), components: 1, notes: ids.length ? [note] : [] }
  }

  /** Operators of networks, and distances among them and to those who are there: the session's members from now on. */
  private* measure(there: readonly Member[], known: Float64Array, networks: readonly NetworkActivations[], settings: GeometrySettings, report: AddReport): Steps<void> {
    const work = this.begin({ networks: there.length + networks.length, known: there.length, probes: networks[0]?.rows ?? 0 })
    try {
      const made = yield* this.operators(work, networks, { ...settings, compact: this.compact }, report)
      const members = [...there, ...made.map(({ activations, operator }) => ({ id: activations.id, activations, operator }))]
      const { condensed, notes } = yield* work.distances(members.map(member => member.operator!), known)
      this.notes = [...new Set([...there.length > 0 ? this.notes : [], ...notes, ...distanceWarnings([], this.compact, settings)])]
      this.members = members
      this.condensed = condensed
    } finally {
      work.end()
    }
  }

  /** Operators of those that can have one; who cannot is named in the report, with the reason. */
  private* operators(work: PairWork, networks: readonly NetworkActivations[], settings: BuildSettings, report: AddReport): Steps<Measured[]> {
    const probes = this.members.find(member => member.operator)?.operator?.n ?? networks[0]?.rows ?? 0
    const built = yield* work.operators(networks, settings)
    return networks.flatMap((activations, k) => {
      const one = activations.rows === probes ? built[k] : { why: `it was run on ${activations.rows} probes, and this map compares networks on ${probes}.` }
      if ('why' in one) {
        report.refused.push({ id: activations.id, why: one.why })
        return []
      }
      report.added.push(activations.id)
      if (one.health.saturated) report.saturated.push(activations.id)
      if (one.health.flat) report.flat.push(activations.id)
      return [{ activations, operator: one.operator }]
    })
  }
}
