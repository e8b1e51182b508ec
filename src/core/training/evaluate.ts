// Looking at a network without changing it: loss, accuracy, confusion, hidden activations and probabilities, all without dropout.
import type { Floats } from './activation.ts'
import type { Mlp } from './mlp.ts'
import { forward, gatherInputs, largest, multiplyAdds, score } from './mlp.ts'

/** Multiply-adds done since the last yield: the way in which long passes let their caller look up. */
export type Work = number

export interface Evaluation {
  /** Mean cross-entropy in nats. */
  loss: number
  accuracy: number
  /** classes × classes counts; row = true class, column = predicted class. */
  confusion: Int32Array
}

/** `labels[k]` is the class of row `rows[k]`. */
export function* evaluate(mlp: Mlp, weights: Floats, inputs: Floats, rows: Uint32Array, labels: Uint8Array): Generator<Work, Evaluation, void> {
  const last = mlp.shape.length - 1
  const classes = mlp.shape[last]
  const confusion = new Int32Array(classes * classes)
  let loss = 0
  let correct = 0
  for (let from = 0; from < rows.length; from += mlp.blockRows) {
    const to = Math.min(rows.length, from + mlp.blockRows)
    gatherInputs(mlp, inputs, rows, from, to)
    forward(mlp, weights, to - from, null)
    const logits = mlp.values[last]
    const block = score(logits, to - from, classes, row => labels[from + row], null)
    loss += block.loss
    correct += block.correct
    for (let row = from; row < to; row++) confusion[labels[row] * classes + largest(logits, (row - from) * classes, classes)]++
    yield (to - from) * multiplyAdds(mlp.shape)
  }
  return { loss: loss / rows.length, accuracy: correct / rows.length, confusion }
}

export interface Representation {
  /** rows × width: the last hidden layer after its activation function. */
  activations: Float32Array
  /** rows × classes, softmax. */
  probabilities: Float32Array
}

export function* represent(mlp: Mlp, weights: Floats, inputs: Floats, rows: Uint32Array): Generator<Work, Representation, void> {
  const last = mlp.shape.length - 1
  const classes = mlp.shape[last]
  const width = mlp.shape[last - 1]
  const activations = new Float32Array(rows.length * width)
  const probabilities = new Float32Array(rows.length * classes)
  for (let from = 0; from < rows.length; from += mlp.blockRows) {
    const to = Math.min(rows.length, from + mlp.blockRows)
    gatherInputs(mlp, inputs, rows, from, to)
    forward(mlp, weights, to - from, null)
    activations.set(mlp.values[last - 1].subarray(0, (to - from) * width), from * width)
    score(mlp.values[last], to - from, classes, () => 0, probabilities.subarray(from * classes, to * classes))
    yield (to - from) * multiplyAdds(mlp.shape)
  }
  return { activations, probabilities }
}
