// A canvas with as many pixels as the screen has for it, drawn anew when what it shows changes.
import type { RefObject } from 'react'
import { useLayoutEffect, useRef } from 'react'

/** `draw` must be memoised: another one is drawn, the same one is not. */
export function useCanvas(width: number, height: number, draw: (context: CanvasRenderingContext2D) => void): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const canvas = ref.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    const dense = Math.min(2, window.devicePixelRatio || 1)
    const [across, down] = [Math.round(width * dense), Math.round(height * dense)]
    if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down })
    else {
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.clearRect(0, 0, across, down)
    }
    context.setTransform(dense, 0, 0, dense, 0, 0)
    context.lineJoin = 'round'
    draw(context)
  }, [width, height, draw])
  return ref
}
