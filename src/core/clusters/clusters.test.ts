import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { rowDistances } from '../matrix.ts'
import { runToEnd } from '../steps.ts'
import { adjustedRand, normalisedMutualInformation } from './agreement.ts'
import { bestCommunities } from './communities.ts'
import { copheneticCorrelation } from './cophenetic.ts'
import { cutInto } from './cut.ts'
import { dendrogram } from './dendrogram.ts'
import { leafOrderSteps, orderCost } from './leaf-order.ts'
import type { LinkageMethod } from './linkage.ts'
import { linkageSteps } from './linkage.ts'
import { modularity } from './modularity.ts'
import { neighbourGraph } from './neighbour-graph.ts'

interface StoredTree { file: string, cut_k: number, cut_labels: number[], ari: number, nmi: number, cophenetic_corr: number, leaves: number[] }

interface Cloud {
  name: string
  n: number
  d: number
  labels: number[]
  linkage: Record<'ward' | 'average', StoredTree>
  knn_graph: {
    k: number
    edges: [number, number][]
    modularity_of_labels_networkx: number
    louvain_python_louvain: { min: number }
    best_partition: number[]
    best_q: number
    best_ari: number
    best_nmi: number
  }
}

/** Where SciPy 1.10.1's own search for the best leaf order ends on these trees; it is not always the best. */
const scipyOrderCost: Record<string, Partial<Record<LinkageMethod, number>>> = {
  two_circles: { ward: 14.15880803326961, average: 14.125435939191727 },
  clusters3: { ward: 293.3863693594365, average: 304.39795729222305 },
  act00_digits_32_relu: { ward: 622.4853352172906, average: 636.5691070400885 },
  act07_digits_64_relu: { ward: 116.99768004207658, average: 116.52877763874613 },
  act11_digits_64x8_relu: { ward: 592.1205179245292, average: 575.7185659053243 },
}

const own = new URL('./fixtures/', import.meta.url)
const shared = new URL('../../../../shared/fixtures/', import.meta.url)

const bytes = (place: URL): ArrayBuffer => Uint8Array.from(readFileSync(place)).buffer
const clouds = (place: URL): Cloud[] => (JSON.parse(readFileSync(new URL('manifest.json', place), 'utf8')) as { clouds: Cloud[] }).clouds
const relative = (ours: number, theirs: number): number => Math.abs(ours - theirs) / Math.abs(theirs)

function checkCloud({ name, n, d, labels, linkage: trees, knn_graph: graph }: Cloud, trees64: URL, points32: URL): void {
  const points = Float64Array.from(new Float32Array(bytes(new URL(`${name}.points.f32`, points32))))
  const distances = rowDistances(points, n, d)

  describe.each(['ward', 'average'] as const)('%s linkage', method => {
    const stored = trees[method]
    const merges = new Float64Array(bytes(new URL(stored.file, trees64)))
    const linkage = runToEnd(linkageSteps(distances, n, method))

    it('has the stored rows', () => {
      expect(linkage.merges).toHaveLength(merges.length)
      for (let row = 0; row < n - 1; row++) {
        for (const column of [0, 1, 3]) expect(linkage.merges[4 * row + column]).toBe(merges[4 * row + column])
        expect(relative(linkage.merges[4 * row + 2], merges[4 * row + 2])).toBeLessThan(1e-9)
      }
      expect(Array.from(dendrogram(linkage).order)).toEqual(stored.leaves)
    })

    it('has the stored cut, and its agreement with the classes', () => {
      const cut = cutInto(linkage, stored.cut_k)
      expect(adjustedRand(cut, stored.cut_labels)).toBe(1)
      expect(adjustedRand(cut, labels)).toBeCloseTo(stored.ari, 9)
      expect(normalisedMutualInformation(cut, labels)).toBeCloseTo(stored.nmi, 9)
    })

    it('has the stored cophenetic correlation', () => {
      expect(copheneticCorrelation(linkage, distances)).toBeCloseTo(stored.cophenetic_corr, 9)
    })

    it('finds a leaf order no worse than the stored one, nor than SciPy', () => {
      const cost = orderCost(distances, runToEnd(leafOrderSteps(linkage, distances)))
      expect(cost).toBeLessThan(orderCost(distances, stored.leaves))
      const reference = scipyOrderCost[name]?.[method]
      if (reference !== undefined) expect(cost).toBeLessThanOrEqual(reference * (1 + 1e-12))
    })
  })

  describe('neighbour graph', () => {
    const edges = neighbourGraph(distances, n, graph.k)

    it('has the stored edges', () => {
      expect(Array.from(edges)).toEqual(graph.edges.flat())
    })

    it('has the stored modularity of the classes and of the stored communities', () => {
      expect(Math.abs(modularity(edges, n, labels) - graph.modularity_of_labels_networkx)).toBeLessThan(1e-12)
      expect(Math.abs(modularity(edges, n, graph.best_partition) - graph.best_q)).toBeLessThan(1e-12)
      expect(adjustedRand(graph.best_partition, labels)).toBeCloseTo(graph.best_ari, 9)
      expect(normalisedMutualInformation(graph.best_partition, labels)).toBeCloseTo(graph.best_nmi, 9)
    })

    it('has communities as good as python-louvain finds', () => {
      const { q, partition } = bestCommunities(edges, n, 1, 20)
      expect(q).toBeGreaterThanOrEqual(graph.louvain_python_louvain.min - 0.005)
      expect(Math.abs(modularity(edges, n, partition) - q)).toBeLessThan(1e-12)
    })
  })
}

describe('clusters of two clouds, against SciPy, scikit-learn and networkx', () => {
  for (const cloud of clouds(own)) describe(cloud.name, () => { checkCloud(cloud, own, own) })
})

describe.skipIf(!existsSync(shared))('clusters of all stored clouds (needs ../shared/fixtures/clusters and ../shared/fixtures/persistence)', () => {
  const place = new URL('clusters/', shared)
  it('are fifteen', () => { expect(clouds(place)).toHaveLength(15) })
  for (const cloud of existsSync(shared) ? clouds(place) : []) describe(cloud.name, () => { checkCloud(cloud, place, new URL('persistence/', shared)) })
})
