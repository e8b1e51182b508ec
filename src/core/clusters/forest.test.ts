// A tree as it is drawn: its clusters must lie over their leaves, and cuts must nest.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowDistances } from '../matrix.ts'
import { runToEnd } from '../steps.ts'
import { adjustedRand } from './agreement.ts'
import { cutInto } from './cut.ts'
import { dendrogram } from './dendrogram.ts'
import { clustersAt, leavesOf, placesOf } from './forest.ts'
import { leafOrderSteps } from './leaf-order.ts'
import type { Linkage } from './linkage.ts'
import { linkageSteps } from './linkage.ts'
import { positionOrder } from './position-order.ts'

const clouds = fc.integer({ min: 1, max: 24 }).chain(n => fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2 * n, maxLength: 2 * n }))
const treeOf = (points: number[]): { linkage: Linkage, distances: Float64Array, n: number, x: number[] } => {
  const n = points.length / 2
  const distances = rowDistances(Float64Array.from(points), n, 2)
  return { linkage: runToEnd(linkageSteps(distances, n, 'average')), distances, n, x: Array.from({ length: n }, (_, k) => points[2 * k]) }
}

describe('a tree in an order of its leaves', () => {
  it('has its clusters whole, each half-way over its parts, in the best order and in that of a line', () => {
    fc.assert(fc.property(clouds, points => {
      const { linkage, distances, n, x } = treeOf(points)
      const tree = dendrogram(linkage)
      for (const order of [runToEnd(leafOrderSteps(linkage, distances)), positionOrder(linkage, x), tree.order]) {
        const places = placesOf(linkage, order)
        for (let cluster = 0; cluster < 2 * n - 1; cluster++) {
          const members = Array.from(leavesOf(places, order, cluster)).sort((a, b) => a - b)
          expect(members).toEqual(Array.from(tree.order.subarray(tree.start[cluster], tree.end[cluster])).sort((a, b) => a - b))
          expect(places.stem[cluster]).toBeGreaterThanOrEqual(places.first[cluster])
          expect(places.stem[cluster]).toBeLessThanOrEqual(places.last[cluster])
        }
        expect(places.parent[2 * n - 2]).toBe(-1)
      }
    }))
  })

  it('refuses an order that parts a cluster', () => {
    const { linkage } = treeOf([0, 0, 1, 0, 9, 0])
    expect(() => placesOf(linkage, Int32Array.of(0, 2, 1))).toThrow('parts cluster 3')
  })

  it('along a line has the sides of each merge in the order of their means', () => {
    fc.assert(fc.property(clouds, points => {
      const { linkage, n, x } = treeOf(points)
      const order = positionOrder(linkage, x)
      const places = placesOf(linkage, order)
      const mean = (cluster: number): number => leavesOf(places, order, cluster).reduce((sum, leaf) => sum + x[leaf], 0) / (places.last[cluster] - places.first[cluster] + 1)
      for (let row = 0; row < n - 1; row++) {
        const [a, b] = [linkage.merges[4 * row], linkage.merges[4 * row + 1]]
        const [left, right] = places.first[a] < places.first[b] ? [a, b] : [b, a]
        expect(mean(left)).toBeLessThanOrEqual(mean(right) + 1e-9)
      }
    }))
  })
})

describe('a cut', () => {
  it('leaves the same clusters as the cut of labels', () => {
    fc.assert(fc.property(clouds, points => {
      const { linkage, n } = treeOf(points)
      const order = dendrogram(linkage).order
      const places = placesOf(linkage, order)
      for (let k = 1; k <= n; k++) {
        const label = new Int32Array(n)
        clustersAt(linkage, k).forEach((cluster, at) => { for (const leaf of leavesOf(places, order, cluster)) label[leaf] = at })
        expect(adjustedRand(label, cutInto(linkage, k))).toBe(1)
      }
    }))
  })

  it('keeps everyone in place who does not split, and the larger part of who does', () => {
    fc.assert(fc.property(clouds, points => {
      const { linkage, n } = treeOf(points)
      const size = (cluster: number): number => cluster < n ? 1 : linkage.merges[4 * (cluster - n) + 3]
      for (let k = 1; k < n; k++) {
        const [before, after] = [clustersAt(linkage, k), clustersAt(linkage, k + 1)]
        const changed = before.map((cluster, at) => cluster === after[at] ? -1 : at).filter(at => at >= 0)
        expect(changed).toHaveLength(1)
        expect(size(after[changed[0]]) + size(after[k])).toBe(size(before[changed[0]]))
        expect(size(after[changed[0]])).toBeGreaterThanOrEqual(size(after[k]))
      }
    }))
  })

  it('refuses no clusters, and more than there are leaves', () => {
    const { linkage } = treeOf([0, 0, 1, 0, 9, 0])
    expect(() => clustersAt(linkage, 0)).toThrow('cannot be cut into 0')
    expect(() => clustersAt(linkage, 4)).toThrow('cannot be cut into 4')
  })
})
