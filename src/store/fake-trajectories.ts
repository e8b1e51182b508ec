// A trajectories service in memory, for tests of the notebook: it keeps runs as the real one does, and lays each out on a straight way.
import { condensedSize } from '../core/condensed.ts'
import type { BetweenRuns, InpcaMap, ProbeTruth, RunTable } from '../protocol/trajectories.ts'
import { aborted } from '../services/spawn.ts'
import type { TrajectoryService } from '../services/trajectories.ts'

export interface FakeTrajectories extends TrajectoryService {
  /** What was asked, in order. */
  readonly asked: string[]
  readonly runs: ReadonlyMap<number, RunTable>
  truth: ProbeTruth | null
}

/** Checkpoint k of T has progress k/(T−1) where the labels are known; coordinates (k, 0). A table of another size is refused. */
export function fakeTrajectories(): FakeTrajectories {
  const runs = new Map<number, RunTable>()
  const asked: string[] = []
  const heard = async (signal: AbortSignal, onShare: (share: number) => void): Promise<void> => {
    onShare(0.5)
    await Promise.resolve()
    if (signal.aborted) throw aborted()
  }
  const fake: FakeTrajectories = {
    asked, runs, truth: null,
    async open(truth) {
      asked.push(`open ${truth.probes} × ${truth.classes}${truth.labels ? '' : ' unlabelled'}`)
      fake.truth = truth
      runs.clear()
    },
    async add(some) {
      asked.push(`add ${some.length}`)
      const size = fake.truth!.probes * fake.truth!.classes
      const fit = some.filter(({ steps, probabilities }) => probabilities.length === steps.length * size)
      for (const run of fit) runs.set(run.id, run)
      return { added: fit.map(({ id }) => id), refused: some.filter(run => !fit.includes(run)).map(({ id }) => ({ id, why: `Run ${id} has another number of probes.` })), notes: [] }
    },
    async remove(ids) {
      asked.push(`remove ${ids.join()}`)
      for (const id of ids) runs.delete(id)
    },
    async map(signal, request, onShare) {
      asked.push(`map ${request.weights}${request.shuffled ? ' shuffled' : ''}`)
      await heard(signal, onShare)
      return fakeInpca([...runs.values()], fake.truth!.labels !== null)
    },
    async shepard(axes) {
      asked.push(`shepard ${axes}`)
      return { i: Uint32Array.of(0), j: Uint32Array.of(1), distances: Float64Array.of(1), shown: Float64Array.of(1) }
    },
    async betweenRuns(signal, { index, configurations }, onShare) {
      asked.push(`between ${index} ${configurations.join()}`)
      await heard(signal, onShare)
      return fakeBetween([...runs.keys()])
    },
    async factors(signal, factors, onShare) {
      asked.push(`factors ${factors.map(({ name }) => name).join()}`)
      await heard(signal, onShare)
      return { pairs: condensedSize(runs.size), r2: { value: 0.5, error: 0.1, chance: 0 }, factors: factors.map(({ name }) => ({ name, value: 0.1, error: 0.01, chance: 0 })) }
    },
    async averages(signal, { configurations, kinds }, onShare) {
      asked.push(`averages ${configurations.join()}`)
      await heard(signal, onShare)
      return kinds.map(kind => ({ configuration: 0, kind, coordinates: new Float64Array(200), progress: 1, error: 0, meanProgress: 1, meanError: 0.1 }))
    },
    async ends() {
      asked.push('ends')
      return { ids: Int32Array.from(runs.keys()), condensed: new Float64Array(condensedSize(runs.size)).fill(2) }
    },
    async close() {
      asked.push('close')
      runs.clear()
      fake.truth = null
    },
  }
  return fake
}

export function fakeInpca(runs: readonly Pick<RunTable, 'id' | 'steps'>[], labelled = true): InpcaMap {
  const steps = Uint32Array.from(runs.flatMap(run => [...run.steps]))
  const starts = Uint32Array.of(0, ...runs.map((_, k) => runs.slice(0, k + 1).reduce((sum, run) => sum + run.steps.length, 0)))
  const along = Float64Array.from(runs.flatMap(run => Array.from(run.steps, (_, k) => labelled ? k / Math.max(1, run.steps.length - 1) : NaN)))
  return {
    ids: Int32Array.from(runs, run => run.id), starts, steps, dims: 2,
    coordinates: Float64Array.from({ length: 2 * steps.length }, (_, k) => k % 2 === 0 ? k / 2 : 0),
    eigenvalues: Float64Array.of(2, -1), signs: Int8Array.of(1, -1), stress: Float64Array.of(0.9, 0.95), negativeShare: 0.1,
    remaining: Float64Array.of(1, 0.2, 0.1), mapped: steps.length,
    progress: along, loss: along.map(s => 1 - s), error: along.map(s => 1 - s), offRoad: along.map(s => 0 * s), road: new Float64Array(labelled ? 202 : 0), disjoint: 0, notes: [],
  }
}

function fakeBetween(ids: readonly number[]): BetweenRuns {
  const pairs = condensedSize(ids.length)
  return {
    ids: Int32Array.from(ids), stations: Float64Array.from({ length: 100 }, (_, k) => (k + 1) / 100),
    distances: new Float64Array(pairs).fill(1), nullDistances: new Float64Array(pairs).fill(2), across: null, within: null,
    merges: new Float64Array(4 * Math.max(0, ids.length - 1)), order: Int32Array.from(ids.keys()),
    coordinates: new Float64Array(3 * ids.length), signs: Int8Array.of(1, 1, 1), stress: Float64Array.of(0.2, 0.3, 0.4),
    tube: new Float64Array(100 * ids.length), offRoad: new Float64Array(100 * ids.length), held: new Int8Array(100 * ids.length),
    configurationDistances: new Float64Array(0), configurationWithin: [null],
  }
}
