// What is drawn for each network: shape, size, colours, and the order of drawing. Pure; numbers only, ready for the GPU.
import type { Shape, Solid } from '../shapes.ts'
import { hollow, shapeOf } from '../shapes.ts'
import type { NetworkRow } from '../../core/network.ts'
import type { ColourScale } from '../colour.ts'
import type { Measure } from '../../store/measures.ts'
import type { MapPalette, Rgba } from './palette.ts'

const OUTLINE: Record<Solid | 'cross', number> = { circle: 0, square: 1, triangle: 2, diamond: 3, cross: 4 }

/** Added to the number of an outline where the mark is hollow. */
export const HOLLOW = 8

/** The number by which the shader knows a shape. */
export const SHAPE_CODE = {
  ...OUTLINE, ...Object.fromEntries((['circle', 'square', 'triangle', 'diamond'] as const).map(solid => [hollow(solid), OUTLINE[solid] + HOLLOW])),
} as Record<Shape, number>

/** Marks in the order of drawing: the first lies lowest. */
export interface Marks {
  /** Row of the map that each mark stands for. */
  rows: Uint32Array
  /** Three numbers a mark: shape, radius and width of the edge in pixels. */
  forms: Float32Array
  /** Red, green, blue, opacity a mark, 0 to 255. */
  fills: Uint8ClampedArray
  edges: Uint8ClampedArray
}

export interface DotStyle { palette: MapPalette, narrow: boolean }

/** Pixels: on a wide page; a phone's are the same share of 4. */
export const radiusOf = (state: 'plain' | 'dimmed' | 'selected', narrow: boolean): number =>
  ({ plain: 5.5, dimmed: 4.5, selected: 6.5 })[state] * (narrow ? 4 / 5.5 : 1)

const EDGE = 0.8
/** mark-dim at this opacity is ink at about a fifth: there, but behind. */
const DIMMED = 0.7

/**
 * The dots of a map: dimmed ones lowest, then by value (so that the best are not buried), then the selected.
 * Dots of categories keep the map's order: sorted, one category would cover another.
 */
export function dotMarks(networks: readonly NetworkRow[], selected: ReadonlySet<number>, measure: Measure, scale: ColourScale, style: DotStyle): Marks {
  const { palette, narrow } = style
  const some = selected.size > 0
  const height = networks.map(row => {
    const raised = some ? (selected.has(row.id) ? 4 : 0) : 2
    return raised + (measure.kind === 'number' ? scale.position(measure.read(row)) ?? -0.5 : 0)
  })
  const rows = Uint32Array.from(networks.keys()).sort((a, b) => height[a] - height[b] || a - b)
  const marks = emptyMarks(rows)
  rows.forEach((row, k) => {
    const network = networks[row]
    const state = !some ? 'plain' : selected.has(network.id) ? 'selected' : 'dimmed'
    marks.forms.set([SHAPE_CODE[shapeOf(network)], radiusOf(state, narrow), state === 'selected' ? 1.8 : state === 'plain' ? EDGE : 0], 3 * k)
    marks.fills.set(state === 'dimmed' ? faded(palette.markDim, DIMMED) : [...scale.colour(network), 255], 4 * k)
    marks.edges.set(state === 'selected' ? palette.selected : palette.markEdge, 4 * k)
  })
  return marks
}

/** A ring about a row's dot. */
export interface Ring { row: number, radius: number, width: number, colour: Rgba, fill?: Rgba }

export function ringMarks(rings: readonly Ring[]): Marks {
  const marks = emptyMarks(Uint32Array.from(rings, ring => ring.row))
  rings.forEach((ring, k) => {
    marks.forms.set([SHAPE_CODE.circle, ring.radius, ring.width], 3 * k)
    marks.fills.set(ring.fill ?? [0, 0, 0, 0], 4 * k)
    marks.edges.set(ring.colour, 4 * k)
  })
  return marks
}

export const faded = ([red, green, blue, opacity]: Rgba, by: number): Rgba => [red, green, blue, Math.round(opacity * by)]

const emptyMarks = (rows: Uint32Array): Marks =>
  ({ rows, forms: new Float32Array(3 * rows.length), fills: new Uint8ClampedArray(4 * rows.length), edges: new Uint8ClampedArray(4 * rows.length) })
