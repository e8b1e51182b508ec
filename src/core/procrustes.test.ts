import { describe, expect, it } from 'vitest'
import { MersenneTwister } from './mersenne.ts'
import { alignRigid, layOnto, procrustes } from './procrustes.ts'

const random = new MersenneTwister(7)
const cloud = (rows: number, dims: number): Float64Array => Float64Array.from({ length: rows * dims }, () => random.unit() - 0.5)

function moved(points: Float64Array, rows: number, dims: number, angle: number, mirror: boolean): Float64Array {
  const out = points.slice()
  for (let i = 0; i < rows; i++) {
    const x = points[i * dims]
    const y = points[i * dims + 1]
    out[i * dims] = Math.cos(angle) * x - Math.sin(angle) * y + 3
    out[i * dims + 1] = (mirror ? -1 : 1) * (Math.sin(angle) * x + Math.cos(angle) * y) - 8
  }
  return out
}

function apart(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, x, k) => Math.max(most, Math.abs(x - b[k])), 0)
}

describe('alignRigid', () => {
  it('undoes a turn, a mirroring and a shift, in two and three dimensions', () => {
    for (const dims of [2, 3]) {
      const anchor = cloud(25, dims)
      for (const mirror of [false, true]) {
        const back = alignRigid(moved(anchor, 25, dims, 2.1, mirror), anchor, 25, dims)
        expect(apart(back, anchor)).toBeLessThan(1e-13)
      }
    }
  })

  it('keeps distances: it never scales', () => {
    const anchor = cloud(12, 2)
    const double = anchor.map(x => 2 * x)
    const back = alignRigid(double, anchor, 12, 2)
    const length = (p: Float64Array): number => Math.hypot(p[0] - p[2], p[1] - p[3])
    expect(length(back)).toBeCloseTo(length(double), 12)
  })

  it('answers for points on a line, for one point and for coincident points', () => {
    const line = Float64Array.from({ length: 10 }, (_, k) => (k % 2 === 0 ? k : 2 * k - 2))
    expect(apart(alignRigid(moved(line, 5, 2, 1, false), line, 5, 2), line)).toBeLessThan(1e-12)
    expect(Array.from(alignRigid([4, 4], [1, 2], 1, 2))).toEqual([1, 2])
    expect(Array.from(alignRigid([4, 4, 4, 4], [1, 2, 1, 2], 2, 2))).toEqual([1, 2, 1, 2])
    const plane = Float64Array.from({ length: 12 }, (_, k) => (k % 3 === 2 ? 0 : random.unit()))
    expect(apart(alignRigid(moved(plane, 4, 3, 1, true), plane, 4, 3), plane)).toBeLessThan(1e-12)
  })
})

describe('layOnto', () => {
  const ids = Array.from({ length: 25 }, (_, k) => 3 * k)

  it('recovers a turn, a mirroring and a shift from the points that both have, and takes the others along', () => {
    for (const dims of [2, 3]) {
      const anchor = cloud(25, dims)
      const known = ids.filter((_, k) => k % 2 === 0)
      const among = Float64Array.from(known.flatMap(id => [...anchor.subarray(id / 3 * dims, (id / 3 + 1) * dims)]))
      for (const mirror of [false, true]) {
        const back = layOnto({ ids, coordinates: moved(anchor, 25, dims, 2.1, mirror), dims }, { ids: [...known, 1000], coordinates: [...among, ...cloud(1, dims)], dims })
        expect(apart(back!, anchor)).toBeLessThan(1e-12)
      }
    }
  })

  it('lays a cloud in space onto the plane so that its first two axes fit, and a plane onto the first two axes of a cloud', () => {
    const plane = cloud(25, 2)
    const space = (height: number): Float64Array => Float64Array.from({ length: 75 }, (_, k) => k % 3 === 2 ? height : plane[2 * Math.floor(k / 3) + k % 3])
    const tilted = moved(space(0), 25, 3, 0.7, true)
    const [c, s] = [Math.cos(1.1), Math.sin(1.1)]
    const turned = tilted.map((value, k) => k % 3 === 1 ? c * value - s * tilted[k + 1] : k % 3 === 2 ? s * tilted[k - 1] + c * value : value)
    expect(apart(layOnto({ ids, coordinates: turned, dims: 3 }, { ids, coordinates: plane, dims: 2 })!, space(0))).toBeLessThan(1e-12)
    expect(apart(layOnto({ ids, coordinates: moved(plane, 25, 2, 2, false), dims: 2 }, { ids, coordinates: space(9), dims: 3 })!, plane)).toBeLessThan(1e-12)
  })

  it('says that it cannot where fewer than two points are shared', () => {
    expect(layOnto({ ids: [1, 2], coordinates: [0, 0, 1, 1], dims: 2 }, { ids: [2, 3], coordinates: [0, 0, 1, 1], dims: 2 })).toBeNull()
  })
})

describe('procrustes', () => {
  it('finds no difference between a cloud and its scaled, mirrored copy', () => {
    const anchor = cloud(20, 2)
    expect(procrustes(moved(anchor, 20, 2, 0.4, true).map(x => 5 * x), anchor, 20, 2).disparity).toBeLessThan(1e-14)
  })
})
