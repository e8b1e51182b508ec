// What may be asked of the vault: the worker that keeps a session's networks in the browser, so that a closed tab loses nothing.
import type { Brought, Checkpoints, Interim, Keep, Measures, NetworkActivations, NetworkDetail, NetworkRow, NetworkSpec, NetworkState, TrainedNetwork } from '../core/network.ts'
import type { Recipe } from '../core/population.ts'
import type { MapManifest } from '../formats/map-file.ts'
import type { InterimOf } from './training.ts'

/** A training as it was asked for. */
export interface KeptRun {
  /** new: a map of its own; more: onto the standing one; on: one network of the map, further. */
  kind: 'new' | 'more' | 'on'
  /** Every network that was asked for. */
  specs: NetworkSpec[]
  /** What the map says it was made from when all of them are there. */
  recipe: Recipe
  keep: Keep
  /** running: whoever finds it goes on with it. stopped: nothing more is trained, but some may have no place on the map yet. */
  state: 'running' | 'stopped' | 'finished'
}

/** The map as it stood. Positions without a network are nobody's: the network was not written any more. */
export interface KeptStanding {
  manifest: MapManifest
  /** As in MapView. */
  origin: 'ready-made' | 'session' | 'file'
  comparable: boolean
  /** Networks on the map, and their places: N × 2 or N × 3, as the manifest's geometry has dimensions. */
  ids: number[]
  positions: Float64Array
  /** Those of them that were placed on a standing layout and are no part of it. */
  landed: number[]
  /** As in MapView. */
  entropy: Float64Array | null
}

/** Condensed, in the order of ids. */
export interface KeptDistances { ids: number[], condensed: Float64Array }

/** What was measured of each network's representation, by its id. */
export type KeptMeasures = Map<number, Measures>

/** Names and columns of networks by their ids: a table may be joined to networks that were kept long before. */
export type KeptColumns = Map<number, Brought>

/** What changed of the map; what is left out stands. */
export interface KeptMap { standing?: KeptStanding, distances?: KeptDistances, measures?: KeptMeasures, columns?: KeptColumns }

/** What the page needs of a network to show it and to compare others with it. */
export interface KeptNetwork extends NetworkDetail {
  row: NetworkRow
  activations: NetworkActivations | null
}

/** What stays in the vault until somebody asks for it. */
export interface KeptWeights { checkpoints: Checkpoints | null, state: NetworkState | null, probabilities: Float32Array | null }

/** Everything but the weights, as one reads it back. */
export interface KeptSession {
  run: KeptRun
  standing: KeptStanding | null
  distances: KeptDistances | null
  measures: KeptMeasures | null
  /** Not in what an older page kept. */
  columns?: KeptColumns | null
  networks: KeptNetwork[]
  interims: InterimOf[]
}

export interface VaultReport {
  /** Where things are put: on the visitor's disk, or only in this page's memory. */
  state: 'kept' | 'memory'
  /** Why only in memory, in a sentence. */
  why: string | null
  /** Networks of the session that are kept. */
  networks: number
}

export interface VaultWorker {
  /** Finds storage and what is kept there; never rejects, for without storage there is memory. */
  open(): Promise<VaultReport>
  /** All that is kept but the weights; null where nothing is. What cannot be read back counts as never written. */
  read(): Promise<KeptSession | null>
  /** What comes now is of a session of its own, which counts from `begin` on: a page closed before that leaves nothing of it. */
  prepare(): Promise<VaultReport>
  /** A training begins, on this map. What was kept before goes as soon as there is a network of the session that it begins in. */
  begin(run: KeptRun, map: KeptMap): Promise<VaultReport>
  /** Finished networks, all in one transaction; what was kept of them on their way goes. */
  put(networks: TrainedNetwork[]): Promise<VaultReport>
  /** How a network in flight stood. */
  interim(id: number, interim: Interim): Promise<VaultReport>
  stand(map: KeptMap): Promise<VaultReport>
  end(how: 'stopped' | 'finished'): Promise<VaultReport>
  /** Nothing came of a fresh session: the one before it is the kept one again. */
  abandon(): Promise<VaultReport>
  weights(id: number): Promise<KeptWeights | null>
  forget(): Promise<VaultReport>
  beat(): boolean
}
