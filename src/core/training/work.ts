// What a training costs before it is begun: what engines' speeds are measured in, work is dealt out by and waiting times are foretold from.
import type { DataSize } from '../data/size.ts'
import type { Hyperparameters, Interim, Keep, NetworkSpec } from '../network.ts'
import { CURVE_COLUMNS } from '../network.ts'
import { NOISING, SHIFTING } from './augment.ts'
import { CORNER, cornerRows } from './corner.ts'
import type { Layer } from './architecture.ts'
import { layersOf, multiplyAddsOf } from './architecture.ts'

/**
 * What a row costs besides its products, in multiply-adds, each time it goes through a network: fetching and scoring it, and each hidden unit's
 * activation; and each convolution's unit that pooling leaves out. Fitted to 120 networks on the compiled engine (half of them within an eighth); on
 * engines where these weigh otherwise, waiting times of very small and of convolutional networks are foretold less well.
 */
const ROW = 2500
const RECTIFIED = 50
const SMOOTH = 90
const POOLED_AWAY = 20

/**
 * How often a row goes through a network from its first weights to its last look, as training/train.ts goes about it. A row that is learnt from
 * counts three times (forward, the gradient of the weights, the gradient of what entered), a row that is only looked at once: the training rows
 * and the test rows before the first epoch, the test rows after each, the probes at every checkpoint and at the end, the train probes at every
 * checkpoint. The rows of a false task (corner.ts) are learnt from for a fixed number of epochs.
 */
function passesOf({ hyper }: NetworkSpec, size: DataSize, keep: Keep, from: Interim | null): number {
  const learnt = learntRows(hyper.trainFraction, size)
  const epochs = epochsLeft(hyper.epochs, from)
  const checkpoints = Math.min(keep.checkpoints, hyper.epochs * Math.ceil(learnt / hyper.batchSize) + 1) - (from?.checkpoints?.steps.length ?? 0)
  // A false task is learnt before the first look, and nobody looks at its rows.
  const corner = from ? 0 : 3 * CORNER.epochs * cornerRows(hyper.start, learnt)
  const looks = (1 + Math.max(0, checkpoints)) * size.probes + Math.max(0, checkpoints) * size.trainProbes
  return 3 * epochs * learnt + epochs * size.test + (from ? 0 : learnt + size.test) + looks + corner
}

const learntRows = (fraction: number, { train }: DataSize): number => Math.min(train, Math.max(1, Math.round(fraction * train)))
const epochsLeft = (epochs: number, from: Interim | null): number => Math.max(0, epochs - (from ? from.curve.length / CURVE_COLUMNS.length - 1 : 0))

/** Multiply-adds of a training's products alone: what engines report while they train. `from`: only what is left after this interim. */
export const productsOf = (spec: NetworkSpec, size: DataSize, keep: Keep, from: Interim | null = null): number =>
  passesOf(spec, size, keep, from) * multiplyAddsOf(layersOf(spec.hyper, size))

/**
 * All of a training's work, in multiply-adds or as much as them; updates of the weights are a small and even share and not counted.
 * `from`: only what is left after this interim. A network that diverges costs less than is said here.
 */
export function workOf(spec: NetworkSpec, size: DataSize, keep: Keep, from: Interim | null = null): number {
  const layers = layersOf(spec.hyper, size)
  return passesOf(spec, size, keep, from) * (ROW + multiplyAddsOf(layers) + activationsOf(spec.hyper, layers)) + rewritingOf(spec, size, from)
}

/** Rows rewritten for augmentation, number by number, in every epoch that is left. */
function rewritingOf({ hyper: { augmentation, epochs, trainFraction } }: NetworkSpec, size: DataSize, from: Interim | null): number {
  const price = augmentation === 'shifts' ? SHIFTING : augmentation === 'noise' ? NOISING : 0
  return price * epochsLeft(epochs, from) * learntRows(trainFraction, size) * size.features
}

/** Hidden units of a row at the price of their activation function, and those that pooling leaves out at theirs. */
function activationsOf({ activation }: Hyperparameters, layers: readonly Layer[]): number {
  const price = activation === 'relu' ? RECTIFIED : SMOOTH
  return layers.slice(0, -1).reduce((sum, { outputs, conv, units }) => sum + units * price + (conv ? conv.height * conv.width * outputs - units : 0) * POOLED_AWAY, 0)
}
