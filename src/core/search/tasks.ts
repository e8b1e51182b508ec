// The tasks on which ways of searching are graded: small ones on which settings matter. Which ways are listed was chosen on pools of other seeds (priors 1, 2, 3 and
// data 1), so that no figure is reported of the pools that a choice was made on.
import type { Dataset, DatasetSettings } from '../data/dataset.ts'
import { makeDataset } from '../data/make.ts'
import { splitRows } from '../data/splits.ts'
import { ACTIVATIONS, OPTIMISERS } from '../network.ts'
import type { Recipe } from '../recipe.ts'
import { below, deriveSeed, mulberry32, shuffled } from '../random.ts'
import type { Validated } from './validation.ts'
import { SEARCH_PROBES, withValidation } from './validation.ts'

export const TASKS = ['digits', 'spirals', 'sloppy'] as const
export type TaskId = (typeof TASKS)[number]

/** A data set with few rows to learn from, and what networks are drawn from. */
export interface SearchTask {
  id: TaskId
  title: string
  data: DatasetSettings
  /** Rows to learn from; all others are probes, validation and held-back rows. */
  rows: number
  /** Share of these rows whose label is another class's: in the data, so that all networks learn from the same wrong labels. */
  wrong: number
  prior: Recipe
}

/** Wide: from networks that learn nothing to networks that diverge. What a task fixes has a single value. */
const WIDE: Recipe = {
  kind: 'random',
  count: 2000,
  seed: 11,
  steps: 2,
  family: ['mlp'],
  depth: [1, 2, 3, 4],
  width: { from: 4, to: 64 },
  activation: [...ACTIVATIONS],
  optimiser: [...OPTIMISERS],
  learningRate: { from: 1e-4, to: 1 },
  weightDecay: { from: 1e-6, to: 0.1 },
  batchSize: [8, 16, 32, 64],
  dropout: { from: 0, to: 0.5 },
  epochs: { from: 40, to: 40 },
  initScale: { from: 0.1, to: 4 },
  labelNoise: { from: 0, to: 0 },
  trainFraction: { from: 1, to: 1 },
  augmentation: ['none'],
  start: ['fresh'],
}

export const SEARCH_TASKS: Readonly<Record<TaskId, SearchTask>> = {
  digits: {
    id: 'digits', title: 'Digits, few labels, a fifth of them wrong', data: { id: 'digits', noise: 0.1, decay: 0.5, seed: 2 }, rows: 200, wrong: 0.2,
    prior: { ...WIDE, family: ['mlp', 'conv'] },
  },
  spirals: {
    id: 'spirals', title: 'Spirals', data: { id: 'spirals', noise: 0.03, decay: 0.5, seed: 2 }, rows: 300, wrong: 0, prior: { ...WIDE, seed: 12, epochs: { from: 100, to: 100 } },
  },
  sloppy: {
    id: 'sloppy', title: 'Sloppy teacher', data: { id: 'teacher', noise: 0.1, decay: 0.5, seed: 2 }, rows: 400, wrong: 0, prior: { ...WIDE, seed: 13 },
  },
}

/** The task's rows: to learn from (with the wrong labels in them), to compare on, to vote and to hold back. `digits`: the bytes of digits.bin. */
export const taskData = (task: SearchTask, digits: Uint8Array | null): Validated => taskRows(task, makeDataset(task.data, digits))

/** `whole`: the task's data, however it is split. */
export function taskRows({ data, rows, wrong }: SearchTask, whole: Dataset): Validated {
  const split = splitRows(whole.labels, whole.classes, whole.labels.length - rows, SEARCH_PROBES, data.seed)
  return withValidation(mislabelled({ ...whole, ...split }, wrong, deriveSeed(data.seed, 'wrong labels')), data.seed)
}

/** Exactly round(share · rows) of the train rows, at random places, get another class, each other class equally likely. */
function mislabelled(dataset: Dataset, share: number, seed: number): Dataset {
  const labels = dataset.labels.slice()
  const random = mulberry32(seed)
  for (const place of shuffled(dataset.train.length, random).subarray(0, Math.round(share * dataset.train.length))) {
    const row = dataset.train[place]
    const other = below(dataset.classes - 1, random)
    labels[row] = other < labels[row] ? other : other + 1
  }
  return { ...dataset, labels }
}
