// The front against its definition, network by network, and areas against squares that can be counted.
import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../random.ts'
import type { Weighed } from './pareto.ts'
import { hypervolume, meanRises, paretoFront } from './pareto.ts'

const of = (...pairs: [score: number, cost: number][]): Weighed[] => pairs.map(([score, cost], id) => ({ id, score, cost }))
const ids = (networks: readonly Weighed[]): number[] => networks.map(({ id }) => id)
/** Whole numbers, so that there are many ties. */
const drawn = (seed: number, n: number): Weighed[] => {
  const random = mulberry32(seed)
  return of(...Array.from({ length: n }, () => [Math.floor(random() * 8), Math.floor(random() * 8) + 1] as [number, number]))
}

describe('the front', () => {
  it('is what no other dominates', () => {
    for (let seed = 0; seed < 30; seed++) {
      const networks = drawn(seed, 25)
      const dominated = (a: Weighed): boolean => networks.some(b => b.score >= a.score && b.cost <= a.cost && (b.score > a.score || b.cost < a.cost))
      expect(ids(paretoFront(networks)).toSorted((a, b) => a - b)).toEqual(ids(networks.filter(network => !dominated(network))))
    }
  })

  it('goes from cheap to dear, with all equals, without the diverged', () => {
    expect(ids(paretoFront(of([0.5, 10], [0.9, 30], [0.5, 10], [NaN, 1], [0.4, 20], [0.95, NaN], [0.9, 31])))).toEqual([0, 2, 1])
    expect(paretoFront([])).toEqual([])
    expect(paretoFront(of([NaN, 1], [NaN, 2]))).toEqual([])
  })
})

describe('hypervolume', () => {
  it('counts the squares that are dominated', () => {
    for (let seed = 0; seed < 20; seed++) {
      const networks = drawn(seed, 6)
      let squares = 0
      for (let score = 1; score <= 7; score++) for (let cost = 0; cost < 7; cost++) if (networks.some(network => network.score >= score && network.cost <= cost)) squares++
      expect(hypervolume(networks, { score: 0, cost: 7 })).toBe(squares)
    }
  })

  it('on a logarithmic scale counts halvings alike', () => {
    expect(hypervolume(of([0.5, 100]), { score: 0, cost: 200 }, true)).toBeCloseTo(0.5 * Math.LN2, 12)
    expect(hypervolume(of([0.5, 10]), { score: 0, cost: 20 }, true)).toBeCloseTo(0.5 * Math.LN2, 12)
  })

  it('is nothing of nothing, of the diverged, and of what is worse than the worst', () => {
    const worst = { score: 0.2, cost: 10 }
    expect([[], of([NaN, 1]), of([0.1, 1]), of([0.9, 10]), of([0.9, 20])].map(networks => hypervolume(networks, worst))).toEqual([0, 0, 0, 0, 0])
  })
})

describe('the mean rise of a front', () => {
  const before = of([0.3, 10], [0.5, 40], [0.4, 100], [0.6, 200])
  const riseBy = (...added: [number, number][]): number => meanRises(before, of(...added)).at(-1)!

  it('is what everybody rises by, and nothing where nobody rises', () => {
    expect(meanRises(before, before.map(one => ({ ...one, score: one.score + 0.07 }))).at(-1)).toBeCloseTo(0.07, 12)
    expect(meanRises(before, before)).toEqual([0, 0, 0, 0])
    expect(riseBy([0.29, 10], [0.5, 300], [NaN, 1])).toBeCloseTo(0, 12)
  })

  it('counts every doubling of the cost alike, and what is cheaper than everybody from the cheapest on', () => {
    // .1 more from 20 to 40, one of the doublings between 10 and 200.
    expect(riseBy([0.4, 20])).toBeCloseTo(0.1 * Math.log(2) / Math.log(20), 12)
    expect(riseBy([0.4, 1])).toBeCloseTo(riseBy([0.4, 10]), 12)
  })

  it('never falls as networks are added; the last is what hypervolume gained, whatever their order', () => {
    const added = [...of([NaN, 3]), ...drawn(4, 40)]
    const rises = meanRises(before, added)
    expect(rises).toHaveLength(added.length)
    expect(rises).toEqual(rises.toSorted((a, b) => a - b))
    expect(meanRises(before, added.toReversed()).at(-1)).toBeCloseTo(rises.at(-1)!, 12)
    // Of costs within those of before.
    const inside = drawn(5, 40).map(one => ({ ...one, cost: 10 + 100 * one.cost % 190 }))
    const worst = { score: 0.3, cost: 200 }
    expect(meanRises(before, inside).at(-1)).toBeCloseTo((hypervolume([...before, ...inside], worst, true) - hypervolume(before, worst, true)) / Math.log(20), 12)
  })

  it('is that of the best where all cost the same, and no number of nobody', () => {
    expect(meanRises(of([0.3, 5], [0.4, 5]), of([0.35, 5], [0.6, 5]))).toEqual([0, expect.closeTo(0.2, 12)])
    expect(meanRises([], before)[0]).toBeNaN()
    expect(meanRises(of([NaN, 1]), before)[0]).toBeNaN()
  })
})
