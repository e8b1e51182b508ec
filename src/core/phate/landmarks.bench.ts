// PHATE through landmarks, stage by stage, against the published program's seconds (2 threads, from methods/phate.md).
import { rowDistances } from '../matrix.ts'
import { mulberry32, normals } from '../random.ts'
import type { Steps } from '../steps.ts'
import type { LandmarkPhateResult } from './landmarks.ts'
import { landmarkPhateOfPointsSteps, landmarkPhateSteps } from './landmarks.ts'

const DIMS = 50

/** n points on a noisy random walk that branches ten times. */
function branchingWalk(n: number): Float64Array {
  const normal = normals(mulberry32(3))
  const random = mulberry32(9)
  const points = new Float64Array(n * DIMS)
  for (let i = 1; i < n; i++) {
    const from = i % Math.ceil(n / 10) === 0 ? Math.floor(random() * i) : i - 1
    for (let k = 0; k < DIMS; k++) points[i * DIMS + k] = points[from * DIMS + k] + normal()
  }
  return points.map(x => x + 0.5 * normal())
}

export default function bench(report: (row: Record<string, string | number>) => void): Promise<void> {
  const rows = [
    { what: 'distances', n: 3000, landmarks: 1000, anchor: '' },
    { what: 'distances', n: 5000, landmarks: 2000, anchor: 15.5 },
    { what: 'points 50-d', n: 10_000, landmarks: 2000, anchor: 16.2 },
  ]
  for (const { what, n, landmarks, anchor } of rows) {
    const points = branchingWalk(n)
    const steps = what === 'distances' ? landmarkPhateSteps(rowDistances(points, n, DIMS), { landmarks }) : landmarkPhateOfPointsSteps(points, n, DIMS, { landmarks })
    const { result, seconds, total } = timed(steps)
    report({
      what, n, L: landmarks, anchor, ours: total, ratio: anchor === '' ? '' : Math.round(100 * total / Number(anchor)) / 100,
      ...Object.fromEntries(seconds), t: result.t, stress: Math.round(1e4 * result.stress) / 1e4,
    })
  }
  return Promise.resolve()
}

/** Runs steps to their end, booking the seconds between two reports to the stage named by the first. */
function timed(steps: Steps<LandmarkPhateResult>): { result: LandmarkPhateResult, seconds: Map<string, number>, total: number } {
  const spent = new Map<string, number>()
  const started = performance.now()
  let before = started
  let stage = 'kernel'
  for (;;) {
    const next = steps.next()
    const now = performance.now()
    spent.set(stage, (spent.get(stage) ?? 0) + now - before)
    before = now
    if (next.done) {
      const tenths = (time: number): number => Math.round(time / 100) / 10
      return { result: next.value, seconds: new Map([...spent].map(([name, time]) => [name, tenths(time)])), total: tenths(now - started) }
    }
    stage = next.value.stage
  }
}
