// What stands against what in the Compare tab, and how far apart the two sides are in each measure. Pure.
import { chanceOfDelta, chanceOfV, cliffsDelta, cramersV } from '../../../core/effect.ts'
import type { NetworkRow } from '../../../core/network.ts'
import { binOf, median, sortedFinite } from '../../../core/statistics.ts'
import type { CategoryMeasure, Measure, NumberMeasure } from '../../../store/measures.ts'
import { measuresOf } from '../../../store/measures.ts'
import type { Groups } from '../../../store/state.ts'
import { settingsAmong } from '../hyper-values.ts'

export interface Sides { a: readonly NetworkRow[], b: readonly NetworkRow[] }

/** The networks of the two groups, diverged ones too, in the order of the table. */
export const sidesOf = (groups: Groups, networks: readonly NetworkRow[], diverged: readonly NetworkRow[]): Sides => {
  const all = [...networks, ...diverged]
  return { a: all.filter(row => groups.a.has(row.id)), b: all.filter(row => groups.b.has(row.id)) }
}

/** Outcomes, representations and settings in which these networks differ, and what was derived of them. */
export function comparable(networks: readonly NetworkRow[], derived: readonly Measure[]): Measure[] {
  const settings = settingsAmong(networks)
  const others = measuresOf(networks, derived).filter(measure => measure.group !== 'hyper' && !settings.includes(measure))
  return [...others, ...settings].filter(measure => varies(measure, networks))
}

function varies(measure: Measure, networks: readonly NetworkRow[]): boolean {
  const values = new Set<number | string>()
  for (const row of networks) {
    const value = measure.read(row)
    if (typeof value === 'string' ? value !== '' : Number.isFinite(value)) values.add(value)
    if (values.size > 1) return true
  }
  return false
}

/** One measure of two groups. */
export type Effect =
  | { kind: 'number', measure: NumberMeasure, a: number, b: number, delta: number, interval: readonly [number, number] | null, size: number, chance: number }
  | { kind: 'category', measure: CategoryMeasure, a: Share, b: Share, size: number, chance: number }

/** The value that most of a group have, and how many of it do. */
export interface Share { value: string, share: number }

/**
 * Medians and Cliff's δ; of categories the commonest value and Cramér's V. `size`: how large the effect is, whatever its direction; `chance`: at most
 * the chance that groups which were drawn blindly differ as much.
 */
export function effectOf(measure: Measure, { a, b }: Sides): Effect {
  if (measure.kind === 'category') {
    const [ofA, ofB] = [a, b].map(rows => rows.map(measure.read).filter(Boolean))
    const size = cramersV(ofA, ofB)
    return { kind: 'category', measure, a: commonest(ofA), b: commonest(ofB), size, chance: chanceOfV(size, ofA.length + ofB.length, new Set([...ofA, ...ofB]).size) }
  }
  const [ofA, ofB] = [a, b].map(rows => rows.map(measure.read))
  const { delta, interval, a: m, b: n } = cliffsDelta(ofA, ofB)
  return { kind: 'number', measure, a: median(ofA), b: median(ofB), delta, interval, size: Math.abs(delta), chance: chanceOfDelta(delta, m, n) }
}

/** From which |δ| on an effect is called small, and large (Romano, Kromrey, Coraggio and Skowronek 2006). */
const [SMALL, LARGE] = [0.147, 0.474]

/** Chance that is called none, after it was multiplied by the measures looked at (Bonferroni). */
const LEVEL = 0.05

/** What the largest of so many effects allows one to say. */
export function effectSentence(largest: Effect, name: string, tried: number): string {
  if (largest.size < SMALL) return 'The two groups hardly differ in any measure.'
  if (!(largest.chance * tried < LEVEL)) return `They differ most in ${name}, but with so few networks the largest of ${tried} differences may be chance.`
  if (largest.kind === 'category') return `They differ most in ${name}.`
  return `They differ most in ${name}: it is ${largest.size >= LARGE ? 'mostly' : 'rather'} larger in ${largest.delta > 0 ? 'A' : 'B'}.`
}

function commonest(values: readonly string[]): Share {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [value = '', count = 0] = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1))[0] ?? []
  return { value, share: values.length ? count / values.length : NaN }
}

/** The largest first; what is undefined last. */
export const bySize = (effects: readonly Effect[]): Effect[] => [...effects].sort((one, other) => (other.size >= 0 ? other.size : -1) - (one.size >= 0 ? one.size : -1))

/** Where a value stands among all: 0 the smallest, 1 the largest, ties in the middle of their own; NaN where it is missing. */
export function standingOf(value: number, all: readonly number[]): number {
  const others = sortedFinite(all)
  if (!Number.isFinite(value) || others.length < 2) return NaN
  let below = 0
  let equal = 0
  for (const other of others) {
    if (other < value) below++
    else if (other === value) equal++
  }
  // Its own value is one of the equal ones.
  return Math.min(1, Math.max(0, (below + (equal - 1) / 2) / (others.length - 1)))
}

/** Shares of each group, and of everyone, in even bins; on a log axis where the measure has one and all values allow it. */
export interface Distribution { domain: readonly [number, number], log: boolean, all: number[], a: number[], b: number[] }

export function distributionOf(measure: NumberMeasure, networks: readonly NetworkRow[], { a, b }: Sides, bins: number): Distribution {
  const values = sortedFinite([...networks, ...a, ...b].map(measure.read))
  const log = measure.log && values.length > 0 && values[0] > 0
  const domain = measure.domain ?? [values[0] ?? 0, values[values.length - 1] ?? 1]
  const along = (value: number): number => log ? Math.log(value) : value
  const share = (rows: readonly NetworkRow[]): number[] => {
    const counts = Array.from({ length: bins }, () => 0)
    let total = 0
    for (const row of rows) {
      const bin = binOf(along(measure.read(row)), along(domain[0]), along(domain[1]), bins)
      if (bin < 0) continue
      counts[bin]++
      total++
    }
    return counts.map(count => total ? count / total : 0)
  }
  return { domain, log, all: share(networks), a: share(a), b: share(b) }
}
