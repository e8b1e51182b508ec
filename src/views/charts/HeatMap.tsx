// A square table in colour, its rows and columns in one order, with bands along the edges for its groups. Hovering, or arrow keys, tell one entry.
import './charts.css'
import './HeatMap.css'
import type { KeyboardEvent, MouseEvent, PointerEvent, ReactNode } from 'react'
import { memo, useCallback, useMemo, useState } from 'react'
import { css } from '../colour.ts'
import type { Rgb } from '../ramps.ts'
import { ramp, rampOf } from '../ramps.ts'
import type { Band } from './heat.ts'
import { shadeOf } from './heat.ts'
import type { Token } from './use-canvas.ts'
import { useCanvas } from './use-canvas.ts'
import type { DragMode } from './use-drag.ts'
import { modeOf } from './use-drag.ts'
import { useWidth } from './use-width.ts'

interface Props {
  /** n × n, row-major. */
  values: ArrayLike<number>
  /** Row and column k show entry order[k]. */
  order: ArrayLike<number>
  domain: readonly [number, number]
  log: boolean
  bands: readonly Band[]
  label: string
  /** What is said of one entry. */
  describe: (row: number, column: number, value: number) => string
  /** Ends of the ramp, in words. */
  ends: readonly [string, string]
  most?: number
  /** A click on an entry, or Enter. */
  onPick?: ((row: number, column: number, mode: DragMode) => void) | undefined
  /** What stands over the table, its columns in line with the table's. */
  over?: ((frame: { left: number, side: number }) => ReactNode) | undefined
}

const BAND = 5
const GAP = 3
const LEFT = 20
const RAMP = rampOf('viridis', 'light')

export const HeatMap = memo(function HeatMap({ values, order, domain, log, bands, label, describe, ends, most = 300, onPick, over }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const [at, setAt] = useState<{ row: number, column: number } | null>(null)
  const n = order.length
  const left = bands.some(band => band.name) ? LEFT : 0
  const edge = left + (bands.length > 0 ? BAND + GAP : 0)
  const side = Math.max(80, Math.min(most, width - edge))
  const table = useMemo(() => painted(values, order, domain, log), [values, order, domain, log])
  const draw = useCallback((context: CanvasRenderingContext2D, token: Token) => {
    context.imageSmoothingEnabled = false
    context.drawImage(table, edge, edge, side, side)
    context.font = `11px ${token('--font')}`
    context.fillStyle = token('--axis-text')
    for (const { from, to, name, colour } of bands) {
      const [start, end] = [from, to].map(place => edge + side * place / n)
      context.fillStyle = css(colour)
      context.fillRect(edge - BAND - GAP, start + 0.5, BAND, Math.max(1, end - start - 1))
      context.fillRect(start + 0.5, edge - BAND - GAP, Math.max(1, end - start - 1), BAND)
      if (end - start < 11 || !name) continue
      context.fillStyle = token('--axis-text')
      const fits = name.length * 6.4 < end - start
      const short = name.length <= 2 ? name : name.slice(0, 2)
      context.textBaseline = 'middle'
      context.textAlign = name.length > 2 && fits ? 'center' : 'right'
      context.save()
      context.translate(left - 5, (start + end) / 2)
      if (name.length > 2 && fits) {
        context.translate(-4, 0)
        context.rotate(-Math.PI / 2)
      }
      context.fillText(fits ? name : short, 0, 0)
      context.restore()
      context.textBaseline = 'alphabetic'
      context.textAlign = 'center'
      context.fillText(fits ? name : short, (start + end) / 2, edge - BAND - GAP - 4)
    }
  }, [table, edge, side, bands, n, left])
  const canvas = useCanvas(edge + side, edge + side, draw)
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const place = (offset: number) => Math.floor(n * (offset - edge) / side)
    const [column, row] = [place(event.clientX - box.left), place(event.clientY - box.top)]
    setAt(row >= 0 && row < n && column >= 0 && column < n ? { row, column } : null)
  }
  const pick = (event: MouseEvent | KeyboardEvent) => { if (at) onPick?.(order[at.row], order[at.column], modeOf(event)) }
  const keys = (event: KeyboardEvent) => {
    if (onPick && at && event.key === 'Enter') pick(event)
    const way = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key]
    if (!way) return
    event.preventDefault()
    const step = event.shiftKey ? Math.max(1, Math.round(n / 20)) : 1
    const within = (place: number) => Math.min(n - 1, Math.max(0, place))
    setAt(old => old ? { row: within(old.row + step * way[0]), column: within(old.column + step * way[1]) } : { row: 0, column: 0 })
  }
  const words = at ? describe(order[at.row], order[at.column], values[order[at.row] * n + order[at.column]]) : ''
  return (
    <div className="Chart HeatMap" ref={frame}>
      {over?.({ left: edge, side })}
      <div
        className="HeatMap-field"
        style={{ width: edge + side, height: edge + side }}
        role="application"
        tabIndex={0}
        aria-label={`${label}; arrow keys read single entries, with Shift ten times as fast${onPick ? ', Enter selects both' : ''}`}
        onPointerMove={move}
        onPointerDown={move}
        onClick={pick}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onKeyDown={keys}
      >
        <canvas ref={canvas} style={{ width: edge + side, height: edge + side }} aria-hidden />
        {at && <span className="HeatMap-row" style={{ top: edge + side * (at.row + 0.5) / n, left: edge, width: side }} />}
        {at && <span className="HeatMap-column" style={{ left: edge + side * (at.column + 0.5) / n, top: edge, height: side }} />}
      </div>
      <div className="HeatMap-foot" style={{ paddingLeft: edge, width: edge + side }}>
        {words
          ? <span className="HeatMap-words">{words}</span>
          : <><span>{ends[0]}</span><i style={{ background: `linear-gradient(90deg, ${STOPS})` }} /><span>{ends[1]}{log ? ', log scale' : ''}</span></>}
      </div>
      <span className="visually-hidden" aria-live="polite">{words}</span>
    </div>
  )
})

const STOPS = RAMP.map(css).join(',')

function painted(values: ArrayLike<number>, order: ArrayLike<number>, domain: readonly [number, number], log: boolean): HTMLCanvasElement {
  const n = order.length
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.max(1, n)
  const context = canvas.getContext('2d')!
  const image = context.createImageData(canvas.width, canvas.height)
  const colours: Rgb[] = Array.from({ length: 256 }, (_, step) => ramp(step / 255, RAMP))
  const shade = shadeOf(domain, log)
  for (let row = 0, pixel = 0; row < n; row++) {
    for (let column = 0; column < n; column++, pixel += 4) {
      const [red, green, blue] = colours[Math.round(255 * shade(values[order[row] * n + order[column]]))]
      image.data[pixel] = red
      image.data[pixel + 1] = green
      image.data[pixel + 2] = blue
      image.data[pixel + 3] = 255
    }
  }
  context.putImageData(image, 0, 0)
  return canvas
}
