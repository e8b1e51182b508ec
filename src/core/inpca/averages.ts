// Averages of several models' predictions, probe by probe; each answer's rows sum to 1.
import { lambertW } from './lambert.ts'

/** Steps of the Bhattacharyya centroid's fixed-point iteration. */
const MOST_STEPS = 100

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
  const table = new Float64Array(models * classes)
  for (let start = 0; start < size; start += classes) {
    for (let model = 0; model < models; model++) table.set(predictions.subarray(model * size + start, model * size + start + classes), model * classes)
    const row = RULES[kind](table, models, classes)
    const sum = row.reduce((total, p) => total + p, 0)
    for (let c = 0; c < classes; c++) average[start + c] = row[c] / sum
  }
  return average
}

/** From one probe's table (models × classes) to a row in proportion to its average. */
type Rule = (table: Float64Array, models: number, classes: number) => Float64Array

const RULES: Record<Average, Rule> = {
  arithmetic: (table, models, classes) => meanOver(table, models, classes, p => p),
  geometric: (table, models, classes) => geometric(table, models, classes),
  harmonic,
  'square root': (table, models, classes) => meanOver(table, models, classes, Math.sqrt).map(root => root * root),
  Bhattacharyya: bhattacharyyaCentroid,
  Jeffreys: jeffreysCentroid,
}

function meanOver(table: Float64Array, models: number, classes: number, of: (p: number) => number): Float64Array {
  const means = new Float64Array(classes)
  for (let k = 0; k < table.length; k++) means[k % classes] += of(table[k]) / models
  return means
}

/** How many models give each class 0. */
function exclusions(table: Float64Array, models: number, classes: number): Float64Array {
  return meanOver(table, models, classes, p => p === 0 ? 1 : 0).map(share => Math.round(share * models))
}

/** Geometric means of the probabilities above 0; classes that more models exclude than need be get 0. Scaled so that the largest is 1. */
function geometric(table: Float64Array, models: number, classes: number): Float64Array {
  const excluded = exclusions(table, models, classes)
  const fewest = Math.min(...excluded)
  const logs = meanOver(table, models, classes, p => p === 0 ? 0 : Math.log(p)).map((log, c) => excluded[c] === fewest ? log : -Infinity)
  const largest = Math.max(...logs)
  return logs.map(log => Math.exp(log - largest))
}

function harmonic(table: Float64Array, models: number, classes: number): Float64Array {
  const excluded = exclusions(table, models, classes)
  if (Math.min(...excluded) > 0) {
    // Of 1/p only the infinite ones count: the mean falls with their number.
    return excluded.map(count => 1 / count)
  }
  return meanOver(table, models, classes, p => 1 / p).map(inverse => 1 / inverse)
}

function bhattacharyyaCentroid(table: Float64Array, models: number, classes: number): Float64Array {
  let row = RULES['square root'](table, models, classes)
  const whole = row.reduce((sum, p) => sum + p, 0)
  row = row.map(p => p / whole)
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = new Float64Array(classes)
    for (let model = 0; model < models; model++) {
      let overlap = 0
      for (let c = 0; c < classes; c++) overlap += Math.sqrt(table[model * classes + c] * row[c])
      for (let c = 0; c < classes; c++) next[c] += Math.sqrt(table[model * classes + c] * row[c]) / (overlap * models)
    }
    const moved = next.reduce((most, p, c) => Math.max(most, Math.abs(p - row[c])), 0)
    row = next
    if (moved < 1e-15) break
  }
  return row
}

function jeffreysCentroid(table: Float64Array, models: number, classes: number): Float64Array {
  const arithmetic = RULES.arithmetic(table, models, classes)
  const excluded = exclusions(table, models, classes)
  const fewest = Math.min(...excluded)
  // W grows like the logarithm of its argument, which is in proportion to the number of exclusions.
  if (fewest > 0) return arithmetic.map((a, c) => excluded[c] < models ? a / excluded[c] : 0)
  const logs = meanOver(table, models, classes, p => p === 0 ? -Infinity : Math.log(p))
  return arithmetic.map((a, c) => excluded[c] > 0 ? 0 : a / lambertW(Math.exp(1 + Math.log(a) - logs[c])))
}
