// A canvas of the page: drawn anew by its own chart's code where that is known, as shapes; else as the pixels that it has.
import { DRAWINGS } from '../charts/drawings.ts'
import { CanvasPen } from './canvas-pen.ts'
import type { Sheet } from './sheet.ts'
import { element } from './svg-words.ts'

export function paintCanvas(canvas: HTMLCanvasElement, sheet: Sheet): void {
  const { left, top, width, height } = canvas.getBoundingClientRect()
  if (width === 0 || height === 0 || canvas.width === 0 || canvas.height === 0 || !sheet.isFirst(canvas)) return
  const [x, y] = [left - sheet.left, top - sheet.top]
  const draw = DRAWINGS.get(canvas)
  if (!draw) return sheet.add(element('image', { x, y, width, height, href: canvas.toDataURL('image/png'), preserveAspectRatio: 'none' }))
  sheet.clipped({ left, top, width, height }, () => sheet.within('g', { transform: `translate(${x} ${y})` }, () => draw(new CanvasPen(sheet) as unknown as CanvasRenderingContext2D)))
}
