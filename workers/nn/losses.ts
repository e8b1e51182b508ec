// From logits to what is written down: the cross-entropy of every row.
import { add, cast, exp, log, max, mul, neg, oneHot, sub, sum, where, zerosLike, type Tensor } from '@tensorflow/tfjs-core'

/**
 * −log softmax(logits)[label] of every row, in nats: the logits' shape but for the last axis, the classes. `labels`, int32, has that shape
 * too, or 1 in place of the first axis where all networks see the same rows. Call within tidy.
 */
export function crossEntropies(logits: Tensor, labels: Tensor): Tensor {
  const lowered = sub(logits, max(logits, -1, true))
  const own = cast(oneHot(labels, logits.shape.at(-1)!), 'bool')
  // Choosing the own class: 0 · (−∞) of another class would be NaN.
  const chosen = sum(where(own, lowered, zerosLike(lowered)), -1)
  return add(neg(chosen), log(sum(exp(lowered), -1)))
}

/** Sums over the last axis of rows that count by their weights. */
export const weighted = (rows: Tensor, weights: Tensor): Tensor => sum(mul(rows, weights), -1)
