// The graph of nearest neighbours, from which communities are read.
import { condensedRow } from '../condensed.ts'
import { checkDistances } from './linkage.ts'

/**
 * Undirected, unweighted: i and j are joined where **either** is among the other's k nearest, itself not counted, ties by the lower index.
 * `distances`: condensed. Returns edges i < j, two numbers an edge, row by row. k above n − 1 joins everything; k below 1 is refused.
 */
export function neighbourGraph(distances: Float64Array, n: number, k = 10): Uint32Array {
  checkDistances(distances, n)
  if (!Number.isInteger(k) || k < 1) throw new Error(`A graph of ${k} nearest neighbours cannot be made; choose a whole number from 1.`)
  const near = nearestOfEach(distances, n, Math.min(k, n - 1))
  const edges: number[] = []
  const joined = Array.from({ length: n }, () => new Set<number>())
  near.forEach((others, i) => { for (const j of others) joined[Math.min(i, j)].add(Math.max(i, j)) })
  joined.forEach((others, i) => { for (const j of [...others].sort((a, b) => a - b)) edges.push(i, j) })
  return Uint32Array.from(edges)
}

/** Of each point the k nearest others, nearest first. */
function nearestOfEach(distances: Float64Array, n: number, k: number): Int32Array[] {
  const nearest = Array.from({ length: n }, () => new Int32Array(k))
  const distance = new Float64Array(k)
  for (let i = 0; i < n; i++) {
    const found = nearest[i]
    let count = 0
    for (let j = 0; j < n; j++) {
      if (j === i) continue
      const here = distances[i < j ? condensedRow(i, n) + j : condensedRow(j, n) + i]
      if (count === k && here >= distance[k - 1]) continue
      let place = count < k ? count++ : k - 1
      // Those at the same distance have a lower index, and stay before.
      for (; place > 0 && distance[place - 1] > here; place--) {
        distance[place] = distance[place - 1]
        found[place] = found[place - 1]
      }
      distance[place] = here
      found[place] = j
    }
  }
  return nearest
}
