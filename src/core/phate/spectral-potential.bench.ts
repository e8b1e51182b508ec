// What a move of the t slider costs: potential, distances and layout at a new t, with the kernel kept.
import { rowDistances } from '../matrix.ts'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { decayKernel } from './kernel.ts'
import { atOtherTimeSteps } from './other-time.ts'
import { phateSteps } from './phate.ts'
import { decomposeSteps, potentialAt, potentialOfTimeSteps } from './spectral-potential.ts'

/** n points on a noisy random walk that branches ten times, in 20 dimensions. */
function branchingWalk(n: number): Float64Array {
  const dims = 20
  const normal = normals(mulberry32(3))
  const random = mulberry32(9)
  const points = new Float64Array(n * dims)
  for (let i = 1; i < n; i++) {
    const from = i % Math.ceil(n / 10) === 0 ? Math.floor(random() * i) : i - 1
    for (let k = 0; k < dims; k++) points[i * dims + k] = points[from * dims + k] + normal()
  }
  return points.map(x => x + 0.5 * normal())
}

function median(runs: number, work: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const started = performance.now()
    work()
    return performance.now() - started
  }).sort((a, b) => a - b)
  return Math.round(10 * times[runs >> 1]) / 10
}

export default function bench(report: (row: Record<string, string | number>) => void): Promise<void> {
  for (const n of [200, 500, 1000]) {
    const distances = rowDistances(branchingWalk(n), n, 20)
    const result = runToEnd(phateSteps(distances, { starts: 1 }))
    const repeats = n > 500 ? 5 : 15
    report({ what: 'new t to new potential distances, goal 40 ms at 500', n, ours: median(repeats, () => runToEnd(potentialOfTimeSteps(result.kernel, result.t + 3, 1))) })
    report({ what: 'new t to new layout', n, ours: median(repeats, () => runToEnd(atOtherTimeSteps(result, result.t + 3))) })
    const wide = decayKernel(distances, n, { knn: 5, decay: 4, anisotropy: 0 })
    report({ what: 'decomposition', n, ours: median(3, () => runToEnd(decomposeSteps(wide))) })
    const diffusion = runToEnd(decomposeSteps(wide))
    report({ what: 'potential from it, decay 4, t 25', n, ours: median(repeats, () => potentialAt(diffusion, 25, 1)) })
    runToEnd(potentialOfTimeSteps(wide, 25, 1))
    report({ what: 'new t to new potential distances, decay 4', n, ours: median(repeats, () => runToEnd(potentialOfTimeSteps(wide, 25, 1))) })
  }
  return Promise.resolve()
}
