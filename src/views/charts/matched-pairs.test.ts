// Lines of a matching: as long (in the larger of both differences) as the pair costs, and found where they are drawn.
import { describe, expect, it } from 'vitest'
import { diagramOf } from '../../core/persistence/diagram.ts'
import { matchDiagrams } from '../../core/persistence/wasserstein.ts'
import { lineAt, matchedLines } from './matched-pairs.ts'

const a = diagramOf([[0.2, 0.9], [0.4, 0.5], [0.1, 0.15]])
const b = diagramOf([[0.25, 0.8], [0.6, 1.4]])

describe('lines of a matching', () => {
  const matching = matchDiagrams(a, b, { order: 1, inner: Infinity, dimension: 1 })
  const lines = matchedLines(a, b, matching)

  it('are one a pair, the costliest last', () => {
    expect(lines).toHaveLength(matching.pairs.length)
    expect(lines.map(line => line.cost)).toEqual(lines.map(line => line.cost).sort((x, y) => x - y))
    expect(lines.reduce((sum, line) => sum + line.cost, 0)).toBeCloseTo(matching.distance, 12)
  })

  it('are as long in the maximum norm as they cost, and end on the diagonal where a bar is alone', () => {
    for (const { from, to, cost, a: one, b: other } of lines) {
      expect(Math.max(Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1]))).toBeCloseTo(cost, 12)
      if (one < 0) expect(from[0]).toBe(from[1])
      if (other < 0) expect(to[0]).toBe(to[1])
    }
  })

  it('leave out bars without end', () => {
    const endless = diagramOf([[0, null], [0.3, null]])
    expect(matchedLines(endless, endless, matchDiagrams(endless, endless))).toEqual([])
  })
})

describe('the line under the pointer', () => {
  const lines = [{ x1: 0, y1: 0, x2: 10, y2: 0 }, { x1: 0, y1: 20, x2: 0, y2: 20 }]

  it('is the nearest within reach, a point too', () => {
    expect(lineAt(lines, 5, 3, 6)).toBe(0)
    expect(lineAt(lines, 13, 4, 6)).toBe(0)
    expect(lineAt(lines, 1, 18, 6)).toBe(1)
    expect(lineAt(lines, 5, 10, 6)).toBe(-1)
    expect(lineAt([], 5, 10, 6)).toBe(-1)
  })
})
