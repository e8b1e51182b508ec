// All pairs by a function of two: those that are known are copied, the others made one by one.
import { condensedOrder, condensedSize } from './condensed.ts'
import type { Steps } from './steps.ts'

/**
 * Condensed values for all pairs i < j of `count` things. `known`: condensed, of the first things among themselves. For work that costs a tenth of a
 * millisecond or more a pair; what is sums over long vectors goes through tiles.ts.
 */
export function* newPairSteps(count: number, stage: string, between: (i: number, j: number) => number, known: Float64Array = new Float64Array(0)): Steps<Float64Array> {
  const earlier = known.length === 0 ? 0 : condensedOrder(known.length)
  const values = new Float64Array(condensedSize(count))
  const fresh = values.length - known.length
  let at = 0
  let copied = 0
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++, at++) {
      if (j < earlier) values[at] = known[copied++]
      else {
        values[at] = between(i, j)
        yield { stage, share: (at - copied + 1) / fresh }
      }
    }
  }
  return values
}
