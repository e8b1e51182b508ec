// The legend must count every network once and say no more than fits.
import { describe, expect, it } from 'vitest'
import type { NetworkRow } from '../../core/network.ts'
import type { CategoryMeasure, NumberMeasure } from '../../store/measures.ts'
import { measureOf } from '../../store/measures.ts'
import { colourScale } from '../colour.ts'
import { labelsThatFit, spreadOf, tally } from './histogram.ts'

const rows = [0, 0.1, 0.5, 0.5, 1, Number.NaN].map((testAccuracy, id) => ({ id, hyper: { activation: id % 2 ? 'gelu' : 'relu' }, outcome: { testAccuracy } }) as NetworkRow)
const accuracy = measureOf('testAccuracy') as NumberMeasure
const options = { log: false, invert: false, theme: 'light' } as const

describe('spreadOf', () => {
  it('counts each value once, the ends too, and the missing apart', () => {
    const spread = spreadOf(rows, accuracy, colourScale(accuracy, rows, options), 4)
    expect(spread).toEqual({ counts: [2, 0, 2, 1], median: 0.5, ends: [0, 1], missing: 1, below: 0, above: 0 })
  })

  it('is empty for no networks', () => {
    expect(spreadOf([], accuracy, colourScale(accuracy, [], options), 3)).toEqual({ counts: [0, 0, 0], median: null, ends: null, missing: 0, below: 0, above: 0 })
  })

  it('counts apart what lies beyond a range, and the median of all the same', () => {
    const { counts, below, above, median } = spreadOf(rows, accuracy, colourScale(accuracy, rows, { ...options, range: [0.1, 0.5] }), 2)
    expect({ counts, below, above, median }).toEqual({ counts: [1, 2], below: 1, above: 1, median: 0.5 })
  })

  it('does not change when colours are turned round', () => {
    expect(spreadOf(rows, accuracy, colourScale(accuracy, rows, { ...options, invert: true }), 4).counts).toEqual([2, 0, 2, 1])
  })
})

describe('tally', () => {
  it('counts values in the order of the measure and leaves out absent ones', () => {
    expect(tally(rows, measureOf('activation') as CategoryMeasure)).toEqual([{ value: 'relu', count: 3 }, { value: 'gelu', count: 3 }])
  })
})

describe('labelsThatFit', () => {
  const ticks = (...at: number[]) => at.map(value => ({ at: value, text: String(value) }))

  it('keeps the ends inside the axis', () => {
    expect(labelsThatFit(ticks(0, 0.5, 1), 200)).toEqual([
      { text: '0', x: 0, anchor: 'start' }, { text: '0.5', x: 100, anchor: 'middle' }, { text: '1', x: 200, anchor: 'end' },
    ])
  })

  it('drops what would touch, but never the ends', () => {
    const kept = labelsThatFit(ticks(0, 0.05, 0.5, 0.97, 1), 200).map(label => label.text)
    expect(kept).toEqual(['0', '0.5', '1'])
  })

  it('answers for no ticks', () => expect(labelsThatFit([], 200)).toEqual([]))
})
