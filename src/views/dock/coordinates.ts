// One axis of the parallel coordinates: from a network to a height between 0 (low end) and 1, back from a height to a value, and the ticks. Pure.
import type { NetworkRow } from '../../core/network.ts'
import { sortedFinite } from '../../core/statistics.ts'
import type { Measure, MeasureKey, NumberMeasure } from '../../store/measures.ts'
import { linearTicks, logTicks } from '../charts/ticks.ts'
import { distinctValues } from '../panels/hyper-values.ts'
import { measured, power, tick } from '../ui/format.ts'

export interface Tick { share: number, label: string, value: number | string }

interface Base {
  key: MeasureKey
  /** A height per network, in the order of the rows; NaN: this network has no such value, and its line a gap. */
  shares: Float32Array
  ticks: readonly Tick[]
}
export interface NumberCoordinate extends Base {
  kind: 'number'
  measure: NumberMeasure
  /** Where it is logarithmic: asked for, and some value allows it. */
  log: boolean
  /** Least and greatest value. */
  extent: readonly [number, number]
  /** The different values, where they are few; else null. Values that differ in their last bits are one, from its least to its greatest. */
  distinct: readonly { from: number, to: number }[] | null
  at(value: number): number
  valueAt(share: number): number
}
export interface CategoryCoordinate extends Base {
  kind: 'category'
  measure: Extract<Measure, { kind: 'category' }>
  /** Those that these networks have, top first. */
  values: readonly string[]
  at(value: string): number
}
export type Coordinate = NumberCoordinate | CategoryCoordinate

export interface CoordinateOptions { log: boolean, inverted: boolean }

/** Values that are so few that each is a tick, and that a brush snaps to. */
const FEW = 8

/** On a logarithmic axis nought stands below everything else, at a place of its own. */
const NOUGHT = 0.1

export function coordinate(measure: Measure, rows: readonly NetworkRow[], { log, inverted }: CoordinateOptions): Coordinate {
  const turned = (share: number): number => inverted ? 1 - share : share
  return measure.kind === 'category' ? categoryCoordinate(measure, rows, turned) : numberCoordinate(measure, rows, log, turned)
}

function categoryCoordinate(measure: CategoryCoordinate['measure'], rows: readonly NetworkRow[], turned: (share: number) => number): CategoryCoordinate {
  const read = rows.map(measure.read)
  const there = new Set(read)
  const values = measure.values.filter(value => there.has(value))
  const gap = 1 / Math.max(1, values.length)
  const places = new Map(values.map((value, k) => [value, turned(1 - (k + 0.5) * gap)]))
  // Spread about its place by up to a third of the way to the next, always the same way for the same network.
  const away = (id: number): number => ((id * 0.6180339887) % 1 - 0.5) * 0.62 * gap
  return {
    kind: 'category', key: measure.key, measure, values,
    shares: Float32Array.from(rows, ({ id }, k) => (places.get(read[k]) ?? NaN) + away(id)),
    ticks: values.map(value => ({ share: places.get(value)!, label: measured(measure, value), value })),
    at: value => places.get(value) ?? NaN,
  }
}

function numberCoordinate(measure: NumberMeasure, rows: readonly NetworkRow[], wantsLog: boolean, turned: (share: number) => number): NumberCoordinate {
  const values = rows.map(measure.read)
  const exact = sortedFinite(values)
  const different = distinctValues(measure, rows)
  const positive = exact.find(value => value > 0)
  const log = wantsLog && positive !== undefined
  const nought = log && exact[0] <= 0 ? NOUGHT : 0
  const [low, high] = ends(exact, measure, log ? positive : null)
  const along = (value: number): number => log ? Math.log(value) : value
  const [from, to] = [along(low), along(high)]
  const share = (value: number): number => {
    if (!Number.isFinite(value)) return NaN
    if (log && value <= 0) return 0
    return from === to ? 0.5 : nought + (1 - nought) * (along(value) - from) / (to - from)
  }
  const at = (value: number): number => turned(share(value))
  const valueAt = (height: number): number => {
    const up = turned(height)
    if (nought > 0 && up < nought) return up < nought / 2 ? 0 : low
    const value = from + (to - from) * (up - nought) / (1 - nought)
    return log ? Math.exp(value) : value
  }
  const few = different.length <= FEW ? different : null
  const marks = few ?? [...nought > 0 ? [0] : [], ...log ? logTicks(low, high, 4) : linearTicks(low, high, 4, measure.integer)]
  return {
    kind: 'number', key: measure.key, measure, log, at, valueAt,
    distinct: few && few.map(value => rangeOf(exact, value)),
    extent: exact.length ? [exact[0], exact[exact.length - 1]] : [NaN, NaN],
    shares: Float32Array.from(values, at),
    ticks: marks.map(value => ({ share: at(value), label: labelOf(measure, value), value })),
  }
}

/** The values that nine figures do not tell from this one. */
function rangeOf(sorted: Float64Array, value: number): { from: number, to: number } {
  const same = sorted.filter(other => Number(other.toPrecision(9)) === value)
  return { from: same[0], to: same[same.length - 1] }
}

/** A scale that is fixed (accuracy: 0 to 1) is kept where the values fill half of it. */
function ends(different: Float64Array, { domain }: NumberMeasure, positive: number | null): [number, number] {
  if (different.length === 0) return domain ?? [0, 1]
  const [low, high] = [positive ?? different[0], different[different.length - 1]]
  return domain && positive === null && high - low > (domain[1] - domain[0]) / 2 ? [Math.min(low, domain[0]), Math.max(high, domain[1])] : [low, high]
}

function labelOf(measure: NumberMeasure, value: number): string {
  if (measure.integer) return measured(measure, value)
  return Math.abs(value) < 1 && Math.abs(value) >= 0.1 ? tick(value) : power(value)
}

/** What a brush from one height to another lets through, in the measure's units. Few values: from the least to the greatest of them that it covers. */
export function rangeBetween(axis: NumberCoordinate, a: number, b: number): { from: number, to: number } {
  const [low, high] = [Math.min(a, b), Math.max(a, b)]
  const covered = axis.distinct?.filter(({ from }) => axis.at(from) >= low - 1e-6 && axis.at(from) <= high + 1e-6) ?? []
  if (covered.length > 0) return { from: Math.min(...covered.map(({ from }) => from)), to: Math.max(...covered.map(({ to }) => to)) }
  // A brush that reaches the axis's end holds the last value too, whatever rounding would say.
  const read = (share: number): number => {
    const value = axis.valueAt(Math.min(1, Math.max(0, share)))
    if (share <= 0.002 || share >= 0.998) return value <= (axis.extent[0] + axis.extent[1]) / 2 ? Math.min(value, axis.extent[0]) : Math.max(value, axis.extent[1])
    return axis.measure.integer ? Math.round(value) : Number(value.toPrecision(3))
  }
  const [one, other] = [read(low), read(high)]
  return { from: Math.min(one, other), to: Math.max(one, other) }
}
