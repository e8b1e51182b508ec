// Betti curves: how many features are alive at each scale.
import type { Diagram } from './diagram.ts'
import { checkDiagram } from './diagram.ts'

/** A step function: `counts[k]` from `scales[k]` (included) to `scales[k + 1]` (not); 0 before the first scale. */
export interface BettiCurve { scales: Float64Array, counts: Uint32Array }

/** The Betti number β(s) = number of bars with birth ≤ s < death, exactly, as a step function of the scale s. */
export function bettiCurve(diagram: Diagram): BettiCurve {
  checkDiagram(diagram)
  const changes = new Map<number, number>()
  const change = (scale: number, by: number): void => { changes.set(scale, (changes.get(scale) ?? 0) + by) }
  diagram.births.forEach((birth, bar) => {
    change(birth, 1)
    if (diagram.deaths[bar] < Infinity) change(diagram.deaths[bar], -1)
  })
  const sorted = [...changes].filter(([, by]) => by !== 0).sort(([a], [b]) => a - b)
  let count = 0
  return { scales: Float64Array.from(sorted, ([scale]) => scale), counts: Uint32Array.from(sorted, ([, by]) => { count += by; return count }) }
}

/** β at each of the given scales (rising): how curves of several diagrams are compared on one grid. */
export function bettiNumbers(diagram: Diagram, scales: ArrayLike<number>): Uint32Array {
  const curve = bettiCurve(diagram)
  let at = -1
  return Uint32Array.from(scales, (scale, k) => {
    if (!(k === 0 || scale >= scales[k - 1]) || Number.isNaN(scale)) throw new Error(`Scale ${k} is ${scale}, after ${scales[k - 1]}; the scales of a Betti curve must rise.`)
    while (at + 1 < curve.scales.length && curve.scales[at + 1] <= scale) at++
    return at < 0 ? 0 : curve.counts[at]
  })
}
