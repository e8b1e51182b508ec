// Distances between walks after more than one step: how differently networks lead from probe to probe on coarser and coarser views.
import type { DiffusionOperator } from '../diffusion/operator.ts'
import { compactOperator } from '../diffusion/operator.ts'
import { operatorPower, squaredOperator } from '../diffusion/powers.ts'
import { median } from '../statistics.ts'
import type { Steps } from '../steps.ts'
import { within } from '../steps.ts'
import { operatorDistanceSteps } from './frobenius.ts'

/** Steps of the walk that are offered; all of them go into `multi`. */
export const MARKOV_TIMES = [1, 2, 4, 8] as const

/** ‖P_i^t − P_j^t‖_F for all pairs, condensed, t a power of two. log₂ t products of n³/2 operations a network, then n² a pair. */
export function* markovDistanceSteps(operators: readonly DiffusionOperator[], t: number, compact = false): Steps<Float64Array> {
  return yield* operatorDistanceSteps(yield* advancedSteps(operators, operator => operatorPower(operator, t), compact))
}

/**
 * All scales in one number: the root of the mean, over t = 1, 2, 4, 8, of squares of ‖P_i^t − P_j^t‖_F divided by its median over pairs (the median of
 * those that are not 0 where that is 0). In the spirit of arXiv 2605.15901; the combination is ours.
 */
export function* multiscaleDistanceSteps(operators: readonly DiffusionOperator[], compact = false): Steps<Float64Array> {
  const scales: Float64Array[] = []
  let walks = operators
  for (const [k, t] of MARKOV_TIMES.entries()) {
    if (t > 1) walks = yield* advancedSteps(walks, squaredOperator, compact)
    scales.push(yield* within(operatorDistanceSteps(walks), k / MARKOV_TIMES.length, 1 / MARKOV_TIMES.length))
  }
  return combinedScales(scales)
}

/** The combination: each of the scales (condensed distances at t = 1, 2, 4, 8) divided by its median, then the root of the mean of squares. */
export function combinedScales(scales: readonly Float64Array[]): Float64Array {
  const squares = new Float64Array(scales[0]?.length ?? 0)
  for (const distances of scales) {
    const middle = median(distances) || median(distances.filter(distance => distance > 0)) || 1
    for (let pair = 0; pair < squares.length; pair++) squares[pair] += (distances[pair] / middle) ** 2
  }
  return squares.map(sum => Math.sqrt(sum / scales.length))
}

function* advancedSteps(operators: readonly DiffusionOperator[], step: (operator: DiffusionOperator) => DiffusionOperator, compact: boolean): Steps<DiffusionOperator[]> {
  const advanced: DiffusionOperator[] = []
  for (const operator of operators) {
    const walk = step(operator)
    advanced.push(compact ? compactOperator(walk) : walk)
    yield { stage: 'powers', share: advanced.length / operators.length }
  }
  return advanced
}
