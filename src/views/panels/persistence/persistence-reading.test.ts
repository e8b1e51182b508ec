// What the Persistence tab reads from diagrams: bands of groups, numbers of networks, bars in order, time of all distances.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NetworkRow } from '../../../core/network.ts'
import { bettiNumbers } from '../../../core/persistence/betti.ts'
import { diagramOf } from '../../../core/persistence/diagram.ts'
import { packDiagrams } from '../../../core/persistence/packed.ts'
import { shapeMeasures } from '../../../core/persistence/shape-measures.ts'
import { summary } from '../../../core/persistence/summary.ts'
import type { PackedDiagrams } from '../../../protocol/topology.ts'
import { axisEnd, barcodeOrder, byLength, finiteCount, stepAlong } from '../../charts/bars.ts'
import { atPlace, bandOf, endOf, gapOf, lastPlace, peakOf, tableOf } from './betti-reading.ts'
import { shown, valuesOf } from './loops-against.ts'
import { wassersteinTime } from './wasserstein-time.ts'

const loops = [diagramOf([[0.2, 0.9], [0.3, 0.5]]), diagramOf([]), diagramOf([[0.4, 0.6], [0.4, 0.7], [0.5, 0.8]])]
const pieces = loops.map((_, k) => diagramOf([[0, 0.1 * (k + 1)], [0, 0.3], [0, null]]))
const packed: PackedDiagrams = {
  ids: Uint32Array.of(7, 3, 12), pieces: packDiagrams(pieces), loops: packDiagrams(loops),
  measures: Float64Array.from(loops.flatMap((diagram, k) => [...shapeMeasures(pieces[k], diagram)])),
}

describe('Betti bands', () => {
  it('of one network are its own curve, of a set those of its members', () => {
    const table = tableOf(packed, 1, 0.9)
    const alone = bandOf(table, packed.ids, new Set([12]))
    expect(alone.n).toBe(1)
    expect([...alone.median]).toEqual([...bettiNumbers(loops[2], table.scales)])
    const both = bandOf(table, packed.ids, new Set([12, 3, 999]))
    expect(both.n).toBe(2)
    expect([...both.median]).toEqual([...alone.median].map(value => value / 2))
    expect(bandOf(table, packed.ids, null).n).toBe(3)
  })

  it('are read where they are highest, where they differ most, and to where they end', () => {
    const table = tableOf(packed, 1, 0.9)
    const [one, other] = [bandOf(table, packed.ids, new Set([12])), bandOf(table, packed.ids, new Set([7]))]
    expect(one.median[peakOf(one)]).toBe(3)
    expect(Math.abs(one.median[gapOf(one, other)] - other.median[gapOf(one, other)])).toBe(Math.max(...one.median.map((value, at) => Math.abs(value - other.median[at]))))
    expect(table.scales[lastPlace([one])]).toBeGreaterThan(0.8)
    expect(table.scales[lastPlace([one])]).toBeLessThan(table.scales[lastPlace([one, other])])
    expect(atPlace(one, peakOf(one))).toBe('3')
    expect(atPlace(bandOf(table, packed.ids, new Set([12, 3])), peakOf(one))).toBe('1.5 (0.8–2.3)')
  })

  it('of pieces end at one', () => {
    const band = bandOf(tableOf(packed, 0, 0.3), packed.ids, null)
    expect(band.median[0]).toBe(3)
    expect(band.upper[band.upper.length - 1]).toBe(1)
  })
})

describe('the end of the axis', () => {
  const ids = Uint32Array.from({ length: 101 }, (_, k) => k)
  const last = Float64Array.from(ids, id => id === 100 ? 100 : 1 + id / 1000)

  it('leaves out what one odd network in a hundred does, unless it is looked at', () => {
    expect(endOf(last, ids, [])).toBeLessThan(1.1)
    expect(endOf(last, ids, [new Set(ids)])).toBeLessThan(1.1)
    expect(endOf(last, ids, [new Set([3])])).toBe(endOf(last, ids, []))
    expect(endOf(last, ids, [new Set([100])])).toBeCloseTo(3 * endOf(last, ids, []), 12)
    expect(endOf(Float64Array.of(0, 0), Uint32Array.of(1, 2), [])).toBe(0)
  })
})

describe('numbers of networks', () => {
  it('stand by id, whatever the order, and are unknown where there is no diagram', () => {
    const rows = [{ id: 12 }, { id: 5 }, { id: 7 }, { id: 3 }] as NetworkRow[]
    expect([...valuesOf('loops', packed, rows)]).toEqual([3, NaN, 2, 0])
    expect(valuesOf('loopPersistence', packed, rows)[0]).toBe(summary(loops[2]).totalPersistence)
    expect(valuesOf('piecePersistence', packed, rows)[2]).toBe(summary(pieces[0]).totalPersistence)
    expect(shown('loops', 12)).toBe('12')
    expect(shown('longestLoop', 0.7)).toBe('0.700')
  })
})

describe('bars', () => {
  const diagram = diagramOf([[0, 0.3], [0, null], [0.1, 0.9], [0.2, 0.4], [0.2, 0.3]])

  it('that end are counted and listed, longest first, or by birth', () => {
    expect(finiteCount(diagram)).toBe(4)
    expect(byLength(diagram).map(bar => diagram.deaths[bar])).toEqual([0.9, 0.3, 0.4, 0.3])
    expect(barcodeOrder(diagram, 2).map(bar => diagram.births[bar])).toEqual([0, 0.1])
    expect(axisEnd([diagram])).toBeGreaterThan(0.9)
    expect(axisEnd([diagramOf([[0, null]])])).toBeGreaterThan(0)
  })

  it('are walked one by one, and no further than their ends', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(20), { minLength: 1 }), fc.array(fc.constantFrom<1 | -1>(1, -1)), (order, steps) => {
      let at: number | null = null
      for (const step of steps) {
        const next: number = stepAlong(order, at, step)!
        expect(order).toContain(next)
        if (at !== null) expect(Math.abs(order.indexOf(next) - order.indexOf(at))).toBeLessThanOrEqual(1)
        at = next
      }
    }))
    expect(stepAlong([], null, 1)).toBeNull()
    expect(stepAlong([4, 2], 9, -1)).toBe(2)
  })
})

describe('time of all distances', () => {
  it('grows with the pairs of networks and with the pairs of their bars', () => {
    const one = (bars: number) => diagramOf(Array.from({ length: bars }, (_, k) => [k, k + 1]))
    const of = (networks: number, bars: number) => wassersteinTime(packDiagrams(Array.from({ length: networks }, () => one(bars))))
    expect(of(10, 5).pairs).toBe(45)
    expect(of(1, 5)).toEqual({ pairs: 0, seconds: 0 })
    expect(of(10, 50).seconds).toBeGreaterThan(of(10, 5).seconds)
    expect(of(20, 5).seconds / of(10, 5).seconds).toBeCloseTo(190 / 45, 9)
  })
})
