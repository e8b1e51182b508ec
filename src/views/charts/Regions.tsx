// What a network answers all over a plane: each class in its colour, paler where the network is less sure; points on top, mistakes outlined.
import './charts.css'
import './Regions.css'
import type { KeyboardEvent, PointerEvent } from 'react'
import { memo, useCallback, useMemo, useState } from 'react'
import { css } from '../colour.ts'
import { usePalette } from '../use-palette.ts'
import { axis } from './axis.ts'
import { XAxis, YAxis } from './Axes.tsx'
import { classColour } from './class-colours.ts'
import { markAt } from './marks.ts'
import { stepFrom } from './probe-places.ts'
import type { Token } from './use-canvas.ts'
import { useCanvas } from './use-canvas.ts'
import { useWidth } from './use-width.ts'

interface Point { row: number, x: number, y: number, label: number, answer: number }

interface Props {
  /** size × size × classes, rows from the top. */
  plane: { size: number, across: readonly [number, number], up: readonly [number, number], probabilities: Float32Array }
  points: readonly Point[]
  /** Rows to be picked out; the others pale. */
  picked: ReadonlySet<number> | null
  names: readonly string[]
  format: (value: number) => string
  most?: number
}

export const Regions = memo(function Regions({ plane, points, picked, names, format, most = 320 }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const [at, setAt] = useState<number | null>(null)
  const theme = usePalette()
  const left = 30
  const side = Math.min(most, width - left - 2)
  const x = useMemo(() => axis(plane.across, [0, side], { ticks: 4 }), [plane, side])
  const y = useMemo(() => axis(plane.up, [side, 0], { ticks: 4 }), [plane, side])
  const placed = useMemo(() => points.map(point => ({ ...point, x: x.at(point.x), y: y.at(point.y) })), [points, x, y])
  const draw = useCallback((context: CanvasRenderingContext2D, token: Token) => {
    context.fillStyle = token('--canvas')
    context.fillRect(0, 0, side, side)
    context.drawImage(painted(plane, label => classColour(label, theme)), 0, 0, side, side)
    for (const { row, x: px, y: py, label, answer } of placed) {
      const wrong = label !== answer
      context.globalAlpha = picked && !picked.has(row) ? 0.18 : 1
      context.beginPath()
      context.arc(px, py, wrong ? 3.6 : 2.8, 0, 2 * Math.PI)
      context.fillStyle = css(classColour(label, theme))
      context.fill()
      context.lineWidth = wrong ? 1.8 : 0.8
      context.strokeStyle = wrong ? token('--danger') : token('--canvas')
      context.stroke()
    }
    context.globalAlpha = 1
  }, [plane, placed, picked, theme, side])
  const canvas = useCanvas(side, side, draw)
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const found = markAt(placed, event.clientX - box.left, event.clientY - box.top, 10)
    setAt(found < 0 ? null : found)
  }
  const keys = (event: KeyboardEvent) => {
    if (!event.key.startsWith('Arrow')) return
    event.preventDefault()
    setAt(old => old === null ? 0 : stepFrom(placed, old, event.key))
  }
  const point = at === null ? null : points[at]
  const words = point ? `row ${point.row}, ${names[point.label]}, ${point.label === point.answer ? 'known' : `taken for ${names[point.answer]}`}` : ''
  return (
    <div className="Chart Regions" ref={frame}>
      <div
        className="Regions-field"
        style={{ left, width: side, height: side }}
        role="application"
        tabIndex={0}
        aria-label={`Decision regions with ${points.length} test points; arrow keys walk from one to the next`}
        onPointerMove={move}
        onPointerDown={move}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onKeyDown={keys}
      >
        <canvas ref={canvas} style={{ width: side, height: side }} aria-hidden />
        {at !== null && placed[at] && <span className="Regions-ring" style={{ left: placed[at].x, top: placed[at].y }} />}
      </div>
      <svg width={width} height={side + 34}>
        <g transform={`translate(${left} 0)`}>
          <YAxis axis={y} left={0} right={0} format={format} />
          <XAxis axis={x} y={side} format={format} name={words || 'first feature'} />
        </g>
      </svg>
      <span className="visually-hidden" aria-live="polite">{words}</span>
    </div>
  )
})

/** Opacity of the class's colour where all classes are alike, and where one is certain. */
const [FAINT, FULL] = [0.04, 0.5]

function painted({ size, probabilities }: Props['plane'], colour: (label: number) => readonly number[]): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size
  const context = canvas.getContext('2d')!
  const image = context.createImageData(size, size)
  const classes = probabilities.length / (size * size)
  for (let at = 0; at < size * size; at++) {
    let best = 0
    for (let label = 1; label < classes; label++) if (probabilities[at * classes + label] > probabilities[at * classes + best]) best = label
    const sure = (probabilities[at * classes + best] - 1 / classes) / (1 - 1 / classes)
    const [red, green, blue] = colour(best)
    image.data.set([red, green, blue, Math.round(255 * (FAINT + (FULL - FAINT) * sure))], 4 * at)
  }
  context.putImageData(image, 0, 0)
  return canvas
}
