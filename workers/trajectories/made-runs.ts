// Runs as training of small networks on easy data makes them, for tests and measurements: from indifference to mostly right answers, each kind with its own mistakes.
import { predictionsFromLogits } from '../../src/core/inpca/predictions.ts'
import { mulberry32, normals } from '../../src/core/random.ts'
import type { ProbeTruth, RunTable } from '../../src/protocol/trajectories.ts'

/**
 * `kinds`: run r is of kind r % kinds. Probes are of unequal difficulty for all, mistakes are shared by a kind in part, and each run adds its own. The right
 * answer's logit grows faster than the mistakes', and early on classes are told apart two by two. Checkpoints lie after 0, 1, 2, 4 … updates.
 */
export function madeRuns(runs: number, checkpoints: number, probes: number, classes: number, kinds = 5, seed = 1): { truth: ProbeTruth, tables: RunTable[] } {
  const labels = Int32Array.from({ length: probes }, (_, probe) => probe % classes)
  const size = probes * classes
  const table = (own: number): Float64Array => { const normal = normals(mulberry32(own)); return Float64Array.from({ length: size }, normal) }
  const common = table(seed)
  const ease = normals(mulberry32(seed + 1))
  const easy = Float64Array.from({ length: probes }, () => 5 + 2 * ease())
  const ofKind = Array.from({ length: kinds }, (_, kind) => table(seed + 2 + kind))
  const tables = Array.from({ length: runs }, (_, run): RunTable => {
    const own = table(seed + 1000 + run)
    const wobble = normals(mulberry32(seed + 100_000 + run))
    const logits = new Float64Array(checkpoints * size)
    for (let k = 0; k < checkpoints; k++) {
      const t = checkpoints > 1 ? k / (checkpoints - 1) : 1
      for (let at = 0; at < size; at++) {
        const [probe, c] = [Math.floor(at / classes), at % classes]
        const right = c === labels[probe] ? easy[probe] : c === (labels[probe] ^ 1) ? 3 * (1 - t) : 0
        logits[k * size + at] = t * right + Math.sqrt(t) * (common[at] + 0.5 * ofKind[run % kinds][at] + 0.5 * own[at]) + 0.05 * wobble()
      }
    }
    const steps = Uint32Array.from({ length: checkpoints }, (_, k) => k === 0 ? 0 : Math.round(1.5 ** (k - 1)) + k)
    return { id: run, steps, probabilities: Float32Array.from(predictionsFromLogits(logits, checkpoints, probes, classes)) }
  })
  return { truth: { probes, classes, labels }, tables }
}
