import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { condensedIndex, condensedSize } from '../condensed.ts'
import { rowDistances } from '../matrix.ts'
import { mulberry32, normals, shuffled } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { adjustedRand } from './agreement.ts'
import { copheneticCorrelation, copheneticDistances } from './cophenetic.ts'
import { cutAt, cutInto } from './cut.ts'
import { dendrogram } from './dendrogram.ts'
import type { Linkage, LinkageMethod } from './linkage.ts'
import { linkageSteps } from './linkage.ts'

const METHODS: LinkageMethod[] = ['ward', 'average', 'complete']

const link = (distances: Float64Array, n: number, method: LinkageMethod): Linkage => runToEnd(linkageSteps(distances, n, method))
const heights = ({ merges }: Linkage): number[] => Array.from(merges).filter((_, k) => k % 4 === 2)
const cloud = (n: number, d: number, seed: number): Float64Array => Float64Array.from({ length: n * d }, normals(mulberry32(seed)))

/** Heights by definition: each time all pairs of clusters are compared afresh from the distances between their members, O(n³) and more. */
function bruteHeights(distances: Float64Array, n: number, method: LinkageMethod): number[] {
  let clusters = Array.from({ length: n }, (_, i) => [i])
  const between = (a: number[], b: number[]): number[] => a.flatMap(i => b.map(j => distances[condensedIndex(i, j, n)]))
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)
  const squares = (of: number[], and: number[]): number => sum(between(of, and).map(d => d * d)) / (of.length * and.length)
  const own = (of: number[]): number => sum(of.flatMap(i => of.filter(j => j !== i).map(j => distances[condensedIndex(i, j, n)] ** 2))) / (2 * of.length ** 2)
  const apart = (a: number[], b: number[]): number => {
    if (method === 'complete') return Math.max(...between(a, b))
    if (method === 'average') return sum(between(a, b)) / (a.length * b.length)
    // |c_A − c_B|² = mean square between − half the mean squares within; the recurrence keeps this identity for any distances.
    return Math.sqrt(Math.max(0, 2 * a.length * b.length / (a.length + b.length) * (squares(a, b) - own(a) - own(b))))
  }
  const found: number[] = []
  while (clusters.length > 1) {
    let least = Infinity
    let pair: [number[], number[]] = [clusters[0], clusters[1]]
    for (const [k, a] of clusters.entries()) for (const b of clusters.slice(k + 1)) {
      const distance = apart(a, b)
      if (distance < least) {
        least = distance
        pair = [a, b]
      }
    }
    found.push(least)
    clusters = [...clusters.filter(cluster => !pair.includes(cluster)), [...pair[0], ...pair[1]]]
  }
  return found
}

/** Distances without ties, as any dissimilarities may be. */
const dissimilarities = fc.tuple(fc.integer({ min: 2, max: 14 }), fc.integer()).map(([n, seed]) => {
  const random = mulberry32(seed)
  return { n, distances: Float64Array.from({ length: condensedSize(n) }, () => 0.1 + random()) }
})

/** Few different values, so nearly everything ties; zeros too. */
const tied = fc.integer({ min: 1, max: 20 }).chain(n => fc.record({
  n: fc.constant(n),
  distances: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: condensedSize(n), maxLength: condensedSize(n) }).map(values => Float64Array.from(values)),
}))

describe.each(METHODS)('%s linkage', method => {
  it('is what comparing all pairs of clusters each time gives, for any distances', () => {
    fc.assert(fc.property(dissimilarities, ({ n, distances }) => {
      const expected = bruteHeights(distances, n, method)
      heights(link(distances, n, method)).forEach((height, row) => { expect(Math.abs(height - expected[row])).toBeLessThan(1e-9 * expected[row]) })
    }))
  })

  it('makes a tree with rising heights, children before parents, and sizes that add up, ties or not', () => {
    fc.assert(fc.property(tied, ({ n, distances }) => {
      const { merges } = link(distances, n, method)
      expect(merges).toHaveLength(4 * (n - 1))
      const size = Array.from({ length: n }, () => 1)
      const parents = new Set<number>()
      for (let row = 0; row < n - 1; row++) {
        const [i, j, height, members] = merges.subarray(4 * row, 4 * row + 4)
        expect(i).toBeLessThan(j)
        expect(j).toBeLessThan(n + row)
        expect(members).toBe(size[i] + size[j])
        size.push(members)
        parents.add(i).add(j)
        if (row > 0) expect(height).toBeGreaterThanOrEqual(merges[4 * row - 2])
      }
      expect(parents.size).toBe(2 * (n - 1))
      expect(size.at(-1)).toBe(n)
    }))
  })

  it('does not care for the order of points', () => {
    fc.assert(fc.property(dissimilarities, fc.integer(), ({ n, distances }, seed) => {
      const order = shuffled(n, mulberry32(seed))
      const moved = new Float64Array(distances.length)
      for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) moved[condensedIndex(i, j, n)] = distances[condensedIndex(order[i], order[j], n)]
      const a = link(distances, n, method)
      const b = link(moved, n, method)
      heights(a).forEach((height, row) => { expect(heights(b)[row]).toBeCloseTo(height, 10) })
      const k = Math.ceil(n / 3)
      const cut = cutInto(a, k)
      expect(adjustedRand(Array.from(order, i => cut[i]), cutInto(b, k))).toBe(1)
    }))
  })

  it('multiplies heights with the unit of distance, however large or small', () => {
    const distances = rowDistances(cloud(40, 3, 1), 40, 3)
    const expected = heights(link(distances, 40, method))
    for (const unit of [1e-300, 1e-6, 3, 1e6, 1e300]) {
      heights(link(distances.map(d => unit * d), 40, method)).forEach((height, row) => { expect(height / unit / expected[row]).toBeCloseTo(1, 12) })
    }
  })

  it('puts copies together at height 0, and everything at once where all distances are equal', () => {
    const points = Float64Array.from({ length: 12 }, (_, i) => Math.floor(i / 3))
    expect(heights(link(rowDistances(points, 12, 1), 12, method)).slice(0, 8)).toEqual(new Array(8).fill(0))
    expect(heights(link(new Float64Array(45), 10, method))).toEqual(new Array(9).fill(0))
    const equal = heights(link(new Float64Array(45).fill(0.1), 10, method))
    if (method === 'ward') expect(equal.every(height => height > 0.1 - 1e-15)).toBe(true)
    else for (const height of equal) expect(height).toBeCloseTo(0.1, 15)
  })

  it('handles one point and two', () => {
    expect(link(new Float64Array(), 1, method)).toEqual({ n: 1, merges: new Float64Array() })
    expect(Array.from(link(Float64Array.of(2.5), 2, method).merges)).toEqual([0, 1, 2.5, 2])
  })

  it('changes no input, and comes out the same twice', () => {
    const distances = rowDistances(cloud(60, 2, 2), 60, 2)
    const before = distances.slice()
    expect(link(distances, 60, method)).toEqual(link(distances, 60, method))
    expect(distances).toEqual(before)
  })

  it('refuses what is no distance, naming the first pair', () => {
    for (const wrong of [NaN, Infinity, -1]) {
      expect(() => link(Float64Array.of(1, 2, 1, wrong, 1, 1), 4, method)).toThrow(`The distance between 1 and 2 is ${wrong}`)
    }
    expect(() => link(new Float64Array(5), 4, method)).toThrow('4 things have 6 distances between them (pairs i < j), not 5.')
    expect(() => link(new Float64Array(), 0, method)).toThrow('at least one thing')
  })

  it('says where it stands in large work, rising to 1', () => {
    const shares = [...linkageSteps(rowDistances(cloud(1500, 2, 3), 1500, 2), 1500, method)].map(({ share }) => share)
    expect(shares.length).toBeGreaterThan(1)
    shares.forEach((share, k) => {
      expect(share).toBeGreaterThan(shares[k - 1] ?? 0)
      expect(share).toBeLessThanOrEqual(1)
    })
  })
})

it('is, by Ward, the growth of the sum of squares: heights squared add up to twice the total', () => {
  const [n, d] = [50, 4]
  const points = cloud(n, d, 4)
  let total = 0
  for (let axis = 0; axis < d; axis++) {
    const column = Array.from({ length: n }, (_, i) => points[i * d + axis])
    const mean = column.reduce((sum, x) => sum + x, 0) / n
    total += column.reduce((sum, x) => sum + (x - mean) ** 2, 0)
  }
  expect(heights(link(rowDistances(points, n, d), n, 'ward')).reduce((sum, height) => sum + height ** 2, 0) / (2 * total)).toBeCloseTo(1, 12)
})

describe('a cut', () => {
  const tree = fc.tuple(tied, fc.constantFrom(...METHODS)).map(([{ n, distances }, method]) => link(distances, n, method))

  it('has as many parts as asked for, each a part of every coarser cut', () => {
    fc.assert(fc.property(tree, linkage => {
      for (let k = 1; k <= linkage.n; k++) {
        const fine = cutInto(linkage, k)
        expect(new Set(fine).size).toBe(k)
        // Numbered by first appearance.
        expect([...new Set(fine)]).toEqual(Array.from({ length: k }, (_, part) => part))
        if (k === 1) continue
        const coarse = cutInto(linkage, k - 1)
        expect(new Set(fine.map((part, i) => part * linkage.n + coarse[i])).size).toBe(k)
      }
    }))
  })

  it('at a height keeps together exactly those with no larger cophenetic distance', () => {
    fc.assert(fc.property(tree, fc.double({ min: -1, max: 5, noNaN: true }), (linkage, height) => {
      const { n } = linkage
      const cut = cutAt(linkage, height)
      const cophenetic = copheneticDistances(linkage)
      for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) expect(cut[i] === cut[j]).toBe(cophenetic[condensedIndex(i, j, n)] <= height)
    }))
  })

  it('into no, half, or more clusters than leaves is refused', () => {
    const linkage = link(Float64Array.of(1, 2, 3), 3, 'average')
    for (const k of [0, 1.5, 4, NaN]) expect(() => cutInto(linkage, k)).toThrow(`3 leaves cannot be cut into ${k} clusters; choose a whole number from 1 to 3.`)
    expect(() => cutAt(linkage, NaN)).toThrow('NaN')
    expect(Array.from(cutAt(linkage, Infinity))).toEqual([0, 0, 0])
    expect(Array.from(cutInto(link(new Float64Array(), 1, 'ward'), 1))).toEqual([0])
  })
})

describe('cophenetic distances', () => {
  it('are ultrametric, and no smaller than the distances of a complete tree', () => {
    fc.assert(fc.property(tied, ({ n, distances }) => {
      const cophenetic = copheneticDistances(link(distances, n, 'complete'))
      const of = (i: number, j: number): number => i === j ? 0 : cophenetic[condensedIndex(i, j, n)]
      const bent: number[][] = []
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) if (of(i, j) > Math.max(of(i, k), of(k, j))) bent.push([i, j, k])
      expect(bent).toEqual([])
      expect(cophenetic.every((height, pair) => height >= distances[pair])).toBe(true)
    }))
  })

  it('are the distances themselves, correlated 1, where those are ultrametric', () => {
    fc.assert(fc.property(dissimilarities, fc.constantFrom('average', 'complete'), ({ n, distances }, method) => {
      const ultrametric = copheneticDistances(link(distances, n, 'complete'))
      const again = link(ultrametric, n, method)
      copheneticDistances(again).forEach((height, pair) => { expect(height).toBeCloseTo(ultrametric[pair], 12) })
      if (n > 2) expect(copheneticCorrelation(again, ultrametric)).toBeCloseTo(1, 9)
    }))
  })

  it('have no correlation where nothing varies', () => {
    expect(copheneticCorrelation(link(new Float64Array(), 1, 'ward'), new Float64Array())).toBeNull()
    expect(copheneticCorrelation(link(Float64Array.of(1), 2, 'ward'), Float64Array.of(1))).toBeNull()
    expect(copheneticCorrelation(link(new Float64Array(10).fill(1), 5, 'average'), new Float64Array(10).fill(1))).toBeNull()
    expect(() => copheneticCorrelation(link(Float64Array.of(1), 2, 'ward'), Float64Array.of(1, 2, 3))).toThrow('belongs to 1 distances, not 3')
  })
})

it('a dendrogram gives each cluster an unbroken stretch, also of a tree that is one long chain', () => {
  // Points ever further out: each merge adds one. Deep enough to break a recursion.
  const n = 2000
  const distances = new Float64Array(condensedSize(n))
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) distances[condensedIndex(i, j, n)] = j
  const linkage = link(distances, n, 'average')
  const { order, start, end } = dendrogram(linkage)
  expect(new Set(order).size).toBe(n)
  for (let row = 0; row < n - 1; row++) expect(end[n + row] - start[n + row]).toBe(linkage.merges[4 * row + 3])
})
