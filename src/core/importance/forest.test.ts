// A forest must say a step where there is one, in numbers and in names, and take nothing from the order of levels or from a turned target.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mulberry32 } from '../random.ts'
import { runToEnd } from '../steps.ts'
import type { Forest, Input, Target, Tree } from './forest.ts'
import { growForest, leafOf } from './forest.ts'

const numbers = (n: number, seed: number): Float64Array => { const random = mulberry32(seed); return Float64Array.from({ length: n }, random) }
const levels = (n: number, count: number, seed: number): Float64Array => numbers(n, seed).map(value => Math.floor(value * count))
const grow = (inputs: Input[], target: Target, seed = 1, trees = 20): Forest => runToEnd(growForest(inputs, target, { trees, seed }))
const said = ({ trees, inputs, target: { outputs } }: Forest, row: number): number[] => Array.from({ length: outputs }, (_, o) =>
  trees.reduce((sum, tree) => sum + tree.means[leafOf(tree, inputs, row) * outputs + o], 0) / trees.length)
const asked = ({ trees }: Forest): Set<number> => new Set(trees.flatMap(tree => [...tree.feature].filter(feature => feature >= 0)))

describe('a regression forest', () => {
  it('finds a step at its place, and asks the input that has it', () => {
    const x = numbers(200, 1)
    const y = x.map(value => value > 0.3 ? 1 : 0)
    const forest = grow([{ values: x, levels: 0 }], { values: y, outputs: 1 })
    for (const tree of forest.trees) {
      const [below, above] = [Math.max(...x.filter(value => value <= 0.3)), Math.min(...x.filter(value => value > 0.3))]
      // A tree that has not seen the neighbours of the step puts it half-way between the ones that it has.
      expect(tree.threshold[0]).toBeGreaterThan(below - 0.1)
      expect(tree.threshold[0]).toBeLessThan(above + 0.1)
    }
    for (let row = 0; row < 200; row++) if (Math.abs(x[row] - 0.3) > 0.1) expect(said(forest, row)[0]).toBeCloseTo(y[row], 12)
  })

  it('parts levels by their means, whatever their numbers', () => {
    const x = levels(300, 6, 2)
    const high = new Set([0, 3, 5])
    const y = x.map(level => high.has(level) ? 1 : 0)
    const forest = grow([{ values: x, levels: 6 }], { values: y, outputs: 1 })
    // One question is enough, because {0, 3, 5} against {1, 2, 4} is one cut in the order of means.
    for (const tree of forest.trees) expect(tree.feature.length).toBe(3)
    for (let row = 0; row < 300; row++) expect(said(forest, row)[0]).toBe(y[row])
  })

  it('says the same whatever the levels are called', () => {
    const x = levels(120, 5, 3)
    const z = numbers(120, 4)
    const y = x.map((level, row) => Math.sin(level * 7) + z[row])
    const other = [3, 0, 4, 1, 2]
    const a = grow([{ values: x, levels: 5 }, { values: z, levels: 0 }], { values: y, outputs: 1 })
    const b = grow([{ values: x.map(level => other[level]), levels: 5 }, { values: z, levels: 0 }], { values: y, outputs: 1 })
    for (let row = 0; row < 120; row++) expect(said(b, row)[0]).toBeCloseTo(said(a, row)[0], 10)
  })

  it('splits places the same way when the map is turned', () => {
    const x = numbers(150, 5)
    const noise = numbers(300, 6)
    const places = Float64Array.from({ length: 300 }, (_, at) => (at % 2 === 0 ? 3 * x[at >> 1] : x[at >> 1] ** 2) + 0.2 * noise[at])
    const turn = 0.7
    const turned = Float64Array.from(places, (_, at) => at % 2 === 0
      ? Math.cos(turn) * places[at] - Math.sin(turn) * places[at + 1]
      : Math.sin(turn) * places[at - 1] + Math.cos(turn) * places[at])
    const inputs = [{ values: x, levels: 0 }, { values: numbers(150, 7), levels: 0 }]
    const shape = ({ trees }: Forest): Pick<Tree, 'feature' | 'threshold'>[] => trees.map(({ feature, threshold }) => ({ feature, threshold }))
    expect(shape(grow(inputs, { values: turned, outputs: 2 }))).toEqual(shape(grow(inputs, { values: places, outputs: 2 })))
  })

  it('makes the mean of its rows from a constant target, without a question', () => {
    const forest = grow([{ values: numbers(40, 8), levels: 0 }], { values: new Float64Array(40).fill(0.1 + 0.2), outputs: 1 })
    expect(asked(forest).size).toBe(0)
    expect(said(forest, 3)[0]).toBeCloseTo(0.3, 12)
  })

  it('keeps missing values together, below everything', () => {
    const x = numbers(100, 9).map((value, row) => row % 3 === 0 ? NaN : value)
    const y = x.map(value => Number.isNaN(value) ? 1 : 0)
    const forest = grow([{ values: x, levels: 0 }], { values: y, outputs: 1 })
    for (let row = 0; row < 100; row++) expect(said(forest, row)[0]).toBe(y[row])
    for (const tree of forest.trees) expect(tree.threshold[0]).toBe(-Infinity)
  })

  it('is the same again from the same seed, and leaves about 37 of 100 rows out of each bag', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 30, max: 80 }), (seed, n) => {
      const inputs = [{ values: numbers(n, seed + 1), levels: 0 }, { values: levels(n, 3, seed + 2), levels: 3 }]
      const target = { values: numbers(n, seed + 3), outputs: 1 }
      const forest = grow(inputs, target, seed, 12)
      expect(grow(inputs, target, seed, 12)).toEqual(forest)
      const out = forest.trees.reduce((sum, tree) => sum + tree.outOfBag.length, 0) / (12 * n)
      expect(out).toBeGreaterThan(0.25)
      expect(out).toBeLessThan(0.49)
      for (const tree of forest.trees) expect(tree.means.every(value => value >= 0 && value <= 1)).toBe(true)
    }), { numRuns: 20 })
  })

  it('refuses inputs of another length and categories with too many levels', () => {
    expect(() => grow([{ values: numbers(9, 1), levels: 0 }], { values: numbers(10, 2), outputs: 1 })).toThrow('An input has 9 values for 10 rows.')
    expect(() => grow([{ values: levels(10, 3, 1), levels: 40 }], { values: numbers(10, 2), outputs: 1 })).toThrow('A category may have 32 levels, not 40.')
  })
})
