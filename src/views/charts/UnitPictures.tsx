// Weights as pictures, one a unit: a diverging ramp about 0, the same for all. The one under the pointer, or under the arrows, is told in words.
import './charts.css'
import './UnitPictures.css'
import type { KeyboardEvent, PointerEvent } from 'react'
import { memo, useCallback, useMemo, useState } from 'react'
import { css } from '../colour.ts'
import { ramp, rampOf } from '../ramps.ts'
import { power } from '../ui/format.ts'
import { usePalette } from '../use-palette.ts'
import type { UnitPicture } from './unit-pictures.ts'
import type { Token } from './use-canvas.ts'
import { useCanvas } from './use-canvas.ts'
import { useWidth } from './use-width.ts'

interface Props {
  units: readonly UnitPicture[]
  /** Sides of a picture, in weights. */
  across: number
  down: number
  /** The ramp goes from −reach to reach; null: of each unit as far as its largest weight. */
  reach: number | null
  label: string
}

const GAP = 4

export const UnitPictures = memo(function UnitPictures({ units, across, down, reach, label }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const [at, setAt] = useState<number | null>(null)
  const theme = usePalette()
  const pixel = pixelOf(width, across)
  const [wide, high] = [across * pixel, down * Math.max(pixel, down === 1 ? 14 : 0)]
  const columns = Math.max(1, Math.floor((width + GAP) / (wide + GAP)))
  // A full row is flush with both sides.
  const pitch = columns > 1 ? Math.floor((width - wide) / (columns - 1)) : wide + GAP
  const rows = Math.ceil(units.length / columns)
  const height = rows * (high + GAP) - GAP
  const cornerOf = useCallback((k: number) => ({ x: k % columns * pitch, y: Math.floor(k / columns) * (high + GAP) }), [columns, pitch, high])
  const colours = useMemo(() => rampOf('diverging', theme), [theme])
  const draw = useCallback((context: CanvasRenderingContext2D, token: Token) => {
    context.imageSmoothingEnabled = false
    units.forEach(({ weights }, k) => {
      const { x, y } = cornerOf(k)
      context.drawImage(painted(weights, across, down, reach ?? largest(weights), colours), x, y, wide, high)
      context.strokeStyle = token('--line-1')
      context.lineWidth = 1
      context.strokeRect(x + 0.5, y + 0.5, wide - 1, high - 1)
    })
  }, [units, across, down, reach, colours, cornerOf, wide, high])
  const canvas = useCanvas(width, height, draw)
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const [column, row] = [Math.floor((event.clientX - box.left) / pitch), Math.floor((event.clientY - box.top) / (high + GAP))]
    const k = row * columns + column
    setAt(column >= 0 && column < columns && k >= 0 && k < units.length ? k : null)
  }
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowUp: -columns, ArrowDown: columns }[event.key]
    if (step === undefined) return
    event.preventDefault()
    setAt(old => old === null ? 0 : old + step >= 0 && old + step < units.length ? old + step : old)
  }
  const unit = at === null ? null : units[at]
  const words = unit ? `${unit.name}: length ${power(unit.norm)}, bias ${power(unit.bias)}` : ''
  return (
    <div className="Chart UnitPictures" ref={frame}>
      <div
        className="UnitPictures-field"
        style={{ height }}
        role="application"
        tabIndex={0}
        aria-label={`${label}; arrow keys walk from one to the next`}
        onPointerMove={move}
        onPointerDown={move}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onKeyDown={keys}
      >
        <canvas ref={canvas} style={{ width, height }} aria-hidden />
        {at !== null && units[at] && <span className="UnitPictures-ring" style={{ left: cornerOf(at).x, top: cornerOf(at).y, width: wide, height: high }} />}
      </div>
      <div className="UnitPictures-foot">
        <span>{reach === null ? '−' : `−${power(reach)}`}</span><i style={{ background: `linear-gradient(90deg, ${colours.map(css).join(',')})` }} /><span>{reach === null ? '+' : power(reach)}</span>
        <b>{words}</b>
      </div>
      <span className="visually-hidden" aria-live="polite">{words}</span>
    </div>
  )
})

const largest = (weights: Float32Array): number => weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)

/** A whole number of pixels a weight, such that pictures are between 28 and 48 pixels wide and a row of them fills the width best. */
function pixelOf(width: number, across: number): number {
  const least = Math.max(1, Math.ceil(28 / across))
  const most = Math.max(least, Math.floor(48 / across))
  const left = (pixel: number): number => (width + GAP) % (pixel * across + GAP)
  return Array.from({ length: most - least + 1 }, (_, k) => least + k).reduce((best, pixel) => left(pixel) <= left(best) ? pixel : best)
}

function painted(weights: Float32Array, across: number, down: number, reach: number, colours: ReturnType<typeof rampOf>): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = across
  canvas.height = down
  const context = canvas.getContext('2d')!
  const image = context.createImageData(across, down)
  weights.forEach((weight, k) => image.data.set([...ramp(0.5 + weight / (2 * reach || 1), colours), 255], 4 * k))
  context.putImageData(image, 0, 0)
  return canvas
}
