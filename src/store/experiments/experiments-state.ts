// What the notebook knows of the experiments: cards that train what they need beside the map on screen, show a picture and state an answer with its number and its null.
import type { NetworkRow } from '../../core/network.ts'
import type { Rejoining } from '../../core/inpca/rejoining.ts'
import type { Quartiles } from '../../core/search/grade.ts'
import type { CardGrades } from '../../core/search/grade-card.ts'
import type { TaskId } from '../../core/search/tasks.ts'
import type { BetweenRuns, InpcaMap, RunIndex } from '../../protocol/trajectories.ts'

export const EXPERIMENTS = ['optimisers', 'size', 'corners', 'sloppy', 'search'] as const
export type ExperimentName = (typeof EXPERIMENTS)[number]
/** Cards about runs through the space of predictions. */
export type RunsName = Exclude<ExperimentName, 'search'>

/** Explained stress χ₁ … χ₅, and that of the null's map. */
export interface Stress { stress: readonly number[], nullStress: readonly number[] }

/** One population of an experiment: trained, laid out and held against its null. */
export interface ExperimentPart extends Stress {
  /** What sets it apart from the other parts: 'Digits', 'Sloppy teacher, c = 0.5'. */
  title: string
  /** Networks whose runs are compared, in the order of map.ids; and how many diverged and are left out. */
  rows: readonly NetworkRow[]
  diverged: number
  map: InpcaMap
  between: BetweenRuns
  /** What runs are coloured by; `of`: of each run its place among the names, `ordered`: these rise. */
  groups: { title: string, of: readonly number[], names: readonly string[], ordered: boolean }
  /** Spearman's ρ between progress and accuracy, over all checkpoints. */
  progressByAccuracy: number
  /** Mean test accuracy at the end. */
  accuracy: number
  /** Of the runs that began at random weights alone, where others began in corners. */
  fresh: Stress | null
  /** Of each kind of corner, how far it is from the fresh runs on the way: at equal progress, or at equal accuracy where corners begin beyond any progress. */
  rejoining: readonly { kind: string, index: RunIndex, way: Rejoining }[]
}

/** What the paper says, in brief (`claim`), and what was found, with the number that it rests on and that of the null; `holds`: whether it is seen in this very run. */
export interface Finding { claim: string, words: string, holds: boolean }

/** `answer`: to the card's question, in one sentence with its number and the null's. */
export interface Findings { answer: string, found: readonly Finding[] }

interface Carried {
  phase: 'training' | 'measuring' | 'done' | 'stopped' | 'failed'
  /** Networks. */
  done: number
  total: number
  /** Of all the work, 0 to 1. */
  share: number
  secondsLeft: number | null
  /** How long it took, once it is done. */
  seconds: number | null
  workers: number
  findings: Findings | null
  fault: string | null
}

export interface PopulationRun extends Carried {
  name: RunsName
  /** Which c the sloppy task was trained with; null elsewhere. */
  decay: number | null
  parts: readonly ExperimentPart[]
}

/** Ways of searching, graded on a pool. */
export interface SearchRun extends Carried {
  name: 'search'
  pool: PoolChoice
  grades: CardGrades | null
}

export type ExperimentRun = PopulationRun | SearchRun
export type RunOf<Name extends ExperimentName> = Name extends 'search' ? SearchRun : PopulationRun

export const POOL_TASKS = ['sloppy', 'spirals', 'digits'] as const satisfies readonly TaskId[]
export const POOL_SIZES = ['small', 'usual', 'large'] as const
export interface PoolChoice { task: TaskId, size: (typeof POOL_SIZES)[number] }

/** What the large grading found: regret at each of `budgets`, in shares of accuracy. */
export interface Published {
  repeats: number
  tasks: readonly { id: string, title: string, members: number, methods: readonly { name: string, regret: readonly Quartiles[] }[] }[]
}

/** What was measured at one c of the slider. */
export interface DecayPoint extends Stress { decay: number, accuracy: number, networks: number }

export interface Experiments {
  /** Whether the dialog stands open: what was found stays when it is closed. */
  open: boolean
  /** The card in front; null: all of them. */
  shown: ExperimentName | null
  /** By name, what has been run in this session. One runs at a time. */
  runs: { readonly [Name in ExperimentName]?: RunOf<Name> }
  /** Why is it low-dimensional: the slider's c, and what was measured at each c so far, ascending. */
  decay: number
  curve: readonly DecayPoint[]
  /** A c that is being trained: which, and how far (0 to 1). */
  trying: { decay: number, share: number } | null
  /** What ways of searching are graded on next. */
  pool: PoolChoice
  /** Null until it is asked for, and where this copy of the page has none. */
  published: Published | null
}

/** c of the sloppy data where nobody says otherwise, as in the paper. */
export const SLOPPY = 0.5
/** c of data that is not sloppy, as in the paper. */
export const NOT_SLOPPY = 0.001
/** The slider's ends; 0 besides. */
export const LEAST_DECAY = 0.001
export const MOST_DECAY = 2

export const NO_EXPERIMENTS: Experiments = { open: false, shown: null, runs: {}, decay: SLOPPY, curve: [], trying: null, pool: { task: 'sloppy', size: 'usual' }, published: null }

export interface ExperimentsRoom {
  /** Trains and measures; what another card was doing is stopped. What stood there stays where this one is stopped. */
  run(name: ExperimentName): Promise<void>
  stop(): void
  /** Another c for the sloppy task; trained when `run` or `tryDecay` says so. */
  setDecay(decay: number): void
  /** Trains a small population at the slider's c and adds it to the curve, unless it is there. */
  tryDecay(): Promise<void>
  setPool(pool: Partial<PoolChoice>): void
  /** Looks for what the large grading found. */
  askPublished(): Promise<void>
  /** What a card trains, and how long that takes here; null while the CPU's speed is not known. */
  estimate(name: ExperimentName): { networks: number, seconds: number | null }
  /** The address that opens a card. */
  link(name: ExperimentName): string
  /** A part's networks as a map of their own: the form takes its recipe, and they are trained. Why it cannot, in a sentence; null where it does. */
  openAsMap(name: RunsName, part?: number): Promise<string | null>
}
