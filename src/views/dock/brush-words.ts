// Brushes in words: what each lets through, and how many networks pass all of them. Pure.
import type { Measure, NumberMeasure } from '../../store/measures.ts'
import type { Brush } from '../../store/state.ts'
import { shortName } from '../panels/hyper-values.ts'
import { networksOf } from '../panels/words.ts'
import { integer, measured, power } from '../ui/format.ts'

const SAID: Record<string, string> = { learningRate: 'lr' }

/** As exact as it was typed: a rounded end would say another condition. */
const exact = (measure: NumberMeasure, value: number): string => measure.integer ? integer(value) : Number(value.toPrecision(2)) === Number(value.toPrecision(9)) ? power(value) : String(Number(value.toPrecision(4))).replace('-', '−')

/** '≥ 0.03', '3', '0.01 to 0.1', 'relu or tanh'. `extent` is the least and greatest value there is: an end beyond it says nothing. */
export function rangeWords(measure: Measure, brush: Brush, extent: readonly [number, number] | null): string {
  if (brush.kind === 'category') return brush.values.map(value => measured(measure, value)).join(' or ') || 'none'
  if (measure.kind !== 'number') return ''
  const { from, to } = brush
  if (Number(from.toPrecision(9)) === Number(to.toPrecision(9))) return exact(measure, from)
  const [low, high] = extent ?? [NaN, NaN]
  if (to >= high && from > low) return `≥ ${exact(measure, from)}`
  if (from <= low && to < high) return `≤ ${exact(measure, to)}`
  return `${exact(measure, from)} to ${exact(measure, to)}`
}

/** 'lr ≥ 0.03 and depth 3'. */
export function conditionWords(brushes: readonly Brush[], measures: readonly Measure[], extentOf: (measure: Measure) => readonly [number, number] | null): string {
  return brushes.flatMap(brush => {
    const measure = measures.find(({ key }) => key === brush.measure)
    return measure ? [`${SAID[measure.key] ?? shortName(measure)} ${rangeWords(measure, brush, extentOf(measure))}`] : []
  }).join(' and ')
}

/** What the panel says of its picture. */
export function brushSentence(conditions: string, hit: number, all: number): string {
  if (hit === 0) return `No network has ${conditions}.`
  return `${integer(hit)} of ${networksOf(all)} ${hit === 1 ? 'has' : 'have'} ${conditions}.`
}
