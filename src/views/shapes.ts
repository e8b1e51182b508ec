// The shape of a mark says which activation function a network has, hollow that it is convolutional; a cross is a diverged one. As SVG paths.
import type { Activation, NetworkRow } from '../core/network.ts'

export type Solid = 'circle' | 'square' | 'triangle' | 'diamond'
export type Shape = Solid | `hollow ${Solid}` | 'cross'

export const SHAPE_OF: Record<Activation, Solid> = { relu: 'circle', tanh: 'square', gelu: 'triangle', sigmoid: 'diamond' }

export const hollow = (shape: Solid): `hollow ${Solid}` => `hollow ${shape}`

/** A network trained elsewhere is a circle: what it is made of is not ours to know. */
export function shapeOf({ hyper }: NetworkRow): Shape {
  if (!hyper) return 'circle'
  const solid = SHAPE_OF[hyper.activation]
  return hyper.family === 'conv' ? hollow(solid) : solid
}

/** How the map draws one value of a hyper-parameter that shapes stand for; null where none does. */
export function shapeOfValue(key: string, value: string): Shape | null {
  if (key === 'family') return value === 'conv' ? 'hollow circle' : 'circle'
  return key === 'activation' && Object.hasOwn(SHAPE_OF, value) ? SHAPE_OF[value as Activation] : null
}

/** Half sizes per unit of radius, so that the filled shapes carry about the same ink. */
export const SHAPE_SCALE: Record<Solid | 'cross', number> = { circle: 1, square: 0.89, triangle: 1.2, diamond: 1.22, cross: 0.85 }

/** Width of a hollow mark's rim per unit of radius, everywhere alike. */
export const RIM = 0.36

/** Distance from the innermost point to the outline, per unit of half size; a triangle's innermost point lies a little below its middle. */
const INNER: Record<Solid, { reach: number, below: number }> = {
  circle: { reach: 1, below: 0 }, square: { reach: 1, below: 0 }, triangle: { reach: 0.539, below: 0.081 }, diamond: { reach: Math.SQRT1_2, below: 0 },
}

/** True of the shape that is drawn by its line alone. */
export const isOpen = (shape: Shape): boolean => shape === 'cross'

const round = (value: number): number => Math.round(value * 100) / 100

/** The path of a shape about (x, y) whose outline is that of a circle of the given radius with as much ink, in the same units. */
export function shapePath(shape: Shape, x: number, y: number, radius: number): string {
  if (!shape.startsWith('hollow ')) return outline(shape as Solid | 'cross', x, y, radius * SHAPE_SCALE[shape as Solid | 'cross'], 1)
  const solid = shape.slice('hollow '.length) as Solid
  // The hole goes round the other way: marks may overlap in one path, and no rim rubs out another.
  return outline(solid, x, y, radius * SHAPE_SCALE[solid], 1) + holePath(solid, x, y, radius)
}

/** The hole of a hollow mark alone. */
export function holePath(solid: Solid, x: number, y: number, radius: number): string {
  const half = radius * SHAPE_SCALE[solid]
  const { reach, below } = INNER[solid]
  const left = Math.max(0, 1 - RIM * radius / (half * reach))
  return outline(solid, x, y + below * half * (1 - left), half * left, -1)
}

/** `way` −1 draws the mirror image, which of these shapes is the same outline the other way round. */
function outline(shape: Solid | 'cross', x: number, y: number, half: number, way: 1 | -1): string {
  const r = round(way * half)
  const [h, d] = [round(half), round(2 * r)]
  const [cx, cy] = [round(x), round(y)]
  switch (shape) {
    case 'circle': return `M${round(cx - r)} ${cy}a${h} ${h} 0 1 ${way > 0 ? 0 : 1} ${d} 0a${h} ${h} 0 1 ${way > 0 ? 0 : 1} ${-d} 0z`
    case 'square': return `M${round(cx - r)} ${round(cy - h)}h${d}v${round(2 * h)}h${-d}z`
    case 'triangle': return `M${cx} ${round(cy - h)}L${round(cx + 0.93 * r)} ${round(cy + 0.62 * h)}H${round(cx - 0.93 * r)}z`
    case 'diamond': return `M${cx} ${round(cy - h)}l${r} ${h}l${-r} ${h}l${-r} ${-h}z`
    case 'cross': return `M${round(cx - h)} ${round(cy - h)}l${d} ${d}M${round(cx + h)} ${round(cy - h)}l${-d} ${d}`
  }
}
