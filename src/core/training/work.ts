// What a training costs before it is begun, in multiply-adds of its products: what engines' speeds are measured in, work is dealt out by and
// waiting times are foretold from.
import type { DataSize } from '../data/size.ts'
import type { Interim, Keep, NetworkSpec } from '../network.ts'
import { CURVE_COLUMNS } from '../network.ts'
import { layersOf, multiplyAddsOf } from './plan.ts'

/**
 * Multiply-adds of one network from its first weights to its last look, as training/train.ts goes about it. A row that is learnt from costs
 * three times its forward pass (forward, the gradient of the weights, the gradient of what entered); a row that is only looked at costs one:
 * the training rows and the test rows before the first epoch, the test rows after each, the probes at every checkpoint and at the end.
 * Updates of the weights, activations and dropout are not counted: on the networks of a map they are a small and even share.
 * `from`: only what is left after this interim. A network that diverges costs less than is said here.
 */
export function workOf({ hyper }: NetworkSpec, size: DataSize, keep: Keep, from: Interim | null = null): number {
  const forward = multiplyAddsOf(layersOf(hyper, size))
  const learnt = Math.min(size.train, Math.max(1, Math.round(hyper.trainFraction * size.train)))
  const done = from ? from.curve.length / CURVE_COLUMNS.length - 1 : 0
  const epochs = Math.max(0, hyper.epochs - done)
  const checkpoints = Math.min(keep.checkpoints, hyper.epochs * Math.ceil(learnt / hyper.batchSize) + 1) - (from?.checkpoints?.steps.length ?? 0)
  const seen = epochs * size.test + (from ? 0 : learnt + size.test) + (1 + Math.max(0, checkpoints)) * size.probes
  return forward * (3 * epochs * learnt + seen)
}
