// One sample that is a picture, at any size, its pixels seen as pixels.
import { memo, useCallback } from 'react'
import type { Rgb } from '../ramps.ts'
import type { Pictures } from './pictures.ts'
import { sprite } from './pictures.ts'
import { useCanvas } from './use-canvas.ts'

interface Props { images: Pictures, which: number, colour: Rgb, size: number, label?: string }

export const Picture = memo(function Picture({ images, which, colour: [red, green, blue], size, label }: Props) {
  const draw = useCallback((context: CanvasRenderingContext2D) => {
    context.imageSmoothingEnabled = size < 40
    context.drawImage(sprite(images, which, [red, green, blue]), 0, 0, size, size)
  }, [images, which, red, green, blue, size])
  const canvas = useCanvas(size, size, draw)
  return <canvas ref={canvas} className="Picture" style={{ width: size, height: size }} {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })} />
})
