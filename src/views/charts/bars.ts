// Bars of persistence diagrams as charts have them: which are drawn, in what order, which one the pointer means. Pure.
import type { Diagram } from '../../core/persistence/diagram.ts'
import { longestBars } from '../../core/persistence/cycles.ts'

/** 0: pieces, 1: loops. */
export type Dimension = 0 | 1

/** A bar by its place in the diagram of its dimension. */
export interface BarOf { dimension: Dimension, bar: number }

/** Bars that end, longest first. */
export const byLength = (diagram: Diagram, count = Infinity): number[] =>
  longestBars(diagram, Infinity).filter(bar => diagram.deaths[bar] < Infinity).slice(0, count)

/** The `count` longest that end, in the order in which a barcode has them: by birth, then by death. */
export const barcodeOrder = (diagram: Diagram, count = Infinity): number[] =>
  byLength(diagram, count).sort((a, b) => diagram.births[a] - diagram.births[b] || diagram.deaths[a] - diagram.deaths[b])

export const finiteCount = ({ deaths }: Diagram): number => deaths.reduce((sum, death) => sum + (death < Infinity ? 1 : 0), 0)

/** The latest death of any bar that ends; 1 where there is none. */
const lastDeath = (diagrams: readonly Diagram[]): number => {
  const last = diagrams.reduce((most, { deaths }) => deaths.reduce((later, death) => (death < Infinity && death > later ? death : later), most), 0)
  return last || 1
}

/** Where the axes of births and deaths end: a little beyond the last death, so that no mark is cut. */
export const axisEnd = (diagrams: readonly Diagram[]): number => lastDeath(diagrams) * 1.04

/** One step along a list of bars, from where one stands; from nowhere, its first or last. */
export function stepAlong(order: readonly number[], from: number | null, step: 1 | -1): number | null {
  if (order.length === 0) return null
  const at = from === null ? -1 : order.indexOf(from)
  if (at < 0) return step > 0 ? order[0] : order[order.length - 1]
  return order[Math.min(order.length - 1, Math.max(0, at + step))]
}
