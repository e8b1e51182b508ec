// Aiming at the front of accuracy against cost: how far a candidate may be expected to push it out, and how much a network lacks to stand on it.
// The expected gain in hypervolume is that of Emmerich, Deutz and Klinkenberg (IEEE Congress on Evolutionary Computation 2011) where one of both sides is known exactly.
import { logarithm } from '../elementary.ts'
import { expectedImprovement } from './expected-improvement.ts'
import type { Weighed, Worst } from './pareto.ts'
import { paretoFront } from './pareto.ts'

/** The front that stands, and the corner from which areas are counted (pareto.ts). */
export interface Standing { front: readonly Weighed[], worst: Worst }

/** The corner's cost, over that of the dearest network: who is better at the dear end is to count too. */
const BEYOND = 2

/** Corner: the lowest score and twice the highest cost of those that have both. Null where nobody has. */
export function standingOf(networks: readonly Weighed[]): Standing | null {
  const front = paretoFront(networks)
  if (front.length === 0) return null
  const worst = { score: Infinity, cost: 0 }
  for (const { score, cost } of networks) {
    if (!Number.isFinite(score) || !Number.isFinite(cost)) continue
    worst.score = Math.min(worst.score, score)
    worst.cost = Math.max(worst.cost, BEYOND * cost)
  }
  return { front, worst }
}

/**
 * Expected gain in hypervolume (score × natural logarithm of cost) by one more network of a known cost c and a score S ~ N(score, error²). With the front's
 * (s_k, c_k), k = 1 … m, s_0 the corner's score, c_0 = 0 and c_{m+1} the corner's cost, it is a sum over the steps of the front that end beyond c:
 *
 *   Σ_k ln(c_{k+1} / max(c, c_k)) · E max(0, S − s_k)
 *
 * exact, because the area above a step is its width times what S stands above it. Beyond the corner's cost nothing is gained. NaN where the score is.
 */
export function expectedGain({ front, worst }: Standing, { score, cost }: Pick<Weighed, 'score' | 'cost'>, error: number): number {
  let gain = Number.isNaN(score) || Number.isNaN(cost) ? NaN : 0
  for (let k = -1; k < front.length; k++) {
    const from = k < 0 ? cost : Math.max(cost, front[k].cost)
    const to = k + 1 < front.length ? front[k + 1].cost : worst.cost
    if (to > from) gain += logarithm(to / from) * Math.max(0, expectedImprovement(score - (k < 0 ? worst.score : front[k].score), error))
  }
  return gain
}

/** Each network's score less the best score of those that cost no more: 0 on the front, below it where something is lacking, −∞ for who has no score or no cost. */
export function shortOfFront(networks: readonly Weighed[]): Float64Array {
  const front = paretoFront(networks)
  return Float64Array.from(networks, ({ score, cost }) => {
    const below = front.findLast(one => one.cost <= cost)
    return below && Number.isFinite(score) ? score - below.score : -Infinity
  })
}
