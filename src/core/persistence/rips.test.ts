// Persistent homology against its definition on random small spaces, its symmetries, its stability, and what it makes of degenerate input.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { condensedFromSquare, condensedSize, squareFromCondensed } from '../condensed.ts'
import { below, mulberry32, normals, shuffled } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { distancesOfSquare, float32Distances } from './cloud.ts'
import type { Diagram } from './diagram.ts'
import { diagramOf } from './diagram.ts'
import { plainBars } from './fixtures/plain-reduction.ts'
import { rips, ripsSteps } from './rips.ts'
import { sortByBitsSteps } from './sort-bits.ts'
import { diagramDistance } from './wasserstein.ts'

const pairs = ({ births, deaths }: Diagram): number[][] => Array.from(births, (birth, bar) => [birth, deaths[bar]])
const apart = (a: Diagram, b: Diagram): number => a.births.reduce((most, birth, bar) => Math.max(most, Math.abs(birth - b.births[bar]),
  a.deaths[bar] === b.deaths[bar] ? 0 : Math.abs(a.deaths[bar] - b.deaths[bar])), a.births.length === b.births.length ? 0 : Infinity)

function cloud(n: number, d: number, seed: number): Float64Array {
  return Float64Array.from({ length: n * d }, normals(mulberry32(seed)))
}

/** Points on a circle around (x, 0), evenly. */
const circle = (n: number, radius: number, x = 0): number[] =>
  Array.from({ length: n }, (_, k) => [x + radius * Math.cos(2 * Math.PI * k / n), radius * Math.sin(2 * Math.PI * k / n)]).flat()

describe('against the definition', () => {
  const table = fc.integer({ min: 0, max: 8 }).chain(n => fc.record({
    n: fc.constant(n),
    // Few different values: ties, duplicates and broken triangle inequalities everywhere.
    distances: fc.oneof(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: condensedSize(n), maxLength: condensedSize(n) }),
      fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: condensedSize(n), maxLength: condensedSize(n) })),
    threshold: fc.oneof(fc.constant('auto' as const), fc.integer({ min: 0, max: 7 }), fc.constant(Infinity)),
  }))

  it('finds the same bars in dimensions 0, 1 and 2, ties, duplicates and non-metric tables included', () => {
    fc.assert(fc.property(table, ({ n, distances, threshold }) => {
      const ours = rips(Float64Array.from(distances), { n, threshold, maxDimension: 2 })
      const reference = plainBars(Float64Array.from(distances), n, 2, ours.threshold)
      ours.diagrams.forEach((diagram, dimension) => { expect(pairs(diagram)).toEqual(pairs(diagramOf(reference[dimension]))) })
    }), { numRuns: 300 })
  })

  it('and on larger ones, where columns are added up over several windows', () => {
    for (const [seed, values] of [[1, 4], [2, 12], [3, 1000], [4, 1e6]]) {
      const random = mulberry32(seed)
      const distances = Float64Array.from({ length: condensedSize(16) }, () => 1 + below(values, random))
      for (const threshold of ['auto' as const, values * 0.4]) {
        const ours = rips(distances, { threshold, maxDimension: 2 })
        const reference = plainBars(distances, 16, 2, ours.threshold)
        ours.diagrams.forEach((diagram, dimension) => { expect(pairs(diagram)).toEqual(pairs(diagramOf(reference[dimension]))) })
      }
    }
  })

  it('each bar of dimension 1 begins with an edge of its own, as long as its birth', () => {
    const distances = float32Distances(cloud(60, 3, 5), 60, 3)
    const { diagrams, birthEdges } = rips(distances)
    const square = squareFromCondensed(distances, 60)
    const names = new Set(Array.from(diagrams[1].births, (birth, bar) => {
      const [i, j] = birthEdges.subarray(2 * bar)
      expect(square[i * 60 + j]).toBe(birth)
      return `${i} ${j}`
    }))
    expect(names.size).toBe(diagrams[1].births.length)
    expect(names.size).toBeGreaterThan(5)
  })
})

describe('known shapes', () => {
  const longBars = (points: number[], least: number): number => {
    const { diagrams } = rips(float32Distances(points, points.length / 2, 2))
    return pairs(diagrams[1]).filter(([birth, death]) => death - birth > least).length
  }

  it('a circle has one long loop, two circles have two', () => {
    expect(longBars(circle(40, 1), 0.5)).toBe(1)
    expect(longBars([...circle(40, 1), ...circle(30, 0.7, 5)], 0.5)).toBe(2)
  })

  it('the loop of n even points on a circle lives from one side to that of the first polygon that meets across', () => {
    const { diagrams } = rips(float32Distances(circle(12, 1), 12, 2))
    expect(pairs(diagrams[1])).toEqual([[Math.fround(2 * Math.sin(Math.PI / 12)), Math.fround(2 * Math.sin(Math.PI / 3))]])
  })

  it('an octahedron has one void', () => {
    const corners = [1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1]
    const { diagrams } = rips(float32Distances(corners, 6, 3), { maxDimension: 2, threshold: 1.9 })
    expect(pairs(diagrams[1])).toEqual([])
    expect(pairs(diagrams[2])).toEqual([[Math.fround(Math.SQRT2), Infinity]])
  })

  it('deaths of components are the edges of a minimum spanning tree', () => {
    const n = 50
    const distances = float32Distances(cloud(n, 4, 6), n, 4)
    const square = squareFromCondensed(distances, n)
    // Prim's algorithm, from vertex 0.
    const nearest = Array.from({ length: n }, (_, j) => square[j])
    const joined = new Set([0])
    const tree: number[] = []
    while (joined.size < n) {
      const next = nearest.reduce((best, x, j) => (joined.has(j) || (best >= 0 && nearest[best] <= x) ? best : j), -1)
      joined.add(next)
      tree.push(nearest[next])
      nearest.forEach((x, j) => { nearest[j] = Math.min(x, square[next * n + j]) })
    }
    expect(pairs(rips(distances, { maxDimension: 0 }).diagrams[0])).toEqual([...tree.sort((a, b) => a - b), Infinity].map(death => [0, death]))
  })
})

describe('what does not matter', () => {
  const n = 40
  const points = cloud(n, 3, 7)
  const reference = rips(float32Distances(points, n, 3), { maxDimension: 2 })
  const moved = (change: (x: number, y: number, z: number) => number[]): Diagram[] => {
    const there = Array.from({ length: n }, (_, i) => change(points[3 * i], points[3 * i + 1], points[3 * i + 2])).flat()
    return rips(float32Distances(there, n, 3), { maxDimension: 2 }).diagrams
  }

  it('turning and shifting', () => {
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)]
    moved((x, y, z) => [c * x - s * y + 3, s * x + c * y - 1, z + 0.5]).forEach((diagram, k) => { expect(apart(diagram, reference.diagrams[k])).toBeLessThan(1e-6) })
  })

  it('the order of points', () => {
    const order = shuffled(n, mulberry32(8))
    const there = Array.from(order, i => Array.from(points.subarray(3 * i, 3 * i + 3))).flat()
    expect(rips(float32Distances(there, n, 3), { maxDimension: 2 }).diagrams).toEqual(reference.diagrams)
  })

  it('the unit: bars grow with it', () => {
    moved((x, y, z) => [4 * x, 4 * y, 4 * z]).forEach((diagram, k) => {
      expect(pairs(diagram)).toEqual(pairs(reference.diagrams[k]).map(bar => bar.map(x => 4 * x)))
    })
  })

  it('steps or one go, and the input stays as it was', () => {
    const distances = float32Distances(points, n, 3)
    const before = distances.slice()
    expect(runToEnd(ripsSteps(distances, { maxDimension: 2 }))).toEqual(reference)
    expect(distances).toEqual(before)
  })

  it('nothing happens beyond the enclosing radius', () => {
    expect(rips(float32Distances(points, n, 3), { maxDimension: 2, threshold: Infinity }).diagrams).toEqual(reference.diagrams)
  })
})

describe('stability', () => {
  it('a diagram moves by at most twice the largest displacement of a point', () => {
    fc.assert(fc.property(fc.integer(), fc.double({ min: 0.001, max: 0.5, noNaN: true }), (seed, size) => {
      const n = 25
      const points = cloud(n, 2, seed)
      const noise = cloud(n, 2, seed + 1)
      const shifts = Array.from({ length: n }, (_, i) => size * Math.hypot(noise[2 * i], noise[2 * i + 1]))
      const one = rips(float32Distances(points, n, 2)).diagrams
      const other = rips(float32Distances(points.map((x, k) => x + size * noise[k]), n, 2)).diagrams
      for (const k of [0, 1]) expect(diagramDistance(one[k], other[k], { order: Infinity, inner: Infinity })).toBeLessThanOrEqual(2 * Math.max(...shifts) + 1e-6)
    }), { numRuns: 40 })
  })
})

describe('degenerate and refused', () => {
  it('no, one and two points', () => {
    expect(rips(new Float64Array(0), { n: 0, maxDimension: 2 }).diagrams.map(pairs)).toEqual([[], [], []])
    expect(rips(new Float64Array(0)).diagrams.map(pairs)).toEqual([[[0, Infinity]], []])
    expect(rips(Float64Array.of(2), { maxDimension: 2 }).diagrams.map(pairs)).toEqual([[[0, 2], [0, Infinity]], [], []])
    expect(float32Distances([], 0, 3)).toHaveLength(0)
    expect(float32Distances([1, 2, 3], 1, 3)).toHaveLength(0)
  })

  it('all points equal: one component', () => {
    const result = rips(float32Distances(new Float64Array(30).fill(2), 10, 3), { maxDimension: 2 })
    expect(result.threshold).toBe(0)
    expect(result.diagrams.map(pairs)).toEqual([[[0, Infinity]], [], []])
  })

  it('threshold 0: one component for each different point', () => {
    expect(rips(float32Distances([0, 0, 1, 2, 2], 5, 1), { threshold: 0 }).diagrams.map(pairs)).toEqual([[[0, Infinity], [0, Infinity], [0, Infinity]], []])
  })

  it('lengths that differ only beyond float32 are ties', () => {
    expect(pairs(rips(Float64Array.of(1, 1 + 1e-12, 1 - 1e-12)).diagrams[0])).toEqual([[0, 1], [0, 1], [0, Infinity]])
    // A threshold is rounded as lengths are, so that an edge as long as the threshold is in.
    expect(rips(Float64Array.of(1, 1, 0.1), { threshold: 0.1 }).diagrams[0].deaths).toEqual(Float64Array.of(Math.fround(0.1), Infinity, Infinity))
  })

  it.each([
    { what: 'NaN', distances: [1, NaN, 1], says: 'between 0 and 2 is NaN' },
    { what: 'a negative distance', distances: [1, 1, -0.5], says: 'between 1 and 2 is -0.5' },
    { what: 'an infinite distance', distances: [Infinity, 1, 1], says: 'between 0 and 1 is Infinity' },
    { what: 'a distance beyond float32', distances: [1e39, 1, 1], says: 'between 0 and 1 is 1e+39' },
    { what: 'no number of pairs', distances: [1, 2], says: '2 distances are not the pairs' },
  ])('refuses $what', ({ distances, says }) => {
    expect(() => rips(Float64Array.from(distances))).toThrow(says)
  })

  it('refuses unusable options', () => {
    expect(() => rips(Float64Array.of(1), { threshold: NaN })).toThrow('threshold is NaN')
    expect(() => rips(Float64Array.of(1), { threshold: -1 })).toThrow('threshold is -1')
    expect(() => rips(Float64Array.of(1), { maxDimension: 3 as 2 })).toThrow('dimension 3')
    expect(() => rips(Float64Array.of(1), { n: 3 })).toThrow('3 points have 3 distances, not 1')
    expect(() => float32Distances([1, 2, NaN], 3, 1)).toThrow('Coordinate 0 of point 2 is NaN')
    expect(() => float32Distances([1, 2], 3, 1)).toThrow('3 numbers, not 2')
  })

  it('takes square tables, and refuses those that are none, or not symmetric', () => {
    const square = squareFromCondensed(Float64Array.of(1, 2, 3), 3)
    expect(distancesOfSquare(square)).toEqual({ n: 3, distances: condensedFromSquare(square, 3) })
    expect(distancesOfSquare([[0, 1], [1, 0]]).distances).toEqual(Float64Array.of(1))
    expect(distancesOfSquare([]).n).toBe(0)
    expect(distancesOfSquare([[1e-10, 1], [1 + 2e-10, 0]]).distances[0]).toBeCloseTo(1 + 1e-10, 14)
    expect(() => distancesOfSquare([[0, 1], [1 + 2e-8, 0]])).toThrow('distances must be symmetric')
    expect(() => ripsSteps(distancesOfSquare([[0, NaN], [1, 0]]).distances).next()).toThrow('NaN')
    expect(() => distancesOfSquare([0, 1, 1])).toThrow('3 distances do not fill a square')
    expect(() => distancesOfSquare([[0, 1, 2], [1, 0, 3]])).toThrow('Row 0 of the distances has 3 entries')
    expect(() => distancesOfSquare([[0, 1], [2, 0]])).toThrow('from 0 to 1 is 1, but 2')
    expect(() => distancesOfSquare([[0, 1], [1, 0.5]])).toThrow('point 1 to itself is 0.5')
    expect(() => distancesOfSquare([[NaN, 1], [1, 0]])).toThrow('point 0 to itself is NaN')
  })
})

describe('sorting by bits', () => {
  it('sorts float32 numbers, equal ones in the order they came in', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(0, 1, 2.5), fc.float({ min: 0, noNaN: true, noDefaultInfinity: true }))), list => {
      const lengths = Float32Array.from(list, x => x + 0)
      const reference = Array.from(lengths.keys()).sort((i, j) => lengths[i] - lengths[j] || i - j)
      const { keys, values } = runToEnd(sortByBitsSteps(new Uint32Array(lengths.slice().buffer), Uint32Array.from(lengths.keys())))
      expect(Array.from(values)).toEqual(reference)
      expect(new Float32Array(keys.buffer)).toEqual(lengths.toSorted())
    }))
  })
})
