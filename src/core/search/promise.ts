// Who of those that stand after an early look is trained on: whoever promises the highest score, or to push out the front of scores against a cost.
import { expectedGain, shortOfFront, standingOf } from './front-aim.ts'
import type { Weighed } from './pareto.ts'
import { paretoFront } from './pareto.ts'

/** Place of the highest score, the first of equals. */
export const mostPromising = (standing: readonly Weighed[]): number => firstMost(standing.map(({ score }) => score))

/**
 * Place of the network whose score would gain the front of those that went on the most area (score × ln cost). `gone`: these with what was promised of them, for
 * promises are to be held against promises. Where nobody gains, whoever lacks least, the cheapest of several.
 */
export function mostGaining(standing: readonly Weighed[], gone: readonly Weighed[]): number {
  const all = standingOf([...gone, ...standing])
  if (all === null) return 0
  const before = { front: paretoFront(gone), worst: all.worst }
  const gains = standing.map(one => expectedGain(before, one, 0))
  if (gains.some(gain => gain > 0)) return firstMost(gains)
  const short = shortOfFront([...standing, ...gone])
  return standing.reduce((best, { cost }, place) => short[place] > short[best] || (short[place] === short[best] && cost < standing[best].cost) ? place : best, 0)
}

const firstMost = (values: readonly number[]): number => values.reduce((best, value, place) => value > values[best] || Number.isNaN(values[best]) ? place : best, 0)
