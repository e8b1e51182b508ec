// Softmax and cross-entropy of logits, row by row.
import { exponential, logarithm } from '../elementary.ts'
import type { Floats } from './activation.ts'

/** What a block of rows came to: summed cross-entropy in nats, and how many rows the largest logit classifies rightly. */
export interface Score { loss: number, correct: number }

/**
 * Softmax of the logits, row by row: p = exp(z − max z) / Σ exp(z − max z), in place into `probabilities` (rows × classes) where given.
 * Loss of a row: log Σ exp(z − max z) + max z − z[label]. Equal logits count as the lower class.
 */
export function score(logits: Floats, rows: number, classes: number, labels: (row: number) => number, probabilities: Floats | null): Score {
  let loss = 0
  let correct = 0
  for (let row = 0; row < rows; row++) {
    const start = row * classes
    const best = largest(logits, start, classes)
    const top = logits[start + best]
    let sum = 0
    for (let label = 0; label < classes; label++) sum += exponential(logits[start + label] - top)
    if (probabilities) for (let label = 0; label < classes; label++) probabilities[start + label] = exponential(logits[start + label] - top) / sum
    const label = labels(row)
    loss += logarithm(sum) + top - logits[start + label]
    if (best === label) correct++
  }
  return { loss, correct }
}

/** The class of the largest of `classes` numbers from `start` on; the lower one of equals. */
export function largest(logits: Floats, start: number, classes: number): number {
  let best = 0
  for (let label = 1; label < classes; label++) if (logits[start + label] > logits[start + best]) best = label
  return best
}
