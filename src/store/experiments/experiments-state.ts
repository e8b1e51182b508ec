// What the notebook knows of the experiments: cards that train what they need beside the map on screen, show a picture and state an answer with its number and its null.
import type { BetweenRuns, InpcaMap } from '../../protocol/trajectories.ts'
import type { NetworkRow } from '../../core/network.ts'

export const EXPERIMENTS = ['optimisers', 'size', 'corners', 'sloppy'] as const
export type ExperimentName = (typeof EXPERIMENTS)[number]

/** One population of an experiment: trained, laid out and held against its null. */
export interface ExperimentPart {
  /** What sets it apart from the other parts: 'Digits', 'Sloppy data, c = 0.5'. */
  title: string
  rows: readonly NetworkRow[]
  map: InpcaMap
  between: BetweenRuns
}

/** A sentence of the answer, with the number that it rests on and that of the null; `holds`: whether the paper's claim is seen here. */
export interface Finding { words: string, holds: boolean }

export interface ExperimentRun {
  name: ExperimentName
  /** Of the decay slider, for which the sloppy task was trained; null elsewhere. */
  decay: number | null
  phase: 'training' | 'measuring' | 'done' | 'stopped' | 'failed'
  done: number
  total: number
  secondsLeft: number | null
  parts: readonly ExperimentPart[]
  findings: readonly Finding[]
  fault: string | null
}

export interface Experiments {
  /** The card in front; null: all of them. */
  shown: ExperimentName | null
  /** By name, what has been run in this session. One runs at a time. */
  runs: Readonly<Partial<Record<ExperimentName, ExperimentRun>>>
  /** Why is it low-dimensional: the slider's c, and explained stress as it was measured at each c so far, ascending. */
  decay: number
  curve: readonly { decay: number, stress: readonly number[], accuracy: number }[]
}

export const NO_EXPERIMENTS: Experiments = { shown: null, runs: {}, decay: 0.5, curve: [] }

export interface ExperimentsRoom {
  /** Trains and measures; what another card was doing is stopped. */
  run(name: ExperimentName): Promise<void>
  stop(): void
  /** Another c for the sloppy task; trained when `run` says so. */
  setDecay(decay: number): void
  /** The experiment's networks as a map of their own: the form takes its recipe and trains it. Why it cannot, in a sentence; null where it does. */
  openAsMap(name: ExperimentName): Promise<string | null>
}
