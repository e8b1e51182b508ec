// Distances between persistence diagrams: Wasserstein of any order, and bottleneck.
import { heaviestMatching } from './assignment.ts'
import type { Inner, Parted, Points } from './bar-costs.ts'
import { between, part, power, toDiagonal } from './bar-costs.ts'
import { bottleneckMatching } from './bottleneck.ts'
import type { Diagram } from './diagram.ts'
import { editMatching, editSum, sameBirths } from './edit-matching.ts'
import { gainsOfMatching } from './gains.ts'

export interface DiagramDistanceOptions {
  /** q from 1 to 16; Infinity is the bottleneck distance. */
  order: number
  /** The norm p in the plane of births and deaths. */
  inner: Inner
  /** Of the diagrams; only 0 has a component that never merges and does not count. 0 where it is not said. */
  dimension?: number
}

/** q = 1, p = ∞, as GUDHI and Hera have it. */
export const USUAL: DiagramDistanceOptions = { order: 1, inner: Infinity }

/** A best matching: pairs of bars by their places in the two diagrams, −1 for the diagonal, and what each pair costs. */
export interface DiagramMatching { distance: number, pairs: { a: number, b: number, cost: number }[] }

/**
 * W_q(a, b) = min over partial matchings of (Σ ‖x − m(x)‖_p^q)^(1/q), where a bar left alone goes to the diagonal, (d − b)/2 away for p = ∞ and
 * (d − b)/√2 for p = 2; for q = ∞ the greatest cost in place of the sum (bottleneck). Exact. In units of distance.
 * Bars without end: one born at 0, the component that every cloud has, is left out on both sides; the others are matched in order of
 * birth if there are equally many, at |difference of births| each, and else the distance is Infinity.
 */
export function diagramDistance(a: Diagram, b: Diagram, options: DiagramDistanceOptions = USUAL): number {
  checkOptions(options)
  return partedDistance(part(a, options.dimension), part(b, options.dimension), options)
}

/** The distance along with a matching that attains it, for drawing. Without pairs where it is Infinity. */
export function matchDiagrams(a: Diagram, b: Diagram, options: DiagramDistanceOptions = USUAL): DiagramMatching {
  checkOptions(options)
  const one = part(a, options.dimension)
  const other = part(b, options.dimension)
  if (one.endless.length !== other.endless.length) return { distance: Infinity, pairs: [] }
  const partner = matching(one.points, other.points, options)
  const alone = new Set(other.points.places.keys())
  const pairs = Array.from(partner, (j, i) => {
    alone.delete(j)
    return j < 0
      ? { a: one.points.places[i], b: -1, cost: toDiagonal(one.points, i, options.inner) }
      : { a: one.points.places[i], b: other.points.places[j], cost: between(one.points, i, other.points, j, options.inner) }
  })
  for (const j of alone) pairs.push({ a: -1, b: other.points.places[j], cost: toDiagonal(other.points, j, options.inner) })
  one.endless.forEach(({ birth, place }, k) => pairs.push({ a: place, b: other.endless[k].place, cost: Math.abs(birth - other.endless[k].birth) }))
  return { distance: total(pairs.map(pair => pair.cost), options.order), pairs }
}

/** Beyond, the powers of short and long bars are too far apart for numbers of 16 digits to tell which matching is best. */
export const HIGHEST_ORDER = 16

export function checkOptions({ order, inner }: DiagramDistanceOptions): void {
  if (!(order >= 1 && order <= HIGHEST_ORDER) && order !== Infinity) {
    throw new Error(`The order of a distance between diagrams is ${order}; it must be from 1 to ${HIGHEST_ORDER}, or Infinity for bottleneck.`)
  }
  if (inner !== 2 && inner !== Infinity) throw new Error(`The inner norm of a distance between diagrams is ${String(inner)}; it must be 2 or Infinity.`)
}

/** The same of diagrams that were parted beforehand: once each for all pairs of many. */
export function partedDistance(a: Parted, b: Parted, options: DiagramDistanceOptions): number {
  if (a.endless.length !== b.endless.length) return Infinity
  const { inner, order } = options
  const endless = a.endless.map(({ birth }, k) => Math.abs(birth - b.endless[k].birth))
  if (sameBirths(a.points, b.points)) {
    const unit = unitOf(a.points, b.points, order)
    const sum = editSum(a.points, b.points, order, inner, unit)
    return total([order === 1 || order === Infinity ? sum : unit * sum ** (1 / order), ...endless], order)
  }
  const partner = matching(a.points, b.points, options)
  const costs = endless
  const matched = new Uint8Array(b.points.places.length)
  for (let i = 0; i < partner.length; i++) {
    const j = partner[i]
    costs.push(j < 0 ? toDiagonal(a.points, i, inner) : between(a.points, i, b.points, j, inner))
    if (j >= 0) matched[j] = 1
  }
  for (let j = 0; j < matched.length; j++) if (matched[j] === 0) costs.push(toDiagonal(b.points, j, inner))
  return total(costs, order)
}

/** (Σ cost^q)^(1/q), in units of the greatest cost so that no power leaves the range of numbers. */
function total(costs: number[], order: number): number {
  const most = costs.reduce((greatest, cost) => Math.max(greatest, cost), 0)
  if (most === 0 || order === Infinity) return most
  const sum = costs.reduce((all, cost) => all + power(order === 1 ? cost : cost / most, order), 0)
  return order === 1 ? sum : most * sum ** (1 / order)
}

function matching(a: Points, b: Points, { order, inner }: DiagramDistanceOptions): Int32Array {
  const unit = unitOf(a, b, order)
  if (sameBirths(a, b)) return editMatching(a, b, order, inner, unit)
  if (order === Infinity) return bottleneckMatching(a, b, inner)
  return heaviestMatching(gainsOfMatching(a, b, order, inner, unit))
}

/** The longest bar, so that powers of costs stay in the range of numbers; nothing is raised to a power for orders 1 and Infinity. */
function unitOf(a: Points, b: Points, order: number): number {
  if (order === 1 || order === Infinity) return 1
  return [a, b].reduce((most, { births, deaths }) => deaths.reduce((longest, death, bar) => Math.max(longest, death - births[bar]), most), 0) || 1
}
