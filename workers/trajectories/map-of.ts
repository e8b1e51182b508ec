// The map of all runs' checkpoints: distances, axes, readings, and the road, which is placed afterwards and moves nothing.
import { StandingModels } from '../../src/core/inpca/bhattacharyya.ts'
import { ignorance } from '../../src/core/inpca/ends.ts'
import { explainedDistanceSteps } from '../../src/core/inpca/explained-distance.ts'
import { roadToTruth, STATIONS } from '../../src/core/inpca/geodesic.ts'
import type { Inpca } from '../../src/core/inpca/inpca.ts'
import { inpcaSteps } from '../../src/core/inpca/inpca.ts'
import { landmarksAlongRuns, placeByBlocks } from '../../src/core/inpca/landmarks.ts'
import { placeOutOfSample } from '../../src/core/inpca/out-of-sample.ts'
import { progressWeights } from '../../src/core/inpca/progress-weights.ts'
import type { Steps } from '../../src/core/steps.ts'
import { within } from '../../src/core/steps.ts'
import type { InpcaMap, InpcaRequest } from '../../src/protocol/trajectories.ts'
import type { Runs } from './runs.ts'
import { tableOf } from './runs.ts'

/** Axes beyond these nobody looks at. */
const MOST_AXES = 10

/** Of the shuffle that makes the null's own map. */
const NULL_SEED = 1

/** Distances that do not hang on how the axes are weighted: kept until runs come or go. */
export interface Measured {
  version: number
  shuffled: boolean
  /** The rows that axes are made from. */
  rows: Uint32Array
  /** Between these, condensed. */
  distances: Float64Array
  disjoint: number
  /** From P0 and the road to these: 101 × rows; empty without labels. */
  road: Float64Array
}

/** What later questions need of a map. */
export interface Standing { measured: Measured, result: Inpca }

export function* mapOf(runs: Runs, request: InpcaRequest, known: Measured | null): Steps<{ map: InpcaMap, standing: Standing }> {
  const { truth, starts } = runs
  const all = starts[starts.length - 1]
  if (all === 0) throw new Error('No run is here yet; a map needs at least one checkpoint.')
  if (request.shuffled && !truth.labels) throw new Error('The null shuffles predictions within the true classes, and those of these probes are not known.')
  const shuffle = request.shuffled ? NULL_SEED : null
  const rows = landmarksAlongRuns(starts, request.most)
  const mapped = rows.length
  const dims = Math.max(1, Math.min(request.dims, MOST_AXES, mapped))
  // One after the other the stages take about these shares of the time; placing the others takes as much as they are more.
  const placing = all > mapped ? 0.5 : 0
  const part = 1 - placing

  const readings = yield* within(runs.readings(), 0, 0.1 * part)
  let models: StandingModels | null = null
  const stand = (): StandingModels => models ??= new StandingModels(runs.source(rows, shuffle), truth.probes, truth.classes)
  const again = known && known.version === runs.version && known.shuffled === request.shuffled && known.rows.length === mapped
  const measured = again ? known : yield* within(measure(runs, request.shuffled, rows, stand()), 0.1 * part, 0.5 * part)
  const { distances } = measured

  const byProgress = request.weights === 'progress' && truth.labels !== null
  const weights = byProgress ? progressWeights(Float64Array.from(rows, row => readings.progress[row])) : undefined
  const result = yield* within(inpcaSteps(distances, dims, weights ? { weights } : {}), 0.6 * part, 0.3 * part)
  const { remaining } = yield* within(explainedDistanceSteps(distances, result), 0.9 * part, 0.1 * part)

  const coordinates = new Float64Array(all * dims)
  rows.forEach((row, k) => coordinates.set(result.coordinates.subarray(k * dims, (k + 1) * dims), row * dims))
  let { disjoint } = measured
  if (all > mapped) {
    const rest = othersThan(rows, all)
    const placed = yield* within(placeByBlocks(result, stand(), runs.source(rest, shuffle)), part, placing)
    rest.forEach((row, k) => coordinates.set(placed.coordinates.subarray(k * dims, (k + 1) * dims), row * dims))
    disjoint += placed.disjoint
  }
  const road = truth.labels ? placeOutOfSample(result, measured.road, measured.road.length / mapped) : new Float64Array(0)
  const map: InpcaMap = {
    ids: runs.ids, starts, steps: runs.steps, dims, coordinates,
    // With weights they are those of W / N: times N, equal weights give those of the plain map.
    eigenvalues: result.eigenvalues.slice(0, dims).map(value => weights ? value * mapped : value),
    signs: result.signs, stress: result.stress, negativeShare: result.negativeShare, remaining, mapped, ...readings, road, disjoint,
    notes: [...runs.notes, ...notesOf(all, mapped, disjoint, truth.probes, request.weights === 'progress' && !byProgress), ...result.notes],
  }
  return { map, standing: { measured, result } }
}

function* measure({ truth, version }: Runs, shuffled: boolean, rows: Uint32Array, models: StandingModels): Steps<Measured> {
  const { distances, disjoint } = yield* within(models.among(), 0, 0.85)
  let road: Float64Array = new Float64Array(0)
  if (truth.labels) {
    const points = roadToTruth(truth.labels, truth.classes, STATIONS)
    const ends = new Float64Array(truth.probes * truth.classes + points.length)
    ends.set(ignorance(truth.probes, truth.classes))
    ends.set(points, truth.probes * truth.classes)
    road = (yield* within(models.from(tableOf(ends, truth)), 0.85, 0.15)).distances
  }
  return { version, shuffled, rows, distances, disjoint, road }
}

function othersThan(rows: Uint32Array, all: number): Uint32Array {
  const taken = new Uint8Array(all)
  for (const row of rows) taken[row] = 1
  return Uint32Array.from({ length: all }, (_, row) => row).filter(row => taken[row] === 0)
}

function notesOf(all: number, mapped: number, disjoint: number, probes: number, unweighted: boolean): string[] {
  const notes: string[] = []
  if (all > mapped) notes.push(`The axes are made from ${mapped} of ${all} checkpoints, evenly along the runs; the other ${all - mapped} are placed on them and move nothing.`)
  if (disjoint > 0) notes.push(`${disjoint} times two checkpoints had no class in common on one of the ${probes} probes: each of these counts as a distance of 100 there.`)
  if (unweighted) notes.push('Without the true classes there is no progress to weight by: every checkpoint counts alike.')
  return notes
}
