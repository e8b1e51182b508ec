// How much of the best was luck: other networks of its very settings, which only seeds tell apart from it.
import type { Hyperparameters, NetworkRow } from '../../core/network.ts'
import { mean } from '../../core/statistics.ts'
import type { MapView } from '../state.ts'

/** Networks that are trained with other seeds at a time. */
export const AGAIN = 5

export interface Luck {
  id: number
  score: number
  /** Of the others: how many, how many of them diverged, and test accuracies of the rest. */
  others: number
  diverged: number
  mean: number
  low: number
  high: number
}

/** Networks of its very settings besides itself; none where nobody knows its settings. */
export function othersOf({ networks, diverged }: Pick<MapView, 'networks' | 'diverged'>, best: number): NetworkRow[] {
  const rows = [...networks, ...diverged]
  const own = rows.find(({ id }) => id === best)
  return own?.hyper ? rows.filter(row => row !== own && row.hyper !== null && sameSettings(row.hyper, own.hyper!)) : []
}

/** Null where nobody else has its settings, or nobody knows them. */
export function luckOf(map: Pick<MapView, 'networks' | 'diverged'>, best: number): Luck | null {
  const others = othersOf(map, best)
  if (others.length === 0) return null
  const own = [...map.networks, ...map.diverged].find(({ id }) => id === best)!
  const scores = others.filter(row => row.outcome.divergedAt === null).map(scoreOf)
  return { id: best, score: scoreOf(own), others: others.length, diverged: others.length - scores.length, mean: mean(scores), low: Math.min(...scores), high: Math.max(...scores) }
}

const scoreOf = ({ outcome: { testAccuracy } }: NetworkRow): number => testAccuracy

const sameSettings = (a: Hyperparameters, b: Hyperparameters): boolean => (Object.keys(b) as (keyof Hyperparameters)[]).every(key => a[key] === b[key])
