// Betti curves of many on one grid: each is the exact step function, its area the total persistence; bands are quartiles.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quantile } from '../statistics.ts'
import { bettiCurve, bettiNumbers } from './betti.ts'
import { bettiBand, bettiScales, bettiTable, lastDeaths } from './betti-band.ts'
import type { Diagram } from './diagram.ts'
import { diagramOf, emptyDiagram } from './diagram.ts'
import { diagramAt, packDiagrams } from './packed.ts'
import { SHAPE_MEASURES, shapeMeasures } from './shape-measures.ts'
import { summary } from './summary.ts'

const bars = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 9 })), { maxLength: 12 })
const many = fc.array(bars, { minLength: 1, maxLength: 6 }).map(list => list.map(one => diagramOf(one.map(([birth, length]): [number, number] => [birth, birth + length]))))

const area = (diagram: Diagram): number => {
  const { scales, counts } = bettiCurve(diagram)
  return counts.reduce((sum, count, k) => sum + (k + 1 < scales.length ? count * (scales[k + 1] - scales[k]) : 0), 0)
}

describe('Betti curves on a grid', () => {
  it('are the step functions that the diagrams have, at births and deaths too', () => {
    fc.assert(fc.property(many, diagrams => {
      const scales = Float64Array.from({ length: 41 }, (_, k) => k / 2)
      const { counts } = bettiTable(packDiagrams(diagrams), scales)
      diagrams.forEach((diagram, k) => expect([...counts.subarray(k * 41, (k + 1) * 41)]).toEqual([...bettiNumbers(diagram, scales)]))
    }))
  })

  it('have the total persistence as their area', () => {
    fc.assert(fc.property(many, diagrams => {
      for (const diagram of diagrams) expect(area(diagram)).toBe(summary(diagram).totalPersistence)
      // Births and deaths are whole numbers here: a grid of halves sums to the integral exactly.
      const scales = Float64Array.from({ length: 41 }, (_, k) => k / 2)
      const { counts } = bettiTable(packDiagrams(diagrams), scales)
      diagrams.forEach((diagram, k) => expect(counts.subarray(k * 41, (k + 1) * 41).reduce((sum, count) => sum + count / 2, 0)).toBe(summary(diagram).totalPersistence))
    }))
  })

  it('count a bar without end from its birth on', () => {
    const { counts } = bettiTable(packDiagrams([diagramOf([[0, null], [0, 1]])]), Float64Array.of(0, 0.5, 1, 7))
    expect([...counts]).toEqual([2, 2, 1, 1])
  })

  it('reach beyond the last death', () => {
    const packed = packDiagrams([diagramOf([[0, 3], [0, null]]), diagramOf([[1, 5]]), emptyDiagram()])
    expect([...lastDeaths(packed)]).toEqual([3, 5, 0])
    const scales = bettiScales(5, 50)
    expect(scales[0]).toBe(0)
    expect(scales[49]).toBeGreaterThan(5)
    expect([...bettiTable(packed, scales).counts].filter((_, at) => at % 50 === 49)).toEqual([1, 0, 0])
    expect(bettiScales(0, 3)[2]).toBeGreaterThan(0)
  })
})

describe('bands', () => {
  it('are the quartiles of the members, at every scale', () => {
    fc.assert(fc.property(many, fc.infiniteStream(fc.boolean()), (diagrams, coins) => {
      const scales = Float64Array.from({ length: 20 }, (_, k) => k)
      const members = diagrams.map((_, k) => k).filter(() => coins.next().value)
      const band = bettiBand(bettiTable(packDiagrams(diagrams), scales), members)
      expect(band.n).toBe(members.length)
      scales.forEach((scale, at) => {
        const values = members.map(k => bettiNumbers(diagrams[k], [scale])[0])
        expect(band.lower[at]).toBe(quantile(values, 0.25))
        expect(band.median[at]).toBe(quantile(values, 0.5))
        expect(band.upper[at]).toBe(quantile(values, 0.75))
      })
    }))
  })
})

describe('packed diagrams', () => {
  it('come out as they went in', () => {
    fc.assert(fc.property(many, diagrams => {
      const packed = packDiagrams(diagrams)
      diagrams.forEach((diagram, k) => expect(diagramAt(packed, k)).toEqual(diagram))
    }))
    expect(packDiagrams([]).starts).toEqual(Uint32Array.of(0))
  })

  it('come to the numbers of their summaries', () => {
    const [pieces, loops] = [diagramOf([[0, 1], [0, 2], [0, null]]), diagramOf([[1, 3], [1, 2]])]
    expect([...shapeMeasures(pieces, loops)]).toEqual([2, 3, 2, summary(loops).entropy, 3])
    expect([...shapeMeasures(diagramOf([[0, null]]), emptyDiagram())]).toEqual(SHAPE_MEASURES.map(() => 0))
  })
})
