// A canvas that is drawn when React says so, and in between at every turn of the clock, without React: many drawings asked for in one frame are one.
import type { RefObject } from 'react'
import { useCallback, useEffect, useRef } from 'react'
import type { Token } from '../charts/use-canvas.ts'
import { DRAWINGS } from '../charts/drawings.ts'
import type { Size } from '../map/view.ts'
import { usePalette } from '../use-palette.ts'
import type { Inks } from './runs-drawing.ts'
import { inksOf } from './inks.ts'

export interface DrawnCanvas {
  ref: RefObject<HTMLCanvasElement | null>
  /** Draws again in the next frame. */
  redraw: () => void
}

/** `draw` gets a cleared canvas in CSS pixels; it should be memoised, for a new one draws anew. */
export function useDrawnCanvas(size: Size | null, draw: ((pen: CanvasRenderingContext2D, inks: Inks) => void) | null): DrawnCanvas {
  const ref = useRef<HTMLCanvasElement>(null)
  const now = useRef<() => void>(() => undefined)
  const frame = useRef(0)
  const palette = usePalette()
  const redraw = useCallback(() => {
    if (frame.current) return
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      now.current()
    })
  }, [])
  useEffect(() => () => {
    cancelAnimationFrame(frame.current)
    frame.current = 0
  }, [])
  // An effect, not a layout effect: the palette is set on the page by then.
  useEffect(() => {
    const canvas = ref.current
    const pen = canvas?.getContext('2d')
    if (!canvas || !pen || !size) return
    const style = getComputedStyle(document.documentElement)
    const token: Token = name => style.getPropertyValue(name).trim()
    const ratio = window.devicePixelRatio || 1
    const [wide, high] = [Math.round(size.width * ratio), Math.round(size.height * ratio)]
    // A canvas that gets a size, even its own, is made anew.
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high]
    const inks = inksOf(token)
    now.current = () => {
      pen.setTransform(ratio, 0, 0, ratio, 0, 0)
      pen.clearRect(0, 0, size.width, size.height)
      draw?.(pen, inks)
    }
    now.current()
    if (draw) DRAWINGS.set(canvas, other => draw(other, inksOf(token)))
  }, [size, draw, palette])
  return { ref, redraw }
}
