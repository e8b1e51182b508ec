// Loops that stand for bars: they go around the hole, they are there when the bar begins, and nothing fills them before it ends.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { condensedIndex, condensedSize } from '../condensed.ts'
import { mulberry32, normals } from '../random.ts'
import { float32Distances } from './cloud.ts'
import type { Cycle } from './cycles.ts'
import { representativeCycles } from './cycles.ts'
import { ripsSimplices } from './fixtures/plain-reduction.ts'
import { rips } from './rips.ts'

const sides = ({ vertices }: Cycle): [number, number][] => Array.from(vertices, (vertex, k) => [vertex, vertices[(k + 1) % vertices.length]])

/** A noisy circle around (x, 0). */
function circle(n: number, radius: number, x: number, seed: number): number[] {
  const normal = normals(mulberry32(seed))
  return Array.from({ length: n }, (_, k) => {
    const r = radius * (1 + 0.05 * normal())
    return [x + r * Math.cos(2 * Math.PI * k / n), r * Math.sin(2 * Math.PI * k / n)]
  }).flat()
}

/** How often a loop of points in the plane goes around (x, 0). */
function turns(cycle: Cycle, points: number[], x: number): number {
  const angle = (i: number): number => Math.atan2(points[2 * i + 1], points[2 * i] - x)
  const turned = sides(cycle).reduce((sum, [from, to]) => {
    const step = angle(to) - angle(from)
    return sum + step - 2 * Math.PI * Math.round(step / (2 * Math.PI))
  }, 0)
  return Math.round(turned / (2 * Math.PI))
}

/** Whether edges, modulo 2, are a sum of boundaries of triangles that have appeared, and of the edges in `free`. */
function isFilled(cycle: [number, number][], distances: Float64Array, n: number, appears: (value: number) => boolean, free: Set<number>): boolean {
  const owner = new Map<number, Set<number>>()
  const reduced = (chain: Set<number>): Set<number> => {
    for (;;) {
      const found = [...chain].find(edge => owner.has(edge))
      if (found === undefined) return chain
      for (const edge of owner.get(found)!) if (!chain.delete(edge)) chain.add(edge)
    }
  }
  const chainOf = (edges: [number, number][]): Set<number> => {
    const chain = new Set<number>()
    for (const [i, j] of edges) {
      const edge = condensedIndex(i, j, n)
      if (!free.has(edge) && !chain.delete(edge)) chain.add(edge)
    }
    return chain
  }
  for (const { vertices: [i, j, k], value } of ripsSimplices(distances, n, 3, Infinity)) {
    if (k === undefined || !appears(value)) continue
    const column = reduced(chainOf([[i, j], [i, k], [j, k]]))
    const [pivot] = column
    if (pivot === undefined) continue
    // Fully reduced: the new pivot leaves all earlier columns, so that one walk over a chain is enough.
    for (const [other, chain] of owner) {
      if (!chain.has(pivot)) continue
      for (const edge of column) if (!chain.delete(edge)) chain.add(edge)
      owner.set(other, chain)
    }
    owner.set(pivot, column)
  }
  return reduced(chainOf(cycle)).size === 0
}

/** What holds for the loop of every bar: closed, simple, born in time, alive as long as the bar, and by its end a sum of older edges' loops. */
function checkCycles(distances: Float64Array, n: number, threshold: number | 'auto' = 'auto'): number {
  const persistence = rips(distances, { threshold, n })
  const length = (i: number, j: number): number => Math.fround(distances[condensedIndex(i, j, n)])
  const cycles = representativeCycles(distances, persistence, Infinity)
  expect(cycles).toHaveLength(persistence.diagrams[1].births.length)
  for (const cycle of cycles) {
    const { vertices, birth, death, bar } = cycle
    expect(vertices.length).toBeGreaterThanOrEqual(4)
    expect(new Set(vertices).size).toBe(vertices.length)
    expect(Math.max(...sides(cycle).map(([i, j]) => length(i, j)))).toBe(birth)
    expect(cycle.length).toBeCloseTo(sides(cycle).reduce((sum, [i, j]) => sum + length(i, j), 0), 5)
    expect(isFilled(sides(cycle), distances, n, value => value < death && value <= persistence.threshold, new Set())).toBe(false)
    const [i, j] = persistence.birthEdges.subarray(2 * bar)
    const edge = condensedIndex(i, j, n)
    const older = new Set(Array.from(distances.keys()).filter(pair => Math.fround(distances[pair]) < birth || (Math.fround(distances[pair]) === birth && pair < edge)))
    if (death < Infinity) expect(isFilled(sides(cycle), distances, n, value => value <= death, older)).toBe(true)
  }
  return cycles.length
}

describe('loops around known holes', () => {
  it('goes around a circle once', () => {
    const points = circle(50, 1, 0, 1)
    const distances = float32Distances(points, 50, 2)
    const [cycle] = representativeCycles(distances, rips(distances), 1)
    expect(Math.abs(turns(cycle, points, 0))).toBe(1)
    expect(cycle.length).toBeGreaterThan(5)
    expect(cycle.length).toBeLessThan(8)
  })

  it('two circles have a loop each, the longer bar first', () => {
    const points = [...circle(40, 1, 0, 2), ...circle(40, 0.6, 4, 3)]
    const distances = float32Distances(points, 80, 2)
    const [large, small] = representativeCycles(distances, rips(distances), 2)
    expect([turns(large, points, 0), turns(large, points, 4), turns(small, points, 0), turns(small, points, 4)].map(Math.abs)).toEqual([1, 0, 0, 1])
    expect(large.vertices.every(vertex => vertex < 40)).toBe(true)
    expect(small.vertices.every(vertex => vertex >= 40)).toBe(true)
    expect(large.death - large.birth).toBeGreaterThan(small.death - small.birth)
  })
})

describe('loops of all bars', () => {
  it('live as long as their bars on a noisy circle', () => {
    expect(checkCycles(float32Distances(circle(24, 1, 0, 4), 24, 2), 24)).toBeGreaterThanOrEqual(1)
  })

  it('and in tables of few different values, without a triangle inequality, at any threshold', () => {
    let loops = 0
    fc.assert(fc.property(fc.integer({ min: 4, max: 9 }).chain(n => fc.record({
      n: fc.constant(n), threshold: fc.oneof(fc.constant('auto' as const), fc.integer({ min: 1, max: 6 })),
      distances: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: condensedSize(n), maxLength: condensedSize(n) }),
    })), ({ n, distances, threshold }) => { loops += checkCycles(Float64Array.from(distances), n, threshold) }), { numRuns: 150, seed: 1 })
    expect(loops).toBeGreaterThan(50)
  })

  it('asks for the right distances and dimension', () => {
    const distances = float32Distances(circle(20, 1, 0, 5), 20, 2)
    expect(() => representativeCycles(distances, rips(distances, { maxDimension: 0 }), 1)).toThrow('maxDimension 1')
    expect(() => representativeCycles(distances.map(() => 1), { ...rips(distances), birthEdges: Uint32Array.of(0, 1) }, 1)).toThrow('not those that the persistence was computed from')
    expect(representativeCycles(distances, rips(distances), 0)).toEqual([])
  })
})
