// In which settings a proposal is unlike those who are asked: a number outside their middle half, a name that is not their commonest.
import type { Hyperparameters } from '../../core/network.ts'
import { quantileSorted, sortedFinite } from '../../core/statistics.ts'

export type Setting = keyof Hyperparameters

/** What is usual among some networks; null for a setting that nobody can say. */
export type Usual = ReadonlyMap<Setting, { from: number, to: number } | string>

export function usualSettings(hypers: readonly Hyperparameters[]): Usual {
  if (hypers.length === 0) return new Map()
  return new Map((Object.keys(hypers[0]) as Setting[]).map((key): [Setting, { from: number, to: number } | string] => {
    const values = hypers.map(hyper => hyper[key])
    if (values.every(value => typeof value === 'number')) {
      const sorted = sortedFinite(values)
      return [key, { from: quantileSorted(sorted, 0.25), to: quantileSorted(sorted, 0.75) }]
    }
    return [key, commonest(values as string[])]
  }))
}

/** The first of several. */
function commonest(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].reduce((best, next) => next[1] > best[1] ? next : best)[0]
}

export function isUnusual(usual: Usual, key: Setting, value: number | string): boolean {
  const known = usual.get(key)
  if (known === undefined) return false
  return typeof known === 'string' ? value !== known : Number(value) < known.from || Number(value) > known.to
}

/** Settings that are not the same in all of these; the learning rate in any case, for nobody reads settings without it. */
export const varyingSettings = (hypers: readonly Hyperparameters[]): ReadonlySet<Setting> => new Set<Setting>([
  'learningRate', ...hypers.length === 0 ? [] : (Object.keys(hypers[0]) as Setting[]).filter(key => hypers.some(hyper => hyper[key] !== hypers[0][key])),
])
