// What is drawn for each network: shape, size, colours, and the order of drawing. Pure; numbers only, ready for the GPU.
import type { Shape, Solid } from '../shapes.ts'
import { hollow, shapeOf } from '../shapes.ts'
import type { NetworkRow } from '../../core/network.ts'
import type { ColourScale } from '../colour.ts'
import type { Measure } from '../../store/measures.ts'
import type { Groups } from '../../store/state.ts'
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

/** Whom a visitor has picked out. */
export interface Chosen { selected: ReadonlySet<number>, groups?: Groups }

/** Pixels: on a wide page; a phone's are the same share of 4. */
export const radiusOf = (state: 'plain' | 'dimmed' | 'selected', narrow: boolean): number =>
  ({ plain: 5.5, dimmed: 4.5, selected: 6.5 })[state] * (narrow ? 4 / 5.5 : 1)

const EDGE = 0.8
/** mark-dim at this opacity is ink at about a fifth: there, but behind. */
const DIMMED = 0.7
/** How much larger the nearest dot of a three-dimensional map is, and how much smaller the farthest. */
const NEARNESS = 0.22

/** How each row looks, before it is known which lies over which; turning a map leaves all of it as it is. */
export interface Looks extends Omit<Marks, 'rows'> {
  /** Whole numbers: the higher, the later it is drawn, whatever its value or depth. */
  tiers: Uint8Array
  /** Within a tier, on a flat map. */
  heights: Float64Array
}

/**
 * The looks of a map's networks: dimmed ones lowest, then by value (so that the best are not buried), then groups, then the selected.
 * Dots of categories keep the map's order: sorted, one category would cover another. While groups are held, vermilion and blue are theirs,
 * and the selection's edge is ink.
 */
export function looksOf(networks: readonly NetworkRow[], { selected, groups }: Chosen, measure: Measure, scale: ColourScale, style: DotStyle): Looks {
  const { palette, narrow } = style
  const some = selected.size > 0
  const held = groups !== undefined && groups.a.size + groups.b.size > 0
  const count = networks.length
  const looks: Looks = {
    tiers: new Uint8Array(count), heights: new Float64Array(count),
    forms: new Float32Array(3 * count), fills: new Uint8ClampedArray(4 * count), edges: new Uint8ClampedArray(4 * count),
  }
  networks.forEach((network, row) => {
    const state = !some ? 'plain' : selected.has(network.id) ? 'selected' : 'dimmed'
    const group = held ? (groups.a.has(network.id) ? palette.selected : groups.b.has(network.id) ? palette.groupB : null) : null
    const strong = state === 'selected' || (group !== null && state === 'plain')
    looks.tiers[row] = { dimmed: 0, plain: 2, selected: 4 }[state] + (group ? 1 : 0)
    looks.heights[row] = measure.kind === 'number' ? scale.position(measure.read(network)) ?? -0.5 : 0
    looks.forms.set([SHAPE_CODE[shapeOf(network)], radiusOf(state, narrow), strong ? 1.8 : group ? 1.2 : state === 'plain' ? EDGE : 0], 3 * row)
    looks.fills.set(state === 'dimmed' ? faded(palette.markDim, DIMMED) : [...scale.colour(network), 255], 4 * row)
    looks.edges.set(group ?? (state !== 'selected' ? palette.markEdge : held ? palette.ink : palette.selected), 4 * row)
  })
  return looks
}

/** Looks in the order of drawing: by tier, then back to front where there is depth (−1 to 1 by row), by height where there is none. */
export function marksOf(looks: Looks, depth: Float64Array | null): Marks {
  const { tiers } = looks
  const within = depth ?? looks.heights
  const rows = Uint32Array.from(tiers.keys()).sort((a, b) => tiers[a] - tiers[b] || within[a] - within[b] || a - b)
  const marks = emptyMarks(rows)
  rows.forEach((row, k) => {
    for (let at = 0; at < 3; at++) marks.forms[3 * k + at] = looks.forms[3 * row + at]
    for (let at = 0; at < 4; at++) {
      marks.fills[4 * k + at] = looks.fills[4 * row + at]
      marks.edges[4 * k + at] = looks.edges[4 * row + at]
    }
    if (depth) marks.forms[3 * k + 1] *= 1 + NEARNESS * depth[row]
  })
  return marks
}

/** The dots of a flat map. */
export const dotMarks = (networks: readonly NetworkRow[], chosen: Chosen, measure: Measure, scale: ColourScale, style: DotStyle): Marks =>
  marksOf(looksOf(networks, chosen, measure, scale, style), null)

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
