// Loops that stand for bars of dimension 1: a closed walk around the hole.
import type { RipsPersistence } from './rips.ts'

export interface Cycle {
  /** Which bar of dimension 1 begins with this loop. */
  bar: number
  birth: number
  death: number
  /** The vertices in order; the last is joined to the first. */
  vertices: Uint32Array
  /** Length of the whole loop, in units of distance. */
  length: number
}

/** The bars of dimension 1 by falling length, those without end first, equal ones in the diagram's order. */
export function longestBars({ births, deaths }: { births: Float64Array, deaths: Float64Array }, count: number): number[] {
  const length = (bar: number): number => deaths[bar] - births[bar]
  return Array.from(births.keys()).sort((a, b) => (length(a) === length(b) ? a - b : length(b) - length(a))).slice(0, count)
}

/**
 * One loop for each of the `count` longest bars of dimension 1. `distances` (condensed) are those that the persistence was computed from.
 *
 * The loop is the edge with which the bar begins, closed by the shortest path between its ends along edges that come before it in the
 * filtration (by length, then by place): the shortest loop that is born there. It is not filled in before the bar dies: a chain of triangles around it that
 * came earlier would have ended the bar earlier. At the bar's death it is filled, or becomes equal to loops that are older.
 * A class has many loops; this choice makes it one that hugs the hole when the hole opens, in general not the shortest at later scales.
 */
export function representativeCycles(distances: Float64Array, persistence: RipsPersistence, count: number): Cycle[] {
  if (persistence.diagrams.length < 2) throw new Error('Loops need the diagram of dimension 1; compute persistence with maxDimension 1 or more.')
  const { n, diagrams, birthEdges } = persistence
  const { births, deaths } = diagrams[1]
  return longestBars(diagrams[1], count).map(bar => {
    const { vertices, length } = closeUp(distances, n, birthEdges[2 * bar], birthEdges[2 * bar + 1])
    return { bar, birth: births[bar], death: deaths[bar], vertices, length }
  })
}

/** The shortest loop through the edge i–j, i < j, whose other edges all come before it (Dijkstra 1959, on a dense graph). */
function closeUp(distances: Float64Array, n: number, i: number, j: number): { vertices: Uint32Array, length: number } {
  const place = (a: number, b: number): number => a * (2 * n - a - 3) / 2 - 1 + b
  const edge = place(i, j)
  const limit = Math.fround(distances[edge])
  const walked = new Float64Array(n).fill(Infinity)
  const before = new Int32Array(n).fill(-1)
  const done = new Uint8Array(n)
  walked[i] = 0
  for (let at = i; at !== j;) {
    done[at] = 1
    for (let to = 0; to < n; to++) {
      if (done[to] === 1) continue
      const step = at < to ? place(at, to) : place(to, at)
      const length = Math.fround(distances[step])
      if (length > limit || (length === limit && step >= edge) || walked[at] + length >= walked[to]) continue
      walked[to] = walked[at] + length
      before[to] = at
    }
    at = -1
    for (let next = 0; next < n; next++) if (done[next] === 0 && walked[next] < Infinity && (at < 0 || walked[next] < walked[at])) at = next
    if (at < 0) throw new Error(`No earlier path joins points ${i} and ${j}; these distances are not those that the persistence was computed from.`)
  }
  const vertices: number[] = []
  for (let at = j; at >= 0; at = before[at]) vertices.push(at)
  return { vertices: Uint32Array.from(vertices.reverse()), length: walked[j] + limit }
}
