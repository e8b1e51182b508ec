// What a network can be coloured, plotted or listed by: one table, read by the map, the legend and every panel.
import type { Hyperparameters, NetworkRow, TableValue } from '../core/network.ts'
import { ACTIVATIONS, OPTIMISERS } from '../core/network.ts'

export type OwnKey = 'testAccuracy' | 'trainAccuracy' | 'testLoss' | 'trainLoss' | 'parameters' | keyof Hyperparameters
/** Our own, or a column that networks trained elsewhere brought. */
export type MeasureKey = OwnKey | `column:${string}`

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
  { kind: 'category', key: 'activation', label: 'Activation', values: ACTIVATIONS, read: row => row.hyper?.activation ?? '' },
  { kind: 'category', key: 'optimiser', label: 'Optimiser', values: OPTIMISERS, read: row => row.hyper?.optimiser ?? '' },
  number('depth', 'Depth', row => row.hyper?.depth ?? NaN, { integer: true }),
  number('width', 'Width', row => row.hyper?.width ?? NaN, { log: true, integer: true }),
  number('parameters', 'Parameters', row => row.outcome.parameters, { log: true, integer: true }),
  number('learningRate', 'Learning rate', row => row.hyper?.learningRate ?? NaN, { log: true }),
  number('weightDecay', 'Weight decay', row => row.hyper?.weightDecay ?? NaN, { log: true }),
  number('batchSize', 'Batch size', row => row.hyper?.batchSize ?? NaN, { log: true, integer: true }),
  number('dropout', 'Dropout', row => row.hyper?.dropout ?? NaN),
  number('epochs', 'Epochs', row => row.hyper?.epochs ?? NaN, { integer: true }),
  number('initScale', 'Initialisation scale', row => row.hyper?.initScale ?? NaN, { log: true }),
  number('labelNoise', 'Label noise', row => row.hyper?.labelNoise ?? NaN),
  number('trainFraction', 'Training fraction', row => row.hyper?.trainFraction ?? NaN),
]

export const measureOf = (key: OwnKey): Measure => MEASURES.find(measure => measure.key === key)!

const known = new WeakMap<readonly NetworkRow[], readonly Measure[]>()

/** The measures that say something about these networks: our own where any network has a value, and the columns that they brought. */
export function measuresOf(networks: readonly NetworkRow[]): readonly Measure[] {
  const before = known.get(networks)
  if (before) return before
  const own = networks.some(row => row.brought) ? MEASURES.filter(measure => networks.some(row => there(measure.read(row)))) : MEASURES
  const measures = [...own, ...broughtMeasures(networks)]
  known.set(networks, measures)
  return measures
}

const there = (value: number | string): boolean => typeof value === 'string' ? value !== '' : Number.isFinite(value) && value !== 0

/** The measure of that key where these networks have it, else the first that they have. */
export function measureAmong(networks: readonly NetworkRow[], key: MeasureKey): Measure {
  const measures = measuresOf(networks)
  return measures.find(measure => measure.key === key) ?? measures[0] ?? MEASURES[0]
}

/** Names that a category may have: more have no colours of their own. */
const MOST_NAMES = 24

function broughtMeasures(networks: readonly NetworkRow[]): Measure[] {
  const columns = new Set(networks.flatMap(row => row.brought ? Object.keys(row.brought.values) : []))
  return [...columns].flatMap((column): Measure[] => {
    const key = `column:${column}` as const
    const values = networks.map(row => cell(row, column)).filter(value => value !== null)
    if (values.length > 0 && values.every(value => typeof value === 'number')) {
      const positive = values.filter(value => value > 0)
      const log = positive.length === values.length && Math.max(...positive) > 100 * Math.min(...positive)
      return [number(key, column, row => { const value = cell(row, column); return typeof value === 'number' ? value : NaN }, { log, integer: values.every(Number.isInteger) })]
    }
    const names = [...new Set(values.map(String))].sort()
    if (names.length === 0 || names.length > MOST_NAMES) return []
    return [{ kind: 'category', key, label: column, values: names, read: row => { const value = cell(row, column); return value === null ? '' : String(value) } }]
  })
}

const cell = (row: NetworkRow, column: string): TableValue => row.brought && Object.hasOwn(row.brought.values, column) ? row.brought.values[column] : null
