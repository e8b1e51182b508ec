// Edges and the triangles over them.
import type { Filtration } from './filtration.ts'
import { ABSENT, firstEnd, secondEnd } from './filtration.ts'
import type { KeyHeap } from './key-heap.ts'
import type { Coboundary } from './reduction.ts'

/**
 * An edge's key is its rank. A triangle's key is (rank of its longest edge) · n + the vertex opposite that edge.
 * `partners`: each edge's apparent partner, from `edges.ts`.
 */
export function edgeCoboundary({ n, pairs }: Filtration, ranks: Int32Array, partners: Uint16Array): Coboundary {
  const first = (edge: number): number => {
    const u = firstEnd(pairs[edge])
    const v = secondEnd(pairs[edge])
    let least = ABSENT
    let opposite = 0
    for (let w = 0, atU = u * n, atV = v * n; w < n; w++) {
      const toU = ranks[atU++]
      const toV = ranks[atV++]
      const longer = toU > toV ? toU : toV
      const longest = longer > edge ? longer : edge
      if (longest < least) {
        least = longest
        opposite = longest === edge ? w : longest === toU ? v : u
      }
    }
    return least === ABSENT ? Infinity : least * n + opposite
  }
  const push = (edge: number, after: number, below: number, heap: KeyHeap): void => {
    const u = firstEnd(pairs[edge])
    const v = secondEnd(pairs[edge])
    // Every triangle under `below` has its longest edge under this rank.
    const limit = Math.min(ABSENT, Math.ceil(below / n))
    const from = Math.floor(after / n)
    for (let w = 0, atU = u * n, atV = v * n; w < n; w++) {
      const toU = ranks[atU++]
      const toV = ranks[atV++]
      const longer = toU > toV ? toU : toV
      if (longer >= limit) continue
      const longest = longer > edge ? longer : edge
      if (longest < from || longest >= limit) continue
      const key = longest * n + (longest === edge ? w : longest === toU ? v : u)
      if (key > after && key < below) heap.push(key)
    }
  }
  const apparent = (triangle: number): number => {
    const longest = Math.floor(triangle / n)
    return partners[longest] === triangle - longest * n ? longest : -1
  }
  return { unit: n, n, ranks: pairs.length, first, push, apparent }
}
