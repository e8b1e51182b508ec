// The case on which training's speed is compared with other programs: 64→32→32→10 on the digits, four fifths for training, relu, Adam, batch 64, 20 epochs.
import { readFileSync } from 'node:fs'
import type { Dataset } from '../src/core/data/dataset.ts'
import { DEFAULT_DATASET } from '../src/core/data/dataset.ts'
import { makeDataset } from '../src/core/data/make.ts'
import { splitRows } from '../src/core/data/splits.ts'
import type { Hyperparameters, NetworkSpec } from '../src/core/network.ts'
import { deriveSeed } from '../src/core/random.ts'

export const TRAIN_ROWS = 1438
export const TEST_ROWS = 359

/** The digits with 1,438 rows to train on and 359 to test on (the page keeps more back). */
export function caseDataset(): Dataset {
  const digits = makeDataset(DEFAULT_DATASET, readFileSync(new URL('../public/data/digits.bin', import.meta.url)))
  return { ...digits, ...splitRows(digits.labels, digits.classes, TEST_ROWS, 200, 1) }
}

export const CASE: Hyperparameters = {
  family: 'mlp', depth: 2, width: 32, activation: 'relu', optimiser: 'adam', learningRate: 3e-3, weightDecay: 0, batchSize: 64, dropout: 0, epochs: 20, initScale: 1, labelNoise: 0, trainFraction: 1, augmentation: 'none', start: 'fresh',
}

/** So many networks that differ by their seeds. */
export const caseSpecs = (count: number, hyper: Hyperparameters = CASE): NetworkSpec[] =>
  Array.from({ length: count }, (_, id) => ({ id, hyper, weightSeed: deriveSeed(1, 'weights', id), orderSeed: deriveSeed(1, 'order', id) }))
