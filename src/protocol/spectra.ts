// What may be asked of the worker that looks into single representations: spectra of their diffusion, and how apart they hold the classes.
import type { InformationSpectra } from '../core/entropy/mutual-information.ts'
import type { RelativeWidth } from '../core/entropy/relative-width.ts'
import type { NetworkActivations } from '../core/network.ts'
import type { ByClass } from '../core/separation/by-class.ts'
import type { Scale } from '../core/settings.ts'

/** Spectra of several representations, as far as they are known, for every width of a grid: any t then follows without asking again. */
export interface Spectra {
  /** Networks on the map that have activations, in its order. */
  ids: readonly number[]
  /** Probes, which is the number of eigenvalues of each. */
  n: number
  scale: Scale
  /** Widths in units of the scale, ascending. */
  grid: readonly number[]
  /** For each width networks × n, row-major, |λ| descending; null while it is on its way. */
  by: readonly (Float32Array | null)[]
}

/** The hidden layers of one network, in order of depth, with their spectra: layers × n for each width of the grid. */
export interface LayerSpectra { id: number, layers: readonly { name: string, columns: number }[], n: number, grid: readonly number[], by: readonly Float32Array[] }

/** What a representation says of the labels, for each width of the grid. */
export interface Information { id: number, grid: readonly number[], by: readonly InformationSpectra[] }

/** Networks class by class. */
export interface Classes { networks: readonly (ByClass & { id: number })[] }

export interface SpectraWorker {
  /** For each width networks × n float32, row-major, |λ| descending. All networks have the same number of probes. */
  spectra(networks: NetworkActivations[], widths: RelativeWidth[]): Promise<Float32Array[]>
  /** Spectra of the classes of one representation and of random subsets as large (seed 0), for each width. */
  information(network: NetworkActivations, labels: Int32Array, widths: RelativeWidth[]): Promise<InformationSpectra[]>
  byClass(networks: NetworkActivations[], labels: Int32Array): Promise<ByClass[]>
  /** Answered between slices of work: a sign of life. */
  beat(): boolean
}
