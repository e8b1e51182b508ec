// The map drawn by the browser's own pen: on screen within a frame, while the drawing library is still coming and compiles its shaders. The same marks
// from the same numbers, at rest; it follows the camera and the selection until the library takes over.
import type { Marks } from './dots.ts'
import { HOLLOW, SHAPE_CODE } from './dots.ts'
import type { Scene } from './map-canvas.ts'
import type { Shape, Solid } from '../shapes.ts'
import { holePath, shapePath } from '../shapes.ts'
import type { Size, View } from './view.ts'

const SHAPES = new Map(Object.entries(SHAPE_CODE).map(([shape, code]) => [code, shape as Shape]))

/** Width of a hole's own edge at most, and of a cross's strokes per unit of radius, as the shader has them. */
const [THIN, STROKE] = [0.8, 0.32]
/** How far a mark's outline reaches beyond its radius, whatever its shape. */
const REACH = 1.3

export class MapSketch {
  readonly #canvas = document.createElement('canvas')
  #view: View
  #size: Size
  #scene: Scene | null = null
  #paths = new Map<string, Path2D>()

  constructor(parent: HTMLElement, view: View, size: Size) {
    this.#view = view
    this.#size = size
    this.#canvas.className = 'MapView-sketch'
    parent.append(this.#canvas)
  }

  look(view: View, size: Size): void {
    if (view === this.#view && size === this.#size) return
    this.#view = view
    this.#size = size
    this.#draw()
  }

  show(scene: Scene): void {
    if (scene === this.#scene) return
    this.#scene = scene
    this.#draw()
  }

  destroy(): void {
    this.#canvas.remove()
  }

  #draw(): void {
    const pen = this.#canvas.getContext('2d')
    if (!pen || !this.#scene) return
    const { width, height } = this.#size
    this.#canvas.width = Math.round(width * devicePixelRatio)
    this.#canvas.height = Math.round(height * devicePixelRatio)
    for (const marks of [this.#scene.dots, this.#scene.rings]) this.#marks(pen, marks, this.#scene)
  }

  #marks(pen: CanvasRenderingContext2D, { rows, forms, fills, edges }: Marks, { positions, ground }: Scene): void {
    const { width, height } = this.#size
    const { x: across, y: up, scale } = this.#view
    const through = ground.map(part => Math.round(255 * part))
    const sharp = devicePixelRatio
    for (let k = 0; k < rows.length; k++) {
      const [code, radius, edge] = forms.subarray(3 * k, 3 * k + 3)
      const x = width / 2 + (positions[2 * rows[k]] - across) * scale
      const y = height / 2 - (positions[2 * rows[k] + 1] - up) * scale
      const reach = REACH * radius + edge
      if (!(x > -reach && x < width + reach && y > -reach && y < height + reach)) continue
      pen.setTransform(sharp, 0, 0, sharp, sharp * x, sharp * y)
      pen.fillStyle = ink(fills, 4 * k)
      pen.strokeStyle = ink(edges, 4 * k)
      pen.lineWidth = edge
      if (code === SHAPE_CODE.cross) {
        const strokes = this.#path('cross', radius)
        pen.lineCap = 'round'
        pen.lineWidth = STROKE * radius + edge
        if (edge > 0) pen.stroke(strokes)
        pen.lineWidth = STROKE * radius
        pen.strokeStyle = pen.fillStyle
        pen.stroke(strokes)
        continue
      }
      // A hollow mark: its rim, then the ground within, each with an edge.
      const hollow = code >= HOLLOW
      const solid = SHAPES.get(hollow ? code - HOLLOW : code) as Solid
      const outline = this.#path(solid, radius)
      const opaque = fills[4 * k + 3] === 255
      pen.fill(hollow && !opaque ? this.#path(`hollow ${solid}`, radius) : outline)
      if (edge > 0) pen.stroke(outline)
      if (!hollow) continue
      const hole = this.#path(solid, radius, true)
      pen.fillStyle = `rgb(${through.join(' ')} / ${fills[4 * k + 3] / 255})`
      pen.fill(hole)
      pen.lineWidth = Math.min(edge, THIN)
      if (edge > 0) pen.stroke(hole)
    }
  }

  /** About the origin; few kinds of marks are drawn many times. */
  #path(shape: Shape, radius: number, hole = false): Path2D {
    const name = `${shape} ${radius} ${hole}`
    let path = this.#paths.get(name)
    if (!path) this.#paths.set(name, path = new Path2D(hole ? holePath(shape as Solid, 0, 0, radius) : shapePath(shape, 0, 0, radius)))
    return path
  }
}

const ink = (colours: Uint8ClampedArray, at: number): string => `rgb(${colours[at]} ${colours[at + 1]} ${colours[at + 2]} / ${colours[at + 3] / 255})`
