// What may be asked of the geometry worker. It keeps operators and distances between calls: a session of one map.
import type { Comparand, Extras } from '../core/comparison/comparand.ts'
import type { Portrait } from '../core/portrait/measures.ts'
import type { GeometrySettings } from '../core/settings.ts'
import type { Progress } from '../core/steps.ts'
import type { Trust } from '../core/trust/trust.ts'

/** A finished map to start from: nothing on it moves until it is embedded anew. */
export interface BaseMap {
  ids: number[]
  /** Condensed distances between the networks, in the order of ids. */
  distances: Float64Array
  /** N × 2 or N × 3 (the settings' dimensions) coordinates in potential units. */
  coordinates: Float64Array
  /** The diffusion time that made the layout. */
  t: number
}

export interface AddReport {
  added: number[]
  /** Networks without a place, and why (non-finite activations, another number of probes, a metric that is undefined for them). */
  refused: { id: number, why: string }[]
  /** Networks whose operator is nearly the identity, or nearly constant: sigma is off for them. */
  saturated: number[]
  flat: number[]
}

/** A new network placed on the map without moving it (docs/methods/manifold.md, “Landing”). */
export interface Landing { id: number, x: number, y: number, /** Of a map in space. */ z?: number, residual: number, offMap: boolean }

export interface EmbedRequest {
  /** Only PHATE's own settings (knn, decay, gamma, t, seed, dimensions) may differ from those the session was opened with. */
  settings: GeometrySettings
  /**
   * classic: from the data alone, so the same networks always give the same map. base: grow the standing layout. standing: only t is another,
   * and the layout moves on from where it is, without a jump: some 30 ms at 500 networks.
   */
  start: 'classic' | 'base' | 'standing'
  /**
   * A layout made from the data is laid onto these places by rotation, mirroring and shift over the networks that both have, so that the map morphs and
   * does not jump; `standing`: onto the layout that stands. Left out, it is turned by the signal.
   */
  onto?: Places | 'standing'
  /** A value per network (test accuracy), by which the layout is turned so that it rises from left to right; NaN where unknown. */
  signal: Signal
}

/** Where networks lie: what a session is given back when its worker died. */
export interface StandingLayout { ids: number[], coordinates: Float64Array, t: number, settings: GeometrySettings }

export interface Embedding {
  /** In ascending order. */
  ids: number[]
  /** N × 2 or N × 3, as the settings ask; units of potential distance. */
  coordinates: Float64Array
  /** Whether it was laid onto other places, and not turned by the signal. */
  turned: boolean
  t: number
  /** stress1 of the layout against potential distances. */
  stress: number
  /** von Neumann entropy at powers 1…100. */
  entropy: Float64Array
  /** Connected components of the neighbour graph. */
  components: number
  /** What the reader should know: a lowered knn, all networks alike, … */
  notes: string[]
}

/** How well a kernel's width suits the networks of a session: those for which each probe sees hardly more than itself, or all others alike. */
export interface KernelHealth { networks: number, saturated: number, flat: number }

/** A value per network; NaN where unknown. */
export type Signal = { id: number, value: number }[]

/** Whether a signal is smooth on the map's neighbour graph (docs/methods/smoothness.md). */
export interface Smoothness {
  /** Networks with a value: those it was tested on. */
  networks: number
  /** R, the Dirichlet energy of the signal, 0 … 2; small is smooth. */
  energy: number
  /** Of shuffled signals; null where the signal has no variation. */
  shuffled: { low: number, median: number, high: number, p: number, permutations: number } | null
  /** Share of the signal in the k slowest waves, [k, share]; null where there are too many networks for all waves, or no variation. */
  slowest: [number, number][] | null
}

/** How two groups of networks lie to each other, by the session's distance. */
export interface Between {
  /** Median distance between two of A, two of B, and one of each; NaN where there is no such pair. */
  withinA: number
  withinB: number
  across: number
  /** Chance that a pair across lies farther apart than a pair within; one half where the groups are one cloud. */
  apart: number
  /** The two that are most alike across the groups. */
  nearest: { a: number, b: number, distance: number } | null
  /** Of each group the network with the least mean distance to its others; null of an empty group. */
  medoids: { a: number | null, b: number | null }
}

/** Pairs of networks as two sessions measure them: pair k is networks a[k] and b[k] (ids), so far apart in each; of `all` pairs there are. */
export interface Alike { a: Int32Array, b: Int32Array, first: Float64Array, second: Float64Array, all: number }

export interface Neighbour { id: number, distance: number }

/** What was measured of one network's representation. */
export interface Portrayed { id: number, portrait: Portrait }

/** Where networks lie in some picture of them: row k of the coordinates (N × dimensions) is network ids[k]. */
export interface Places { ids: readonly number[], coordinates: Float64Array, dimensions: number }

/** of: what the tree is made from, the places on the map or the distances between the representations. */
export interface HierarchyRequest { method: 'ward' | 'average', of: 'layout' | 'distances' }

/** How networks nest. Leaf k is network ids[k]. */
export interface Hierarchy {
  ids: number[]
  /** (N−1) × 4: i, j, height, size, as in core/clusters/linkage.ts; heights in the unit of what it was made from. */
  merges: Float64Array
  /** Leaves from left to right. */
  order: Int32Array
  /** Whether the order is the best one; where there are too many leaves for that, the tree goes from left to right as the map does. */
  best: boolean
  /** Correlation of the tree's heights with what it was made from; null where undefined. */
  cophenetic: number | null
}

/** of: what the picture is held against, the distances between representations or the potential distances that PHATE draws. k: neighbours looked at. */
export interface TrustRequest { k: number, of: 'distances' | 'potential' }

/** How far a map can be trusted, network by network, in the order of ids (core/trust/trust.ts). */
export interface MapTrust extends Trust { ids: number[] }

export interface GeometryWorker {
  /** Forgets everything and starts a session, from a base map or empty. */
  open(settings: GeometrySettings, base: BaseMap | null): void
  /** Networks that the next `supply` or `add` is about: brought in portions, which no thread stands still for. `first`: those brought before are forgotten. */
  bring(networks: Comparand[], first: boolean): void
  /** Activations of networks whose distances are known already (the base map's), so that new ones can be compared with them. */
  supply(): Promise<AddReport>
  /** What a metric or a layer needs of networks besides their activations. */
  equip(extras: Extras[]): void
  /** New networks, and their distances to everyone before them, by the session's metric. */
  add(onProgress: (progress: Progress) => void): Promise<AddReport>
  /** All distances again by another metric, layer, scale or sigma; when it is cancelled, the old ones stand. Networks without a place are tried again. */
  remeasure(settings: GeometrySettings, onProgress: (progress: Progress) => void): Promise<AddReport>
  /** Takes networks out of the session, off the layout too; nobody else moves. Those that are not there are no fault. */
  remove(ids: number[]): Promise<void>
  /** Places networks on the current map; nothing moves. */
  land(ids: number[]): Promise<Landing[]>
  /** PHATE of all networks of the session. */
  embed(request: EmbedRequest, onProgress: (progress: Progress) => void): Promise<Embedding>
  /** Puts the layout back that stood in a session whose worker died. */
  restore(layout: StandingLayout): void
  /** The nearest networks by distance, nearest first. */
  nearest(id: number, count: number): Neighbour[]
  /** Entropy, separation by the probes' labels, and loops of these networks' activations, with the scale and sigma that the session has. */
  portraits(ids: number[], labels: Int32Array): Promise<Portrayed[]>
  /** Distances within and across two groups; networks that have not been measured are left out. */
  between(a: number[], b: number[]): Between
  /** The permutation test of a signal on PHATE's kernel, with the knn and decay of the standing layout; 999 shuffles, seed 0. */
  smoothness(signal: Signal): Promise<Smoothness>
  /** The merge tree of networks that lie so. */
  hierarchy(places: Places, request: HierarchyRequest): Promise<Hierarchy>
  /** Which of the k nearest networks are near in a picture. */
  trust(places: Places, request: TrustRequest): Promise<MapTrust>
  /** Operators of all networks' last layers at another scale and sigma, looked at and forgotten. */
  health(kernel: Pick<GeometrySettings, 'scale' | 'sigma'>, onProgress: (progress: Progress) => void): Promise<KernelHealth>
  /** All distances, condensed, ids ascending. */
  distances(): { ids: number[], condensed: Float64Array }
  /** Answered between slices of work: a sign of life. */
  beat(): boolean
  /** Stops the running add, remeasure, embed or portraits at its next step; it rejects with an error named 'AbortError'. */
  cancel(): void
}
