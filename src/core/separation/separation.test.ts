import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffusionOperator, operatorMatrix } from '../diffusion/operator.ts'
import { rowDistances } from '../matrix.ts'
import { below, mulberry32, normals, shuffled } from '../random.ts'
import { distanceRatio } from './distance-ratio.ts'
import type { Separation } from './separation.ts'
import { separation } from './separation.ts'
import { silhouettes, silhouettesFromDistances } from './silhouette.ts'

interface CloudFixture {
  name: string
  n: number
  d: number
  points: string
  labels: number[]
  silhouette_samples: string
  silhouette: number
  calinski_harabasz: number
  davies_bouldin: number
  linear_cka_labels: number
  scatter: { trace_between: number, trace_within: number }
}

const own = new URL('./fixtures/', import.meta.url)
const shared = new URL('../../../../shared/fixtures/', import.meta.url)
const bytes = (place: URL): ArrayBuffer => Uint8Array.from(readFileSync(place)).buffer
const manifest = (place: URL): CloudFixture[] => (JSON.parse(readFileSync(new URL('manifest.json', place), 'utf8')) as { clouds: CloudFixture[] }).clouds
const apart = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)
const off = (found: number | null, expected: number): number => (found === null ? Infinity : Math.abs(found / expected - 1))

function expectPublished(fixture: CloudFixture, pointsAt: URL, place: URL): void {
  const { n, d } = fixture
  const points = Float64Array.from(new Float32Array(bytes(pointsAt)))
  const labels = Int32Array.from(fixture.labels)
  const found = separation(points, n, d, labels)
  expect(apart(silhouettes(points, n, d, labels)!, new Float64Array(bytes(new URL(fixture.silhouette_samples, place))))).toBeLessThan(1e-9)
  expect(Math.abs(found.silhouette! - fixture.silhouette)).toBeLessThan(1e-9)
  expect(off(found.between, fixture.scatter.trace_between)).toBeLessThan(1e-9)
  expect(off(found.within, fixture.scatter.trace_within)).toBeLessThan(1e-9)
  expect(off(found.calinskiHarabasz, fixture.calinski_harabasz)).toBeLessThan(1e-9)
  expect(off(found.daviesBouldin, fixture.davies_bouldin)).toBeLessThan(1e-9)
  expect(off(found.cka, fixture.linear_cka_labels)).toBeLessThan(1e-9)
}

describe('the published programs’ measures', () => {
  it.each(manifest(own))('are ours: $name', fixture => expectPublished(fixture, new URL(fixture.points.split('/').at(-1)!, own), own))

  const present = existsSync(new URL('clusters/', shared)) && existsSync(new URL('persistence/', shared))
  it.skipIf(!present)('are ours for all clouds of ../shared/fixtures/clusters', () => {
    const place = new URL('clusters/', shared)
    const fixtures = manifest(place)
    expect(fixtures).toHaveLength(15)
    for (const fixture of fixtures) expectPublished(fixture, new URL(fixture.points, place), place)
  })
})

interface Labelled { points: Float64Array, n: number, d: number, k: number, labels: Int32Array }

/** Points around a random centre per class, at least two classes. */
function labelled(seed: number): Labelled {
  const random = mulberry32(seed)
  const normal = normals(random)
  const [n, d, k] = [6 + below(30, random), 1 + below(6, random), 2 + below(4, random)]
  const centres = Float64Array.from({ length: k * d }, () => 2 * normal())
  const labels = Int32Array.from({ length: n }, (_, i) => (i < k ? i : below(k, random)))
  return { n, d, k, labels, points: Float64Array.from({ length: n * d }, (_, at) => centres[labels[Math.floor(at / d)] * d + at % d] + normal()) }
}
const everySeed = (check: (seed: number) => void, numRuns = 60): void => fc.assert(fc.property(fc.nat(), check), { seed: 7, numRuns })

const measures = ['silhouette', 'between', 'within', 'calinskiHarabasz', 'daviesBouldin', 'cka', 'distanceRatio', 'walkMass'] as const
function expectSame(found: Separation, expected: Separation, except: readonly string[] = []): void {
  for (const name of measures) if (!except.includes(name)) expect(off(found[name], expected[name]!), name).toBeLessThan(1e-9)
}

describe('separation', () => {
  it('adds up: scatter, Calinski–Harabasz, ranges, classes', () => {
    everySeed(seed => {
      const { points, n, d, k, labels } = labelled(seed)
      const found = separation(points, n, d, labels)
      const means = Array.from({ length: d }, (_, j) => points.reduce((sum, x, at) => sum + (at % d === j ? x : 0), 0) / n)
      const total = points.reduce((sum, x, at) => sum + (x - means[at % d]) ** 2, 0)
      expect((found.between + found.within) / total).toBeCloseTo(1, 11)
      expect(off(found.calinskiHarabasz, found.between / (k - 1) / (found.within / (n - k)))).toBeLessThan(1e-12)
      expect(found.withinByClass.reduce((a, b) => a + b) / found.within).toBeCloseTo(1, 12)
      expect(found.sizes.reduce((a, b) => a + b)).toBe(n)
      expect(found.silhouetteByClass!.reduce((sum, s, c) => sum + s * found.sizes[c], 0) / n).toBeCloseTo(found.silhouette!, 12)
      expect(silhouettes(points, n, d, labels)!.every(s => s >= -1 && s <= 1)).toBe(true)
      for (const share of [found.cka!, found.walkMass]) expect(share > 0 && share <= 1 + 1e-12).toBe(true)
    })
  })

  it('is what the definitions say, summed the long way round', () => {
    everySeed(seed => {
      const { points, n, d, k, labels } = labelled(seed)
      const found = separation(points, n, d, labels)
      const D = (i: number, j: number): number => Math.hypot(...Array.from({ length: d }, (_, c) => points[i * d + c] - points[j * d + c]))
      const members = Array.from({ length: k }, (_, c) => Array.from(labels.keys()).filter(i => labels[i] === c))
      const mean = (list: number[]): number => list.reduce((a, b) => a + b, 0) / list.length
      const each = Array.from(labels.keys(), i => {
        const others = members[labels[i]].filter(j => j !== i)
        if (others.length === 0) return 0
        const a = mean(others.map(j => D(i, j)))
        const b = Math.min(...members.filter((_, c) => c !== labels[i]).map(list => mean(list.map(j => D(i, j)))))
        return (b - a) / Math.max(a, b)
      })
      expect(apart(silhouettes(points, n, d, labels)!, each)).toBeLessThan(1e-12)
      const pairs = Array.from(labels.keys()).flatMap(i => Array.from({ length: i }, (_, j) => [i, j]))
      const [same, different] = [true, false].map(alike => mean(pairs.filter(([i, j]) => (labels[i] === labels[j]) === alike).map(([i, j]) => D(i, j))))
      expect(off(found.distanceRatio, different / same)).toBeLessThan(1e-11)
      // CKA from the n × n Gram matrices, each doubly centred.
      const gram = (dot: (i: number, j: number) => number): number[][] => {
        const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => dot(i, j)))
        const rowMeans = rows.map(mean)
        return rows.map((row, i) => row.map((x, j) => x - rowMeans[i] - rowMeans[j] + mean(rowMeans)))
      }
      const inner = (a: number[][], b: number[][]): number => a.reduce((sum, row, i) => sum + row.reduce((s, x, j) => s + x * b[i][j], 0), 0)
      const X = gram((i, j) => points.subarray(i * d, (i + 1) * d).reduce((sum, x, c) => sum + x * points[j * d + c], 0))
      const Y = gram((i, j) => (labels[i] === labels[j] ? 1 : 0))
      expect(off(found.cka, inner(X, Y) / Math.sqrt(inner(X, X) * inner(Y, Y)))).toBeLessThan(1e-10)
    }, 25)
  })

  it('has the walk mass of the diffusion operator’s own matrix', () => {
    for (const walk of [{ scale: 'mean', sigma: 0.5 }, { scale: 'median', sigma: 1 }, { scale: 'none', sigma: 2 }] as const) {
      const { points, n, d, labels } = labelled(11)
      const values = Float32Array.from(points)
      const P = operatorMatrix(diffusionOperator({ id: 0, rows: n, columns: d, values }, walk))
      const expected = P.reduce((sum, p, at) => sum + (labels[Math.floor(at / n)] === labels[at % n] ? p : 0), 0) / n
      expect(separation(Float64Array.from(values), n, d, labels, walk).walkMass).toBeCloseTo(expected, 12)
    }
  })

  it('does not see translation, rotation, empty columns, the order of points or the names of classes', () => {
    everySeed(seed => {
      const { points, n, d, k, labels } = labelled(seed)
      const expected = separation(points, n, d, labels)
      const turned = points.map((x, at) => at % d > 1 || d === 1 ? -x : at % d === 0 ? 0.6 * x - 0.8 * points[at + 1] : 0.6 * x + 0.8 * points[at - 1])
      const order = shuffled(n, mulberry32(seed))
      const wider = new Float64Array(n * (d + 2))
      points.forEach((x, at) => { wider[Math.floor(at / d) * (d + 2) + at % d] = x })
      expectSame(separation(turned, n, d, labels), expected)
      expectSame(separation(points.map(x => x + 1000), n, d, labels), expected)
      expectSame(separation(wider, n, d + 2, labels), expected)
      expectSame(separation(points.map((_, at) => points[order[Math.floor(at / d)] * d + at % d]), n, d, labels.map((_, i) => labels[order[i]])), expected)
      const renamed = separation(points, n, d, labels.map(c => -5 * (k - c) - 2147480000))
      expectSame(renamed, expected)
      expect(renamed.labels[0]).toBe(-5 * k - 2147480000)
    })
  })

  it('sees scale only in the traces of scatter', () => {
    everySeed(seed => {
      const { points, n, d, labels } = labelled(seed)
      const expected = separation(points, n, d, labels)
      for (const scale of [1e-40, 3, 1e40]) {
        const found = separation(points.map(x => scale * x), n, d, labels)
        expectSame(found, expected, ['between', 'within'])
        expect(off(Math.sqrt(found.between) / scale, Math.sqrt(expected.between))).toBeLessThan(1e-9)
        expect(off(Math.sqrt(found.within) / scale, Math.sqrt(expected.within))).toBeLessThan(1e-9)
      }
    })
  })

  it('is the same by distances alone where distances are enough', () => {
    everySeed(seed => {
      const { points, n, d, labels } = labelled(seed)
      const distances = rowDistances(points, n, d)
      expect(silhouettesFromDistances(distances, n, labels)).toEqual(silhouettes(points, n, d, labels))
      expect(distanceRatio(distances, n, labels)).toBe(separation(points, n, d, labels).distanceRatio)
    })
  })

  it('is the same with more dimensions than points as with fewer', () => {
    const { points, n, d, labels } = labelled(3)
    // Each coordinate written 40 times is the cloud scaled by √40.
    const wide = Float64Array.from({ length: n * d * 40 }, (_, at) => points[Math.floor(at / (d * 40)) * d + at % d])
    expect(separation(wide, n, d * 40, labels).cka).toBeCloseTo(separation(points, n, d, labels).cka!, 12)
  })
})

describe('degenerate separation', () => {
  it('with one class is undefined, and says so', () => {
    const found = separation(Float64Array.of(0, 1, 5), 3, 1, new Int32Array(3).fill(4))
    expect(found).toMatchObject({ silhouette: null, silhouetteByClass: null, calinskiHarabasz: null, daviesBouldin: null, cka: null, distanceRatio: null, between: 0 })
    expect(found.within).toBeCloseTo(14, 12)
    expect(found.walkMass).toBeCloseTo(1, 15)
    expect(silhouettes(Float64Array.of(0, 1), 2, 1, [1, 1])).toBeNull()
    expect(separation(Float64Array.of(3), 1, 1, Int32Array.of(2))).toMatchObject({ silhouette: null, between: 0, within: 0, cka: null, walkMass: 1 })
  })

  it('of two points', () => {
    const found = separation(Float64Array.of(0, 4), 2, 1, Int32Array.of(1, 0))
    expect(found).toMatchObject({ silhouette: 0, between: 8, within: 0, calinskiHarabasz: 1, daviesBouldin: 0, distanceRatio: null })
    expect(found.cka).toBeCloseTo(1, 14)
  })

  it('where all points are equal, or all of each class', () => {
    const equal = separation(new Float64Array(12).fill(0.1), 6, 2, Int32Array.of(0, 0, 1, 1, 1, 2))
    expect(equal).toMatchObject({ silhouette: 0, between: 0, within: 0, calinskiHarabasz: 1, daviesBouldin: 0, cka: null, distanceRatio: null })
    expect(equal.walkMass).toBeCloseTo((2 * 2 + 3 * 3 + 1) / 36, 14)
    const apartOnly = separation(Float64Array.of(0.1, 0.1, 0.1, 0.7, 0.7), 5, 1, Int32Array.of(0, 0, 0, 1, 1))
    expect(apartOnly).toMatchObject({ silhouette: 1, within: 0, calinskiHarabasz: 1, daviesBouldin: 0, distanceRatio: null })
    expect(apartOnly.cka).toBeCloseTo(1, 12)
  })

  it('gives a point alone in its class the silhouette 0, and copies across classes 0', () => {
    expect([...silhouettes(Float64Array.of(0, 0, 9), 3, 1, [0, 0, 1])!]).toEqual([1, 1, 0])
    expect([...silhouettes(Float64Array.of(2, 2, 2, 2), 4, 1, [0, 0, 1, 1])!]).toEqual([0, 0, 0, 0])
  })

  it('leaves Davies–Bouldin undefined where spread classes share a centroid', () => {
    expect(separation(Float64Array.of(-1, 1, -2, 2), 4, 1, Int32Array.of(0, 0, 1, 1)).daviesBouldin).toBeNull()
  })

  it('takes a layer without units', () => {
    expect(separation(new Float64Array(0), 4, 0, Int32Array.of(0, 0, 1, 1))).toMatchObject({ silhouette: 0, cka: null, walkMass: 0.5 })
  })

  it('is refused with the place of what is wrong', () => {
    const points = Float64Array.of(0, 1, 2, 3)
    expect(() => separation(Float64Array.of(0, 1, NaN, 3), 2, 2, Int32Array.of(0, 1))).toThrow('Coordinate 0 of point 1 is NaN')
    expect(() => separation(points, 2, 2, Int32Array.of(0, 1, 1))).toThrow('3 labels for 2 points')
    expect(() => separation(points, 3, 2, Int32Array.of(0, 1, 1))).toThrow('4 coordinates; 3 points in 2 dimensions have 6')
    expect(() => separation(points, 0, 2, Int32Array.of())).toThrow('0 points')
    expect(() => silhouettes(points, 4, 1, [0, 1, 0.5, 1])).toThrow('The label of point 2 is 0.5')
    expect(() => silhouettes(points, 4, 1, [0, 1, 1, NaN])).toThrow('The label of point 3 is NaN')
    expect(() => silhouettesFromDistances(Float64Array.of(1, 2), 3, [0, 1, 1])).toThrow('2 distances; 3 points have 3 pairs')
    expect(() => silhouettesFromDistances(Float64Array.of(1, 2, -1), 3, [0, 1, 1])).toThrow('between points 1 and 2 is -1')
    expect(() => distanceRatio(Float64Array.of(1, NaN, 1), 3, [0, 1, 1])).toThrow('between points 0 and 2 is NaN')
    expect(() => separation(points, 4, 1, Int32Array.of(0, 1, 0, 1), { scale: 'mean', sigma: 0 })).toThrow('sigma is 0')
  })
})
