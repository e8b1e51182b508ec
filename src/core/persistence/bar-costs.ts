// What it costs to turn one bar into another, or into nothing.
import type { Diagram } from './diagram.ts'
import { checkDiagram } from './diagram.ts'

/** The norm in the plane of births and deaths. */
export type Inner = 2 | typeof Infinity

/** Bars that end, as two columns, with the places they had in their diagram. */
export interface Points { births: Float64Array, deaths: Float64Array, places: number[] }

/** A diagram's bars that end, and the births of those that do not, rising, without the one component that every cloud has. */
export interface Parted { points: Points, endless: { birth: number, place: number }[] }

/**
 * The parts of a diagram that are matched apart from each other. One endless bar born at 0, the component that never merges, is left out. (In dimension 0 every
 * diagram has it; matched with each other they cost nothing.)
 */
export function part(diagram: Diagram): Parted {
  checkDiagram(diagram)
  const { births, deaths } = diagram
  const all = Array.from(births.keys())
  const places = all.filter(bar => deaths[bar] < Infinity)
  const endless = all.filter(bar => deaths[bar] === Infinity).map(place => ({ birth: births[place], place })).sort((a, b) => a.birth - b.birth)
  const zero = endless.findIndex(({ birth }) => birth === 0)
  if (zero >= 0) endless.splice(zero, 1)
  return { points: { births: Float64Array.from(places, bar => births[bar]), deaths: Float64Array.from(places, bar => deaths[bar]), places }, endless }
}

/** From a bar of a to a bar of b. */
export function between(a: Points, i: number, b: Points, j: number, inner: Inner): number {
  const birth = Math.abs(a.births[i] - b.births[j])
  const death = Math.abs(a.deaths[i] - b.deaths[j])
  return inner === 2 ? Math.sqrt(birth * birth + death * death) : Math.max(birth, death)
}

/** From a bar to the diagonal. */
export function toDiagonal(points: Points, i: number, inner: Inner): number {
  return (points.deaths[i] - points.births[i]) * (inner === 2 ? Math.SQRT1_2 : 0.5)
}

/** x^q for a finite order q. */
export const power = (x: number, order: number): number => (order === 1 ? x : order === 2 ? x * x : x ** order)
