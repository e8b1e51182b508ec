// Tables of predictions at the door: what is refused, naming model and probe, and what is put right.

/** How far a row of probabilities may be from summing to 1. */
const SLACK = 1e-3

/** Rows farther from 1 than float32 rounding explains are worth a note. */
const ROUNDING = 1e-5

/** Least probability of a class where probabilities come from logits, so that one saturated wrong answer cannot swamp a map. */
const FLOOR = 1e-12

/** N × n × C probabilities, row-major, each row of C summing to 1, and what was put right. */
export interface Predictions { probabilities: Float64Array, notes: string[], offRows: OffRows }

/** How many rows did not sum to 1 by more than rounding explains, of how many, and the farthest that any was off. */
export interface OffRows { rows: number, of: number, farthest: number }

/** By so much a row's sum may be off where its probabilities were kept in half precision. */
const HALVES = 2 ** -11

/** What is to be said of rows that were off; null: nothing. */
export function offRowsNote({ rows, of, farthest }: OffRows): string | null {
  if (rows === 0) return null
  const counted = `${rows.toLocaleString('en-US')} of ${of.toLocaleString('en-US')}`
  const off = farthest.toExponential(1)
  return farthest <= HALVES
    ? `Predictions were kept in half precision, so ${counted} do not sum to exactly 1 (off by at most ${off}): each was divided by its sum.`
    : `${counted} predictions do not sum to 1 (off by up to ${off}): each was divided by its sum.`
}

/**
 * Predictions of `models` networks on `probes` inputs over `classes` classes (models × probes × classes, row-major; float32 or float64)
 * as float64, each row divided by its sum. Refuses the first row with a probability that is negative or not finite, or with a sum that
 * is not 1 within 1e-3, and fewer than 2 classes. The input is not changed. `noun`: what a model is called where one is refused.
 */
export function checkPredictions(values: ArrayLike<number>, models: number, probes: number, classes: number, noun = 'model'): Predictions {
  checkShape(values.length, models, probes, classes)
  const probabilities = Float64Array.from(values)
  let farthest = 0
  let renormalised = 0
  for (let row = 0; row < models * probes; row++) {
    const start = row * classes
    let sum = 0
    for (let c = 0; c < classes; c++) {
      const p = probabilities[start + c]
      if (!(p >= 0 && p < Infinity)) throw new Error(`${noun[0].toUpperCase()}${noun.slice(1)} ${Math.floor(row / probes)} gives class ${c} of probe ${row % probes} the probability ${p}; probabilities must be from 0 to 1.`)
      sum += p
    }
    const off = Math.abs(sum - 1)
    if (off > SLACK) throw new Error(`The probabilities of ${noun} ${Math.floor(row / probes)} for probe ${row % probes} sum to ${sum}; they must sum to 1 within ${SLACK}.`)
    if (off > ROUNDING) renormalised++
    farthest = Math.max(farthest, off)
    for (let c = 0; c < classes; c++) probabilities[start + c] /= sum
  }
  const offRows = { rows: renormalised, of: models * probes, farthest }
  const note = offRowsNote(offRows)
  return { probabilities, notes: note ? [note] : [], offRows }
}

/** Rows of kept probabilities (checked before) as float64, each divided by its sum: numbers from … to − 1 into `out` from 0 on. */
export function widenRows(values: Float32Array, from: number, to: number, classes: number, out: Float64Array): void {
  for (let start = from; start < to; start += classes) {
    let sum = 0
    for (let k = start; k < start + classes; k++) sum += values[k]
    for (let k = start; k < start + classes; k++) out[k - from] = values[k] / sum
  }
}

function checkShape(length: number, models: number, probes: number, classes: number): void {
  for (const [name, count] of [['models', models], ['probes', probes], ['classes', classes]] as const) {
    if (!(Number.isInteger(count) && count >= 1)) throw new Error(`The number of ${name} is ${count}; it must be a whole number of at least 1.`)
  }
  if (classes === 1) throw new Error('Predictions with 1 class are always certain; InPCA needs at least 2 classes.')
  if (length !== models * probes * classes) {
    throw new Error(`There are ${length} probabilities; ${models} models × ${probes} probes × ${classes} classes need ${models * probes * classes}.`)
  }
}

/** Softmax of logits (models × probes × classes), each probability at least 1e-12, each row summing to 1. Refuses logits that are not finite. */
export function predictionsFromLogits(logits: ArrayLike<number>, models: number, probes: number, classes: number): Float64Array {
  checkShape(logits.length, models, probes, classes)
  const probabilities = new Float64Array(logits.length)
  for (let start = 0; start < logits.length; start += classes) {
    let largest = -Infinity
    for (let c = 0; c < classes; c++) {
      const logit = logits[start + c]
      if (!Number.isFinite(logit)) {
        const row = start / classes
        throw new Error(`Model ${Math.floor(row / probes)} gives class ${c} of probe ${row % probes} the logit ${logit}; logits must be finite.`)
      }
      largest = Math.max(largest, logit)
    }
    let sum = 0
    for (let c = 0; c < classes; c++) sum += probabilities[start + c] = Math.exp(logits[start + c] - largest)
    let floored = 0
    for (let c = 0; c < classes; c++) floored += probabilities[start + c] = Math.max(FLOOR, probabilities[start + c] / sum)
    for (let c = 0; c < classes; c++) probabilities[start + c] /= floored
  }
  return probabilities
}

/** Refuses true classes that are not one whole number from 0 to classes − 1 for every probe. */
export function checkLabels(labels: ArrayLike<number>, probes: number, classes: number): void {
  if (labels.length !== probes) throw new Error(`There are ${labels.length} true classes for ${probes} probes; every probe needs one.`)
  for (let probe = 0; probe < probes; probe++) {
    const label = labels[probe]
    if (!(Number.isInteger(label) && label >= 0 && label < classes)) {
      throw new Error(`The true class of probe ${probe} is ${label}; with ${classes} classes it must be a whole number from 0 to ${classes - 1}.`)
    }
  }
}
