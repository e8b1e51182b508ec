// Triangles and the tetrahedra over them.
import type { Steps } from '../steps.ts'
import { lowestBit, Neighbours, NONE } from './edges.ts'
import type { Filtration } from './filtration.ts'
import { ABSENT, firstEnd, secondEnd } from './filtration.ts'
import type { KeyHeap } from './key-heap.ts'
import type { Coboundary } from './reduction.ts'

const TRIANGLES_A_SLICE = 500_000

/**
 * A triangle's key is (rank of its longest edge) · n + opposite vertex; a tetrahedron's is (rank of its longest edge) · n² + a · n + b,
 * a < b the two vertices off that edge. Exact in a double for n up to 11,000.
 */
export function triangleCoboundary({ n, pairs }: Filtration, ranks: Int32Array): Coboundary {
  const each = (triangle: number, limit: number, visit: (key: number) => void): void => {
    const edge = Math.floor(triangle / n)
    const w = triangle - edge * n
    const u = firstEnd(pairs[edge])
    const v = secondEnd(pairs[edge])
    for (let x = 0, atU = u * n, atV = v * n, atW = w * n; x < n; x++) {
      const toU = ranks[atU++]
      const toV = ranks[atV++]
      const toW = ranks[atW++]
      if (toU >= limit || toV >= limit || toW >= limit) continue
      let longest = edge
      let a = w
      let b = x
      if (toU > longest) { longest = toU; a = v; b = w }
      if (toV > longest) { longest = toV; a = u; b = w }
      if (toW > longest) { longest = toW; a = u; b = v }
      visit(longest * n * n + (a < b ? a * n + b : b * n + a))
    }
  }
  const first = (triangle: number): number => {
    let least = Infinity
    each(triangle, ABSENT, cofacet => { if (cofacet < least) least = cofacet })
    return least
  }
  const push = (triangle: number, after: number, below: number, heap: KeyHeap): void => {
    each(triangle, Math.min(ABSENT, Math.ceil(below / (n * n))), cofacet => { if (cofacet > after && cofacet < below) heap.push(cofacet) })
  }
  const apparent = (tetrahedron: number): number => {
    const edge = Math.floor(tetrahedron / (n * n))
    const rest = tetrahedron - edge * n * n
    const a = Math.floor(rest / n)
    const b = rest - a * n
    const u = firstEnd(pairs[edge])
    const v = secondEnd(pairs[edge])
    // The last facet is the longest edge with b; the tetrahedron is its first cofacet unless a vertex before a would do as well.
    for (let x = 0; x < a; x++) {
      if (ranks[u * n + x] < edge && ranks[v * n + x] < edge && ranks[b * n + x] < edge) return -1
    }
    return edge * n + b
  }
  return { unit: n * n, n, ranks: pairs.length, first, push, apparent }
}

/**
 * The triangles that are columns of the reduction, rising: not those that fill a loop (`partners`, `filled`), nor those whose void a
 * tetrahedron fills at once (apparent: a vertex before the opposite one is joined to all three by edges that come before the longest).
 */
export function* openTrianglesSteps({ n, pairs }: Filtration, partners: Uint16Array, filled: ReadonlyMap<number, unknown>): Steps<number[]> {
  const neighbours = new Neighbours(n)
  const { bits, words } = neighbours
  const open: number[] = []
  let seen = 0
  for (let edge = 0; edge < pairs.length; edge++) {
    const u = firstEnd(pairs[edge])
    const v = secondEnd(pairs[edge])
    if (partners[edge] !== NONE) {
      for (let word = 0; word < words; word++) {
        let common = bits[u * words + word] & bits[v * words + word]
        for (; common !== 0; common &= common - 1) {
          const w = word * 32 + lowestBit(common)
          seen++
          if (w !== partners[edge] && !hasEarlier(bits, words, u, v, w) && !filled.has(edge * n + w)) open.push(edge * n + w)
        }
      }
      if (seen > TRIANGLES_A_SLICE) {
        yield { stage: 'triangles', share: edge / pairs.length }
        seen = 0
      }
    }
    neighbours.join(u, v)
  }
  return open
}

/** Whether some vertex before w is a neighbour of u, v and w. */
function hasEarlier(bits: Int32Array, words: number, u: number, v: number, w: number): boolean {
  const last = w >> 5
  for (let word = 0; word < last; word++) {
    if ((bits[u * words + word] & bits[v * words + word] & bits[w * words + word]) !== 0) return true
  }
  const before = (1 << (w & 31)) - 1
  return (bits[u * words + last] & bits[v * words + last] & bits[w * words + last] & before) !== 0
}
