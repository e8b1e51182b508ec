// Who of those that stand goes on: by score alone, or by what the front gains.
import { describe, expect, it } from 'vitest'
import type { Weighed } from './pareto.ts'
import { mostGaining, mostPromising } from './promise.ts'

const looked = (...pairs: readonly [score: number, cost: number][]): Weighed[] => pairs.map(([score, cost], id) => ({ id, score, cost }))

describe('who is trained on', () => {
  it('by score is the highest, the first of equals', () => {
    expect(mostPromising(looked([0.2, 1], [0.9, 50], [0.9, 2]))).toBe(1)
  })

  it('for the front is, of equal scores, the cheapest, and of equal costs the best', () => {
    expect(mostGaining(looked([0.8, 50], [0.8, 5], [0.8, 20]), [])).toBe(1)
    expect(mostGaining(looked([0.6, 20], [0.8, 20], [0.7, 20]), looked([0.5, 10]))).toBe(1)
  })

  it('for the front is the one whose rectangle is largest, cost by ratios', () => {
    // Over a front of (0.5, 10), up to twice the dearest: 0.1 · ln 20 by (0.6, 10), 0.4 · ln 2 by (0.9, 100), and 0.1 over the lowest score · ln 2 by (0.4, 5).
    const gone = looked([0.5, 10], [0.3, 100])
    expect(mostGaining(looked([0.6, 10], [0.9, 100], [0.4, 5]), gone)).toBe(0)
    expect(mostGaining(looked([0.4, 5], [0.95, 50], [0.6, 10]), gone)).toBe(1)
    const times = (by: number) => (one: Weighed): Weighed => ({ ...one, cost: by * one.cost })
    expect(mostGaining(looked([0.4, 5], [0.95, 50], [0.6, 10]).map(times(1e4)), gone.map(times(1e4)))).toBe(1)
  })

  it('where nobody gains is whoever lacks least, and never who went on before', () => {
    expect(mostGaining(looked([0.3, 20], [0.45, 30], [0.4, 20]), looked([0.5, 10]))).toBe(1)
  })

  it('is somebody where nobody has a cost', () => {
    expect(mostGaining(looked([0.3, NaN], [0.45, NaN]), [])).toBe(0)
  })
})
