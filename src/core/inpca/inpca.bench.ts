// How long InPCA takes on trajectories of softmax tables (150 probes, 10 classes), against the documented times of the published program.
import { withoutNative } from '../native/native.ts'
import { mulberry32, normals } from '../random.ts'
import type { Steps } from '../steps.ts'
import { runToEnd } from '../steps.ts'
import { bhattacharyyaSteps } from './bhattacharyya.ts'
import { inpcaSteps } from './inpca.ts'
import { predictionsFromLogits } from './predictions.ts'
import { progressSteps } from './progress.ts'

const [PROBES, CLASSES, CHECKPOINTS] = [150, 10, 25]

/** Seconds of the published program and of NumPy (one thread), as documented; measured elsewhere, for orientation. */
const ANCHOR: Record<string, Record<number, number>> = {
  distances: { 300: 0.084, 1000: 1.1, 3000: 20.6 },
  // Seven leading pairs, at 3,000 with the centring; all eigenvalues.
  axes: { 300: 0.003, 1000: 0.018, 3000: 0.84 },
  spectrum: { 300: 0.007, 1000: 0.14, 3000: 2.1 },
  progress: { 300: 0.16 },
}

const labels = Int32Array.from({ length: PROBES }, (_, probe) => probe % CLASSES)

/** Runs that drift from indifference to mostly right answers, each with its own mistakes. */
function trajectories(models: number): Float64Array {
  const normal = normals(mulberry32(1))
  const logits = new Float64Array(models * PROBES * CLASSES)
  let drift = new Float64Array(0)
  for (let model = 0; model < models; model++) {
    const checkpoint = model % CHECKPOINTS
    if (checkpoint === 0) drift = Float64Array.from({ length: PROBES * CLASSES }, (_, k) => (labels[Math.floor(k / CLASSES)] === k % CLASSES ? 5 : 0) + 1.5 * normal())
    for (let k = 0; k < drift.length; k++) logits[model * drift.length + k] = drift[k] * checkpoint / CHECKPOINTS + 0.1 * normal()
  }
  return predictionsFromLogits(logits, models, PROBES, CLASSES)
}

export default function bench(report: (row: Record<string, string | number>) => void): Promise<void> {
  const seconds = (work: () => unknown, runs: number): number => {
    const times = Array.from({ length: runs }, () => {
      const started = performance.now()
      work()
      return (performance.now() - started) / 1000
    }).sort((a, b) => a - b)
    return times[Math.floor(runs / 2)]
  }
  const row = (what: string, kind: string, n: number, ours: number): void => {
    const anchor = ANCHOR[kind][n]
    report({ what, n, 'anchor s (documented)': anchor ?? '', 'ours s': Number(ours.toPrecision(3)), ratio: anchor ? Number((ours / anchor).toPrecision(2)) : '' })
  }
  for (const n of [300, 1000, 3000]) {
    const predictions = trajectories(n)
    const distances = (): Steps<{ distances: Float64Array }> => bhattacharyyaSteps(predictions, n, PROBES, CLASSES)
    runToEnd(distances())
    row('distances', 'distances', n, seconds(() => runToEnd(distances()), n > 1000 ? 3 : 5))
    if (n <= 1000) row('distances, TypeScript twin', 'distances', n, seconds(() => withoutNative(() => runToEnd(distances())), n > 300 ? 1 : 3))
    const found = runToEnd(distances()).distances
    row('coordinates, 7 axes', 'axes', n, seconds(() => runToEnd(inpcaSteps(found, 7)), n > 1000 ? 1 : 3))
    row('coordinates, all eigenvalues', 'spectrum', n, seconds(() => runToEnd(inpcaSteps(found, 7, { allEigenvalues: true })), n > 1000 ? 1 : 3))
    row('progress', 'progress', n, seconds(() => runToEnd(progressSteps(predictions, n, PROBES, CLASSES, labels)), n > 1000 ? 1 : 3))
  }
  return Promise.resolve()
}
