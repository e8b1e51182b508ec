// Some of the probes' rows.
import type { ProbeSet } from '../../src/core/graph/input-scale.ts'

/** At most so many rows, evenly spread and in no order of classes: rows that lie side by side are far apart in the set, for the first few are often sorted. */
export function spreadRows(probes: ProbeSet, most: number): ProbeSet {
  const count = Math.min(most, probes.rows)
  const step = strideOf(count)
  return chosenRows(probes, Array.from({ length: count }, (_, k) => Math.floor(((k * step) % count) * probes.rows / count)))
}

export const firstRows = (probes: ProbeSet, count: number): ProbeSet => chosenRows(probes, Array.from({ length: Math.min(count, probes.rows) }, (_, k) => k))

function chosenRows(probes: ProbeSet, chosen: readonly number[]): ProbeSet {
  const features = probes.rows === 0 ? 0 : probes.values.length / probes.rows
  const values = new Float32Array(chosen.length * features)
  chosen.forEach((row, place) => values.set(probes.values.subarray(row * features, (row + 1) * features), place * features))
  return { ...probes, values, rows: chosen.length, labels: probes.labels && Int32Array.from(chosen, row => probes.labels![row]) }
}

/** A step near the golden section that meets every one of `count` places once. */
function strideOf(count: number): number {
  const shared = (a: number, b: number): number => b === 0 ? a : shared(b, a % b)
  let step = Math.max(1, Math.round(count * 0.618))
  while (shared(step, count) !== 1) step++
  return step
}
