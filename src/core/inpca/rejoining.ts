// Whether runs that began elsewhere come back to the road of the others: distances between the two kinds at equal progress, station by station.
import { quantile } from '../statistics.ts'
import type { Steps } from '../steps.ts'
import { probeShuffle } from './null-model.ts'
import type { Run } from './trajectories.ts'
import { modelAtStation, reindex } from './trajectories.ts'

/** Where the two kinds are compared: s = .05, .10 … 1. */
export const REJOINING_STATIONS: readonly number[] = Array.from({ length: 20 }, (_, k) => (k + 1) / 20)

/** Bhattacharyya distances (nats a probe) at each station; NaN where no pair of runs passes through it. */
export interface Rejoining {
  stations: readonly number[]
  /** Mean over pairs of a corner's run and a fresh one, and the same of the null (each run shuffled within the true classes). */
  apart: number[]
  nullApart: number[]
  /** Mean over pairs of fresh runs, and what nine in ten of those pairs are below. */
  fresh: number[]
  freshMost: number[]
  /** Pairs of a corner's run and a fresh one that pass through the station. */
  pairs: number[]
  /** First place among the stations from which on, as far as pairs go, `apart` stays below JOINED of `nullApart`; null: never, or not at the last one. */
  belowNull: number | null
  /** The same for within `freshMost`. */
  withinFresh: number | null
}

/** Below which share of all pairs a station's mean says nothing. */
const ENOUGH = 0.5

/** Of the null's distance: closer than this, two kinds share more than how often they are right. */
export const JOINED = 0.7

/**
 * `index`: of each run its checkpoints' progress (or accuracy), by which runs are held against each other (trajectories.ts, after Mao et al., PNAS 121(12), 2024).
 * `corner`: 1 for runs that began in a corner, 0 for fresh ones, others are left out. A run that does not pass through a station, but begins beyond it or
 * never comes there, does not count at it.
 */
export function* rejoiningSteps(
  runs: readonly Run[], index: readonly ArrayLike<number>[], corner: ArrayLike<number>, labels: ArrayLike<number>, classes: number, seed: number,
): Steps<Rejoining> {
  const probes = labels.length
  const size = probes * classes
  const places = index.map(own => reindex(own, REJOINING_STATIONS))
  const orders = runs.map((_, run) => probeShuffle(labels, classes, seed, run))
  const [fresh, corners] = [0, 1].map(kind => [...runs.keys()].filter(run => corner[run] === kind))
  const found: Rejoining = { stations: REJOINING_STATIONS, apart: [], nullApart: [], fresh: [], freshMost: [], pairs: [], belowNull: null, withinFresh: null }
  for (let station = 0; station < REJOINING_STATIONS.length; station++) {
    const there = new Map<number, Float64Array>()
    for (const run of [...fresh, ...corners]) {
      if (places[run].held[station] !== 0) continue
      const model = new Float64Array(size)
      modelAtStation(runs[run], places[run], station, probes, classes, model)
      there.set(run, model.map(Math.sqrt))
    }
    const across: number[] = []
    const nulls: number[] = []
    const among: number[] = []
    for (const [place, one] of fresh.entries()) {
      const a = there.get(one)
      if (!a) continue
      for (const other of fresh.slice(place + 1)) {
        const b = there.get(other)
        if (b) among.push(distance(a, b, probes, classes))
      }
      for (const other of corners) {
        const b = there.get(other)
        if (!b) continue
        across.push(distance(a, b, probes, classes))
        nulls.push(distance(a, b, probes, classes, orders[one], orders[other]))
      }
    }
    found.apart.push(mean(across))
    found.nullApart.push(mean(nulls))
    found.fresh.push(mean(among))
    found.freshMost.push(among.length > 0 ? quantile(among, 0.9) : NaN)
    found.pairs.push(across.length)
    yield { stage: 'rejoining', share: (station + 1) / REJOINING_STATIONS.length }
  }
  const counted = [...REJOINING_STATIONS.keys()].filter(k => found.pairs[k] >= ENOUGH * fresh.length * corners.length && Number.isFinite(found.freshMost[k]))
  found.belowNull = from(counted, k => found.apart[k] < JOINED * found.nullApart[k])
  found.withinFresh = from(counted, k => found.apart[k] <= found.freshMost[k])
  return found
}

/** The first of these places from which on it is so. */
function from(places: readonly number[], so: (k: number) => boolean): number | null {
  const last = places.findLastIndex(k => !so(k))
  return places[last + 1] ?? null
}

/** The last station at which enough pairs are; null where there is none. */
export function lastStation({ pairs, stations }: Rejoining): number | null {
  const most = Math.max(...pairs)
  const last = stations.findLastIndex((_, k) => pairs[k] > 0 && pairs[k] >= ENOUGH * most)
  return last < 0 ? null : last
}

const mean = (values: readonly number[]): number => values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length

/** −mean ln⟨a, b⟩ of two models' amplitudes; a probe on which they have no class in common counts 100, as in bhattacharyya.ts. */
function distance(a: Float64Array, b: Float64Array, probes: number, classes: number, orderA?: Uint32Array, orderB?: Uint32Array): number {
  let sum = 0
  for (let probe = 0; probe < probes; probe++) {
    const atA = (orderA ? orderA[probe] : probe) * classes
    const atB = (orderB ? orderB[probe] : probe) * classes
    let overlap = 0
    for (let c = 0; c < classes; c++) overlap += a[atA + c] * b[atB + c]
    sum += overlap > 0 ? Math.max(0, -Math.log(overlap)) : 100
  }
  return sum / probes
}
