// One set of runs between questions: their tables, the distances that were measured, the map that stands. Steppable throughout; a run that is
// abandoned half-way leaves the session as it was.
import { pairImportance } from '../../src/core/importance/pairs.ts'
import { StandingModels } from '../../src/core/inpca/bhattacharyya.ts'
import type { ShepardPairs } from '../../src/core/inpca/explained-distance.ts'
import { shepardPairs } from '../../src/core/inpca/explained-distance.ts'
import type { Steps } from '../../src/core/steps.ts'
import type {
  AddedRuns, AveragePath, AveragesRequest, BetweenRuns, BetweenRunsRequest, Factor, FactorReport, InpcaMap, InpcaRequest, ProbeTruth, RunTable,
} from '../../src/protocol/trajectories.ts'
import { averagesOf } from './averages-of.ts'
import { betweenRunsOf } from './between-runs.ts'
import type { Measured, Standing } from './map-of.ts'
import { mapOf } from './map-of.ts'
import { Runs } from './runs.ts'

export class TrajectorySession {
  private readonly runs: Runs
  /** What the runs' own map was made from; the null's is not kept. */
  private standing: Standing | null = null
  /** Of the null's map: another weighting of it measures nothing again. */
  private shuffled: Measured | null = null
  private between: { found: BetweenRuns, version: number } | null = null

  constructor(truth: ProbeTruth) {
    this.runs = new Runs(truth)
  }

  add(runs: readonly RunTable[]): AddedRuns { return this.runs.add(runs) }

  remove(ids: readonly number[]): void { this.runs.remove(ids) }

  * map(request: InpcaRequest): Steps<InpcaMap> {
    const made = yield* mapOf(this.runs, request, request.shuffled ? this.shuffled : this.standing?.measured ?? null)
    if (request.shuffled) this.shuffled = made.standing.measured
    else this.standing = made.standing
    return made.map
  }

  /** Pairs are named by their rows on the map. */
  shepard(axes: number, most: number): ShepardPairs {
    const { measured: { distances, rows }, result } = this.mapMade()
    const pairs = shepardPairs(distances, result, axes, most)
    return { ...pairs, i: pairs.i.map(place => rows[place]), j: pairs.j.map(place => rows[place]) }
  }

  /** Configurations are told in the order of the runs of the map, where there is one. */
  * betweenRuns(request: BetweenRunsRequest): Steps<BetweenRuns> {
    if (this.standing) this.mapMade()
    const found = yield* betweenRunsOf(this.runs, request)
    this.between = { found, version: this.runs.version }
    return found
  }

  /** Of the distances that were measured last. */
  * factors(factors: readonly Factor[]): Steps<FactorReport> {
    const { between } = this
    if (between?.version !== this.runs.version) throw new Error('These runs have not been held against each other yet; factors explain the distances between them.')
    const { pairs, r2, factors: found } = yield* pairImportance(between.found.distances, factors)
    return { pairs, r2, factors: found.map((estimate, k) => ({ name: factors[k].name, ...estimate })) }
  }

  * averages(request: AveragesRequest): Steps<AveragePath[]> {
    return yield* averagesOf(this.runs, this.mapMade(), request)
  }

  /** Distances between the last checkpoints of all runs. */
  * ends(): Steps<{ ids: Int32Array, condensed: Float64Array }> {
    const { ids, starts, truth: { probes, classes } } = this.runs
    const last = Uint32Array.from(starts.subarray(1), end => end - 1)
    const { distances } = yield* new StandingModels(this.runs.source(last), probes, classes).among()
    return { ids, condensed: distances }
  }

  /** The map that stands, of the runs that are here. */
  private mapMade(): Standing {
    const { standing } = this
    if (!standing) throw new Error('There is no map of these runs yet; make one first.')
    if (standing.measured.version !== this.runs.version) throw new Error('Runs have come or gone since the map was made; make it anew first.')
    return standing
  }
}
