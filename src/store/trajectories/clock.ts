// The clock of training: where every run stands at a moment, by updates made or at equal progress or accuracy, and how the moment is said.
import type { InpcaMap } from '../../protocol/trajectories.ts'
import type { Clock } from './trajectories-state.ts'
import { CLOCKS } from './trajectories-state.ts'

/** What the clock needs of the runs. */
export type Roads = Pick<InpcaMap, 'starts' | 'steps' | 'progress' | 'error'>

/** Where a run stands: rows of the map, and the share of the way from the one to the other. */
export interface Moment {
  before: number
  after: number
  fraction: number
  /** 1: the run never gets so far, and its last checkpoint is held. −1: it begins beyond, and its first is. 0: between two. */
  held: -1 | 0 | 1
}

type By = Clock['by']

/** Updates on the clock's scale: 0 stays where it is, beyond it is logarithmic. */
const log = (step: number): number => Math.log1p(step)

/** What all runs say together, looked up once a map: a clock that plays asks for every run in every frame. */
const known = new WeakMap<Uint32Array, { furthest: number, clocks: By[] }>()

function knownOf({ steps, progress, error }: Roads): { furthest: number, clocks: By[] } {
  const before = known.get(steps)
  if (before) return before
  const there: Record<By, boolean> = { step: true, progress: progress.length > 0 && progress.every(Number.isFinite), accuracy: error.length > 0 && error.every(Number.isFinite) }
  const found = { furthest: steps.reduce((most, step) => Math.max(most, step), 0), clocks: CLOCKS.filter(by => there[by]) }
  known.set(steps, found)
  return found
}

const furthest = (roads: Roads): number => knownOf(roads).furthest

/** The clocks that these runs have: without labels nobody knows progress or accuracy. */
export const clocksOf = (roads: Roads): readonly By[] => knownOf(roads).clocks

/** The one that is asked for where these runs have it, else updates. */
const goesBy = (roads: Roads, by: By): By => clocksOf(roads).includes(by) ? by : 'step'

/**
 * Where run `run` stands at clock.at: by step between the checkpoints around so many updates, evenly on the log scale; else between the first checkpoint
 * whose progress (or accuracy) is greater than `at` and the one before it, as core/inpca/trajectories.ts reindexes. Null: at its end.
 */
export function momentOf(roads: Roads, run: number, { by, at }: Pick<Clock, 'by' | 'at'>): Moment {
  const [from, to] = [roads.starts[run], roads.starts[run + 1]]
  if (!(to > from)) throw new Error(`Run ${run} has no checkpoints; a run has at least 1.`)
  if (at === null) return { before: to - 1, after: to - 1, fraction: 0, held: 0 }
  const really = goesBy(roads, by)
  const place = (row: number): number => really === 'step' ? log(roads.steps[row]) : really === 'progress' ? roads.progress[row] : 1 - roads.error[row]
  const here = really === 'step' ? at * log(furthest(roads)) : at
  // At the scale's end a run of so many updates stands at its end, whatever the last bit of a logarithm says.
  const there = really === 'step' ? here * (1 + 1e-12) : here
  let after = from
  while (after < to && place(after) <= there) after++
  if (after === from) return { before: from, after: from, fraction: 0, held: -1 }
  if (after === to) return { before: to - 1, after: to - 1, fraction: 0, held: there > place(to - 1) * (1 + 2e-12) ? 1 : 0 }
  const fraction = Math.max(0, (here - place(after - 1)) / (place(after) - place(after - 1)))
  return { before: after - 1, after, fraction, held: 0 }
}

/** Updates at `at`, a whole number. */
export const clockStep = (roads: Roads, at: number): number => Math.round(Math.expm1(at * log(furthest(roads))))

/** The other way round, for ticks, typed numbers and snapping: `at` of so many updates, or of a progress or accuracy. Stays within 0 and 1. */
export function clockAt(roads: Roads, by: By, value: number): number {
  const most = log(furthest(roads))
  const at = goesBy(roads, by) === 'step' ? most > 0 ? log(Math.max(0, value)) / most : 0 : value
  return Math.min(1, Math.max(0, at))
}

/** Where a key moves the clock to, rising: by step every number of updates at which anybody has a checkpoint; else every hundredth. */
export function clockStops(roads: Roads, by: By): number[] {
  if (goesBy(roads, by) !== 'step') return Array.from({ length: 101 }, (_, hundredth) => hundredth / 100)
  return [...new Set(roads.steps)].sort((a, b) => a - b).map(step => clockAt(roads, 'step', step))
}

/** The nearest stop. */
export const snapped = (roads: Roads, by: By, at: number): number =>
  clockStops(roads, by).reduce((nearest, stop) => Math.abs(stop - at) < Math.abs(nearest - at) ? stop : nearest, Infinity)

/** The moment in words: "Update 80 of 400", "Progress 0.45". */
export function clockWords(roads: Roads, { by, at }: Pick<Clock, 'by' | 'at'>): string {
  if (at === null) return 'All of training'
  const really = goesBy(roads, by)
  if (really === 'step') return `Update ${written(clockStep(roads, at))} of ${written(furthest(roads))}`
  return `${really === 'progress' ? 'Progress' : 'Accuracy'} ${at === 0 || at === 1 ? at : at.toFixed(2)}`
}

/** Beyond this share of the scale next to its end, a decade's name would run into the last one's. */
const CROWDED = 0.08

/** Names under the clock's line: by step 0, the decades and the last update; else quarters. */
export function clockTicks(roads: Roads, by: By): { at: number, label: string }[] {
  if (goesBy(roads, by) !== 'step') return [0, 0.25, 0.5, 0.75, 1].map(at => ({ at, label: String(at).replace(/^0\./, '.') }))
  const most = furthest(roads)
  if (most === 0) return [{ at: 0, label: '0' }]
  const decades = Array.from({ length: Math.ceil(Math.log10(most)) }, (_, power) => 10 ** power).filter(step => step < most && clockAt(roads, 'step', step) < 1 - CROWDED)
  return [0, ...decades, most].map(step => ({ at: clockAt(roads, 'step', step), label: written(step) }))
}

const written = (count: number): string => count.toLocaleString('en-US')
