// "What to look for": true sentences about the map on screen, each with the networks that it speaks of. Pure; nothing is said that was not counted.
import type { Activation, NetworkRow } from '../../core/network.ts'
import { ACTIVATIONS } from '../../core/network.ts'
import { median } from '../../core/statistics.ts'
import { decimal, integer, optimiserName, power, recipeName, titleOf } from '../ui/format.ts'
import { bestOf } from './best.ts'

export interface Sight { key: string, title: string, text: string, ids: number[] }

/** The three that say most about this map, of those that hold. */
export function sights(networks: readonly NetworkRow[], positions: ArrayLike<number>): Sight[] {
  return [top(networks), leader(networks), neighbours(networks, positions), untaught(networks)].filter(sight => sight !== null).slice(0, 3)
}

const accuracy = (row: NetworkRow): number => row.outcome.testAccuracy

const THRESHOLDS = [0.99, 0.95, 0.9, 0.8, 0.7, 0.6]

/** How many lie above the highest round accuracy that a twentieth of them pass, and which is best. */
function top(networks: readonly NetworkRow[]): Sight | null {
  const best = bestOf(networks)
  if (!best) return null
  const how = best.hyper ? `, ${recipeName(best.hyper)} with ${optimiserName(best.hyper.optimiser)} at rate ${power(best.hyper.learningRate)}` : ''
  const text = `The best is ${titleOf(best)}${how}: ${decimal(accuracy(best), 4)}.`
  for (const threshold of THRESHOLDS) {
    const above = networks.filter(row => accuracy(row) > threshold)
    if (above.length > 0 && above.length * 20 >= networks.length) {
      return { key: 'top', title: `${integer(above.length)} of ${integer(networks.length)} ${above.length === 1 ? 'exceeds' : 'exceed'} ${decimal(threshold, 2)}`, text, ids: above.map(row => row.id) }
    }
  }
  return { key: 'top', title: 'The best network', text, ids: [best.id] }
}

/** The activation with the highest median, where at least two have five networks or more. */
function leader(networks: readonly NetworkRow[]): Sight | null {
  const groups = ACTIVATIONS.map(activation => ({ activation, rows: networks.filter(row => row.hyper?.activation === activation && Number.isFinite(accuracy(row))) }))
    .filter(({ rows }) => rows.length >= 5)
    .map(group => ({ ...group, middle: median(group.rows.map(accuracy)) }))
    .sort((a, b) => b.middle - a.middle)
  if (groups.length < 2 || groups[0].middle === groups[1].middle) return null
  const [first] = groups
  const last = groups.at(-1)!
  const of = (group: { activation: Activation, middle: number, rows: unknown[] }) => `${decimal(group.middle, 3)} (n = ${integer(group.rows.length)})`
  return {
    key: 'leader', title: `${first.activation} lies highest`,
    text: `Its median accuracy is ${of(first)}; that of ${last.activation}, the lowest, ${of(last)}.`,
    ids: first.rows.map(row => row.id),
  }
}

/** Whether accuracy is smooth on the map: how far apart nearest neighbours are in it, against any two. */
function neighbours(networks: readonly NetworkRow[], positions: ArrayLike<number>): Sight | null {
  const n = networks.length
  if (n < 10 || n > 2000) return null
  const near: number[] = []
  const any: number[] = []
  for (let i = 0; i < n; i++) {
    let nearest = -1
    let least = Infinity
    for (let j = 0; j < n; j++) {
      const distance = (positions[2 * i] - positions[2 * j]) ** 2 + (positions[2 * i + 1] - positions[2 * j + 1]) ** 2
      if (j !== i && distance < least) { nearest = j; least = distance }
    }
    if (nearest >= 0) near.push(Math.abs(accuracy(networks[i]) - accuracy(networks[nearest])))
    // Every network with every later one would be half a million numbers to sort; a fixed stride through them is plenty for a median.
    for (let step = 1; step < n; step += Math.max(1, Math.floor(n / 40))) any.push(Math.abs(accuracy(networks[i]) - accuracy(networks[(i + step) % n])))
  }
  const [close, apart] = [median(near), median(any)]
  if (!(close < apart)) return null
  return {
    key: 'neighbours', title: 'Neighbours score alike',
    text: `A dot and the one nearest to it differ by ${decimal(close, 3)} in accuracy, two at random by ${decimal(apart, 3)} (medians).`,
    ids: networks.map(row => row.id),
  }
}

/** The other end: those that hardly learned. */
function untaught(networks: readonly NetworkRow[]): Sight | null {
  const low = networks.filter(row => accuracy(row) < 0.2)
  if (!low.length) return null
  const rates = low.flatMap(row => row.hyper?.learningRate ?? [])
  return {
    key: 'untaught', title: `${integer(low.length)} of ${integer(networks.length)} ${low.length === 1 ? 'stays' : 'stay'} below 0.2`,
    text: rates.length === 1 ? `It was trained at a rate of ${power(rates[0])}.` : rates.length > 0 ? `Half of them were trained at a rate of ${power(median(rates))} or less.` : 'They answer hardly better than chance.', ids: low.map(row => row.id),
  }
}
