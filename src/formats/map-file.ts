// What a map is on paper: the manifest that every map file carries, and the map in memory. (Reading and writing: map.ts.)
import type { DatasetSettings } from '../core/data/dataset.ts'
import type { Checkpoints, NetworkActivations, NetworkDetail, NetworkRow, NetworkState } from '../core/network.ts'
import type { Diagram } from '../core/persistence/diagram.ts'
import type { Recipe } from '../core/recipe.ts'
import type { GeometrySettings } from '../core/settings.ts'

export const MAP_FORMAT = 'netfold-map'
/** 2: networks trained elsewhere (no recipe, no data set of ours), measures. 3: families, checkpoints, states. 4: metric, layer and
 * dimensions of the layout. 5: what to look for, how it was looked at, lineage, provenance, predictions, diagrams, checkpoints as a part.
 * 6: augmentation and start, checkpoints on train probes, labels of brought probes.
 * Older versions are migrated when they are read (map-migrations.ts). */
export const MAP_VERSION = 6

export interface MapManifest {
  format: typeof MAP_FORMAT
  version: number
  title: string
  /** What made it: program and version, device, date. */
  madeBy: string
  /** Null where the networks were trained elsewhere, on data that we do not have. */
  dataset: DatasetSettings | null
  datasetTitle: string
  classNames: string[]
  train: number
  test: number
  probes: number
  /** Null where the networks were trained elsewhere. */
  recipe: Recipe | null
  geometry: GeometrySettings
  /**
   * What PHATE said: the diffusion time used, stress1, components. `slid`: the layout moved here from another t and was not made from the data. `turned`: it
   * was laid onto the layout before it, and not turned by the accuracies.
   */
  phate: { t: number, stress: number, components: number, slid?: true, turned?: true }
  /** Networks on the map (rows of `embedding`); diverged ones are rows of networks.json only. */
  mapped: number
  /** Files beside this one that hold the heavier members; empty when everything is inside. */
  parts: { detail?: string, activations?: string, checkpoints?: string }
  /** True class of each probe, where no data set of ours says it (`dataset` is null) and whoever brought the networks did. */
  labels?: readonly number[]
  /** Two sentences on what to look for; a ready-made map has them. */
  about?: string
  /** How it was looked at when it was saved, or should be first: JSON that only the page's notebook understands. */
  view?: Readonly<Record<string, unknown>>
  /** Which networks it holds, by what makes them again. */
  lineage?: Lineage
  /** What made it, part by part. */
  provenance?: Provenance
}

/** A map grows from a ready-made one (by its name), or from nothing, by one training after another: networks `from` to `from + count` (exclusive) of a recipe's sequence. */
export interface Lineage {
  base: string | null
  runs: readonly { recipe: Recipe, from: number, count: number }[]
}

export interface Provenance {
  /** Netfold's version. */
  version: string
  /** On which engines its networks were trained ('cpu', 'webgpu: NVIDIA …'), each once. */
  devices: readonly string[]
  /** Seeds of the data set, the population and the layout. */
  seeds: { data: number | null, population: number | null, layout: number }
}

/** The part that the first picture needs. */
export interface MapHead {
  manifest: MapManifest
  /** Every network, diverged ones too, ascending by id. */
  networks: NetworkRow[]
  /** Ids of the networks on the map, in the order of the embedding's rows. */
  ids: number[]
  /** mapped × the layout's dimensions (2 or 3), potential units. */
  embedding: Float64Array
}

/** What panels need: distances between the mapped networks (condensed), curves and confusion matrices of all. */
export interface MapDetail {
  distances: Float64Array
  details: NetworkDetail[]
  /** What was measured of each mapped network's representation, in the order of `ids`, by the measure's name; NaN where undefined. */
  measures: Map<string, Float64Array>
}

/** A whole map: head, detail and, where kept, activations of the mapped networks; and what was kept of any network on its way, by its id. */
export interface MapFile extends MapHead {
  detail: MapDetail | null
  activations: NetworkActivations[] | null
  checkpoints?: Map<number, Checkpoints> | null
  states?: Map<number, NetworkState> | null
  /** Final predictions on the probes of any network, by its id: probes × classes, softmax. */
  probabilities?: Map<number, Float32Array> | null
  /** Persistence diagrams of mapped networks' representations, as far as they were computed, by id. */
  diagrams?: Map<number, NetworkDiagrams> | null
}

/** Pieces (H0) and loops (H1) of one network's probes, in units of the mean distance between two of them; a death of Infinity: it never ends. */
export interface NetworkDiagrams { pieces: Diagram, loops: Diagram }
