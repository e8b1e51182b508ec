// Which rows are for training, for testing and for probing: every class in proportion, the same rows for the same seed.
import { deriveSeed, mulberry32, shuffled } from '../random.ts'

export interface Split {
  train: Uint32Array
  test: Uint32Array
  probes: Uint32Array
  trainProbes: Uint32Array
}

/** How many rows the networks are compared on, where the test rows allow it. */
export const PROBES = 200

/** On how many of the rows to learn from predictions are followed through training, where there are as many: their trajectories need no more. */
export const TRAIN_PROBES = 100

/** Test rows of n in a 70 / 30 split, rounded up: 540 of the 1,797 digits. */
export const testCountOf = (rows: number): number => Math.ceil((rows * 3) / 10)

/**
 * Splits rows at random within each class. Every class gives its share of the test rows (largest remainders first, ties to the lower
 * class). Probes come from the test rows, equally many of each class; a class that has too few gives all, and the others fill up.
 * Train probes are chosen likewise among the train rows, at most TRAIN_PROBES.
 * Train and test are ascending; probes are grouped by class, ascending within each, so that a table over probes shows its blocks.
 */
export function splitRows(labels: Uint8Array, classes: number, testCount: number, probeCount: number, seed: number): Split {
  const byClass = Array.from({ length: classes }, (_, label) => {
    const rows = rowsOf(labels, label)
    return Uint32Array.from(shuffled(rows.length, mulberry32(deriveSeed(seed, 'split', label))), place => rows[place])
  })
  const testCounts = inProportion(byClass.map(rows => rows.length), testCount)
  const probeCounts = asEqualAsPossible(testCounts, probeCount)
  const trainProbeCounts = asEqualAsPossible(byClass.map((rows, label) => rows.length - testCounts[label]), TRAIN_PROBES)
  // The rows of a class lie in a random order already: their first ones are a draw.
  const firstOf = (rows: Uint32Array, from: number, count: number): number[] => [...ascending([...rows.subarray(from, from + count)])]
  return {
    train: ascending(byClass.flatMap((rows, label) => [...rows.subarray(testCounts[label])])),
    test: ascending(byClass.flatMap((rows, label) => [...rows.subarray(0, testCounts[label])])),
    probes: Uint32Array.from(byClass.flatMap((rows, label) => firstOf(rows, 0, probeCounts[label]))),
    trainProbes: Uint32Array.from(byClass.flatMap((rows, label) => firstOf(rows, testCounts[label], trainProbeCounts[label]))),
  }
}

const rowsOf = (labels: Uint8Array, label: number): number[] => {
  const rows: number[] = []
  labels.forEach((own, row) => { if (own === label) rows.push(row) })
  return rows
}

const ascending = (rows: number[]): Uint32Array => Uint32Array.from(rows).sort()

/** Whole parts of `total` in proportion to the sizes, none larger than its size. */
function inProportion(sizes: number[], total: number): number[] {
  const all = sizes.reduce((sum, size) => sum + size, 0)
  const exact = sizes.map(size => all === 0 ? 0 : (size * Math.min(total, all)) / all)
  const parts = exact.map(Math.floor)
  const byRemainder = sizes.map((_, label) => label).sort((a, b) => (exact[b] - parts[b]) - (exact[a] - parts[a]) || a - b)
  const missing = Math.min(total, all) - parts.reduce((sum, part) => sum + part, 0)
  for (const label of byRemainder.slice(0, missing)) parts[label]++
  return parts
}

/** Parts of `total` that differ by at most one, except where a class has no more to give. */
function asEqualAsPossible(available: number[], total: number): number[] {
  const parts = available.map(() => 0)
  let left = Math.min(total, available.reduce((sum, size) => sum + size, 0))
  for (let label = 0; left > 0; label = (label + 1) % available.length) {
    if (parts[label] === available[label]) continue
    parts[label]++
    left--
  }
  return parts
}
