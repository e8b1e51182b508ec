import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { knee } from './knee.ts'

const { knees } = JSON.parse(readFileSync(new URL('./fixtures/edge_cases.json', import.meta.url), 'utf8')) as { knees: { name: string, y: number[], knee: number }[] }

describe('knee', () => {
  it.each(knees)('is the published one for the curve $name', ({ y, knee: expected }) => {
    expect(knee(y)).toBe(expected)
  })

  it('is 8 for exp(−x/10), x = 0 … 19, in any units', () => {
    const curve = Array.from({ length: 20 }, (_, x) => Math.exp(-x / 10))
    expect(knee(curve)).toBe(8)
    expect(knee(curve.map(h => 1e6 * h))).toBe(8)
  })

  it('is 1 where the curve is straight, rounding or not', () => {
    for (const slope of [0, -1 / 3, -Math.PI, 1e-9]) expect(knee(Array.from({ length: 100 }, (_, x) => 5 + slope * x))).toBe(1)
  })

  it('refuses two points', () => {
    expect(() => knee([1, 0])).toThrow('A curve of 2 points has no knee')
  })
})
