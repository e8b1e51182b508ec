// What panels read off the runs: how they stand at a moment, whether progress follows accuracy, where they end, and what lies at a few stations of the road.
import type { Correlation, Spread } from '../../core/statistics.ts'
import { median, spearman, spread } from '../../core/statistics.ts'
import type { BetweenRuns, InpcaMap } from '../../protocol/trajectories.ts'
import { momentOf } from './clock.ts'
import type { Clock } from './trajectories-state.ts'

type Runs = Pick<InpcaMap, 'starts' | 'steps' | 'progress' | 'error'>

/** How runs stand at a moment: one value a run that gets there, rising, and their median (NaN of nothing). */
export interface Standing { values: Float64Array, median: number }

/**
 * Accuracy of every run at a moment, between two checkpoints in proportion; by accuracy their progress, for their accuracies are all one. By progress and by
 * accuracy, runs that never get there (or begin beyond) are left out; by step they are held at their end, where they stand.
 */
export function standingAt(runs: Runs, { by, at }: Pick<Clock, 'by' | 'at'>): Standing {
  const value = (row: number): number => by === 'accuracy' ? runs.progress[row] : 1 - runs.error[row]
  const values: number[] = []
  for (let run = 0; run < runs.starts.length - 1; run++) {
    const { before, after, fraction, held } = momentOf(runs, run, { by, at })
    if (held !== 0 && by !== 'step') continue
    const here = value(before) + fraction * (value(after) - value(before))
    if (Number.isFinite(here)) values.push(here)
  }
  return { values: Float64Array.from(values).sort(), median: median(values) }
}

/** Over all checkpoints of all runs. */
export const progressFollows = ({ progress, error }: Pick<InpcaMap, 'progress' | 'error'>): Correlation => spearman(progress, error.map(share => 1 - share))

/** Epochs that a run had behind it at a checkpoint, of `epochs` in all, which its last checkpoint has; NaN where nobody knows. */
export function epochsAt({ starts, steps }: Pick<InpcaMap, 'starts' | 'steps'>, row: number, epochs: number): number {
  const last = starts[starts.findLastIndex(start => start <= row) + 1] - 1
  return steps[last] > 0 ? epochs * steps[row] / steps[last] : NaN
}

/** Of a value at each run's last checkpoint. */
export const endsOf = ({ starts }: Pick<InpcaMap, 'starts'>, values: ArrayLike<number>): Spread =>
  spread(Array.from({ length: starts.length - 1 }, (_, run) => values[starts[run + 1] - 1]))

/** Stations that get a box: as in the paper. */
export const BOXES = [0.1, 0.3, 0.5, 0.7, 0.9] as const

/** What R runs have at each station of the road: the median line, boxes at a few of them, and how many are left out there (held at an end) or everywhere. */
export interface AtStations {
  stations: Float64Array
  /** One a station; NaN where nobody is. */
  medians: Float64Array
  boxes: { station: number, spread: Spread, left: number }[]
  /** Runs that count. */
  runs: number
  /** The largest upper quartile or median. */
  most: number
}

/** `counts`: whether a run counts at all; by default all do. */
export function atStations({ ids, stations, held }: Pick<BetweenRuns, 'ids' | 'stations' | 'held'>, values: Float64Array, counts: (run: number) => boolean = () => true): AtStations {
  const [R, S] = [ids.length, stations.length]
  const runs = Array.from({ length: R }, (_, run) => run).filter(counts)
  const there = (station: number): number[] => runs.filter(run => held[run * S + station] === 0).map(run => values[run * S + station])
  const medians = Float64Array.from(stations, (_, station) => median(there(station)))
  const boxes = BOXES.flatMap(wanted => {
    const station = nearest(stations, wanted)
    const own = there(station)
    return station < 0 ? [] : [{ station: stations[station], spread: spread(own), left: runs.length - own.length }]
  })
  const most = Math.max(0, ...[...medians, ...boxes.map(box => box.spread.max)].filter(Number.isFinite))
  return { stations, medians, boxes, runs: runs.length, most }
}

const nearest = (stations: Float64Array, wanted: number): number =>
  stations.reduce((best, at, k) => best < 0 || Math.abs(at - wanted) < Math.abs(stations[best] - wanted) ? k : best, -1)

/** A run that is alone in its configuration is its own mean: it has no tube. Which runs have company, by the configuration of each. */
export function haveCompany(configurations: readonly number[]): (run: number) => boolean {
  const counts = new Map<number, number>()
  for (const configuration of configurations) counts.set(configuration, (counts.get(configuration) ?? 0) + 1)
  return run => counts.get(configurations[run])! > 1
}
