// Every question that panels may ask of workers, as types: what each is asked of, what comes back, and the slot that holds an answer.
import type { Scale } from '../core/settings.ts'
import type { Dataset } from '../core/data/dataset.ts'
import type { StoredTensor } from '../formats/saved-model.ts'
import type { Portrait } from '../core/portrait/measures.ts'
import type { Study } from '../core/portrait/study.ts'
import type { Alike, Between, Hierarchy, HierarchyRequest, KernelHealth, MapTrust, Smoothness, TrustRequest } from '../protocol/geometry.ts'
import type { Plane, Revisited } from '../protocol/revisit.ts'
import type { Classes, Information, LayerSpectra, Spectra } from '../protocol/spectra.ts'
import type { AveragePath, BetweenRuns, FactorReport, RunIndex } from '../protocol/trajectories.ts'
import type { ShepardPairs } from '../core/inpca/explained-distance.ts'
import type { NetworkShape, PackedDiagrams, ShapeMatching } from '../protocol/topology.ts'
import type { MeasureKey } from './measures.ts'
import type { Importances } from './questions/importance-inputs.ts'

export interface Asked {
  /** Of a scale and a σ that somebody thinks about. */
  kernelHealth: { of: { scale: Scale, sigma: number }, answer: KernelHealth }
  hierarchy: { of: HierarchyRequest, answer: Hierarchy }
  trust: { of: TrustRequest, answer: MapTrust }
  alike: { of: { ids: readonly number[] | null }, answer: Alike }
  between: { of: { a: readonly number[], b: readonly number[] }, answer: Between }
  /** Of a network's id. */
  diagram: { of: number, answer: NetworkShape }
  diagrams: { of: 'all', answer: PackedDiagrams }
  /** Of two networks' ids. */
  matching: { of: readonly [number, number], answer: ShapeMatching }
  classes: { of: { ids: readonly number[] }, answer: Classes }
  information: { of: { id: number, scale: Scale }, answer: Information }
  layerSpectra: { of: { id: number, scale: Scale }, answer: LayerSpectra }
  data: { of: 'map', answer: Dataset }
  layerPortrait: { of: StudyOf, answer: Portrait }
  plane: { of: number, answer: Plane }
  revisited: { of: number, answer: Revisited }
  study: { of: StudyOf, answer: Study }
  importance: { of: 'accuracy' | 'position', answer: Importances }
  smoothness: { of: MeasureKey, answer: Smoothness }
  spectra: { of: { scale: Scale }, answer: Spectra }
  /** Of the trajectories' standing map: what its first so many axes show of the distances. */
  shepard: { of: { axes: number }, answer: ShepardPairs }
  /** Of all runs; `configuration` names what makes one (TrajectorySettings). */
  betweenRuns: { of: { index: RunIndex, configuration: string }, answer: BetweenRuns }
  /** Which hyper-parameters say how far two runs lie apart. */
  runFactors: { of: { index: RunIndex }, answer: FactorReport }
  averages: { of: { index: RunIndex, configuration: string }, answer: AveragePath[] }
  /** Pairs of networks: `first` by their representations (the map's distance), `second` by their predictions at the end. */
  alikeRuns: { of: { ids: readonly number[] | null }, answer: Alike }
  /** Of a brought model's key, and the array's name in its file. */
  tensor: { of: { key: number, name: string }, answer: StoredTensor }
}

/** A network's hidden layer, by the name that a revisit gives it; null: the last one, as the map compares it. */
export interface StudyOf { id: number, layer: string | null }

export type Question = keyof Asked

/** One slot. `value` may be of an older key while a new answer is on its way. */
export interface Entry {
  /** Of what was asked for last. */
  key: string
  /** Null until anything is known. */
  value: unknown
  /** Whether `value` is the answer to `key`, and all of it. */
  whole: boolean
  /** 0 to 1; null where nothing is on its way. */
  share: number | null
  /** Why there is no answer. */
  fault: string | null
}
