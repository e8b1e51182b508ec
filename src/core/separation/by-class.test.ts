// Class by class: the parts make up the whole measures, and the names and the order of classes are names and order only.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mulberry32, normals, shuffled } from '../random.ts'
import { runToEnd } from '../steps.ts'
import type { ByClass } from './by-class.ts'
import { byClassSteps, closestClasses } from './by-class.ts'
import { separation } from './separation.ts'

const byClass = (points: Float64Array, n: number, d: number, labels: ArrayLike<number>): ByClass => runToEnd(byClassSteps(points, n, d, labels))

/** Clouds about centres on a line, a different number of points in each. */
function cloud(seed: number, sizes: readonly number[], d = 3): { points: Float64Array, n: number, d: number, labels: Int32Array } {
  const normal = normals(mulberry32(seed))
  const labels = Int32Array.from(sizes.flatMap((size, c) => Array.from({ length: size }, () => 10 - 3 * c)))
  const points = Float64Array.from({ length: labels.length * d }, (_, at) => normal() + (at % d === 0 ? labels[Math.floor(at / d)] : 0))
  return { points, n: labels.length, d, labels }
}

const clouds = fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 5 })).map(([seed, sizes]) => cloud(seed, sizes))

describe('separation class by class', () => {
  it('adds up to the measures of the whole: silhouettes weighted by class size, traces, CKA', () => {
    fc.assert(fc.property(clouds, ({ points, n, d, labels }) => {
      const parts = byClass(points, n, d, labels)
      const whole = separation(points, n, d, labels)
      const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)
      expect(parts.silhouetteByClass!.reduce((total, value, c) => total + value * parts.sizes[c], 0) / n).toBeCloseTo(whole.silhouette!, 12)
      expect(sum(parts.silhouettes!) / n).toBeCloseTo(whole.silhouette!, 12)
      expect(sum(parts.between) / whole.between).toBeCloseTo(1, 9)
      expect(sum(parts.within)).toBeCloseTo(whole.within, 9)
      expect(parts.cka).toBe(whole.cka)
    }))
  })

  it('has mean distances that give the distance ratio when each block counts its pairs', () => {
    const { points, n, d, labels } = cloud(5, [6, 4, 8])
    const { distances, sizes, meanDistance } = byClass(points, n, d, labels)
    let [between, betweenPairs, within, withinPairs] = [0, 0, 0, 0]
    for (let c = 0; c < 3; c++) {
      within += distances[c * 3 + c] * sizes[c] * (sizes[c] - 1) / 2
      withinPairs += sizes[c] * (sizes[c] - 1) / 2
      for (let e = c + 1; e < 3; e++) {
        between += distances[c * 3 + e] * sizes[c] * sizes[e]
        betweenPairs += sizes[c] * sizes[e]
        expect(distances[e * 3 + c]).toBe(distances[c * 3 + e])
      }
    }
    expect(between / betweenPairs / (within / withinPairs)).toBeCloseTo(separation(points, n, d, labels).distanceRatio!, 10)
    expect((between + within) / (betweenPairs + withinPairs)).toBeCloseTo(meanDistance, 10)
  })

  it('permutes with the classes’ names, and does not hear the order of the points', () => {
    const { points, n, d, labels } = cloud(8, [5, 7, 3])
    const before = byClass(points, n, d, labels)
    // Reversing the labels' order reverses every list by class.
    const renamed = byClass(points, n, d, labels.map(label => -label))
    const back = (values: Float64Array) => Array.from(values).reverse()
    expect(Array.from(renamed.silhouetteByClass!)).toEqual(back(before.silhouetteByClass!))
    expect(Array.from(renamed.within)).toEqual(back(before.within))
    expect(Array.from(renamed.distances)).toEqual(back(before.distances))
    expect(Array.from(renamed.sizes)).toEqual(Array.from(before.sizes).reverse())
    const order = shuffled(n, mulberry32(3))
    const mixed = byClass(Float64Array.from({ length: n * d }, (_, at) => points[order[Math.floor(at / d)] * d + at % d]), n, d, Int32Array.from(order, k => labels[k]))
    mixed.distances.forEach((value, at) => expect(value).toBeCloseTo(before.distances[at], 12))
    mixed.silhouettes!.forEach((value, k) => expect(value).toBeCloseTo(before.silhouettes![order[k]], 12))
  })

  it('names the two closest classes', () => {
    const { points, n, d, labels } = { points: Float64Array.of(0, 0.1, 5, 5.1, 6, 6.1, 20, 20.1), n: 8, d: 1, labels: [1, 1, 2, 2, 3, 3, 4, 4] }
    const found = closestClasses(byClass(points, n, d, labels))!
    expect([found.a, found.b]).toEqual([1, 2])
    expect(found.distance).toBeCloseTo(1, 12)
  })

  it('says what is undefined: one class, a class of one point, points that coincide', () => {
    const one = byClass(Float64Array.of(0, 1, 2), 3, 1, [4, 4, 4])
    expect([one.silhouettes, one.silhouetteByClass, one.cka, closestClasses(one)]).toEqual([null, null, null, null])
    const lonely = byClass(Float64Array.of(0, 1, 2), 3, 1, [4, 4, 5])
    expect(lonely.distances[3]).toBeNaN()
    expect(lonely.silhouetteByClass![1]).toBe(0)
    const dead = byClass(new Float64Array(4).fill(3), 4, 1, [0, 0, 1, 1])
    expect([...dead.between, ...dead.within, ...dead.distances, dead.meanDistance]).toEqual(new Array(9).fill(0))
    expect(dead.cka).toBeNull()
  })
})
