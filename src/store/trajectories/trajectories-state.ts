// What the notebook knows of training runs as trajectories: which pictures stand side by side, how they are asked for, what was made, and what the clock says.
import type { GeometrySettings } from '../../core/settings.ts'
import type { InpcaMap, ProbeSet, RunIndex } from '../../protocol/trajectories.ts'
import type { MeasureKey } from '../measures.ts'

/**
 * phate: the networks by their representations, as the map has them. inpca: every checkpoint by its predictions. axes: the same by another pair of axes.
 * null: the same runs shuffled within classes, on axes of their own. runs: each run a dot, by the distances between runs. through: every checkpoint by its
 * representation (PHATE through training).
 */
export const PICTURES = ['phate', 'inpca', 'axes', 'null', 'runs', 'through'] as const
export type Picture = (typeof PICTURES)[number]

/** What stands in the map's place, and beside it. With a second picture there is no second map of distances (`second`), and the other way round. */
export interface Panes { first: Picture, second: Picture | null }

/** What every run is coloured by as a whole: any measure of networks, or its architecture. What each checkpoint is coloured by: step, progress, loss, error. */
export const CHECKPOINT_COLOURS = ['step', 'progress', 'loss', 'error'] as const
export type CheckpointColour = (typeof CHECKPOINT_COLOURS)[number]
export type RunColour = MeasureKey | 'architecture'

export interface TrajectorySettings {
  probes: ProbeSet
  dimensions: 2 | 3
  /** Axes by their place, 0 the first: across, up, and towards the reader in three dimensions. */
  axes: readonly [number, number, number]
  /** Of the picture `axes`. */
  otherAxes: readonly [number, number, number]
  weights: 'equal' | 'progress'
  colour: { kind: 'run', by: RunColour } | { kind: 'checkpoint', by: CheckpointColour }
  /** By what runs are held against each other. */
  index: RunIndex
  /** What makes a configuration: runs that are alike in it belong together. */
  configuration: RunColour
  /** Axes that the Shepard plot shows. */
  shepard: number
  /** Averages of configurations are drawn on the map. */
  averages: boolean
}

/** How training is walked through: by updates made, or with all runs at equal progress, or at equal accuracy. */
export const CLOCKS = ['step', 'progress', 'accuracy'] as const
export interface Clock {
  by: (typeof CLOCKS)[number]
  /** 0 the beginning, 1 the end; null: everything is shown. By step this is a share of the log scale (trajectories/clock.ts). */
  at: number | null
  playing: boolean
  /** What is seen of a run before the clock: all of it, a tail, or nothing. */
  trail: 'path' | 'tail' | 'none'
}

/** Where the runs' predictions are: at hand, to be had by training the networks again (from their seeds, which takes `seconds`), or nowhere. */
export interface RunSource {
  ready: number
  again: number
  never: number
  seconds: number | null
  /** Hidden layers are asked for as well, which fewer networks keep. */
  layers?: true
}

/** Checkpoints on PHATE's axes, by their representations. Rows as in InpcaMap. */
export interface ThroughTraining {
  ids: Int32Array
  starts: Uint32Array
  steps: Uint32Array
  dims: 2 | 3
  coordinates: Float64Array
  settings: GeometrySettings
  notes: string[]
}

export interface Trajectories {
  /** Null until anybody has looked. */
  source: RunSource | null
  /** As asked for last that could be made. `version` changes with each. */
  made: { version: number, probes: ProbeSet, map: InpcaMap } | null
  /** The null's map, where that picture is asked for. */
  shuffled: InpcaMap | null
  through: ThroughTraining | null
  /** What is being done, and how far it is (0 to 1); null: nothing. */
  work: { words: string, share: number } | null
  /** Why a picture cannot be had, in a sentence with the next step. */
  fault: string | null
  /** Rows of the made map that were brushed. */
  brushed: ReadonlySet<number>
}

export const FIRST_PANES: Panes = { first: 'phate', second: null }
export const FIRST_CLOCK: Clock = { by: 'step', at: null, playing: false, trail: 'path' }
export const FIRST_SETTINGS: TrajectorySettings = {
  probes: 'test', dimensions: 2, axes: [0, 1, 2], otherAxes: [0, 3, 1], weights: 'equal', colour: { kind: 'run', by: 'architecture' }, index: 'progress',
  configuration: 'architecture', shepard: 2, averages: false,
}
export const NO_TRAJECTORIES: Trajectories = { source: null, made: null, shuffled: null, through: null, work: null, fault: null, brushed: new Set() }

/** Whether any pane shows training as trajectories. */
export const showsTrajectories = ({ first, second }: Panes): boolean => first !== 'phate' || (second !== null && second !== 'phate')
