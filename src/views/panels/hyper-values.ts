// The hyper-parameters as panels list them: short names, values of a row, and how a population is spread over them. Pure.
import type { Hyperparameters, NetworkRow } from '../../core/network.ts'
import { binOf } from '../../core/statistics.ts'
import type { Measure, MeasureKey, NumberMeasure, OwnKey } from '../../store/measures.ts'
import { measuresOf } from '../../store/measures.ts'

/** In the order in which panels list them; parameters follow from the others, but are worth seeing. */
export const HYPER_KEYS = [
  'family', 'activation', 'optimiser', 'augmentation', 'start', 'depth', 'width', 'learningRate', 'weightDecay', 'batchSize', 'dropout', 'epochs', 'initScale', 'labelNoise', 'trainFraction', 'parameters',
] as const satisfies readonly OwnKey[]

const SHORT: Partial<Record<MeasureKey, string>> = { initScale: 'init. scale', trainFraction: 'train fraction' }

/** As it stands in the middle of a sentence or a row. */
export const shortName = ({ key, words }: Pick<Measure, 'key' | 'words'>): string => SHORT[key] ?? words

const listed: ReadonlySet<string> = new Set(HYPER_KEYS)

/** What one sets before training, as far as these networks have it: our hyper-parameters in their order, then the columns that came along. */
export function settingsAmong(networks: readonly NetworkRow[]): Measure[] {
  const measures = measuresOf(networks)
  return [...HYPER_KEYS.flatMap(key => measures.find(measure => measure.key === key) ?? []), ...measures.filter(({ key }) => !listed.has(key) && key.startsWith('column:'))]
}

const FEW = 8

export interface PopulationBins { counts: number[], /** The bin that holds the value asked about; −1: none. */ marked: number }

/** Few different values: a bin each, in order. Many: even bins, on a log scale where the measure has one; 0 then stands with the least that has a logarithm. */
export function populationBins(measure: Measure, rows: readonly NetworkRow[], of: NetworkRow, most = FEW): PopulationBins {
  if (measure.kind === 'category') {
    const present = measure.values.filter(value => rows.some(row => measure.read(row) === value))
    return { counts: present.map(value => rows.filter(row => measure.read(row) === value).length), marked: present.indexOf(measure.read(of)) }
  }
  const values = rows.map(row => rounded(measure.read(row))).filter(Number.isFinite)
  const distinct = distinctValues(measure, rows)
  if (distinct.length <= FEW) return { counts: distinct.map(value => values.filter(other => other === value).length), marked: distinct.indexOf(rounded(measure.read(of))) }
  const least = measure.log ? distinct.find(value => value > 0) : undefined
  const along = (value: number) => least === undefined ? value : Math.log(Math.max(value, least))
  const bin = (value: number) => binOf(along(value), along(distinct[0]), along(distinct.at(-1)!), most)
  const counts = Array.from({ length: most }, () => 0)
  for (const value of values) counts[bin(value)]++
  const own = rounded(measure.read(of))
  return { counts, marked: Number.isFinite(own) ? bin(own) : -1 }
}

/** Values that differ in the last bits only (0.003, made by two ways of reckoning) are one. */
const rounded = (value: number): number => Number(value.toPrecision(9))

export const distinctValues = (measure: NumberMeasure, rows: readonly NetworkRow[]): number[] =>
  [...new Set(rows.map(row => rounded(measure.read(row))))].filter(Number.isFinite).sort((a, b) => a - b)

/** Number measures that one sets before training, and those of representations, that differ on this map: worth plotting accuracy against. */
export const varyingNumbers = (rows: readonly NetworkRow[]): NumberMeasure[] =>
  [...settingsAmong(rows), ...measuresOf(rows).filter(({ group }) => group === 'representation')]
    .filter(measure => measure.kind === 'number')
    .filter(measure => distinctValues(measure, rows).length > 1)

/**
 * Values to plot: where a measure has few different ones, dots are spread about each by up to a third of the way to the next (always the
 * same way for the same network), because hundreds would lie upon one another.
 */
export function plotted(measure: NumberMeasure, rows: readonly NetworkRow[]): { values: number[], spread: boolean } {
  const distinct = distinctValues(measure, rows)
  if (distinct.length < 2 || distinct.length > FEW) return { values: rows.map(measure.read), spread: false }
  const log = measure.log && distinct[0] > 0
  const along = (value: number) => log ? Math.log(value) : value
  const gap = Math.min(...distinct.slice(1).map((value, k) => along(value) - along(distinct[k])))
  const away = (id: number) => ((id * 0.6180339887) % 1 - 0.5) * 0.6 * gap
  return { spread: true, values: rows.map(row => { const at = along(measure.read(row)) + away(row.id); return log ? Math.exp(at) : at }) }
}

/** Updates of a whole training on so many training rows (the same count that core's planTraining makes). */
export function plannedUpdates(hyper: Hyperparameters, trainRows: number): number {
  const rows = Math.min(trainRows, Math.max(1, Math.round(hyper.trainFraction * trainRows)))
  return hyper.epochs * Math.ceil(rows / hyper.batchSize)
}
