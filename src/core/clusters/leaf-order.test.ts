import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { condensedSize } from '../condensed.ts'
import { rowDistances } from '../matrix.ts'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { childrenOf, dendrogram } from './dendrogram.ts'
import { leafOrderSteps, orderCost } from './leaf-order.ts'
import type { Linkage, LinkageMethod } from './linkage.ts'
import { linkageSteps } from './linkage.ts'

const ordered = (linkage: Linkage, distances: Float64Array): Int32Array => runToEnd(leafOrderSteps(linkage, distances))

/** All 2^(n−1) orders that a tree allows. */
function allOrders(linkage: Linkage, cluster = 2 * linkage.n - 2): number[][] {
  if (cluster < linkage.n) return [[cluster]]
  const [left, right] = childrenOf(linkage, cluster)
  return allOrders(linkage, left).flatMap(a => allOrders(linkage, right).flatMap(b => [[...a, ...b], [...b, ...a]]))
}

/** Whether each cluster's leaves stand together. */
function fits(linkage: Linkage, order: Int32Array): boolean {
  const { n } = linkage
  const tree = dendrogram(linkage)
  const rank = new Int32Array(n)
  order.forEach((leaf, place) => { rank[leaf] = place })
  for (let cluster = 0; cluster < 2 * n - 1; cluster++) {
    const ranks = Array.from(tree.order.subarray(tree.start[cluster], tree.end[cluster]), leaf => rank[leaf])
    if (Math.max(...ranks) - Math.min(...ranks) !== ranks.length - 1) return false
  }
  return new Set(order).size === n
}

const methods = fc.constantFrom<LinkageMethod>('ward', 'average', 'complete')
const trees = (max: number, least: number): fc.Arbitrary<{ linkage: Linkage, distances: Float64Array }> =>
  fc.tuple(fc.integer({ min: 1, max }), fc.integer(), fc.boolean(), methods).map(([n, seed, ties, method]) => {
    const random = mulberry32(seed)
    const distances = Float64Array.from({ length: condensedSize(n) }, () => ties ? Math.floor(4 * random()) : least + random())
    return { linkage: runToEnd(linkageSteps(distances, n, method)), distances }
  })

describe('optimal leaf order', () => {
  it('costs what the best of all orders costs', () => {
    fc.assert(fc.property(trees(7, 0), ({ linkage, distances }) => {
      const best = Math.min(...allOrders(linkage).map(order => orderCost(distances, order)))
      expect(orderCost(distances, ordered(linkage, distances))).toBeCloseTo(best, 12)
    }), { numRuns: 300 })
  })

  it('is the best also in larger trees of any shape', () => {
    fc.assert(fc.property(trees(12, 0), ({ linkage, distances }) => {
      const best = Math.min(...allOrders(linkage).map(order => orderCost(distances, order)))
      expect(orderCost(distances, ordered(linkage, distances))).toBeCloseTo(best, 12)
    }), { numRuns: 30 })
  })

  it('keeps each cluster together, and is no worse than the tree as it stands', () => {
    fc.assert(fc.property(trees(60, 0.2), ({ linkage, distances }) => {
      const order = ordered(linkage, distances)
      expect(fits(linkage, order)).toBe(true)
      expect(orderCost(distances, order)).toBeLessThanOrEqual(orderCost(distances, dendrogram(linkage).order) * (1 + 1e-12))
    }))
  })

  it('lays points on a line out along the line', () => {
    const n = 50
    const random = mulberry32(5)
    const points = Float64Array.from({ length: n }, random)
    const distances = rowDistances(points, n, 1)
    const order = ordered(runToEnd(linkageSteps(distances, n, 'average')), distances)
    const along = Array.from(order, leaf => points[leaf])
    expect(along[0] < along[n - 1] ? along : along.reverse()).toEqual([...points].sort((a, b) => a - b))
  })

  it('does not care for the unit of distance', () => {
    const n = 40
    const distances = rowDistances(Float64Array.from({ length: 3 * n }, normals(mulberry32(6))), n, 3)
    const linkage = runToEnd(linkageSteps(distances, n, 'ward'))
    expect(ordered(linkage, distances.map(d => 1024 * d))).toEqual(ordered(linkage, distances))
  })

  it('handles one leaf, two, and distances all 0', () => {
    const of = (distances: Float64Array, n: number): number[] => Array.from(ordered(runToEnd(linkageSteps(distances, n, 'average')), distances))
    expect(of(new Float64Array(), 1)).toEqual([0])
    expect(of(Float64Array.of(3), 2)).toEqual([0, 1])
    expect(of(new Float64Array(10), 5).sort()).toEqual([0, 1, 2, 3, 4])
  })

  it('says where it stands in large work, and refuses distances of another number of things', () => {
    const n = 600
    const distances = rowDistances(Float64Array.from({ length: 3 * n }, normals(mulberry32(7))), n, 3)
    const linkage = runToEnd(linkageSteps(distances, n, 'complete'))
    const shares = [...leafOrderSteps(linkage, distances)].map(({ share }) => share)
    expect(shares.length).toBeGreaterThan(1)
    shares.forEach((share, k) => {
      expect(share).toBeGreaterThanOrEqual(shares[k - 1] ?? 0)
      expect(share).toBeLessThanOrEqual(1)
    })
    expect(() => ordered(linkage, new Float64Array(3))).toThrow('A tree of 600 leaves belongs to 179700 distances, not 3.')
  })
})
