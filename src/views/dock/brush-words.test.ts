// Sentences about brushes must hold the brushes' numbers as they are, and name an end only where it leaves somebody out.
import { describe, expect, it } from 'vitest'
import { MEASURES, measureOf } from '../../store/measures.ts'
import type { Brush } from '../../store/state.ts'
import { brushSentence, conditionWords, rangeWords } from './brush-words.ts'

const lr = (from: number, to: number): Brush => ({ measure: 'learningRate', kind: 'number', from, to })
const say = (brush: Brush): string => rangeWords(measureOf('learningRate'), brush, [1e-3, 0.5])

describe('brushes in words', () => {
  it('names only the ends that leave somebody out', () => {
    expect(say(lr(0.03, 0.5))).toBe('≥ 0.03')
    expect(say(lr(1e-3, 0.03))).toBe('≤ 0.03')
    expect(say(lr(0.01, 0.03))).toBe('0.01 to 0.03')
    expect(say(lr(0.0762, 0.43))).toBe('0.0762 to 0.43')
    expect(say(lr(0.01, 0.01))).toBe('0.01')
  })

  it('joins conditions, and says so where nobody meets them', () => {
    const brushes: Brush[] = [lr(0.03, 0.5), { measure: 'depth', kind: 'number', from: 3, to: 3 }, { measure: 'optimiser', kind: 'category', values: ['sgd', 'adam'] }]
    const words = conditionWords(brushes, MEASURES, measure => measure.key === 'learningRate' ? [1e-3, 0.5] : [1, 4])
    expect(words).toBe('lr ≥ 0.03 and depth 3 and optimiser SGD or Adam')
    expect(brushSentence('lr ≥ 0.03 and depth 3', 0, 355)).toBe('No network has lr ≥ 0.03 and depth 3.')
    expect(brushSentence('depth 3', 1, 355)).toBe('1 of 355 networks has depth 3.')
    expect(brushSentence('depth 3', 90, 355)).toBe('90 of 355 networks have depth 3.')
  })
})
