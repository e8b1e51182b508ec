// One picture of a data set that was brought.
import './data.css'
import { useEffect, useRef } from 'react'
import { usePalette } from '../use-palette.ts'
import { drawSample, inkOf } from './draw-sample.ts'

interface Props { values: ArrayLike<number>, shape: readonly number[], fullScale: number | null, row: number, label: string }

export function SamplePicture({ values, shape, fullScale, row, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const palette = usePalette()
  useEffect(() => {
    if (canvas.current) drawSample(canvas.current, { values, shape, fullScale }, row, inkOf(canvas.current))
  }, [values, shape, fullScale, row, palette])
  return <canvas className="SamplePicture" ref={canvas} role="img" aria-label={label} style={{ aspectRatio: `${shape[1]} / ${shape[0]}` }} />
}
