// The shape of a mark is its network's family: what to draw for each activation, as SVG paths. A cross is a diverged network.
import type { Activation, NetworkRow } from '../core/network.ts'

export type Shape = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross'

export const SHAPE_OF: Record<Activation, Shape> = { relu: 'circle', tanh: 'square', gelu: 'triangle', sigmoid: 'diamond' }

/** A network trained elsewhere is a circle: its family is not ours to know. */
export const shapeOf = ({ hyper }: NetworkRow): Shape => hyper ? SHAPE_OF[hyper.activation] : 'circle'

/** Half sizes per unit of radius, so that the filled shapes carry about the same ink. */
export const SHAPE_SCALE: Record<Shape, number> = { circle: 1, square: 0.89, triangle: 1.2, diamond: 1.22, cross: 0.85 }

/** True of the shape that is drawn by its line alone. */
export const isOpen = (shape: Shape): boolean => shape === 'cross'

const round = (value: number): number => Math.round(value * 100) / 100

/** The path of a shape about (x, y) whose ink is that of a circle of the given radius, in the same units. */
export function shapePath(shape: Shape, x: number, y: number, radius: number): string {
  const r = round(radius * SHAPE_SCALE[shape])
  const d = round(2 * r)
  const [cx, cy] = [round(x), round(y)]
  switch (shape) {
    case 'circle': return `M${round(cx - r)} ${cy}a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0 ${-d} 0z`
    case 'square': return `M${round(cx - r)} ${round(cy - r)}h${d}v${d}h${-d}z`
    case 'triangle': return `M${cx} ${round(cy - r)}L${round(cx + 0.93 * r)} ${round(cy + 0.62 * r)}H${round(cx - 0.93 * r)}z`
    case 'diamond': return `M${cx} ${round(cy - r)}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`
    case 'cross': return `M${round(cx - r)} ${round(cy - r)}l${d} ${d}M${round(cx + r)} ${round(cy - r)}l${-d} ${d}`
  }
}
