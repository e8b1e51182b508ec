// What it costs to turn one bar into another, or into nothing.
import type { Diagram } from './diagram.ts'
import { checkDiagram } from './diagram.ts'

/** The norm in the plane of births and deaths. */
export type Inner = 2 | typeof Infinity

/** Bars that end, as two columns in rising order of birth. */
export interface Points {
  births: Float64Array
  deaths: Float64Array
  /** The places that they had in their diagram. */
  places: number[]
  /** Their order by death. */
  rising: Uint32Array
  /** The birth that all of them have (0 if there are none), or null. */
  sharedBirth: number | null
}

/** A diagram's bars that end, and those that do not by rising birth, without the one component that every cloud has. */
export interface Parted { points: Points, endless: { birth: number, place: number }[] }

/**
 * The parts of a diagram that are matched apart from each other. In dimension 0 one endless bar born at 0, the component that never merges, is left
 * out (every diagram has it; matched with each other they cost nothing). Where no `dimension` is said, an endless bar born at 0 is taken for it.
 */
export function part(diagram: Diagram, dimension = 0): Parted {
  checkDiagram(diagram)
  const all = Array.from(diagram.births.keys())
  const places = all.filter(bar => diagram.deaths[bar] < Infinity).sort((i, j) => diagram.births[i] - diagram.births[j])
  const births = Float64Array.from(places, bar => diagram.births[bar])
  const deaths = Float64Array.from(places, bar => diagram.deaths[bar])
  const rising = Uint32Array.from(births.keys()).sort((i, j) => deaths[i] - deaths[j])
  const sharedBirth = births.every(birth => birth === births[0]) ? births[0] ?? 0 : null
  const endless = all.filter(bar => diagram.deaths[bar] === Infinity).map(place => ({ birth: diagram.births[place], place })).sort((a, b) => a.birth - b.birth)
  const zero = dimension === 0 ? endless.findIndex(({ birth }) => birth === 0) : -1
  if (zero >= 0) endless.splice(zero, 1)
  return { points: { births, deaths, places, rising, sharedBirth }, endless }
}

/** From a bar of a to a bar of b. */
export function between(a: Points, i: number, b: Points, j: number, inner: Inner): number {
  const birth = Math.abs(a.births[i] - b.births[j])
  const death = Math.abs(a.deaths[i] - b.deaths[j])
  return inner === 2 ? Math.sqrt(birth * birth + death * death) : Math.max(birth, death)
}

/** How far the diagonal is from a bar of length 1. */
export const diagonalShare = (inner: Inner): number => (inner === 2 ? Math.SQRT1_2 : 0.5)

/** From a bar to the diagonal. */
export const toDiagonal = (points: Points, i: number, inner: Inner): number => (points.deaths[i] - points.births[i]) * diagonalShare(inner)

/** x^q for a finite order q. */
export const power = (x: number, order: number): number => (order === 1 ? x : order === 2 ? x * x : x ** order)
