// Corners: a network that is first trained on a false task, so that its training proper begins far from where fresh weights lie in the space of predictions
// (as in Mao et al. 2024, "corners"). What the false task is; train.ts carries it out.
import type { Dataset } from '../data/dataset.ts'
import type { Hyperparameters, NetworkSpec, NetworkState, Start } from '../network.ts'
import { deriveSeed, mulberry32, shuffled } from '../random.ts'
import { MEMORY } from './optimiser.ts'
import type { TrainingPlan } from './plan.ts'

/**
 * How every network learns its false task, whatever it is trained with afterwards: Adam, without decay, dropout, label noise or augmentation. On the
 * digits 19 of 20 false labels are learnt in the median (docs/methods/training.md).
 */
export const CORNER = { optimiser: 'adam', learningRate: 0.005, batchSize: 16, epochs: 80 } as const satisfies Partial<Hyperparameters>

/** Share of the network's own rows that the false task has. */
export const CORNER_SHARES: Readonly<Record<Exclude<Start, 'fresh'>, number>> = { labels: 0.1, subset: 0.05 }

/** Rows of the false task of a network that learns from so many (where half of the classes have so many); 0 for a fresh start. */
export const cornerRows = (start: Start, rows: number): number => start === 'labels' || start === 'subset' ? Math.max(1, Math.round(CORNER_SHARES[start] * rows)) : 0

export interface Corner { spec: NetworkSpec, plan: TrainingPlan }

/**
 * The false task as a training of its own, from the weights of the network's own weight seed; null for a fresh start. From the order seed and 'corner':
 *   labels  the first tenth of the network's rows, and their true labels permuted
 *   subset  half of the classes (of an odd number the smaller half), and the first rows of these, a twentieth of all, with their true labels
 */
export function cornerOf(spec: NetworkSpec, plan: TrainingPlan, dataset: Dataset): Corner | null {
  const { start } = spec.hyper
  if (start !== 'labels' && start !== 'subset') return null
  const seed = deriveSeed(spec.orderSeed, 'corner')
  const random = mulberry32(deriveSeed(seed, start))
  const count = cornerRows(start, plan.rows.length)
  const { rows, labels } = start === 'labels' ? permuted(plan.rows.slice(0, count), dataset, random) : unbalanced(plan.rows, count, dataset, random)
  const batchesPerEpoch = Math.ceil(rows.length / CORNER.batchSize)
  return {
    spec: { ...spec, orderSeed: seed, hyper: { ...spec.hyper, ...CORNER, weightDecay: 0, dropout: 0, labelNoise: 0, augmentation: 'none', start: 'fresh' } },
    plan: { ...plan, rows, labels, batchesPerEpoch, steps: CORNER.epochs * batchesPerEpoch },
  }
}

function permuted(rows: Uint32Array, { labels }: Dataset, random: () => number): Pick<TrainingPlan, 'rows' | 'labels'> {
  return { rows, labels: Uint8Array.from(shuffled(rows.length, random), place => labels[rows[place]]) }
}

function unbalanced(all: Uint32Array, count: number, { labels, classes }: Dataset, random: () => number): Pick<TrainingPlan, 'rows' | 'labels'> {
  const chosen = new Set(shuffled(classes, random).subarray(0, Math.max(1, classes >> 1)))
  const rows = all.filter(row => chosen.has(labels[row])).slice(0, count)
  return { rows, labels: Uint8Array.from(rows, row => labels[row]) }
}

/** These weights, and an optimiser that remembers nothing. */
export function unremembered({ optimiser }: Hyperparameters, weights: Float32Array): NetworkState {
  const { first, second } = MEMORY[optimiser]
  return { weights, first: new Float32Array(first ? weights.length : 0), second: new Float32Array(second ? weights.length : 0) }
}
