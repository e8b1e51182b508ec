// What is read off the plane: which test points lie where, and how sure the network is. Pure.
import type { Dataset } from '../../core/data/dataset.ts'
import type { Plane } from '../../protocol/revisit.ts'
import { decimal, integer } from '../ui/format.ts'

export interface PlanePoint { row: number, x: number, y: number, label: number, answer: number }

/** Test rows of data with two features, as they were answered. */
export const pointsOf = ({ test, inputs, labels }: Dataset, predicted: ArrayLike<number>): PlanePoint[] =>
  Array.from(test, (row, place) => ({ row, x: inputs[2 * row], y: inputs[2 * row + 1], label: labels[row], answer: predicted[place] }))

/** How much of the plane is answered with less than 0.9. */
export function planeWords({ probabilities, size }: Plane, points: readonly PlanePoint[]): string {
  const classes = probabilities.length / (size * size)
  let unsure = 0
  for (let at = 0; at < size * size; at++) if (Math.max(...probabilities.subarray(at * classes, (at + 1) * classes)) < 0.9) unsure++
  const wrong = points.filter(({ label, answer }) => label !== answer).length
  const errors = wrong === 0 ? `All ${integer(points.length)} test points lie on their side` : `${integer(wrong)} of ${integer(points.length)} test points lie on the wrong side, outlined`
  return `${errors}; over ${decimal(unsure / (size * size), 2)} of the plane it is less than 0.9 sure.`
}
