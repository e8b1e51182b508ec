// The plainest measure of separation: distances between classes over distances within them. It needs no bandwidth.
import type { Classes } from './classes.ts'
import { checkDistances, classesOf } from './classes.ts'

/**
 * Mean distance between points of different classes / mean distance between points of one class, over pairs i < j.
 * `distances`: condensed, any dissimilarities; `labels`: n whole numbers. Null where there is no pair of either kind, or where all pairs
 * within classes coincide.
 */
export function distanceRatio(distances: Float64Array, n: number, labels: ArrayLike<number>): number | null {
  checkDistances(distances, n)
  return distanceRatioOfClasses(distances, n, classesOf(labels, n))
}

/** The same for checked input. */
export function distanceRatioOfClasses(distances: Float64Array, n: number, { of }: Pick<Classes, 'of'>): number | null {
  let within = 0
  let between = 0
  let pairsWithin = 0
  let at = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++, at++) {
      if (of[i] === of[j]) {
        within += distances[at]
        pairsWithin++
      } else {
        between += distances[at]
      }
    }
  }
  const pairsBetween = distances.length - pairsWithin
  if (pairsBetween === 0 || within === 0) return null
  return between / pairsBetween / (within / pairsWithin)
}
