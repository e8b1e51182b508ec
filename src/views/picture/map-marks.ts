// The map's marks as shapes of an SVG, from the same numbers that the GPU is given. Pure.
import type { NetworkRow } from '../../core/network.ts'
import type { Marks } from '../map/dots.ts'
import { SHAPE_CODE } from '../map/dots.ts'
import type { Size } from '../map/view.ts'
import type { Shape, Solid } from '../shapes.ts'
import { holePath, shapePath } from '../shapes.ts'
import { hexOf } from './ink-of.ts'
import type { Attributes } from './svg-words.ts'
import { element } from './svg-words.ts'

const SHAPES = new Map(Object.entries(SHAPE_CODE).map(([shape, code]) => [code, shape as Shape]))

/** Width of a hole's own edge at most, as the shader has it. */
const THIN = 0.8
/** How far a mark's outline reaches beyond its radius, whatever its shape. */
const REACH = 1.3

/** Marks (and how many) of a map's networks at their places in the frame (pixels, x, y by row), the lowest first; those wholly outside it are left out. */
export function markShapes(marks: Marks, networks: readonly NetworkRow[], places: ArrayLike<number>, size: Size, ground: readonly number[]): { markup: string, count: number } {
  const shapes: string[] = []
  marks.rows.forEach((row, k) => {
    const [x, y] = [places[2 * row], places[2 * row + 1]]
    const [code, radius, width] = marks.forms.subarray(3 * k, 3 * k + 3)
    const reach = REACH * radius + width
    if (!(x > -reach && x < size.width + reach && y > -reach && y < size.height + reach)) return
    shapes.push(markShape(SHAPES.get(code)!, x, y, radius, width, marks.fills.subarray(4 * k, 4 * k + 4), marks.edges.subarray(4 * k, 4 * k + 4), ground, {
      'data-network': String(networks[row].id),
    }))
  })
  return { markup: shapes.join('\n'), count: shapes.length }
}

type Colour = Uint8ClampedArray

function markShape(shape: Shape, x: number, y: number, radius: number, width: number, fill: Colour, edge: Colour, ground: readonly number[], named: Attributes): string {
  const filled = painted('fill', fill)
  const line = (wide: number): Attributes => wide > 0 ? { ...painted('stroke', edge), 'stroke-width': wide } : {}
  if (shape === 'cross') {
    // Its strokes are what is filled; their edge is a wider stroke beneath.
    const d = shapePath(shape, x, y, radius)
    const stroke = 0.32 * radius
    const under = width > 0 ? element('path', { d, fill: 'none', ...line(stroke + width), 'stroke-linecap': 'round' }) : ''
    return element('g', named, under + element('path', { d, fill: 'none', ...painted('stroke', fill), 'stroke-width': stroke, 'stroke-linecap': 'round' }))
  }
  if (!shape.startsWith('hollow ')) return solidShape(shape as Solid, x, y, radius, { ...named, ...filled, ...line(width) })
  const solid = shape.slice('hollow '.length) as Solid
  const thin = line(Math.min(width, THIN))
  const hole = (opacity: number) => element('path', { d: holePath(solid, x, y, radius), ...painted('fill', Uint8ClampedArray.of(ground[0], ground[1], ground[2], opacity)), ...thin })
  // Through a pale mark one sees what is beneath: then rim and hole lie side by side, not one upon the other.
  return element('g', named, fill[3] === 255
    ? solidShape(solid, x, y, radius, { ...filled, ...line(width) }) + hole(255)
    : element('path', { d: shapePath(shape, x, y, radius), ...filled }) + hole(fill[3]) + (width > 0 ? solidShape(solid, x, y, radius, { fill: 'none', ...line(width) }) : ''))
}

const solidShape = (shape: Solid, x: number, y: number, radius: number, of: Attributes): string =>
  shape === 'circle' ? element('circle', { ...of, cx: x, cy: y, r: radius }) : element('path', { ...of, d: shapePath(shape, x, y, radius) })

const painted = (what: 'fill' | 'stroke', [red, green, blue, opacity]: Colour): Attributes =>
  ({ [what]: hexOf([red, green, blue]), ...opacity < 255 && { [`${what}-opacity`]: opacity / 255 } })
