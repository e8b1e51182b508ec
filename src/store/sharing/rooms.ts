// What can be asked of the rooms that share and export: types only, so that the notebook's state can name them.
import type { GalleryMap } from '../../formats/gallery-index.ts'
import type { ExperimentsRoom } from '../experiments/experiments-state.ts'
import type { SearchRoom } from '../search/search-state.ts'
import type { TrajectoriesRoom } from '../trajectories/trajectories-room.ts'
import type { EmbedPanel } from './embed-panels.ts'

export interface LinkOptions { selection: boolean, camera: boolean, hideRail: boolean }

/** `missing`: what no link can carry, in sentences (brought networks, for instance). */
export interface MadeLink { address: string, characters: number, missing: readonly string[] }

export interface LinkRoom {
  link(options: LinkOptions): Promise<MadeLink>
  /** Follows a hash (with or without its #). Never rejects: a bad one ends in a notice. Whether what the link names is on screen now, or is offered. */
  follow(hash: string): Promise<boolean>
  /** Trains the networks that the followed link names again, and says how they compare with the sender's. */
  trainAgain(): Promise<void>
  /** The offer, or the verdict, is put away. */
  dismiss(): void
}

/** One of maps/index.json. */
export type GalleryEntry = GalleryMap

export interface GalleryRoom {
  /** Asked for once; rejects with the sentence that says why there is none. */
  list(): Promise<readonly GalleryEntry[]>
  /** Shows a ready-made map with its suggested view (or another, believed in nothing); false where something stood in the way, which a notice says. */
  open(name: string, view?: unknown): Promise<boolean>
}

export interface FileOptions { activations: boolean, checkpoints: boolean }

export interface DescribedFile {
  name: string
  /** About how many it has without what may be left out, and how many more with each of that. */
  bytes: { lean: number, activations: number, checkpoints: number }
  /** What is taken along where nobody chooses. */
  usual: FileOptions
  /** Without activations: whether whoever opens it gets them again from the networks' seeds. */
  without: 'again' | 'never'
}

export interface MapFilesRoom {
  /** What a file of the map on screen would be. Errors: where there is no map. */
  describe(): Promise<DescribedFile>
  save(options?: FileOptions): Promise<void>
}

export interface SiteOptions { activations: boolean, others: boolean }

/** About how many bytes the page itself, the map, its activations and the page's other maps add to the archive. */
export interface SiteSize { files: number, bytes: { page: number, map: number, activations: number, others: number } }

export interface SiteRoom {
  /** `why`: what stands in the way, in a sentence. */
  describe(): Promise<SiteSize | { why: string }>
  /** Saves it; false where nothing came of it. `hear`: the share that is done, 0 to 1. */
  save(options: SiteOptions, hear: (share: number) => void, signal: AbortSignal): Promise<boolean>
  /** What embeds the page in another. `why`: why it would show another map than the one on screen. */
  embed(panels: readonly EmbedPanel[]): Promise<{ address: string, snippet: string, why: string | null }>
}

export interface KeptSessionEntry {
  id: number
  /** As the visitor named it, or made from what it is. */
  name: string
  named: boolean
  networks: number
  /** Asked for and not trained: its training was interrupted. */
  left: number
  /** Milliseconds since 1970. */
  created: number
  changed: number
  bytes: number | null
  /** Whether it is the one on screen. */
  here: boolean
  /** It goes by itself where the next new session needs its room. */
  going: boolean
}

export interface KeptSessions {
  entries: readonly KeptSessionEntry[]
  /** Bytes of all of them, as far as they are known. */
  used: number
  /** Bytes that they may take together; null where the browser does not say. */
  allowed: number | null
  /** Whether the browser has promised to keep them; null where it makes no such promises. */
  promised: boolean | null
  /** When this was so, ms since 1970. */
  now: number
}

export interface SessionsRoom {
  list(): Promise<KeptSessions>
  /**
   * Shows a session as it was left; the one on screen is settled first and stays kept. `goOn`: an interrupted training goes on at once, else
   * it waits. False where something stood in the way, which a notice says.
   */
  open(id: number, goOn?: boolean): Promise<boolean>
  /** An empty name: the one made from what it is. Each is false where it could not be done, which a notice says. */
  rename(id: number, name: string): Promise<boolean>
  remove(id: number): Promise<boolean>
  /** As a map file; what is on screen stays there. */
  save(id: number): Promise<boolean>
  /** Asks the browser to keep all this for good; what came of it, in a sentence. */
  persist(): Promise<string>
}

/** An array, or one array a network, that can be saved: by its name in the file, with a sentence on what it is. */
export interface ExportedArray {
  name: string
  words: string
  /** A word stands for a length that differs from network to network. */
  shape: readonly (number | string)[]
  dtype: string
  /** Before they are packed; null: not known before they are fetched. */
  bytes: number | null
  /** Arrays: 1, or as many as there are networks that have one; null: not known yet. */
  count: number | null
  /** Whether it is taken unless somebody says otherwise. */
  usual: boolean
}

export interface ExportsRoom {
  /** What every export carries, in a line. */
  line(): string
  arrays(): Promise<readonly ExportedArray[]>
  /** These arrays as one .npz. Of arrays of which there is one a network those of the selection, or all. False: a notice says why there is no file. */
  saveArrays(names: readonly string[], of: 'all' | 'selection'): Promise<boolean>
  /** The table: of the selected networks, or of all where none is. JSON has the settings of the map as well. */
  saveTable(as: 'csv' | 'json'): void
  /** The recipe: JSON for `netfold train`, or a PyTorch script that trains the same population (or the selected networks). */
  saveRecipe(as: 'json' | 'pytorch', of: 'population' | 'selection'): void
  /** Why there is no such recipe; null where there is one. */
  recipeBlock(as: 'json' | 'pytorch', of: 'population' | 'selection'): string | null
  citation(): { bibtex: string, methods: string }
}

/** Rooms of the notebook that a visitor enters by a door of their own: each is fetched when it is first asked for (doors.ts). */
export interface Rooms {
  links: LinkRoom
  mapFiles: MapFilesRoom
  site: SiteRoom
  gallery: GalleryRoom
  sessions: SessionsRoom
  exports: ExportsRoom
  trajectories: TrajectoriesRoom
  experiments: ExperimentsRoom
  search: SearchRoom
}
