// The sentence that reads a bar: when it lives, and which classes its loop goes through, or its joining edge comes from. Pure.
import type { NetworkShape } from '../../../protocol/topology.ts'
import type { BarOf } from '../../charts/bars.ts'
import { decimal, integer } from '../../ui/format.ts'

/** Runs of classes that are spelt out; beyond, the rest is counted. */
const MOST_RUNS = 7

/** The classes along a closed loop, each run once, from where one begins: never the same twice in a row, nor at both ends unless it is the only one. */
export function classRuns(labels: readonly number[]): number[] {
  const n = labels.length
  const start = labels.findIndex((label, k) => label !== labels[(k + n - 1) % n])
  if (start < 0) return labels.slice(0, 1)
  const turned = labels.map((_, k) => labels[(start + k) % n])
  return turned.filter((label, k) => k === 0 || label !== turned[k - 1])
}

/** "12 images, 2 → 1 → 8 → 3 and back" */
export function wayWords(cycle: ArrayLike<number>, labels: ArrayLike<number> | null, names: readonly string[], thing: string): string {
  const things = `${integer(cycle.length)} ${thing}`
  if (!labels) return things
  const runs = classRuns(Array.from(cycle, probe => labels[probe]))
  if (runs.length === 1) return `${things}, all of class ${names[runs[0]]}`
  const spelt = runs.slice(0, MOST_RUNS).map(run => names[run]).join(' → ')
  return `${things}, ${spelt}${runs.length > MOST_RUNS ? ` → … (${integer(runs.length)} runs)` : ''} and back`
}

/** The same of probes as they look. */
export const wayOf = (cycle: ArrayLike<number>, look: { labels: ArrayLike<number>, names: readonly string[], things: string } | null): string =>
  wayWords(cycle, look?.labels ?? null, look?.names ?? [], look?.things ?? 'probes')

/** The probes that are drawn for a bar that ends: its loop, or the two whose edge joined two pieces. */
export const drawnProbes = ({ cycles, joins }: Pick<NetworkShape, 'cycles' | 'joins'>, { dimension, bar }: BarOf): Uint32Array =>
  dimension === 1 ? cycles[bar] : joins.subarray(2 * bar, 2 * bar + 2)

/** "2 images: 4 and 9" */
export function joinWords([one, other]: ArrayLike<number> & Iterable<number>, look: { labels: ArrayLike<number>, names: readonly string[], things: string } | null): string {
  const things = look?.things ?? 'probes'
  if (!look) return `by 2 ${things}`
  const [a, b] = [one, other].map(probe => look.names[look.labels[probe]])
  return a === b ? `by 2 ${things} of class ${a}` : `by 2 ${things} of classes ${a} and ${b}`
}

/** When a bar lives, in mean distances. */
export const lifeWords = (birth: number, death: number): string => `born ${decimal(birth, 3)}, died ${decimal(death, 3)}`
