// What a network can be coloured, plotted or listed by: one table, read by the map, the legend and every panel.
import type { Hyperparameters, NetworkRow } from '../core/network.ts'
import { ACTIVATIONS, OPTIMISERS } from '../core/network.ts'

export type MeasureKey = 'testAccuracy' | 'trainAccuracy' | 'testLoss' | 'trainLoss' | 'parameters' | keyof Hyperparameters

interface Base { key: MeasureKey, label: string }
/** A number per network. `log` is the scale it is drawn on unless the reader says otherwise; `domain` fixes its ends. */
export interface NumberMeasure extends Base { kind: 'number', log: boolean, integer: boolean, domain: [number, number] | null, read: (row: NetworkRow) => number }
/** One of a few names per network, in a fixed order. */
export interface CategoryMeasure extends Base { kind: 'category', values: readonly string[], read: (row: NetworkRow) => string }
export type Measure = NumberMeasure | CategoryMeasure

const number = (key: MeasureKey, label: string, read: (row: NetworkRow) => number, more: Partial<Pick<NumberMeasure, 'log' | 'integer' | 'domain'>> = {}): NumberMeasure =>
  ({ kind: 'number', key, label, log: false, integer: false, domain: null, read, ...more })

export const MEASURES: readonly Measure[] = [
  number('testAccuracy', 'Test accuracy', row => row.outcome.testAccuracy, { domain: [0, 1] }),
  number('trainAccuracy', 'Train accuracy', row => row.outcome.trainAccuracy, { domain: [0, 1] }),
  number('testLoss', 'Test loss', row => row.outcome.testLoss, { log: true }),
  number('trainLoss', 'Train loss', row => row.outcome.trainLoss, { log: true }),
  { kind: 'category', key: 'activation', label: 'Activation', values: ACTIVATIONS, read: row => row.hyper.activation },
  { kind: 'category', key: 'optimiser', label: 'Optimiser', values: OPTIMISERS, read: row => row.hyper.optimiser },
  number('depth', 'Depth', row => row.hyper.depth, { integer: true }),
  number('width', 'Width', row => row.hyper.width, { log: true, integer: true }),
  number('parameters', 'Parameters', row => row.outcome.parameters, { log: true, integer: true }),
  number('learningRate', 'Learning rate', row => row.hyper.learningRate, { log: true }),
  number('weightDecay', 'Weight decay', row => row.hyper.weightDecay, { log: true }),
  number('batchSize', 'Batch size', row => row.hyper.batchSize, { log: true, integer: true }),
  number('dropout', 'Dropout', row => row.hyper.dropout),
  number('epochs', 'Epochs', row => row.hyper.epochs, { integer: true }),
  number('initScale', 'Initialisation scale', row => row.hyper.initScale, { log: true }),
  number('labelNoise', 'Label noise', row => row.hyper.labelNoise),
  number('trainFraction', 'Training fraction', row => row.hyper.trainFraction),
]

export const measureOf = (key: MeasureKey): Measure => MEASURES.find(measure => measure.key === key)!
