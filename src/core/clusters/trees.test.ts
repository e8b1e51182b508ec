import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { condensedIndex, condensedSize } from '../condensed.ts'
import { rowDistances } from '../matrix.ts'
import { mulberry32, normals, shuffled } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { classDendrogramSteps } from './class-dendrogram.ts'
import { copheneticDistances } from './cophenetic.ts'
import { dendrogram } from './dendrogram.ts'
import { orderCost } from './leaf-order.ts'
import type { Linkage } from './linkage.ts'
import { linkageSteps } from './linkage.ts'
import { clusterStructureSteps } from './structure.ts'
import { entanglement, turnedTowards } from './tanglegram.ts'

/** Dissimilarities that no points have. */
function dissimilarities(n: number, seed: number): Float64Array {
  const random = mulberry32(seed)
  return Float64Array.from({ length: condensedSize(n) }, () => 0.01 + random() ** 4)
}

describe('class dendrogram', () => {
  it('is average linkage of the mean distances between classes, whatever whole numbers the labels are', () => {
    // Classes at 0, 1 and 10, with 3, 1 and 2 points.
    const points = Float64Array.of(-0.1, 0, 0.1, 1, 9, 11)
    const { classes, distances, linkage } = runToEnd(classDendrogramSteps(rowDistances(points, 6, 1), 6, [7, 7, 7, -2, 5e9, 5e9]))
    expect(classes).toEqual([-2, 7, 5e9])
    ;[1, 9, 10].forEach((distance, pair) => { expect(distances[pair]).toBeCloseTo(distance, 14) })
    ;[0, 1, 1, 2, 2, 3, 9.5, 3].forEach((value, k) => { expect(linkage.merges[k]).toBeCloseTo(value, 14) })
  })

  it('is the tree of the points where each is a class of its own', () => {
    const distances = dissimilarities(15, 1)
    const { linkage } = runToEnd(classDendrogramSteps(distances, 15, Array.from({ length: 15 }, (_, i) => i)))
    expect(linkage).toEqual(runToEnd(linkageSteps(distances, 15, 'average')))
  })

  it('of one class is one leaf; labels must be whole numbers, one a point', () => {
    expect(runToEnd(classDendrogramSteps(new Float64Array(3), 3, [4, 4, 4])).linkage).toEqual({ n: 1, merges: new Float64Array() })
    expect(() => runToEnd(classDendrogramSteps(new Float64Array(3), 3, [4, 4]))).toThrow('3 points need 3 labels, not 2.')
    expect(() => runToEnd(classDendrogramSteps(new Float64Array(3), 3, [4, 0.5, 4]))).toThrow('Label 1 is 0.5')
  })
})

describe('tanglegram', () => {
  const orders = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer(), fc.integer()).map(([n, a, b]) => [shuffled(n, mulberry32(a)), shuffled(n, mulberry32(b))])

  it('is 0 for the same order, 1 for the reverse, between for others, and the same both ways round', () => {
    fc.assert(fc.property(orders, ([a, b]) => {
      expect(entanglement(a, a)).toBe(0)
      expect(entanglement(a, a.slice().reverse())).toBe(a.length > 1 ? 1 : 0)
      expect(entanglement(a, b)).toBe(entanglement(b, a))
      expect(entanglement(a, b)).toBeLessThanOrEqual(1)
      expect(entanglement(a, b)).toBeGreaterThanOrEqual(0)
    }))
  })

  it('has a known value, and refuses what does not order the same leaves', () => {
    expect(entanglement([0, 1, 2, 3], [1, 0, 2, 3])).toBe(0.25)
    expect(() => entanglement([0, 1], [0, 1, 2])).toThrow('2 and 3 leaves')
    expect(() => entanglement([0, 0], [0, 1])).toThrow('Place 1 of the order holds 0')
  })

  it('turns a tree back to an order that it allows, and keeps clusters together', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 25 }), fc.integer(), (n, seed) => {
      const linkage: Linkage = runToEnd(linkageSteps(dissimilarities(n, seed), n, 'complete'))
      const { order, start, end } = dendrogram(linkage)
      expect(turnedTowards(linkage, order)).toEqual(order)
      expect(turnedTowards(linkage, order.slice().reverse())).toEqual(order.slice().reverse())
      const turned = turnedTowards(linkage, shuffled(n, mulberry32(seed + 1)))
      const rank = new Map(Array.from(turned, (leaf, place) => [leaf, place]))
      for (let cluster = 0; cluster < 2 * n - 1; cluster++) {
        const ranks = Array.from(order.subarray(start[cluster], end[cluster]), leaf => rank.get(leaf)!)
        expect(Math.max(...ranks) - Math.min(...ranks)).toBe(ranks.length - 1)
      }
    }))
  })
})

describe('clusters of networks', () => {
  it('come from distances alone, Euclidean or not, by every method', () => {
    const n = 40
    const distances = dissimilarities(n, 2)
    for (const method of ['ward', 'average', 'complete'] as const) {
      const { linkage, order, copheneticCorrelation, communities } = runToEnd(clusterStructureSteps(distances, n, { method }))
      expect(linkage.merges.every(value => value >= 0 && value < Infinity)).toBe(true)
      const heights = Array.from(linkage.merges).filter((_, k) => k % 4 === 2)
      expect(heights).toEqual([...heights].sort((a, b) => a - b))
      expect(orderCost(distances, order)).toBeLessThanOrEqual(orderCost(distances, dendrogram(linkage).order))
      expect(Math.abs(copheneticCorrelation!)).toBeLessThanOrEqual(1)
      expect(communities.partition).toHaveLength(n)
    }
  })

  it('find families that lie apart, and no distance within a family reaches between', () => {
    const normal = normals(mulberry32(3))
    const n = 60
    const family = Array.from({ length: n }, (_, i) => i % 3)
    const distances = rowDistances(Float64Array.from({ length: 5 * n }, (_, k) => 30 * family[Math.floor(k / 5)] + normal()), n, 5)
    const { linkage, communities } = runToEnd(clusterStructureSteps(distances, n))
    const cophenetic = copheneticDistances(linkage)
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) expect(cophenetic[condensedIndex(i, j, n)] < 20).toBe(family[i] === family[j])
    for (let i = 0; i < n; i++) if (communities.partition[i] === communities.partition[0]) expect(family[i]).toBe(0)
  })

  it('give way between tree, correlation, graph and every run of Louvain', () => {
    const seen = new Map<string, number[]>()
    for (const { stage, share } of clusterStructureSteps(dissimilarities(40, 2), 40, { runs: 3 })) seen.set(stage, [...seen.get(stage) ?? [], share])
    const stages = [...seen.keys()]
    expect(stages.slice(stages.indexOf('cophenetic correlation'))).toEqual(['cophenetic correlation', 'neighbour graph', 'communities'])
    const shares = seen.get('communities')!
    expect(shares.length).toBeGreaterThanOrEqual(6)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect([shares[0], shares.at(-1)! < 1]).toEqual([0, true])
  })

  it('of one network, of two, and of copies are answered', () => {
    expect(runToEnd(clusterStructureSteps(new Float64Array(), 1))).toMatchObject({ copheneticCorrelation: null, order: Int32Array.of(0) })
    expect(runToEnd(clusterStructureSteps(Float64Array.of(1), 2))).toMatchObject({ copheneticCorrelation: null, order: Int32Array.of(0, 1), communities: { q: 0 } })
    expect(runToEnd(clusterStructureSteps(new Float64Array(45), 10)).communities.q).toBeGreaterThanOrEqual(0)
  })
})
