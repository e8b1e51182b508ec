// What the notebook knows of files that were brought: what they are, how their networks are run, and where those lie on the map.
import type { DataDraft } from '../../formats/data/data-draft.ts'
import type { Neighbour } from '../../protocol/geometry.ts'
import type { Evidence, HowToRun, OpenedCard, OutputKind } from '../../protocol/importing.ts'

/** Where a brought network lies among those of the map. */
export interface Landed {
  /** Its id on the map. */
  id: number
  residual: number
  offMap: boolean
  /** Nearest first. */
  nearest: readonly Neighbour[]
  /** Largest distance of a mapped network to its 5th neighbour, against which “off the map” is told. */
  loneliest: number
  /** Share of the map's networks with a lower value: of test accuracy, spectral entropy, …; NaN where unknown. */
  percentiles: readonly { measure: string, value: number, share: number }[]
}

export interface Imported {
  /** Never used twice. */
  key: number
  /** The main file's name, without folders. */
  name: string
  files: readonly string[]
  bytes: number
  /** reading: being opened. trying: ways of running it are tried. running: on its way to the map. */
  phase: 'reading' | 'trying' | 'running' | 'still'
  /** Null while it is being read. */
  opened: OpenedCard | null
  /** How it is run. Null until that is proposed. */
  how: HowToRun | null
  /** Whether the visitor agreed to what was assumed; true from the start where the file says all but the scaling. */
  confirmed: boolean
  evidence: Evidence | null
  /** What the run said; null before. */
  ran: { outputKind: OutputKind, assumed: readonly string[], notFinite: number, right: number, rows: number } | null
  landed: Landed | null
  /** Its networks on the standing map: one of a model, any number of a bundle. */
  ids: readonly number[]
  /** How often it has been run under these ids. */
  turn: number
  /** Why it is not on the map, one sentence; null where it is, or nothing stands in the way. */
  block: string | null
}

/** A data set that the visitor is asked about before anything is trained on it. */
export interface DraftedData {
  name: string
  draft: DataDraft
  /** Rows that will be used. */
  rows: number
  fault: string | null
}

/** A link on its way in. */
export interface Linked {
  /** As it will be fetched, after rewriting. */
  url: string
  name: string
  what: 'model' | 'map'
  /** Null where the server does not say. */
  bytes: number | null
  /** wanted: no address yet. asked: its size is known and the visitor has not agreed yet. */
  phase: 'wanted' | 'asking' | 'asked' | 'fetching' | 'failed'
  fetched: number
  /** Files beside it that it names, once it has come; asked about again where they are large. */
  more?: number
  /** Why it could not be read, and the way out. */
  fault: string | null
}
