// A canvas as sharp as the screen: drawn anew when its size, its picture or the palette changes, never while React renders.
import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import { usePalette } from '../use-palette.ts'
import { DRAWINGS } from './drawings.ts'

/** The colour that a token of tokens.css stands for now. */
export type Token = (name: `--${string}`) => string

/** `draw` gets a cleared canvas in CSS pixels; it should be memoised, for a new one draws anew. */
export function useCanvas(width: number, height: number, draw: (context: CanvasRenderingContext2D, token: Token) => void): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null)
  const palette = usePalette()
  // An effect, not a layout effect: the palette is set on the page by then.
  useEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    const ratio = window.devicePixelRatio || 1
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    const style = getComputedStyle(document.documentElement)
    const token: Token = name => style.getPropertyValue(name).trim()
    draw(context, token)
    DRAWINGS.set(canvas, pen => draw(pen, token))
  }, [width, height, draw, palette])
  return ref
}
