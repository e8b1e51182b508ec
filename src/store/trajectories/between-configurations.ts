// What makes a configuration: runs that are alike in a measure, or in their architecture, belong together. One numbering for whoever asks and whoever draws.
import { hiddenWords } from '../../core/architecture.ts'
import type { Hyperparameters, NetworkRow } from '../../core/network.ts'
import { quantile } from '../../core/statistics.ts'
import type { Measure, NumberMeasure } from '../measures.ts'
import { measureAmong, measuresOf } from '../measures.ts'
import type { RunColour } from './trajectories-state.ts'

export interface Configurations {
  /** What they are told apart by, as it stands in the middle of a sentence. */
  by: string
  /** Configuration k, in words. */
  names: readonly string[]
  /** Of each run, in the order of `ids`. */
  of: readonly number[]
  /** Whether neighbouring numbers are alike: then they are coloured along a ramp. */
  ordered: boolean
}

/** More configurations than colours can be told apart: architectures are then named without their widths, and numbers by the quarter they lie in. */
export const MOST_CONFIGURATIONS = 12

const UNKNOWN = 'not known'

/** `rows`: the map's networks. A run that is none of them, or has no value, is in a configuration of its own, the last. */
export function configurationsOf(ids: ArrayLike<number>, rows: readonly NetworkRow[], by: RunColour, derived: readonly Measure[] = []): Configurations {
  const known = new Map(rows.map(row => [row.id, row]))
  const runs = Array.from(ids, id => known.get(id) ?? null)
  if (by === 'architecture' && runs.some(row => row?.hyper)) return byArchitecture(runs)
  // Of networks trained elsewhere nobody knows the architecture: what their makers wrote down tells them apart.
  const measure = by === 'architecture' ? repeating(runs, measuresOf(rows, derived)) : measureAmong(rows, by, derived)
  if (!measure) return numbered(runs.map(() => null), 'architecture', [], false)
  return measure.kind === 'category'
    ? numbered(runs.map(row => (row && measure.read(row)) || null), measure.words, measure.values, false)
    : byNumber(runs, measure)
}

/** The first category that some runs share, and not all of them. */
function repeating(runs: readonly (NetworkRow | null)[], measures: readonly Measure[]): Measure | undefined {
  return measures.find(measure => {
    if (measure.kind !== 'category' || measure.group === 'derived') return false
    const there = new Set(runs.map(row => row ? measure.read(row) : ''))
    return there.size > 1 && there.size < runs.length
  })
}

function byArchitecture(runs: readonly (NetworkRow | null)[]): Configurations {
  const hypers = runs.map(row => row?.hyper ?? null)
  const whole = hypers.map(hyper => hyper && architectureName(hyper))
  const names = new Set(whole).size > MOST_CONFIGURATIONS ? hypers.map(hyper => hyper && depthName(hyper)) : whole
  const order = [...hypers.keys()].filter(k => names[k] !== null).sort((a, b) => place(hypers[a]!) - place(hypers[b]!))
  return numbered(names, 'architecture', [...new Set(order.map(k => names[k]!))], false)
}

/** Units of the hidden layers, whatever their activation. */
export const architectureName = (hyper: Hyperparameters): string => hiddenWords(hyper)

const depthName = ({ family, depth }: Hyperparameters): string =>
  family === 'conv' ? `${depth} ${depth === 1 ? 'convolution' : 'convolutions'}` : `${depth} hidden ${depth === 1 ? 'layer' : 'layers'}`

const place = ({ family, depth, width }: Hyperparameters): number => (family === 'conv' ? 1e9 : 0) + 1e6 * depth + width

function byNumber(runs: readonly (NetworkRow | null)[], measure: NumberMeasure): Configurations {
  const values = runs.map(row => row ? measure.read(row) : NaN)
  const finite = values.filter(Number.isFinite)
  const distinct = [...new Set(finite)].sort((a, b) => a - b)
  if (distinct.length <= MOST_CONFIGURATIONS) {
    return numbered(values.map(value => Number.isFinite(value) ? written(value) : null), measure.words, [...new Set(distinct.map(written))], true)
  }
  // By quarters: each holds as many runs.
  const cuts = [0.25, 0.5, 0.75].map(share => quantile(finite, share))
  const quarter = (value: number): number => cuts.filter(cut => value > cut).length
  const names = ['lowest', 'second', 'third', 'highest'].map((name, k) => {
    const own = finite.filter(value => quarter(value) === k)
    return own.length > 0 ? `${name} quarter, ${written(Math.min(...own))} to ${written(Math.max(...own))}` : `${name} quarter`
  })
  return numbered(values.map(value => Number.isFinite(value) ? names[quarter(value)] : null), measure.words, names, true)
}

const written = (value: number): string => value !== 0 && Math.abs(value) < 0.001 ? value.toExponential(1).replace('.0e', 'e') : String(Number(value.toPrecision(3)))

/** Names that nobody has are left out, so that every configuration has a run. */
function numbered(names: readonly (string | null)[], by: string, order: readonly string[], ordered: boolean): Configurations {
  const there = order.filter(name => names.includes(name))
  const unknown = names.some(name => name === null || !there.includes(name))
  return {
    by, ordered, names: unknown ? [...there, UNKNOWN] : there,
    of: names.map(name => { const at = name === null ? -1 : there.indexOf(name); return at < 0 ? there.length : at }),
  }
}
