// Distances between diagrams against every possible matching of small ones, and the laws that a distance obeys.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { condensedIndex } from '../condensed.ts'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import { diagramDistanceSteps, wassersteinDistancesSteps } from './all-diagrams.ts'
import { heaviestMatching } from './assignment.ts'
import { part } from './bar-costs.ts'
import type { Diagram } from './diagram.ts'
import { diagramOf, emptyDiagram, finiteBars, inUnitsOf } from './diagram.ts'
import { editMatching } from './edit-matching.ts'
import { gainsOfMatching } from './gains.ts'
import { largestMatching } from './hopcroft-karp.ts'
import { summary } from './summary.ts'
import type { DiagramDistanceOptions } from './wasserstein.ts'
import { diagramDistance, matchDiagrams } from './wasserstein.ts'

const orders = [1, 2, 3.5, Infinity]
const kinds: DiagramDistanceOptions[] = orders.flatMap(order => [{ order, inner: Infinity }, { order, inner: 2 as const }])

type Bar = [number, number]

/** The least cost over all partial matchings, tried one by one. */
function everyMatching(a: Bar[], b: Bar[], { order, inner }: DiagramDistanceOptions): number {
  const cost = (x: number, y: number): number => (inner === 2 ? Math.hypot(x, y) : Math.max(Math.abs(x), Math.abs(y)))
  const alone = ([birth, death]: Bar): number => cost((death - birth) / 2, (death - birth) / 2)
  const add = (x: number, y: number): number => (order === Infinity ? Math.max(x, y) : x + y ** order)
  const best = (at: number, left: Bar[]): number => {
    if (at === a.length) return left.reduce((sum, bar) => add(sum, alone(bar)), 0)
    const dropped = add(best(at + 1, left), alone(a[at]))
    return left.reduce((least, bar, k) => Math.min(least, add(best(at + 1, left.toSpliced(k, 1)), cost(a[at][0] - bar[0], a[at][1] - bar[1]))), dropped)
  }
  const total = best(0, b)
  return order === Infinity ? total : total ** (1 / order)
}

const grid = fc.integer({ min: 0, max: 8 })
const real = fc.double({ min: 0, max: 5, noNaN: true })
const bars = (births: fc.Arbitrary<number>, lengths: fc.Arbitrary<number>): fc.Arbitrary<Bar[]> =>
  fc.array(fc.tuple(births, lengths).map(([birth, length]): Bar => [birth, birth + length]), { maxLength: 5 })
const small = fc.oneof(bars(grid, grid), bars(real, real), bars(fc.constant(0), real), bars(fc.constant(0), grid))
const close = (a: number, b: number): void => { expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(b))) }

/** A diagram of many bars, some long and many short. */
function manyBars(count: number, seed: number): Diagram {
  const random = mulberry32(seed)
  return diagramOf(Array.from({ length: count }, () => {
    const birth = random()
    return [birth, birth + random() ** 4]
  }))
}

describe('against every matching', () => {
  it.each(kinds)('order $order, inner norm $inner', options => {
    fc.assert(fc.property(small, small, (a, b) => {
      const reference = everyMatching(a, b, options)
      close(diagramDistance(diagramOf(a), diagramOf(b), options), reference)
      const { distance, pairs } = matchDiagrams(diagramOf(a), diagramOf(b), options)
      close(distance, reference)
      expect(pairs.map(pair => pair.a).filter(bar => bar >= 0).sort()).toEqual(a.map((_, bar) => bar))
      expect(pairs.map(pair => pair.b).filter(bar => bar >= 0).sort()).toEqual(b.map((_, bar) => bar))
      expect(pairs.every(pair => pair.a >= 0 || pair.b >= 0)).toBe(true)
      const { order } = options
      const total = order === Infinity ? Math.max(0, ...pairs.map(pair => pair.cost)) : pairs.reduce((sum, { cost }) => sum + cost ** order, 0) ** (1 / order)
      close(total, reference)
    }), { numRuns: 150 })
  })

  it('two ways to match lists of deaths agree: edit distance and assignment', () => {
    fc.assert(fc.property(fc.array(real, { maxLength: 30 }), fc.array(real, { maxLength: 30 }), fc.constantFrom(1, 2, 3), (x, y, order) => {
      const [a, b] = [x, y].map(deaths => part(diagramOf(deaths.map(death => [0, death]))).points)
      const cost = (partner: Int32Array): number => {
        const free = new Set(b.places)
        const paired = partner.reduce((sum, j, i) => {
          free.delete(j)
          return sum + (j < 0 ? (a.deaths[i] / 2) ** order : Math.abs(a.deaths[i] - b.deaths[j]) ** order)
        }, 0)
        return [...free].reduce((sum, j) => sum + (b.deaths[j] / 2) ** order, paired)
      }
      close(cost(editMatching(a, b, order, Infinity, 1)), cost(heaviestMatching(gainsOfMatching(a, b, order, Infinity, 1))))
    }))
  })
})

describe('laws', () => {
  const many = [manyBars(60, 1), manyBars(45, 2), manyBars(0, 3), manyBars(70, 4)]

  it.each(kinds)('order $order, inner norm $inner: zero to itself, symmetric, no detours', options => {
    const d = (i: number, j: number): number => diagramDistance(many[i], many[j], options)
    for (let i = 0; i < 4; i++) {
      expect(d(i, i)).toBe(0)
      for (let j = 0; j < 4; j++) {
        close(d(i, j), d(j, i))
        for (let k = 0; k < 4; k++) expect(d(i, k)).toBeLessThanOrEqual(d(i, j) + d(j, k) + 1e-12)
      }
    }
  })

  it('bottleneck is at most W_q, and W_q falls with q', () => {
    const [one, two, three, most] = orders.map(order => diagramDistance(many[0], many[1], { order, inner: Infinity }))
    expect(most).toBeLessThanOrEqual(three)
    expect(three).toBeLessThanOrEqual(two)
    expect(two).toBeLessThanOrEqual(one)
    expect(diagramDistance(many[0], many[1], { order: 16, inner: Infinity })).toBeLessThanOrEqual(most * 115 ** (1 / 16))
  })

  it('to nothing: half the total persistence', () => {
    const { totalPersistence, largest } = summary(many[0])
    close(diagramDistance(many[0], emptyDiagram()), totalPersistence / 2)
    close(diagramDistance(emptyDiagram(), many[0], { order: 1, inner: 2 }), totalPersistence / Math.SQRT2)
    close(diagramDistance(many[0], emptyDiagram(), { order: Infinity, inner: Infinity }), largest / 2)
  })

  it('in other units', () => {
    for (const options of kinds) {
      const scaled = (scale: number): number => diagramDistance(inUnitsOf(many[0], scale), inUnitsOf(many[1], scale), options)
      close(scaled(0.125) / 8, scaled(1))
      // The power 3.5 of costs this small or large is out of the range of numbers.
      close(scaled(1e100) * 1e100, scaled(1))
      close(scaled(1e-100) / 1e100, scaled(1))
    }
  })

  it('all pairs', () => {
    const options: DiagramDistanceOptions = { order: 2, inner: 2 }
    const all = runToEnd(diagramDistanceSteps(many, options))
    expect(all).toHaveLength(6)
    for (let i = 0; i < 4; i++) for (let j = i + 1; j < 4; j++) expect(all[condensedIndex(i, j, 4)]).toBe(diagramDistance(many[i], many[j], options))
    expect(runToEnd(diagramDistanceSteps([]))).toHaveLength(0)
  })

  it('all pairs leave out the one component that never merges, in every diagram alike', () => {
    const pieces = [[1], [2], [1, 3]].map(deaths => diagramOf([...deaths.map((death): [number, number] => [0, death]), [0, null]]))
    expect([...runToEnd(wassersteinDistancesSteps(pieces, 0))]).toEqual([1, 1.5, 1.5])
  })

  it('all pairs of loops are W1 with inner norm ∞, whatever their order', () => {
    const all = runToEnd(wassersteinDistancesSteps(many))
    const back = runToEnd(wassersteinDistancesSteps(many.toReversed()))
    for (let i = 0; i < 4; i++) {
      for (let j = i + 1; j < 4; j++) {
        expect(all[condensedIndex(i, j, 4)]).toBe(diagramDistance(many[i], many[j], { order: 1, inner: Infinity, dimension: 1 }))
        close(back[condensedIndex(3 - j, 3 - i, 4)], all[condensedIndex(i, j, 4)])
      }
    }
  })
})

describe('bars without end', () => {
  const a = diagramOf([[0, 1], [0, null], [0.5, null], [2, null]])

  it('the one component that never merges is left out', () => {
    expect(diagramDistance(diagramOf([[0, 2], [0, null]]), emptyDiagram())).toBe(1)
    expect(diagramDistance(diagramOf([[0, 2], [0, null]]), diagramOf([[0, 2], [0, null]]))).toBe(0)
    expect(diagramDistance(diagramOf([[0, null], [0, null]]), diagramOf([[0, null]]))).toBe(Infinity)
  })

  it('equally many others are matched in order of birth', () => {
    const b = diagramOf([[0, 1], [0, null], [2.25, null], [0.25, null]])
    expect(diagramDistance(a, b)).toBe(0.5)
    expect(diagramDistance(a, b, { order: Infinity, inner: 2 })).toBe(0.25)
    close(diagramDistance(a, b, { order: 2, inner: 2 }), Math.sqrt(2) / 4)
    expect(matchDiagrams(a, b).pairs).toContainEqual({ a: 2, b: 2, cost: 0.25 })
  })

  it('unequally many are infinitely far apart', () => {
    expect(diagramDistance(a, finiteBars(a))).toBe(Infinity)
    expect(matchDiagrams(a, finiteBars(a))).toEqual({ distance: Infinity, pairs: [] })
  })
})

describe('refused', () => {
  it('names what is wrong', () => {
    const good = diagramOf([[0, 1]])
    expect(() => diagramDistance(good, good, { order: 0.5, inner: 2 })).toThrow('order of a distance between diagrams is 0.5; it must be from 1 to 16')
    expect(() => diagramDistance(good, good, { order: 17, inner: 2 })).toThrow('is 17')
    expect(() => diagramDistance(good, good, { order: NaN, inner: 2 })).toThrow('is NaN')
    expect(() => diagramDistance(good, good, { order: 1, inner: 3 as 2 })).toThrow('inner norm of a distance between diagrams is 3')
    expect(() => diagramDistance(good, { births: Float64Array.of(0, 2), deaths: Float64Array.of(1, 1) })).toThrow('Bar 1 of the diagram lives from 2 to 1')
    expect(() => diagramDistance(good, { births: Float64Array.of(NaN), deaths: Float64Array.of(1) })).toThrow('Bar 0 of the diagram lives from NaN to 1')
    expect(() => diagramDistance(good, { births: Float64Array.of(0), deaths: Float64Array.of(NaN) })).toThrow('from 0 to NaN')
    expect(() => diagramDistance(good, { births: Float64Array.of(0), deaths: new Float64Array(0) })).toThrow('1 births and 0 deaths')
  })
})

describe('matchings', () => {
  const edges = fc.array(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), { maxLength: 6 })

  it('the largest has as many pairs as there can be', () => {
    const most = (table: boolean[][], row: number, taken: number): number => {
      if (row === table.length) return 0
      const free = Array.from(table[row].keys()).filter(column => table[row][column] && (taken >> column & 1) === 0)
      return Math.max(most(table, row + 1, taken), ...free.map(column => 1 + most(table, row + 1, taken | 1 << column)))
    }
    fc.assert(fc.property(edges, table => {
      const columns = table.map(row => row.flatMap((edge, column) => edge ? [column] : []))
      const rows = Int32Array.from([0, ...columns.map(((sum: number) => (list: number[]) => sum += list.length)(0))])
      const partner = largestMatching({ rows, columns: Int32Array.from(columns.flat()), width: 6 })
      const used = Array.from(partner).filter(column => column >= 0)
      expect(new Set(used).size).toBe(used.length)
      partner.forEach((column, row) => { if (column >= 0) expect(table[row][column]).toBe(true) })
      expect(used.length).toBe(most(table, 0, 0))
    }))
  })

  it('the heaviest, at a size where paths are long, cannot be bettered by any swap of two', () => {
    const normal = normals(mulberry32(9))
    const points = (count: number): Diagram => diagramOf(Array.from({ length: count }, () => [Math.abs(normal()), 5 + Math.abs(normal())]))
    const [a, b] = [points(80), points(80)].map(diagram => part(diagram).points)
    const { rows, columns, gains } = gainsOfMatching(a, b, 1, 2, 1)
    const gain = (i: number, j: number): number => {
      if (j < 0) return 0
      const at = columns.subarray(rows[i], rows[i + 1]).indexOf(j)
      return at < 0 ? -Infinity : gains[rows[i] + at]
    }
    const partner = heaviestMatching({ rows, columns, gains, width: 80 })
    for (let i = 0; i < 80; i++) {
      for (let k = 0; k < i; k++) expect(gain(i, partner[k]) + gain(k, partner[i])).toBeLessThanOrEqual(gain(i, partner[i]) + gain(k, partner[k]) + 1e-12)
    }
  })
})
