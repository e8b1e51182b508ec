// How long an entropy takes: distances, kernel and eigenvalues of a normal cloud in 64 dimensions, and what is left when only σ or only t moves.
import { mulberry32, normals } from '../random.ts'
import type { Steps } from '../steps.ts'
import { runToEnd } from '../steps.ts'
import { cloudSteps } from './cloud.ts'
import { entropyCurve } from './entropy.ts'
import { entropiesAt, logSpectra } from './kept-spectra.ts'
import { affinitySpectrumSteps, cloudSpectrumSteps } from './spectrum.ts'

const DIMENSIONS = 64

/** Networks on a large map. */
const NETWORKS = 2000

/** Seconds of the anchor, NumPy with one thread, as documented (not re-measured here): kernel and eigenvalues. */
const ANCHOR = [[200, 0.0023], [500, 0.021], [1000, 0.138]]

function medianSeconds(rounds: number, work: () => unknown): number {
  work()
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)[rounds >> 1] / 1000
}

export default function bench(report: (row: Record<string, string | number>) => void): Promise<void> {
  const rounded = (seconds: number): number => Number(seconds.toPrecision(3))
  for (const [n, anchor] of ANCHOR) {
    const points = Float64Array.from({ length: n * DIMENSIONS }, normals(mulberry32(1)))
    const cloud = runToEnd(cloudSteps(points, n, DIMENSIONS))
    const { eigenvalues } = runToEnd(cloudSpectrumSteps(cloud, { medians: 1 }))
    const rounds = n > 500 ? 3 : 9
    const row = (what: string, steps: () => Steps<unknown>): void => {
      const ours = medianSeconds(rounds, () => runToEnd(steps()))
      report({ what, n, anchor, ours: rounded(ours), ratio: rounded(ours / anchor) })
    }
    row('points to eigenvalues', () => affinitySpectrumSteps(points, n, DIMENSIONS, { medians: 1 }))
    row('sigma moves', () => cloudSpectrumSteps(cloud, { medians: 0.5 }))
    report({ what: 't moves (100 times)', n, ours: rounded(medianSeconds(rounds, () => entropyCurve(eigenvalues, Array.from({ length: 100 }, (_, k) => k + 1)))) })
  }
  // Half of the networks spread out, half drawn together: what the page does when a slider moves.
  const n = 200
  const points = Float64Array.from({ length: n * DIMENSIONS }, normals(mulberry32(2)))
  const kept = [0.25, 1].map(medians => runToEnd(affinitySpectrumSteps(points, n, DIMENSIONS, { medians })).eigenvalues)
  const values = new Float32Array(NETWORKS * n)
  for (let k = 0; k < NETWORKS; k++) values.set(kept[k % 2].map(Math.abs), k * n)
  const logs = logSpectra({ n, values })
  report({ what: `kept spectra of ${NETWORKS} networks, sigma moves`, n, ours: rounded(medianSeconds(9, () => entropiesAt(logSpectra({ n, values }), 1))) })
  report({ what: `kept spectra of ${NETWORKS} networks, t moves`, n, ours: rounded(medianSeconds(9, () => entropiesAt(logs, 1))) })
  return Promise.resolve()
}
