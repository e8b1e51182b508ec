// The two ends of training in the space of predictions: ignorance P0 and truth P*; and how often a model is right.
import { checkLabels } from './predictions.ts'

/** P0: every class equally likely for every probe (probes × classes, row-major). */
export function ignorance(probes: number, classes: number): Float64Array {
  return new Float64Array(probes * classes).fill(1 / classes)
}

/** P*: each probe's true class with probability 1 (probes × classes, row-major). */
export function truth(labels: ArrayLike<number>, classes: number): Float64Array {
  checkLabels(labels, labels.length, classes)
  const table = new Float64Array(labels.length * classes)
  for (let probe = 0; probe < labels.length; probe++) table[probe * classes + labels[probe]] = 1
  return table
}

/** Share of probes whose most probable class (the lowest of equals) is the true one, for each model. */
export function accuracies(predictions: Float64Array, models: number, probes: number, classes: number, labels: ArrayLike<number>): Float64Array {
  checkLabels(labels, probes, classes)
  return Float64Array.from({ length: models }, (_, model) => {
    let right = 0
    for (let probe = 0; probe < probes; probe++) {
      const row = (model * probes + probe) * classes
      let best = 0
      for (let c = 1; c < classes; c++) if (predictions[row + c] > predictions[row + best]) best = c
      if (best === labels[probe]) right++
    }
    return right / probes
  })
}
