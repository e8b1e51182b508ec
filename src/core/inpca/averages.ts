// Averages of several models' predictions, probe by probe; each answer's rows sum to 1.
import { lambertW } from './lambert.ts'

/** Steps of the Bhattacharyya centroid's fixed-point iteration. */
const MOST_STEPS = 100
/** Largest move of a probability at which it has come to rest: beyond it rounding decides. */
const SETTLED = 1e-15

export const AVERAGES = ['arithmetic', 'geometric', 'harmonic', 'square root', 'Bhattacharyya', 'Jeffreys'] as const
export type Average = typeof AVERAGES[number]

/**
 * The average of `models` tables (models × probes × classes, row-major, rows summing to 1): probes × classes, each row renormalised.
 * - arithmetic: mean of p; geometric: exp(mean ln p); harmonic: 1/mean(1/p); square root: (mean √p)².
 * - Bhattacharyya: q that minimises the mean distance, by q ← mean of √(p q)/Σ√(p q) from the square-root average (Nielsen & Boltz 2011).
 * - Jeffreys: a / W(e a/g) with a, g the arithmetic and geometric means and W Lambert's function (Nielsen 2013; closed form, renormalised).
 * Where a probability is 0 the geometric, harmonic and Jeffreys averages are limits as that 0 is approached: a class that some model
 * excludes gets nothing while any class is left that none excludes. Where there is none left: the geometric average goes to the classes
 * that the fewest exclude; in the harmonic (Jeffreys) one all (or their a) count in inverse proportion to the number of models that do.
 */
export function averageModels(kind: Average, predictions: Float64Array, models: number, probes: number, classes: number): Float64Array {
  if (!(models >= 1)) throw new Error('An average of no models was asked for; it needs at least 1.')
  const size = probes * classes
  if (predictions.length !== models * size) throw new Error(`There are ${predictions.length} probabilities; ${models} models × ${probes} probes × ${classes} classes need ${models * size}.`)
  const average = new Float64Array(size)
  const rule = RULES[kind]
  const [table, row, excluded, spare] = [models * classes, classes, classes, (models + 2) * classes].map(length => new Float64Array(length))
  const room: Room = { table, row, excluded, spare }
  for (let start = 0; start < size; start += classes) {
    for (let model = 0; model < models; model++) {
      const from = model * size + start
      for (let c = 0; c < classes; c++) room.table[model * classes + c] = predictions[from + c]
    }
    room.row.fill(0)
    rule(room, models, classes)
    let sum = 0
    for (let c = 0; c < classes; c++) sum += room.row[c]
    for (let c = 0; c < classes; c++) average[start + c] = room.row[c] / sum
  }
  return average
}

/** One probe's table (models × classes), the row to be filled (0 before), how many models exclude each class, and room to work in: there are many thousand probes. */
interface Room { table: Float64Array, row: Float64Array, excluded: Float64Array, spare: Float64Array }

/** Fills a row in proportion to the average of the table's. */
type Rule = (room: Room, models: number, classes: number) => void

const RULES: Record<Average, Rule> = { arithmetic, geometric, harmonic, 'square root': squareRoot, Bhattacharyya: bhattacharyyaCentroid, Jeffreys: jeffreysCentroid }

function arithmetic({ table, row }: Room, models: number, classes: number): void {
  for (let model = 0; model < models; model++) for (let c = 0; c < classes; c++) row[c] += table[model * classes + c] / models
}

function squareRoot({ table, row }: Room, models: number, classes: number): void {
  for (let model = 0; model < models; model++) for (let c = 0; c < classes; c++) row[c] += Math.sqrt(table[model * classes + c]) / models
  for (let c = 0; c < classes; c++) row[c] *= row[c]
}

/** Counts how many models give each class 0; the least of these counts. */
function exclusions({ table, excluded }: Room, models: number, classes: number): number {
  excluded.fill(0)
  for (let model = 0; model < models; model++) for (let c = 0; c < classes; c++) if (table[model * classes + c] === 0) excluded[c]++
  let fewest = Infinity
  for (let c = 0; c < classes; c++) fewest = Math.min(fewest, excluded[c])
  return fewest
}

/** Of the probabilities above 0; classes that more models exclude than need be get 0. Scaled so that the largest is 1. */
function geometric(room: Room, models: number, classes: number): void {
  const { table, row, excluded } = room
  const fewest = exclusions(room, models, classes)
  for (let model = 0; model < models; model++) {
    for (let c = 0; c < classes; c++) if (table[model * classes + c] > 0) row[c] += Math.log(table[model * classes + c]) / models
  }
  let largest = -Infinity
  for (let c = 0; c < classes; c++) if (excluded[c] === fewest) largest = Math.max(largest, row[c])
  for (let c = 0; c < classes; c++) row[c] = excluded[c] === fewest ? Math.exp(row[c] - largest) : 0
}

function harmonic(room: Room, models: number, classes: number): void {
  const { table, row, excluded } = room
  if (exclusions(room, models, classes) > 0) {
    // Of 1/p only the infinite ones count: the mean falls with their number.
    for (let c = 0; c < classes; c++) row[c] = 1 / excluded[c]
    return
  }
  for (let model = 0; model < models; model++) for (let c = 0; c < classes; c++) row[c] += 1 / table[model * classes + c] / models
  for (let c = 0; c < classes; c++) row[c] = 1 / row[c]
}

/** Fixed-point steps on amplitudes: with a = √p and b = √q, q ← mean of a b/Σ a b. */
function bhattacharyyaCentroid(room: Room, models: number, classes: number): void {
  const { row, table, spare } = room
  squareRoot(room, models, classes)
  let whole = 0
  for (let c = 0; c < classes; c++) whole += row[c]
  for (let c = 0; c < classes; c++) row[c] /= whole
  const roots = spare.subarray(0, models * classes)
  const root = spare.subarray(models * classes, (models + 1) * classes)
  const next = spare.subarray((models + 1) * classes)
  for (let k = 0; k < roots.length; k++) roots[k] = Math.sqrt(table[k])
  for (let step = 0; step < MOST_STEPS; step++) {
    for (let c = 0; c < classes; c++) root[c] = Math.sqrt(row[c])
    next.fill(0)
    for (let start = 0; start < roots.length; start += classes) {
      let overlap = 0
      for (let c = 0; c < classes; c++) overlap += roots[start + c] * root[c]
      const share = 1 / (overlap * models)
      for (let c = 0; c < classes; c++) next[c] += roots[start + c] * root[c] * share
    }
    let moved = 0
    for (let c = 0; c < classes; c++) {
      moved = Math.max(moved, Math.abs(next[c] - row[c]))
      row[c] = next[c]
    }
    if (moved < SETTLED) break
  }
}

function jeffreysCentroid(room: Room, models: number, classes: number): void {
  const { table, row, excluded, spare } = room
  arithmetic(room, models, classes)
  // W grows like the logarithm of its argument, which is in proportion to the number of exclusions.
  if (exclusions(room, models, classes) > 0) {
    for (let c = 0; c < classes; c++) row[c] = excluded[c] < models ? row[c] / excluded[c] : 0
    return
  }
  const logs = spare.subarray(0, classes)
  logs.fill(0)
  for (let model = 0; model < models; model++) {
    for (let c = 0; c < classes; c++) if (table[model * classes + c] > 0) logs[c] += Math.log(table[model * classes + c]) / models
  }
  for (let c = 0; c < classes; c++) row[c] = excluded[c] > 0 ? 0 : row[c] / lambertW(Math.exp(1 + Math.log(row[c]) - logs[c]))
}
