// What may be asked of the vault: the worker that keeps sessions and their networks in the browser, so that a closed tab loses nothing.
import type { Brought, Checkpoints, Interim, Keep, Measures, NetworkActivations, NetworkDetail, NetworkRow, NetworkSpec, NetworkState, TrainedNetwork } from '../core/network.ts'
import type { Recipe } from '../core/recipe.ts'
import type { MapManifest } from '../formats/map-file.ts'
import type { InterimOf } from './training.ts'

/** A training as it was asked for. */
export interface KeptRun {
  /** new: a map of its own; more: onto the standing one; on: one network of the map, further; proposed: those that a search proposed, onto the standing one. */
  kind: 'new' | 'more' | 'on' | 'proposed'
  /** Every network that was asked for. */
  specs: NetworkSpec[]
  /** Of each proposed network the recipe that draws it alone, in the order of specs. */
  origins?: Recipe[]
  /** What the map says it was made from when all of them are there. */
  recipe: Recipe
  keep: Keep
  /**
   * running: whoever finds it goes on with it. paused: interrupted, and goes on when the visitor says so. stopped: nothing more is trained, but
   * some may have no place on the map yet.
   */
  state: 'running' | 'paused' | 'stopped' | 'finished'
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
  /** How it was looked at last; a stranger's word until view.ts has read it. */
  view?: unknown
}

/** A session as the list has it. */
export interface KeptEntry {
  id: number
  /** What the visitor calls it; null: nobody has named it. */
  name: string | null
  /** What its networks learnt from, by the map's own words; empty where nobody knows. */
  dataset: string
  /** Milliseconds since 1970. Where an older page kept it, when this one found it. */
  created: number
  changed: number
  /** Trained, on the map or not. */
  networks: number
  /** Asked for and not trained, since the page was closed or left in the middle. */
  left: number
  /** As written, without what the browser's own storage adds; null where it could not be read. */
  bytes: number | null
  /** Whether it is the one on screen. */
  here: boolean
  /** It has been announced: it goes by itself where the next new session needs its room. */
  going: boolean
}

/** What there is room for. */
export interface KeptRoom {
  /** Bytes that all sessions together may take; null where the browser does not say. */
  allowed: number | null
  sessions: number
}

/** No session is on screen: a ready-made map is, looked at so. */
export interface Elsewhere { map: string, view: unknown }

export interface VaultReport {
  /** Where things are put: on the visitor's disk, or only in this page's memory. */
  state: 'kept' | 'memory'
  /** Why only in memory, in a sentence. */
  why: string | null
  /** Networks of the session on screen that are kept. */
  networks: number
  /** That session's number on the disk; null where there is none, or only memory. */
  session: number | null
  /** Sessions that are kept, with that one. */
  sessions: number
  /** What became of others while room was made: said once. */
  room?: RoomMade
}

/** Sessions that went, after it had been said of them; those that go next; and whether some should go of which none may (all are named). */
export interface RoomMade { gone: KeptEntry[], going: KeptEntry[], crowded: boolean }

export interface VaultWorker {
  /** Finds storage and what is kept there; never rejects, for without storage there is memory. */
  open(): Promise<VaultReport>
  /** All that is kept but the weights; null where nothing is. What cannot be read back counts as never written. */
  read(): Promise<KeptSession | null>
  /** What comes now is of a session of its own, which counts from `begin` on: a page closed before that leaves nothing of it. */
  prepare(): Promise<VaultReport>
  /** A training begins, on this map. A fresh session takes the place of the one before as soon as it has a network: that one is a past session then. */
  begin(run: KeptRun, map: KeptMap): Promise<VaultReport>
  /** Finished networks, all in one transaction; what was kept of them on their way goes. */
  put(networks: TrainedNetwork[]): Promise<VaultReport>
  /** How a network in flight stood. */
  interim(id: number, interim: Interim): Promise<VaultReport>
  stand(map: KeptMap): Promise<VaultReport>
  end(how: 'paused' | 'stopped' | 'finished'): Promise<VaultReport>
  /** Nothing came of a fresh session: the one before it is the kept one again. */
  abandon(): Promise<VaultReport>
  /** How the session on screen is looked at, or, where there is none, the ready-made map. */
  look(view: unknown): Promise<VaultReport>
  /** A ready-made map is on screen; the session before is a past one from now on. */
  leave(elsewhere: Elsewhere): Promise<VaultReport>
  /** Null while a session is on screen, or where nothing was looked at yet. */
  elsewhere(): Promise<Elsewhere | null>
  report(): Promise<VaultReport>
  /** Of the session on screen, or of another. */
  weights(id: number, session?: number): Promise<KeptWeights | null>
  /** The latest changed first. */
  list(): Promise<KeptEntry[]>
  room(): Promise<KeptRoom>
  /** Another session is the one on screen from now on; null, and nothing has changed, where it cannot be read. */
  enter(session: number): Promise<KeptSession | null>
  /** Reads a session that stays where it is. */
  peek(session: number): Promise<KeptSession | null>
  /** An empty name: the automatic one again. Rejects where it could not be written. */
  rename(session: number, name: string): Promise<VaultReport>
  /** What it took is free again. Where the disk had been full, what only memory has is written now. */
  remove(session: number): Promise<VaultReport>
  /** Empties everything. */
  forget(): Promise<VaultReport>
  beat(): boolean
}
