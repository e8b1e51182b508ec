// Heights and values on an axis must say each other, names must keep apart, and a brush must hold what it is seen to cover.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NetworkRow } from '../../core/network.ts'
import { drawNetworks } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import { fakeTrained } from '../../store/fakes.ts'
import { measureOf } from '../../store/measures.ts'
import { firstAxes, moved } from './axes-of.ts'
import type { CategoryCoordinate, NumberCoordinate } from './coordinates.ts'
import { coordinate, rangeBetween } from './coordinates.ts'
import { withCategory } from './with-category.ts'

const rows: NetworkRow[] = drawNetworks(DEFAULT_RECIPE, 0, 120).map(spec => fakeTrained(spec).row)
const withDecay = (decays: number[]): NetworkRow[] => decays.map((weightDecay, k) => ({ ...rows[k], hyper: { ...rows[k].hyper!, weightDecay } }))
const number = (key: 'learningRate' | 'testAccuracy' | 'depth' | 'weightDecay', of = rows, log = false, inverted = false) =>
  coordinate(measureOf(key), of, { log, inverted }) as NumberCoordinate

describe('an axis of numbers', () => {
  it('gives every value back from its height, on both scales, either way up', () => {
    for (const log of [false, true]) for (const inverted of [false, true]) {
      const axis = number('learningRate', rows, log, inverted)
      for (const row of rows) expect(axis.valueAt(axis.at(row.hyper!.learningRate))).toBeCloseTo(row.hyper!.learningRate, 10)
      expect(axis.log).toBe(log)
    }
  })

  it('keeps every network between its ends, the least at the bottom, or at the top when it is turned over', () => {
    const axis = number('learningRate', rows, true)
    const least = rows.reduce((low, row) => row.hyper!.learningRate < low.hyper!.learningRate ? row : low)
    expect(axis.shares.every(share => share >= 0 && share <= 1)).toBe(true)
    expect(axis.shares[rows.indexOf(least)]).toBe(0)
    expect(number('learningRate', rows, true, true).shares[rows.indexOf(least)]).toBe(1)
  })

  it('gives nought a place of its own below a logarithmic axis', () => {
    const axis = number('weightDecay', withDecay([0, 1e-4, 1e-3, 1e-2]), true)
    expect(axis.at(0)).toBe(0)
    expect(axis.at(1e-4)).toBeCloseTo(0.1, 6)
    expect(axis.at(1e-3)).toBeCloseTo(0.55, 6)
    expect(axis.ticks.map(({ label }) => label)).toEqual(['0', '1e-4', '1e-3', '0.01'])
    expect(axis.valueAt(0.02)).toBe(0)
  })

  it('leaves a gap where a value is missing, and stands half-way up where all are equal', () => {
    const broken = [{ ...rows[0], outcome: { ...rows[0].outcome, testAccuracy: NaN } }, rows[1]]
    expect(number('testAccuracy', broken).shares[0]).toBeNaN()
    expect(number('weightDecay', withDecay([3, 3])).shares).toEqual(Float32Array.of(0.5, 0.5))
  })

  it('lets a brush hold exactly the few values that it covers', () => {
    const axis = number('depth')
    const values = axis.distinct!.map(({ from }) => from)
    expect(rangeBetween(axis, axis.at(values[1]) - 0.05, axis.at(values[1]) + 0.05)).toEqual({ from: values[1], to: values[1] })
    expect(rangeBetween(axis, 1, 0)).toEqual({ from: values[0], to: values[values.length - 1] })
  })

  it('takes values that differ in their last bits for one, and lets a brush hold them all', () => {
    const axis = number('weightDecay', withDecay([0.1 + 0.2, 0.3, 0.7, 0.9]))
    expect(axis.distinct).toHaveLength(3)
    expect(rangeBetween(axis, axis.at(0.3) - 0.01, axis.at(0.3) + 0.01)).toEqual({ from: 0.3, to: 0.1 + 0.2 })
  })

  it('lets a brush from end to end hold everyone, however its numbers are rounded', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 1e-6, max: 10, noNaN: true }), { minLength: 12, maxLength: 40 }), fc.boolean(), fc.boolean(), (decays, log, inverted) => {
      const axis = number('weightDecay', withDecay(decays), log, inverted)
      const { from, to } = rangeBetween(axis, 0, 1)
      return decays.every(value => value >= from && value <= to)
    }))
  })
})

describe('an axis of names', () => {
  const axis = coordinate(measureOf('activation'), rows, { log: false, inverted: false }) as CategoryCoordinate

  it('spreads networks about their name, and never as far as half-way to the next', () => {
    const gap = 1 / axis.values.length
    for (const [k, row] of rows.entries()) expect(Math.abs(axis.shares[k] - axis.at(row.hyper!.activation))).toBeLessThan(gap / 2)
    expect(axis.at(axis.values[0])).toBeGreaterThan(axis.at(axis.values[1]))
  })

  it('toggles names in their own order; none and all are no brush', () => {
    const [first, second] = axis.values
    const two = withCategory(axis, withCategory(axis, null, second), first)
    expect(two).toEqual({ measure: 'activation', kind: 'category', values: [first, second] })
    expect(withCategory(axis, withCategory(axis, null, first), first)).toBeNull()
    expect(axis.values.reduce((brush, value) => withCategory(axis, brush, value), null as ReturnType<typeof withCategory>)).toBeNull()
  })
})

describe('the order of axes', () => {
  it('begins with what differs, and ends with accuracy', () => {
    const keys = firstAxes(rows)
    expect(keys[keys.length - 1]).toBe('testAccuracy')
    expect(keys).not.toContain('parameters')
    expect(firstAxes(rows.map(row => ({ ...row, hyper: { ...row.hyper!, depth: 2 } })))).not.toContain('depth')
  })

  it('moves one axis by places, and no further than the ends', () => {
    expect(moved(['depth', 'width', 'epochs'], 'epochs', -1)).toEqual(['depth', 'epochs', 'width'])
    expect(moved(['depth', 'width', 'epochs'], 'depth', 99)).toEqual(['width', 'epochs', 'depth'])
    expect(moved(['depth', 'width'], 'depth', -1)).toEqual(['depth', 'width'])
  })
})
