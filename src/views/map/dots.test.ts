// What is drawn over what, and how: the order and the states of the dots.
import { describe, expect, it } from 'vitest'
import type { Activation, Family, NetworkRow } from '../../core/network.ts'
import { measureOf } from '../../store/measures.ts'
import { colourScale } from '../colour.ts'
import { HOLLOW, SHAPE_CODE, dotMarks, looksOf, marksOf, radiusOf, ringMarks } from './dots.ts'
import type { MapPalette } from './palette.ts'
import { parseColour } from './palette.ts'

const grey = [120, 120, 120, 255] as const
const NOBODY = { selected: new Set<number>() }
const palette: MapPalette = { theme: 'light', canvas: [254, 253, 251, 255], markEdge: [20, 22, 24, 158], markDim: [185, 182, 174, 255], selected: [213, 94, 0, 255], groupB: [0, 114, 178, 255], ink: grey, accent: grey, focus: grey }
const network = (id: number, activation: Activation, testAccuracy: number, family: Family = 'mlp') => ({ id, hyper: { activation, family }, outcome: { testAccuracy } }) as NetworkRow
const networks = [network(7, 'relu', 0.9), network(3, 'tanh', 0.1), network(5, 'gelu', Number.NaN), network(4, 'sigmoid', 0.5)]
const measure = measureOf('testAccuracy')
const scale = colourScale(measure, networks, { log: false, invert: false, theme: 'light' })
const marks = (ids: number[], narrow = false) => dotMarks(networks, { selected: new Set(ids) }, measure, scale, { palette, narrow })

describe('dotMarks', () => {
  it('draws higher values over lower ones and the missing lowest', () => expect([...marks([]).rows]).toEqual([2, 1, 3, 0]))

  it('draws what is not selected first, in grey, and the selected last, in their colours', () => {
    const { rows, fills, forms } = marks([3, 4])
    expect([...rows]).toEqual([2, 0, 1, 3])
    expect([...fills.subarray(0, 4)]).toEqual([185, 182, 174, 179])
    expect([...fills.subarray(8, 11)]).toEqual(scale.colour(networks[1]))
    expect([forms[1], forms[7]]).toEqual([4.5, 6.5])
  })

  it('gives each activation its shape', () => {
    const { rows, forms } = marks([])
    const shape = (row: number) => forms[3 * rows.indexOf(row)]
    expect([0, 1, 2, 3].map(shape)).toEqual([SHAPE_CODE.circle, SHAPE_CODE.square, SHAPE_CODE.triangle, SHAPE_CODE.diamond])
  })

  it('draws a convolutional network hollow, in the same outline', () => {
    const { forms } = dotMarks([network(1, 'gelu', 0.5, 'conv')], NOBODY, measure, scale, { palette, narrow: false })
    expect(forms[0]).toBe(SHAPE_CODE.triangle + HOLLOW)
  })

  it('knows every shape by a number of its own', () => {
    const codes = Object.values(SHAPE_CODE)
    expect(new Set(codes).size).toBe(codes.length)
    expect(Math.max(...codes.filter(code => code < HOLLOW))).toBe(SHAPE_CODE.cross)
  })

  it('keeps the order of the map for categories, so that none covers another', () => {
    const activation = measureOf('activation')
    const by = colourScale(activation, networks, { log: false, invert: false, theme: 'light' })
    expect([...dotMarks(networks, NOBODY, activation, by, { palette, narrow: false }).rows]).toEqual([0, 1, 2, 3])
  })

  it('outlines groups in their colours over everyone, and leaves the rest as it was', () => {
    const held = { selected: new Set<number>(), groups: { a: new Set([3]), b: new Set([5]) } }
    const { rows, edges, fills } = dotMarks(networks, held, measure, scale, { palette, narrow: false })
    expect([...rows]).toEqual([3, 0, 2, 1])
    expect([...edges.subarray(8, 16)]).toEqual([...palette.groupB, ...palette.selected])
    expect([...fills.subarray(12, 15)]).toEqual(scale.colour(networks[1]))
  })

  it('edges the selection in ink while groups hold vermilion and blue, and dims members that are not selected', () => {
    const held = { selected: new Set([7]), groups: { a: new Set([3]), b: new Set<number>() } }
    const { rows, edges, fills } = dotMarks(networks, held, measure, scale, { palette, narrow: false })
    expect([...edges.subarray(4 * rows.indexOf(0), 4 * rows.indexOf(0) + 4)]).toEqual([...palette.ink])
    const member = rows.indexOf(1)
    expect([...edges.subarray(4 * member, 4 * member + 4)]).toEqual([...palette.selected])
    expect([...fills.subarray(4 * member, 4 * member + 3)]).toEqual([...palette.markDim.slice(0, 3)])
  })

  it('draws a three-dimensional map from back to front, the near ones larger; the selected stay on top', () => {
    const depth = Float64Array.of(1, 0.5, -1, 0)
    const { rows, forms } = marksOf(looksOf(networks, NOBODY, measure, scale, { palette, narrow: false }), depth)
    expect([...rows]).toEqual([2, 3, 1, 0])
    const radii = Array.from(rows, (_, k) => forms[3 * k + 1])
    expect([...radii].sort((a, b) => a - b)).toEqual(radii)
    expect(radii[1]).toBe(radiusOf('plain', false))
    const chosen = marksOf(looksOf(networks, { selected: new Set([5]) }, measure, scale, { palette, narrow: false }), depth)
    expect(chosen.rows[3]).toBe(2)
  })

  it('is smaller on a phone', () => expect(radiusOf('plain', true)).toBe(4))
})

describe('ringMarks', () => {
  it('draws a circle without a fill', () => {
    const { rows, forms, fills } = ringMarks([{ row: 2, radius: 9.5, width: 1.5, colour: grey }])
    expect([...rows]).toEqual([2])
    expect([...forms]).toEqual([SHAPE_CODE.circle, 9.5, 1.5])
    expect([...fills]).toEqual([0, 0, 0, 0])
  })
})

describe('parseColour', () => {
  it('reads what the tokens are written in', () => {
    expect(parseColour('#0b6660')).toEqual([11, 102, 96, 255])
    expect(parseColour(' rgba(20,22,24,.62)')).toEqual([20, 22, 24, 158])
    expect(parseColour('rgb(1 2 3 / 50%)')).toEqual([1, 2, 3, 128])
    expect(parseColour('#fff')).toEqual([255, 255, 255, 255])
  })
})
