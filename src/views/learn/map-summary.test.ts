// The map in a sentence: the way in which a measure rises, and nothing where it has none.
import { describe, expect, it } from 'vitest'
import type { NetworkRow } from '../../core/network.ts'
import { measureOf } from '../../store/measures.ts'
import { slopeInWords } from './map-summary.ts'

const accuracy = measureOf('testAccuracy')
const rows = (values: number[]) => values.map((testAccuracy, id) => ({ id, outcome: { testAccuracy } }) as NetworkRow)
const steps = Array.from({ length: 20 }, (_, k) => k / 20)
const places = (x: (k: number) => number, y: (k: number) => number) => steps.flatMap((_, k) => [x(k), y(k)])
/** Down and up again: no order. */
const none = (k: number) => Math.abs(k - 9.5)

describe('a map in words', () => {
  it('says where the measure rises, the stronger way first', () => {
    expect(slopeInWords(rows(steps), places(k => k, () => 0), accuracy)).toBe('Test accuracy rises to the right (ρ 1.00), n 20.')
    expect(slopeInWords(rows(steps), places(k => -k, k => (k === 3 ? 15 : k)), accuracy)).toMatch(/^Test accuracy rises to the left \(ρ 1\.00\) and upwards \(ρ 0\.\d\d\), n 20\.$/)
  })
  it('turns round with the picture', () => expect(slopeInWords(rows(steps), places(none, k => -k), accuracy)).toContain('downwards (ρ 1.00)'))
  it('says that there is no direction', () => expect(slopeInWords(rows(steps), places(none, none), accuracy)).toBe('Test accuracy has no direction on the map.'))
  it('is silent of few values, of categories, and before there is a picture', () => {
    expect(slopeInWords(rows(steps.map((value, k) => k < 15 ? NaN : value)), places(k => k, k => k), accuracy)).toBe('')
    expect(slopeInWords(rows(steps), places(k => k, k => k), measureOf('activation'))).toBe('')
    expect(slopeInWords(rows(steps), [], accuracy)).toBe('')
  })
})
