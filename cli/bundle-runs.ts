// A bundle's networks as runs: the checkpoints of each, or its final predictions as a single one, one behind the other in one table.
import type { Bundle } from '../src/formats/bundle.ts'
import { Refusal } from './refusal.ts'

export interface BundleRuns {
  /** Run k has the tables starts[k] … starts[k + 1] − 1. */
  ids: string[]
  starts: Int32Array
  /** One a table; 0 of final predictions that stand alone. */
  steps: Int32Array
  /** Tables × probes × classes. */
  probabilities: Float64Array
  probes: number
  classes: number
  labels: Int32Array | null
  /** In a sentence each. */
  notes: string[]
}

export function runsOfBundle({ networks, probes, classes, labels }: Bundle, file: string): BundleRuns {
  const there = networks.filter(({ checkpoints, probabilities }) => checkpoints ?? probabilities)
  if (there.length === 0) throw new Refusal(file, 'brings activations alone; it should have checkpoints/<id> [T, n, C] or probabilities/<id> [n, C].')
  const counts = there.map(({ checkpoints }) => checkpoints ? checkpoints.steps.length : 1)
  const starts = new Int32Array(there.length + 1)
  for (const [k, count] of counts.entries()) starts[k + 1] = starts[k] + count
  const size = probes * classes
  const probabilities = new Float64Array(starts[there.length] * size)
  const steps = new Int32Array(starts[there.length])
  for (const [k, network] of there.entries()) {
    probabilities.set(network.checkpoints?.values ?? network.probabilities!.values, starts[k] * size)
    if (network.checkpoints) steps.set(network.checkpoints.steps, starts[k])
  }
  const [left, single] = [networks.length - there.length, there.filter(({ checkpoints }) => !checkpoints).length]
  const known = labels?.every(label => label >= 0 && label < classes) ?? false
  return {
    ids: there.map(({ name }) => name), starts, steps, probabilities, probes, classes, labels: known ? labels : null,
    notes: [
      ...left > 0 ? [`${left} of ${networks.length} networks bring neither checkpoints nor predictions and are left out.`] : [],
      ...single > 0 && single < there.length ? [`${single} of ${there.length} networks have no checkpoints: each is one point, at step 0.`] : [],
      ...labels && !known ? ['The bundle’s labels are not numbers of classes (0 to C − 1), so there is no progress.'] : [],
    ],
  }
}
