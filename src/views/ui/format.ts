// How numbers are written, everywhere: as Python would print them, with a true minus and grouped thousands.
import type { Family, Hyperparameters, NetworkRow } from '../../core/network.ts'
import { channelsOf } from '../../core/training/architecture.ts'
import type { Measure, NumberMeasure } from '../../store/measures.ts'

const minus = (text: string): string => text.replace('-', '−')

/** Kept, because making one costs more than a thousand uses. */
const GROUPED = new Intl.NumberFormat('en-US')

/** 1257 → 1,257 */
export const integer = (value: number): string => minus(GROUPED.format(Math.round(value)))

/** A fixed number of decimals: 0.97222 → 0.9722; what rounds to nought has no sign. */
export const decimal = (value: number, digits: number): string => Number.isFinite(value) ? minus(value.toFixed(digits)).replace(/^−(?=[0.]+$)/, '') : '–'

/** Rates and decays: 0.0003 → 3e-4, 0.01 → 0.01, 0.00273 → 2.7e-3, 12.34 → 12.3 */
export function power(value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 0.01 && size < 1000) return minus(String(Number(value.toPrecision(size >= 1 ? 3 : 2))))
  const [mantissa, exponent] = value.toExponential(1).split('e')
  return minus(`${Number(mantissa)}e${Number(exponent)}`).replace('e−', 'e-')
}

/** Ticks of shares: .25, .5, 0 and 1 bare. */
export const tick = (value: number): string => minus(String(Number(value.toPrecision(3)))).replace(/^(−?)0\./, '$1.')

/** To two figures, for what was measured roughly or changes under one's eyes: 54.8 → 55, 107.3 → 110, 3.14 → 3.1 */
export const roundly = (value: number): string => value < 10 ? String(Number(value.toPrecision(2))) : integer(Number(value.toPrecision(2)))

/** An estimate does not pretend to tenths: 1 s, 5 s, 40 s, 3 min. */
export function roughTime(seconds: number): string {
  if (seconds < 10) return `${Math.max(1, Math.round(seconds))} s`
  return seconds < 87.5 ? `${5 * Math.round(seconds / 5)} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${decimal(seconds / 3600, 1)} h`
}

/** 812 → 812 B, 46,300 → 46 kB, 4.1 MB */
export function bytes(count: number): string {
  if (count < 1000) return `${count} B`
  return count < 1e6 ? `${Math.round(count / 1000)} kB` : `${decimal(count / 1e6, 1)} MB`
}

/** A measure's value in detail (tooltip, panel). */
export function measured(measure: Measure, value: number | string): string {
  return typeof value === 'string' ? nameOf(value) : numberOf(measure as NumberMeasure, value)
}

function numberOf(measure: NumberMeasure, value: number): string {
  if (!Number.isFinite(value)) return '–'
  if (measure.integer) return integer(value)
  return measure.digits === null ? power(value) : decimal(value, measure.digits)
}

export const FAMILY_NAMES: Record<Family, string> = { mlp: 'MLP', conv: 'Conv' }

/** A category's value as people write it. */
const nameOf = (name: string): string => ({ mlp: 'MLP' })[name] ?? optimiserName(name)

/** adam → Adam, sgd → SGD; activations stay in lower case. */
export const optimiserName = (name: string): string => ({ sgd: 'SGD', momentum: 'Momentum', adam: 'Adam', adamw: 'AdamW' })[name] ?? name

/** #12, or the name that a network trained elsewhere came with. */
export const titleOf = ({ id, brought }: NetworkRow): string => brought?.name ?? `#${id}`

/** tanh 64–64, relu conv 4–4 → 32; of a network trained elsewhere, nothing. */
export const kindOf = ({ hyper }: NetworkRow): string => hyper ? recipeName(hyper) : ''

/** #12 tanh 64–64, or the brought network's name. */
export const fullName = (row: NetworkRow): string => [titleOf(row), kindOf(row)].filter(Boolean).join(' ')

/** The recipe and how it was trained, as a row of a table has it. */
export const recipeLine = ({ hyper }: NetworkRow): string => hyper ? `${recipeName(hyper)}, ${optimiserName(hyper.optimiser)}` : ''

/** Units of the hidden layers; of a convolutional network the channels of its convolutions, then the units of its dense layer. */
export function recipeName({ family, activation, depth, width }: Hyperparameters): string {
  const layers = (size: number): string => Array.from({ length: depth }, () => size).join('–')
  return family === 'conv' ? `${activation} conv ${layers(channelsOf(width))} → ${width}` : `${activation} ${layers(width)}`
}
