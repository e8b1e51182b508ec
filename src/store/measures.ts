// What a network can be coloured, plotted or listed by: one table, read by the map, the legend and every panel.
import type { Hyperparameters, NetworkRow, TableValue } from '../core/network.ts'
import { ACTIVATIONS, AUGMENTATIONS, FAMILIES, OPTIMISERS, STARTS } from '../core/network.ts'
import type { PortraitMeasure } from '../core/portrait/measures.ts'

export type OwnKey = 'testAccuracy' | 'trainAccuracy' | 'testLoss' | 'trainLoss' | 'parameters' | keyof Hyperparameters | PortraitMeasure
/** Our own, a column that networks trained elsewhere brought, or one that was made in the session (state.derived). */
export type MeasureKey = OwnKey | `column:${string}` | `derived:${string}`

/** `label` stands alone; `words` stand in the middle of a sentence. */
interface Base { key: MeasureKey, group: 'outcome' | 'hyper' | 'representation' | 'brought' | 'derived', label: string, words: string }
/** A number per network. `log` is the scale it is drawn on unless the reader says otherwise; `domain` fixes its ends; `digits` its decimals. */
export interface NumberMeasure extends Base {
  kind: 'number'
  log: boolean
  integer: boolean
  digits: number | null
  domain: [number, number] | null
  read: (row: NetworkRow) => number
}
/** One of a few names per network, in a fixed order. `hues`: of each value its place among the colours of categories, where that is not its own. */
export interface CategoryMeasure extends Base { kind: 'category', values: readonly string[], hues?: readonly number[], read: (row: NetworkRow) => string }
export type Measure = NumberMeasure | CategoryMeasure

type Group = Measure['group']
const number = (
  group: Group, key: MeasureKey, label: string, read: (row: NetworkRow) => number, more: Partial<Pick<NumberMeasure, 'words' | 'log' | 'integer' | 'digits' | 'domain'>> = {},
): NumberMeasure => ({ kind: 'number', group, key, label, words: label.toLowerCase(), log: false, integer: false, digits: null, domain: null, read, ...more })

type Spec = Parameters<typeof number>[4]
type NumberSetting = Exclude<keyof Hyperparameters, 'family' | 'activation' | 'optimiser' | 'augmentation' | 'start'>
const hyper = (key: NumberSetting, label: string, more?: Spec): NumberMeasure =>
  number('hyper', key, label, row => row.hyper?.[key] ?? NaN, more)
const portrayed = (key: PortraitMeasure, label: string, more?: Spec): NumberMeasure =>
  number('representation', key, label, row => row.measures?.[key] ?? NaN, { digits: 3, ...more })

export const MEASURES: readonly Measure[] = [
  number('outcome', 'testAccuracy', 'Test accuracy', row => row.outcome.testAccuracy, { domain: [0, 1], digits: 4 }),
  number('outcome', 'trainAccuracy', 'Train accuracy', row => row.outcome.trainAccuracy, { domain: [0, 1], digits: 4 }),
  number('outcome', 'testLoss', 'Test loss', row => row.outcome.testLoss, { log: true, digits: 4 }),
  number('outcome', 'trainLoss', 'Train loss', row => row.outcome.trainLoss, { log: true, digits: 4 }),
  { kind: 'category', group: 'hyper', key: 'family', label: 'Family', words: 'family', values: FAMILIES, read: row => row.hyper?.family ?? '' },
  { kind: 'category', group: 'hyper', key: 'activation', label: 'Activation', words: 'activation', values: ACTIVATIONS, read: row => row.hyper?.activation ?? '' },
  { kind: 'category', group: 'hyper', key: 'optimiser', label: 'Optimiser', words: 'optimiser', values: OPTIMISERS, read: row => row.hyper?.optimiser ?? '' },
  { kind: 'category', group: 'hyper', key: 'augmentation', label: 'Augmentation', words: 'augmentation', values: AUGMENTATIONS, read: row => row.hyper?.augmentation ?? '' },
  { kind: 'category', group: 'hyper', key: 'start', label: 'Start', words: 'start', values: STARTS, read: row => row.hyper?.start ?? '' },
  hyper('depth', 'Depth', { integer: true }),
  hyper('width', 'Width', { log: true, integer: true }),
  number('hyper', 'parameters', 'Parameters', row => row.outcome.parameters, { log: true, integer: true }),
  hyper('learningRate', 'Learning rate', { log: true }),
  hyper('weightDecay', 'Weight decay', { log: true }),
  hyper('batchSize', 'Batch size', { log: true, integer: true }),
  hyper('dropout', 'Dropout'),
  hyper('epochs', 'Epochs', { integer: true }),
  hyper('initScale', 'Initialisation scale', { log: true }),
  hyper('labelNoise', 'Label noise'),
  hyper('trainFraction', 'Training fraction'),
  portrayed('spectralEntropy', 'Spectral entropy'),
  portrayed('silhouette', 'Silhouette'),
  portrayed('cka', 'CKA to the labels', { words: 'CKA to the labels' }),
  portrayed('distanceRatio', 'Distance ratio', { log: true }),
  portrayed('walkMass', 'Walk mass'),
  portrayed('daviesBouldin', 'Davies–Bouldin', { words: 'Davies–Bouldin', log: true }),
  portrayed('calinskiHarabasz', 'Caliński–Harabasz', { words: 'Caliński–Harabasz', log: true, digits: 1 }),
  portrayed('loops', 'Loops', { integer: true }),
  portrayed('loopPersistence', 'Total loop persistence', { digits: 2 }),
  portrayed('longestLoop', 'Longest loop'),
  portrayed('componentPersistence', 'Total component persistence', { digits: 1 }),
]

export const measureOf = (key: OwnKey): Measure => MEASURES.find(measure => measure.key === key)!

const known = new WeakMap<readonly NetworkRow[], { derived: readonly Measure[], measures: readonly Measure[] }>()
const NONE: readonly Measure[] = []

/**
 * The measures that say something about these networks: what we know of every network that is trained here; of representations, and of
 * networks trained elsewhere, what any of them has a value of; the columns that came along; and what was made in the session.
 */
export function measuresOf(networks: readonly NetworkRow[], derived: readonly Measure[] = NONE): readonly Measure[] {
  const before = known.get(networks)
  if (before?.derived === derived) return before.measures
  const brought = networks.some(row => row.brought)
  const own = MEASURES.filter(measure => measure.group === 'representation'
    ? networks.some(row => Number.isFinite(measure.read(row)))
    : !brought || networks.some(row => there(measure.read(row))))
  const measures = [...own, ...broughtMeasures(networks), ...derived]
  known.set(networks, { derived, measures })
  return measures
}

const there = (value: number | string): boolean => typeof value === 'string' ? value !== '' : Number.isFinite(value) && value !== 0

const GROUPS: Record<Group, string> = { outcome: 'Outcome', hyper: 'Hyper-parameters', representation: 'Representation', brought: 'Brought with the networks', derived: 'Of this map' }
export const groupName = ({ group }: Measure): string => GROUPS[group]

/** As menus list them. */
export function grouped(measures: readonly Measure[]): { name: string, measures: Measure[] }[] {
  const groups = Object.entries(GROUPS).map(([group, name]) => ({ name, measures: measures.filter(measure => measure.group === group) }))
  return groups.filter(group => group.measures.length > 0)
}

/** The measure of that key where these networks have it, else the first that they have. */
export function measureAmong(networks: readonly NetworkRow[], key: MeasureKey, derived: readonly Measure[] = NONE): Measure {
  const measures = measuresOf(networks, derived)
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
      return [number('brought', key, column, row => { const value = cell(row, column); return typeof value === 'number' ? value : NaN }, { words: column, log, integer: values.every(Number.isInteger) })]
    }
    const names = [...new Set(values.map(String))].sort()
    if (names.length === 0 || names.length > MOST_NAMES) return []
    return [{ kind: 'category', group: 'brought', key, label: column, words: column, values: names, read: row => { const value = cell(row, column); return value === null ? '' : String(value) } }]
  })
}

const cell = (row: NetworkRow, column: string): TableValue => row.brought && Object.hasOwn(row.brought.values, column) ? row.brought.values[column] : null
