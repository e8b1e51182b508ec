// What a question to the trajectories worker costs, without the copy to and from the page: a session that knows nothing yet, and one that has measured.
import { AVERAGES } from '../../src/core/inpca/averages.ts'
import type { Steps } from '../../src/core/steps.ts'
import type { InpcaRequest } from '../../src/protocol/trajectories.ts'
import { madeRuns } from './made-runs.ts'
import { TrajectorySession } from './session.ts'

const PLAIN: InpcaRequest = { dims: 10, weights: 'equal', shuffled: false, most: 2000 }

interface Timed { milliseconds: number, cpu: number, stages: Map<string, number> }

/** Milliseconds that processors have worked for this process since some beginning. */
function worked(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Milliseconds by the wall's clock and of processors' work (which other jobs lengthen less) of the whole; work of each stage that was told. */
function timed<T>(steps: Steps<T>): Timed & { value: T } {
  const stages = new Map<string, number>()
  const begun = worked()
  const started = performance.now()
  let last = begun
  for (;;) {
    const next = steps.next()
    const now = worked()
    const stage = next.done ? 'the rest' : next.value.stage
    stages.set(stage, (stages.get(stage) ?? 0) + now - last)
    last = now
    if (next.done) return { value: next.value, milliseconds: performance.now() - started, cpu: now - begun, stages }
  }
}

const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20)

export default function bench(report: (row: Record<string, string | number>) => void): Promise<void> {
  const row = (what: string, { milliseconds, cpu, stages }: Timed): void => {
    const parts = [...stages].map(([stage, ms]) => `${stage} ${Math.round(ms)}`).join(', ')
    report({ what, ms: Math.round(milliseconds), 'cpu ms': Math.round(cpu), 'cpu ms of parts': parts, 'resident MB': megabytes(process.memoryUsage().rss) })
  }
  const open = (runs: number, checkpoints: number, probes: number): TrajectorySession => {
    const { truth, tables } = madeRuns(runs, checkpoints, probes, 10)
    const session = new TrajectorySession(truth)
    session.add(tables)
    return session
  }
  {
    const session = open(40, 25, 150)
    row('map, 1,000 checkpoints × 150 probes × 10 classes, first of the process', timed(session.map(PLAIN)))
    row('the same, weighted by progress: distances are there', timed(session.map({ ...PLAIN, weights: 'progress' })))
    row('the null\'s map', timed(session.map({ ...PLAIN, shuffled: true })))
    row('map, another session', timed(open(40, 25, 150).map(PLAIN)))
  }
  {
    const session = open(200, 25, 150)
    row('map, 5,000 checkpoints, axes from 2,000', timed(session.map(PLAIN)))
    row('the same, weighted by progress', timed(session.map({ ...PLAIN, weights: 'progress' })))
  }
  {
    const session = open(60, 25, 200)
    timed(session.map(PLAIN))
    const configurations = Array.from({ length: 60 }, (_, run) => run % 6)
    row('60 runs × 200 probes × 100 stations between each other', timed(session.betweenRuns({ index: 'progress', configurations, seed: 1 })))
    row('factors of these, 6 of them', timed(session.factors(Array.from({ length: 6 }, (_, factor) => ({
      name: `factor ${factor}`, kind: factor % 2 === 0 ? 'category' as const : 'number' as const, values: Float64Array.from({ length: 60 }, (_v, run) => (run * (factor + 3)) % (factor + 2)),
    })))))
    row('averages, 6 configurations, the way of one kind and the ends of 6', timed(session.averages({ index: 'progress', configurations, kinds: [...AVERAGES], paths: ['arithmetic'] })))
    row('averages, 6 configurations, the ways of 6 kinds', timed(session.averages({ index: 'progress', configurations, kinds: [...AVERAGES] })))
  }
  return Promise.resolve()
}
