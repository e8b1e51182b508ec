// What the session knows: one notebook, in plain values. Who answers a question is pipeline.ts's business; what it looks like, the views'.
import type { DatasetFaults, DatasetSettings } from '../core/data/dataset.ts'
import type { HeldData } from '../core/data/own.ts'
import type { Keep, NetworkDetail, NetworkRow } from '../core/network.ts'
import type { Corner } from '../core/polygon.ts'
import type { Recipe, RecipeFaults } from '../core/recipe.ts'
import type { GeometryFaults, GeometrySettings, Scale } from '../core/settings.ts'
import type { MapManifest } from '../formats/map-file.ts'
import type { NetworkFormat } from '../protocol/maps.ts'
import type { Neighbour } from '../protocol/geometry.ts'
import type { HowToRun } from '../protocol/importing.ts'
import type { Device, GpuReport, NetworkProgress, Speed } from '../protocol/training.ts'
import type { Wanted } from '../formats/dropped.ts'
import type { Asked, Entry, Question } from './asked.ts'
import type { ExperimentName, Experiments } from './experiments/experiments-state.ts'
import type { DraftedData, Imported, Linked } from './imports/imported.ts'
import type { Measure, MeasureKey } from './measures.ts'
import type { Searched, SearchState } from './search/search-state.ts'
import type { Rooms } from './sharing/rooms.ts'
import type { Clock, Panes, Trajectories, TrajectorySettings } from './trajectories/trajectories-state.ts'

/** A map as the views see it. Immutable: a change makes a new one. */
export interface MapView {
  /** Changes whenever the networks or their places do. */
  version: number
  /** Changes when another map is shown; a map that grows or is embedded anew keeps it. */
  series: number
  origin: 'ready-made' | 'session' | 'file'
  manifest: MapManifest
  /** Networks on the map; row k lies at positions[2k], positions[2k + 1]. */
  networks: NetworkRow[]
  positions: Float64Array
  /** N × 3 where the map is three-dimensional; positions are then its first two columns. */
  space: Float64Array | null
  /** Trained, but not finite: no place on the map. */
  diverged: NetworkRow[]
  /** von Neumann entropy at powers 1 … 100 (nats) of the last embedding; null for a map as it came from its file. */
  entropy: Float64Array | null
  /** Whether activations are at hand (or can be fetched), so that new networks can be compared with these. */
  comparable: boolean
  /** Ids that were placed on the standing map and have not been embedded with it yet. */
  landed: ReadonlySet<number>
  /** Ids that arrived in the last batch: drawn with a ring for a moment. */
  fresh: ReadonlySet<number>
}

/** Another embedding of the same networks, beside the first and under the same selection. */
export interface SecondMap {
  /** As asked for. */
  settings: GeometrySettings
  /** Null until there is one. Row k of the places is network ids[k]; units of potential distance. */
  made: { version: number, ids: readonly number[], positions: Float64Array, space: Float64Array | null, settings: GeometrySettings, phate: MapManifest['phate'] } | null
  /** How far the one asked for is, 0 to 1; null where nothing is being made. */
  share: number | null
  fault: string | null
}

export interface TrainingState {
  /** layers: networks are made again for what the map does not keep of them. */
  phase: 'starting' | 'training' | 'layers' | 'distances' | 'embedding'
  /** Networks finished (diverged ones too) of those asked for. */
  done: number
  total: number
  /** Share of the phase's own work, 0 to 1; for training it counts epochs of networks in flight. */
  share: number
  /** Networks a second over the last while; null until known. */
  rate: number | null
  secondsLeft: number | null
  device: Device
  workers: number
  inFlight: readonly NetworkProgress[]
  /** What is being trained (the form may have moved on since): with core's networkAt it names the networks in flight. */
  recipe?: Recipe
  /** Ids finished, latest first, at most five. */
  justFinished: readonly number[]
}

export interface Selection {
  ids: ReadonlySet<number>
  /** Who set it: a panel does not redraw its own brush. brush: the axes of the parallel coordinates. */
  source: 'map' | 'panel' | 'strip' | 'keyboard' | 'brush' | 'none'
  /** Corners in potential units, where all of it was drawn around on a flat map by one box or lasso: what a link can say more briefly than who it holds. */
  lasso?: readonly Corner[]
}

/** Two sets of networks that every panel can hold against each other; empty: none. Independent of the selection. */
export interface Groups { a: ReadonlySet<number>, b: ReadonlySet<number> }

/** What one axis of the parallel coordinates lets through. While there are brushes, they are the selection. */
export type Brush =
  | { measure: MeasureKey, kind: 'number', from: number, to: number }
  | { measure: MeasureKey, kind: 'category', values: readonly string[] }

export type Palette = 'viridis' | 'cividis' | 'magma' | 'diverging'

export interface Colouring {
  measure: MeasureKey
  log: boolean
  invert: boolean
  palette: Palette
  /** The ends of the ramp in the measure's own units; null: all values. */
  range: readonly [number, number] | null
}

/** At which width (in units of a statistic of each network's own distances) and time the Entropy tab hears spectral entropies. */
export interface EntropySettings { scale: Scale, sigma: number, t: number }

/** Where the tree of networks is cut into clusters. */
export interface Cut {
  method: 'ward' | 'average'
  /** What the tree is made from. */
  of: 'layout' | 'distances'
  count: number
  /** Whether the clusters are named on the map; null until anybody has looked at the tree. */
  shown: boolean | null
}

/** What undo and redo move through. */
export type Tracked = Pick<AppState, 'panes' | 'runs' | 'selection' | 'groups' | 'brushes' | 'colour' | 'geometry' | 'recipe' | 'dataset' | 'cut' | 'entropy' | 'searched'>

/** What can be laid over a map and is a matter of looking alone. (Clusters and lines of trust have switches of their own: panels show and hide them too.) */
export type LayerName = 'outlines' | 'graticule'
export type Layers = ReadonlySet<LayerName>

/** Where one looks at the first map, whatever the window's size. */
export interface Look {
  /** The point of the map in the middle of the frame, potential units. */
  centre: readonly [number, number]
  /** Potential units along the frame's shorter side. */
  span: number
  /** How a map with depth is turned: a unit quaternion; null: from the front. */
  turn: readonly [number, number, number, number] | null
}

/** A link that was followed, whose networks have to be trained here before its map can be seen. */
export interface Followed {
  networks: number
  /** What is to be trained; the data are null where they are a ready-made map's own. */
  runs: readonly { recipe: Recipe, from: number, count: number }[]
  dataset: DatasetSettings | null
  /** The ready-made map that they are laid on; null: a map of their own. */
  base: string | null
  phase: 'offered' | 'training' | 'done'
  /** How they compare with the sender's, in words. */
  verdict: { same: boolean, words: string } | null
}

export interface Notice { id: number, tone: 'warn' | 'danger' | 'info', text: string }

/** One network opened in the Network panel. */
export interface OpenNetwork {
  id: number
  /** Null while it is being fetched, or where the map carries none. */
  detail: NetworkDetail | null
  /** Every other network of the map, nearest first. */
  nearest: readonly Neighbour[] | null
  /** Why there is no detail, in words. */
  why: string | null
  /** What was kept of its training besides the curve; null until that is known. */
  kept: { weights: boolean, checkpoints: number } | null
}

export type Theme = 'system' | 'light' | 'dark'
export type Tab = 'selection' | 'models' | 'network' | 'compare' | 'entropy' | 'persistence' | 'separation' | 'trajectories' | 'search'
/** What stands under the map. */
export type DockTab = 'hyper' | 'table' | 'clusters' | 'diverged'
export type DevicePreference = 'auto' | Device

export interface AppState {
  theme: Theme
  /** Whether the tour was taken (or ended) here once. */
  toured: boolean
  leftFolded: boolean
  tab: Tab
  /** Null: only the dock's tabs are seen. */
  dock: DockTab | null
  map: MapView | null
  /** Why the first map could not be shown. */
  mapFault: string | null
  /** The form: what would be trained next. */
  dataset: DatasetSettings
  datasetFaults: DatasetFaults
  /** Data sets that were brought and are here, the latest first; null until it is known what earlier visits left. */
  ownData: readonly HeldData[] | null
  recipe: Recipe
  faults: RecipeFaults
  geometry: GeometrySettings
  geometryFaults: GeometryFaults
  device: DevicePreference
  /** Null until probed. */
  gpu: GpuReport | null
  /**
   * How fast each engine is here, measured once after the start; null until known, or where there is no such engine. `fault`: why an engine
   * could not be measured. `usualWorkers`: CPU workers where nobody chose another number. What follows from these is in engines.ts.
   */
  engines: { cpu: Speed | null, webgpu: Speed | null, fault: string | null, usualWorkers: number }
  /** CPU workers as chosen; null: one for each core but one. */
  workers: number | null
  /** What to keep of the networks that are trained next. */
  keep: Keep
  /** What the browser keeps of the session, so that a closed tab loses nothing. memory: nothing is kept, and `why`. */
  vault: { state: 'looking' | 'kept' | 'memory', why: string | null, networks: number, session: number | null, sessions: number }
  training: TrainingState | null
  /** Networks of a map without activations being made again, for whoever waits for these. */
  makingAgain: { done: number, total: number } | null
  /** Representations being measured, or what stood in the way. */
  portraits: { done: number, total: number, fault: string | null } | null
  colour: Colouring
  /** Measures that are made in the session and belong to no network's row: clusters, how far the picture can be trusted. By their keys 'derived:…'. */
  derived: readonly Measure[]
  cut: Cut
  /** Whether the map draws lines from a network to those of its nearest that lie far off. */
  trustLines: boolean
  /** As the visitor moved it, or a link asked for; null: the whole map is shown. */
  look: Look | null
  /** What lies over the map. */
  layers: Layers
  selection: Selection
  /** What a choice does to the selection where no key says otherwise: for hands without a keyboard. */
  choosing: 'replace' | 'add' | 'remove'
  groups: Groups
  brushes: readonly Brush[]
  /** A brush is being dragged: what follows is the same step of undo. */
  brushing: boolean
  entropy: EntropySettings
  /** How many steps can be undone, and redone. */
  history: { undo: number, redo: number }
  /** What panels asked of workers, by question and what it was asked of (answers.ts). */
  answers: ReadonlyMap<string, Entry>
  /** Null: one map. */
  second: SecondMap | null
  /** Which pictures stand in the map's place and beside it. */
  panes: Panes
  /** How training runs are looked at, and what was made of them. */
  runs: TrajectorySettings
  trajectories: Trajectories
  clock: Clock
  /** Null until anybody has opened them. */
  experiments: Experiments | null
  /** Null until somebody asks the map what to train next. */
  search: SearchState | null
  /** What was last chosen for a search; null before that. */
  searched: Searched | null
  open: OpenNetwork | null
  /** Files that were brought, in the order in which they came. */
  imports: readonly Imported[]
  draft: DraftedData | null
  link: Linked | null
  followed: Followed | null
  notices: readonly Notice[]
  /** What this browser keeps of the site, so that it opens without a network: maps' files and their bytes, besides the page; null: nothing, or not yet. */
  offline: { maps: number, bytes: number } | null
}

/** A file with its path within a dropped folder. */
export interface BroughtFile { path: string, file: Blob }

/** What was dropped besides and is not among the files: more than is taken at once, or gone from the disk (paths). */
export interface Missed { cut: boolean, gone: readonly string[] }

export interface AppActions {
  /** A room of the notebook that is fetched when it is first entered; null where it could not be, which a notice says. */
  room<Name extends keyof Rooms>(name: Name): Promise<Rooms[Name] | null>
  /**
   * Shows what `hash` names (a link that was followed), what an earlier visit left, or the ready-made map, and looks for a GPU. `embedded`: within another
   * page, where nothing is kept or trained.
   */
  start(embedded?: boolean, hash?: string): Promise<void>
  /** `kept`: whether later visits begin with it. */
  setTheme(theme: Theme, kept?: boolean): void
  /** The tour has been taken. */
  tourTaken(): void
  foldLeft(folded: boolean): void
  setTab(tab: Tab): void
  setDock(dock: DockTab | null): void
  setDataset(change: Partial<DatasetSettings>): void
  setRecipe(change: Partial<Recipe>): void
  setGeometry(change: Partial<GeometrySettings>): void
  setDevice(device: DevicePreference): void
  setWorkers(workers: number | null): void
  setKeep(change: Partial<Keep>): void
  colourBy(change: Partial<AppState['colour']>): void
  /** Trains recipe.count further networks of the recipe and lays them on this map. */
  trainMore(): Promise<void>
  /** Trains a new population and makes a map of it alone. */
  trainNew(): Promise<void>
  /** The standing map at another diffusion time, at once: the layout moves on from where it is. The last of several wins. */
  slideTime(t: number | 'auto'): Promise<void>
  /** Makes the standing map again with the geometry settings of the form; only the stages whose inputs changed are run. */
  embedAnew(): Promise<void>
  /** Ends the training; what has finished stays. */
  stopTraining(): void
  /** Measures the representations of the map's networks that have not been measured; nothing else waits for it. */
  measureNetworks(): void
  /** `lasso`: what was drawn around them, where that is what chose them. */
  select(ids: Iterable<number>, source: Selection['source'], how?: 'replace' | 'add' | 'remove' | 'toggle', lasso?: readonly Corner[] | null): void
  /** The networks that every brush lets through become the selection; no brushes: nothing is selected. */
  setBrushes(brushes: readonly Brush[], brushing?: boolean): void
  setChoosing(choosing: AppState['choosing']): void
  clearSelection(): void
  /** Holds the selected networks (or those given) as group A or B. */
  setGroup(group: keyof Groups, ids?: Iterable<number>): void
  swapGroups(): void
  setEntropy(change: Partial<EntropySettings>): void
  /** Opens the second map, or makes it again with other settings. */
  setSecond(change: Partial<GeometrySettings>): void
  closeSecond(): void
  /** Shows other pictures; what they need is made. Training again for predictions that are not at hand is for `makeRuns` alone: nothing long starts by itself. */
  setPanes(change: Partial<Panes>): void
  setRuns(change: Partial<TrajectorySettings>): void
  setClock(change: Partial<Clock>): void
  /** Trains the networks again whose predictions on the way are not at hand. */
  makeRuns(): Promise<void>
  /** Ends what is under way for trajectories. */
  stopRuns(): void
  /** Opens the experiments, at one card or at all of them. */
  openExperiments(name?: ExperimentName): void
  closeExperiments(): void
  /** Chooses checkpoints (rows of the made map); their runs become the selection. */
  brushCheckpoints(rows: Iterable<number>, how?: 'replace' | 'add' | 'remove'): void
  undo(): void
  redo(): void
  setCut(change: Partial<Cut>): void
  showTrust(lines: boolean): void
  /** Looks at another part of the map; null: at all of it. */
  lookFrom(look: Look | null): void
  showLayer(name: LayerName, shown: boolean): void
  /** Replaces every derived measure whose key begins with `derived:${name}`. */
  derive(name: string, measures: readonly Measure[]): void
  /** Asks a worker unless the answer is here or on its way. */
  ask<Q extends Question>(question: Q, of: Asked[Q]['of']): void
  openNetwork(id: number): Promise<void>
  openMapFile(file: File): Promise<void>
  /** Reads dropped files, whatever they are: models get a card and land, a map is opened, data become a draft. */
  openFiles(files: readonly BroughtFile[], wanted?: Wanted, missed?: Missed | null): Promise<void>
  /** Runs a brought model in another way, or agrees to how it is run; it lands again. */
  setImport(key: number, change: { how?: Partial<HowToRun>, confirmed?: boolean }): Promise<void>
  /** Takes brought files, and their networks, off the map. */
  removeImports(keys: readonly number[]): Promise<void>
  /** A map of the brought networks alone, on the probes of the form's data set. */
  mapOfImports(keys: readonly number[]): Promise<void>
  /** Joins a brought table of runs to the networks of the map by id. */
  joinTable(key: number): void
  /** Looks at an address: says its size first, and fetches when `agreeToLink` says so. */
  openLink(address: string, what: 'model' | 'map'): Promise<void>
  agreeToLink(): Promise<void>
  dismissLink(): void
  /** Another column is the label, or another number of rows is used. */
  setDraft(change: { label?: number, rows?: number, title?: string }): void
  /** The draft becomes the data set of the form. */
  acceptDraft(): Promise<void>
  dismissDraft(): void
  /** Takes a data set that was brought out of the browser; what was trained on it stays. */
  forgetData(hash: string): Promise<void>
  /** Downloads the selected networks: a table, or a document with the settings of their map. */
  downloadSelection(format: 'csv' | 'json'): Promise<void>
  /** Downloads one network's weights as a file. */
  downloadNetwork(id: number, format: NetworkFormat): Promise<void>
  /** Trains a network whose weights are kept for so many epochs more: a new network of the map, which goes on where the other ended. */
  trainOn(id: number, epochs: number): Promise<void>
  /** Empties what the browser keeps of this and earlier sessions; the map on screen stays. */
  forget(): Promise<void>
  /** Downloads the map as a file. */
  saveMap(): Promise<void>
  /** Downloads what a panel has written or drawn: a table as it stands, a picture. */
  saveText(text: string | Uint8Array<ArrayBuffer>, name: string, type: string): void
  /** Says something to the visitor, in one sentence. */
  tell(tone: Notice['tone'], text: string): void
  dismiss(notice: number): void
  /** Loads the newer page that waits; null where there is none. */
  takeNewer: (() => void) | null
}

export type AppStore = AppState & AppActions
