import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { condensedIndex, condensedSize } from '../condensed.ts'
import { mulberry32, shuffled } from '../random.ts'
import { bestCommunities, bestCommunitiesSteps } from './communities.ts'
import { refined } from './local-moves.ts'
import { modularity } from './modularity.ts'
import { neighbourGraph } from './neighbour-graph.ts'

/** Two triangles joined by one edge. */
const barbell = [0, 1, 0, 2, 1, 2, 2, 3, 3, 4, 3, 5, 4, 5]

const graphs = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.double({ min: 0.05, max: 0.9, noNaN: true }), fc.integer()).map(([n, density, seed]) => {
  const random = mulberry32(seed)
  const edges: number[] = []
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) if (random() < density) edges.push(i, j)
  return { n, edges, partition: Array.from({ length: n }, () => Math.floor(3 * random())) }
})

const tied = fc.integer({ min: 1, max: 25 }).chain(n => fc.record({
  n: fc.constant(n),
  k: fc.integer({ min: 1, max: 12 }),
  distances: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: condensedSize(n), maxLength: condensedSize(n) }).map(values => Float64Array.from(values)),
}))

describe('graph of nearest neighbours', () => {
  it('joins where either is among the nearest of the other, ties by index', () => {
    fc.assert(fc.property(tied, ({ n, k, distances }) => {
      const of = (i: number, j: number): number => distances[condensedIndex(i, j, n)]
      const near = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => j).filter(j => j !== i).sort((a, b) => of(i, a) - of(i, b) || a - b).slice(0, k))
      const expected: number[] = []
      for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) if (near[i].includes(j) || near[j].includes(i)) expected.push(i, j)
      expect(Array.from(neighbourGraph(distances, n, k))).toEqual(expected)
    }))
  })

  it('of fewer points than neighbours joins them all; of one point has no edges', () => {
    expect(Array.from(neighbourGraph(Float64Array.of(1, 2, 3), 3))).toEqual([0, 1, 0, 2, 1, 2])
    expect(neighbourGraph(new Float64Array(), 1)).toHaveLength(0)
  })

  it('refuses no neighbours, and what is no distance', () => {
    expect(() => neighbourGraph(Float64Array.of(1), 2, 0)).toThrow('0 nearest neighbours')
    expect(() => neighbourGraph(Float64Array.of(1, NaN, 1), 3)).toThrow('The distance between 0 and 2 is NaN')
  })
})

describe('modularity', () => {
  it('is, from its definition over all pairs of nodes, Σ (A − k k\'/2m)/2m', () => {
    fc.assert(fc.property(graphs, ({ n, edges, partition }) => {
      const m = edges.length / 2
      const adjacent = new Float64Array(n * n)
      const degree = new Float64Array(n)
      for (let e = 0; e < edges.length; e += 2) {
        adjacent[edges[e] * n + edges[e + 1]] = adjacent[edges[e + 1] * n + edges[e]] = 1
        degree[edges[e]]++
        degree[edges[e + 1]]++
      }
      let q = 0
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (m > 0 && partition[i] === partition[j]) q += (adjacent[i * n + j] - degree[i] * degree[j] / (2 * m)) / (2 * m)
      expect(Math.abs(modularity(edges, n, partition) - q)).toBeLessThan(1e-12)
    }))
  })

  it('is 0 for one part, not above 0 for everyone alone, and 5/14 for two triangles', () => {
    expect(modularity(barbell, 6, new Array(6).fill(9))).toBe(0)
    expect(modularity(barbell, 6, [0, 1, 2, 3, 4, 5])).toBeLessThan(0)
    expect(modularity(barbell, 6, [0, 0, 0, 1, 1, 1])).toBeCloseTo(5 / 14, 14)
    expect(modularity([], 3, [0, 1, 1])).toBe(0)
  })

  it('refuses what is no graph, and labels of another length', () => {
    expect(() => modularity([0, 1, 2], 3, [0, 0, 0])).toThrow('3 ends')
    expect(() => modularity([0, 1, 1, 3], 3, [0, 0, 0])).toThrow('Edge 1 joins 1 and 3; the nodes are 0 to 2.')
    expect(() => modularity([1, 1], 3, [0, 0, 0])).toThrow('to itself')
    expect(() => modularity([0, 1], 3, [0, 0])).toThrow('3 labels, not 2')
  })
})

describe('refining a partition', () => {
  it('never lowers its modularity, and ends where no move of a node and no union of parts would raise it', () => {
    fc.assert(fc.property(graphs, ({ n, edges, partition }) => {
      const start = Int32Array.from(partition, part => Math.min(part, n - 1))
      const before = start.slice()
      const end = refined(edges, n, start)
      expect(start).toEqual(before)
      const q = modularity(edges, n, end)
      expect(q).toBeGreaterThanOrEqual(modularity(edges, n, start) - 1e-12)
      for (const there of new Set(end)) {
        for (let node = 0; node < n; node++) expect(modularity(edges, n, end.map((part, i) => i === node ? there : part))).toBeLessThan(q + 1e-11)
        for (const gone of new Set(end)) expect(modularity(edges, n, end.map(part => part === gone ? there : part))).toBeLessThan(q + 1e-11)
      }
    }))
  })
})

describe('communities', () => {
  /** The highest modularity of all partitions, each node in turn joining a part there is or opening one. */
  function bestOfAll(edges: number[], n: number, partition: number[] = []): number {
    if (partition.length === n) return modularity(edges, n, partition)
    let best = -Infinity
    for (let part = 0; part <= Math.max(-1, ...partition) + 1; part++) best = Math.max(best, bestOfAll(edges, n, [...partition, part]))
    return best
  }

  it('are the best there are in small graphs, or very nearly', () => {
    fc.assert(fc.property(graphs.filter(({ n }) => n <= 7), ({ n, edges }) => {
      const { q, partition } = bestCommunities(edges, n, 1)
      const best = bestOfAll(edges, n)
      expect(q).toBeLessThanOrEqual(best + 1e-12)
      expect(q).toBeGreaterThanOrEqual(best - 0.05)
      expect(modularity(edges, n, partition)).toBe(q)
    }), { numRuns: 40 })
  })

  it('find two triangles, and planted groups', () => {
    expect(Array.from(bestCommunities(barbell, 6, 1).partition)).toEqual([0, 0, 0, 1, 1, 1])
    const random = mulberry32(8)
    const edges: number[] = []
    const group = Array.from(shuffled(90, random), i => i % 3)
    for (let i = 0; i < 90; i++) for (let j = i + 1; j < 90; j++) if (random() < (group[i] === group[j] ? 0.4 : 0.02)) edges.push(i, j)
    expect(bestCommunities(edges, 90, 1).q).toBeGreaterThanOrEqual(modularity(edges, 90, group))
  })

  it('come out the same from the same seed, never worse from more runs, and numbered by first appearance', () => {
    fc.assert(fc.property(graphs, fc.integer({ min: 0, max: 9 }), ({ n, edges }, seed) => {
      const ten = bestCommunities(edges, n, seed)
      expect(bestCommunities(edges, n, seed)).toEqual(ten)
      expect(bestCommunities(edges, n, seed, 3).q).toBeLessThanOrEqual(ten.q)
      const parts = [...new Set(ten.partition)]
      expect(parts).toEqual(Array.from(parts, (_, part) => part))
    }), { numRuns: 30 })
  })

  it('of a graph without edges are everyone alone', () => {
    expect(bestCommunities([], 3, 1)).toEqual({ q: 0, partition: Int32Array.of(0, 1, 2) })
    expect(bestCommunities([], 1, 1)).toEqual({ q: 0, partition: Int32Array.of(0) })
  })

  it('report each run and its refinement, and refuse no runs and doubled edges', () => {
    expect([...bestCommunitiesSteps(barbell, 6, 1, 4)].map(({ share }) => share)).toEqual([0, 0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875])
    expect(() => bestCommunities(barbell, 6, 1, 0)).toThrow('best of 0 runs')
    expect(() => bestCommunities([0, 1, 1, 0], 2, 1)).toThrow('Edge 1 joins 1 and 0 a second time')
  })
})
