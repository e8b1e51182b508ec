// One walk over the edges of a filtration: which ones join components, which ones close a loop that a triangle fills at once, and the rest.
import type { Steps } from '../steps.ts'
import type { Filtration } from './filtration.ts'
import { firstEnd, secondEnd } from './filtration.ts'

/** No triangle fills this edge's loop at once. */
export const NONE = 0xffff

const EDGES_A_SLICE = 1_000_000

export interface SortedEdges {
  /** Ranks of the edges that join two components: a minimum spanning tree, or one tree a component. */
  joining: number[]
  /** Per rank, the first vertex whose two edges to this one come before it (its *apparent* partner), or NONE. */
  partners: Uint16Array
  /** Ranks of the other edges, rising: each gives birth to a loop, or belongs to one that only the reduction can tell. */
  open: number[]
}

/** For each vertex the set of its neighbours, as bits: 32 a word. */
export class Neighbours {
  readonly words: number
  readonly bits: Int32Array

  constructor(n: number) {
    this.words = (n + 31) >> 5
    this.bits = new Int32Array(n * this.words)
  }

  join(i: number, j: number): void {
    this.bits[i * this.words + (j >> 5)] |= 1 << (j & 31)
    this.bits[j * this.words + (i >> 5)] |= 1 << (i & 31)
  }

  /** The first common neighbour of two vertices, or NONE. */
  firstCommon(i: number, j: number): number {
    const { bits, words } = this
    const row = i * words
    const other = j * words
    for (let word = 0; word < words; word++) {
      const common = bits[row + word] & bits[other + word]
      if (common !== 0) return word * 32 + lowestBit(common)
    }
    return NONE
  }
}

/** Place of the lowest bit that is set. */
export const lowestBit = (word: number): number => 31 - Math.clz32(word & -word)

/**
 * Kruskal's algorithm and the apparent pairs of edges and triangles (Bauer 2021) in one walk by rising rank. An edge with a common
 * neighbour that was joined to both ends earlier closes a loop of length 0: it neither joins components nor needs a reduction.
 */
export function* sortEdgesSteps({ n, pairs }: Filtration): Steps<SortedEdges> {
  const neighbours = new Neighbours(n)
  const partners = new Uint16Array(pairs.length)
  const parents = Uint32Array.from({ length: n }, (_, i) => i)
  const root = (vertex: number): number => {
    let at = vertex
    while (parents[at] !== at) {
      parents[at] = parents[parents[at]]
      at = parents[at]
    }
    return at
  }
  const joining: number[] = []
  const open: number[] = []
  for (let rank = 0; rank < pairs.length; rank++) {
    const i = firstEnd(pairs[rank])
    const j = secondEnd(pairs[rank])
    const partner = neighbours.firstCommon(i, j)
    partners[rank] = partner
    neighbours.join(i, j)
    if (partner === NONE) {
      const a = root(i)
      const b = root(j)
      if (a === b) {
        open.push(rank)
      } else {
        parents[a] = b
        joining.push(rank)
      }
    }
    if (rank % EDGES_A_SLICE === EDGES_A_SLICE - 1) yield { stage: 'edges', share: rank / pairs.length }
  }
  return { joining, partners, open }
}
