// Importance against functions whose answer is known, and against what chance must give.
import { describe, expect, it } from 'vitest'
import { mulberry32, normals } from '../random.ts'
import { runToEnd } from '../steps.ts'
import type { Input, Target } from './forest.ts'
import type { ImportanceOptions, ImportanceReport } from './importance.ts'
import { importance } from './importance.ts'

const n = 240
const numbers = (seed: number): Float64Array => { const random = mulberry32(seed); return Float64Array.from({ length: n }, random) }
const input = (seed: number): Input => ({ values: numbers(seed), levels: 0 })
const names = (seed: number, levels: number): Input => ({ levels, values: numbers(seed).map(value => Math.floor(value * levels)) })
const one = (values: Float64Array): Target => ({ values, outputs: 1 })
const FAST: ImportanceOptions = { trees: 80, halves: 10, halfTrees: 30, nulls: 8, nullTrees: 30 }
const explain = (inputs: Input[], target: Target, options = FAST): ImportanceReport => runToEnd(importance(inputs, target, options))

describe('permutation importance', () => {
  it('names the one input that the target depends on, and no other', () => {
    const inputs = [input(1), input(2), names(3, 4), input(4)]
    const report = explain(inputs, one(inputs[0].values.map(x => Math.sin(6 * x))))
    expect(report.r2.value).toBeGreaterThan(0.9)
    expect(report.r2.value).toBeLessThan(1)
    // Shuffled, the forest says a value at random: the error is twice the variance, and R² falls to about −1.
    expect(report.inputs[0].value).toBeGreaterThan(1.5)
    expect(report.inputs[0].value).toBeLessThan(2.3)
    for (const other of report.inputs.slice(1)) {
      expect(Math.abs(other.value)).toBeLessThan(0.03)
      expect(other.value).toBeLessThanOrEqual(Math.max(other.chance, 1.96 * other.error))
    }
  })

  it('finds a category as well as a number, in proportion to the variance that it makes', () => {
    const inputs = [names(11, 3), names(12, 3), input(13)]
    const y = inputs[0].values.map((level, row) => (level === 1 ? 2 : 0) + (inputs[1].values[row] === 2 ? 1 : 0))
    const { inputs: [strong, weak, none] } = explain(inputs, one(y))
    // Variances of the two parts stand as 4 to 1, and so does what shuffling each costs (twice its share).
    expect(strong.value / weak.value).toBeGreaterThan(2.6)
    expect(strong.value / weak.value).toBeLessThan(6)
    expect(strong.value).toBeGreaterThan(1.3)
    expect(Math.abs(none.value)).toBeLessThan(0.03)
  })

  it('explains places by what moves them in any direction', () => {
    const inputs = [input(21), input(22), input(23)]
    const places = Float64Array.from({ length: 2 * n }, (_, at) => at % 2 === 0 ? inputs[0].values[at >> 1] : inputs[2].values[at >> 1])
    const report = explain(inputs, { values: places, outputs: 2 })
    expect(report.inputs[0].value).toBeGreaterThan(0.5)
    expect(report.inputs[2].value).toBeGreaterThan(0.5)
    expect(Math.abs(report.inputs[1].value)).toBeLessThan(0.05)
  })

  it('follows its inputs when their order changes, up to the forest\'s own chance', () => {
    const inputs = [input(31), names(32, 4), input(33)]
    const y = one(inputs[0].values.map((x, row) => x + 0.4 * inputs[1].values[row]))
    const order = [2, 0, 1]
    const straight = explain(inputs, y).inputs.map(({ value }) => value)
    const permuted = explain(order.map(at => inputs[at]), y).inputs.map(({ value }) => value)
    order.forEach((at, k) => expect(Math.abs(permuted[k] - straight[at])).toBeLessThan(0.12))
  })

  it('shares between an input and its double: neither is as dear as one alone', () => {
    const x = input(41)
    const y = one(x.values.map(value => Math.cos(5 * value)))
    const alone = explain([x, input(42), input(43)], y).inputs[0].value
    const [first, second] = explain([x, { ...x }, input(43)], y).inputs
    expect(first.value).toBeLessThan(0.8 * alone)
    expect(second.value).toBeLessThan(0.8 * alone)
    expect(Math.min(first.value, second.value)).toBeGreaterThan(0.05)
  })

  it('finds nothing in noise: R² is not above nought, no input is above chance and error together', () => {
    const normal = normals(mulberry32(51))
    const report = explain([input(52), names(53, 4), input(54)], one(Float64Array.from({ length: n }, normal)))
    expect(report.r2.value).toBeLessThan(0.05)
    for (const { value, error, chance } of report.inputs) expect(value).toBeLessThan(chance + 1.96 * error)
  })

  it('gives a wider interval to fewer networks', () => {
    const normal = normals(mulberry32(61))
    const inputs = [input(62), input(63)]
    const y = inputs[0].values.map(x => x + 0.3 * normal())
    const few = inputs.map(({ values, levels }) => ({ levels, values: values.slice(0, 40) }))
    expect(explain(few, one(y.slice(0, 40))).inputs[0].error).toBeGreaterThan(explain(inputs, one(y)).inputs[0].error)
  })

  it('has intervals that hold the importance of other samples of the same law', () => {
    let inside = 0
    const reports = Array.from({ length: 12 }, (_, k) => {
      const normal = normals(mulberry32(700 + k))
      const inputs = [input(100 + 2 * k), input(101 + 2 * k)]
      return explain(inputs, one(inputs[0].values.map(x => x + 0.2 * normal())), { ...FAST, nulls: 0 }).inputs[0]
    })
    const mean = reports.reduce((sum, { value }) => sum + value, 0) / reports.length
    for (const { value, error } of reports) if (Math.abs(value - mean) < 1.96 * error) inside++
    expect(inside).toBeGreaterThanOrEqual(9)
  })

  it('leaves out rows without a target', () => {
    const y = numbers(71).map((value, row) => row % 4 === 0 ? NaN : value)
    expect(explain([input(72)], one(y), { ...FAST, halves: 0, nulls: 0 }).rows).toBe(n - n / 4)
  })

  it('says of a constant target that nothing is to be explained, and of a handful of rows that nothing can be said', () => {
    const constant = explain([input(81)], one(new Float64Array(n).fill(0.7)))
    expect(constant.r2.value).toBeNaN()
    expect(constant.inputs[0].value).toBe(0)
    const few = explain([{ values: numbers(82).slice(0, 10), levels: 0 }], one(numbers(83).slice(0, 10)))
    expect(few.inputs[0].value).toBeNaN()
    expect(few.rows).toBe(10)
  })

  it('is the same again from the same seed, and rises in its shares', () => {
    const inputs = [input(91), names(92, 3)]
    const y = one(numbers(93))
    const shares: number[] = []
    const steps = importance(inputs, y, FAST)
    let next = steps.next()
    for (; !next.done; next = steps.next()) shares.push(next.value.share)
    expect(next.value).toEqual(explain(inputs, y))
    expect(shares.every((share, k) => share > 0 && share <= 1 + 1e-12 && (k === 0 || share >= shares[k - 1] - 1e-12))).toBe(true)
  })
})
