// The rectangle that a hand draws.
import type { Point } from './view.ts'

/** The rectangle that a drag from one corner to the other spans. */
export const boxBetween = ([ax, ay]: Point, [bx, by]: Point): Point[] => [[ax, ay], [bx, ay], [bx, by], [ax, by]]
