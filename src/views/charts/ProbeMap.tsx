// A map of the probes: pictures nudged apart or dots, by class; one under the pointer is seen large with its neighbours. A loop of probes may be drawn through it.
import './charts.css'
import './ProbeMap.css'
import type { KeyboardEvent, PointerEvent } from 'react'
import { memo, useCallback, useMemo, useState } from 'react'
import { css } from '../colour.ts'
import type { Rgb, Theme } from '../ramps.ts'
import { usePalette } from '../use-palette.ts'
import { classColour } from './class-colours.ts'
import { markAt } from './marks.ts'
import type { Pictures } from './pictures.ts'
import { sprite } from './pictures.ts'
import { Picture } from './Picture.tsx'
import type { Place } from './probe-places.ts'
import { fitted, nudged, stepFrom } from './probe-places.ts'
import type { Token } from './use-canvas.ts'
import { useCanvas } from './use-canvas.ts'
import { useWidth } from './use-width.ts'

export interface ProbeMapProps {
  /** n × 2, any units, second coordinate up. */
  places: Float64Array
  /** Class of each probe; null where nobody knows. */
  labels: ArrayLike<number> | null
  names: readonly string[]
  /** Null where samples are no pictures: then there are dots. */
  images: Pictures | null
  /** Probes of a closed loop, in order. */
  outlined?: readonly number[] | null | undefined
  /** Probes answered wrongly. */
  wrong?: ReadonlySet<number> | null | undefined
  /** n × k nearest probes, shown with the one under the pointer. */
  nearest?: Uint32Array | null | undefined
  /** What is to be said of a probe besides its class. */
  wordsOf?: ((probe: number) => string) | undefined
  /** Dots even where there are pictures. */
  dots?: boolean
  onHover?: ((probe: number | null) => void) | undefined
  height?: number
}

const SIZE = 14
const RADIUS = 4
const REACH = 14

export const ProbeMap = memo(function ProbeMap({ places, labels, names, images, outlined, wrong, nearest, wordsOf, dots = false, onHover, height = 240 }: ProbeMapProps) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const [at, setAt] = useState<number | null>(null)
  const theme = usePalette()
  const pictured = images !== null && !dots
  const n = places.length / 2
  const placed = useMemo(() => {
    // Pictures that part want some room outside the map.
    const pad = pictured ? 1.5 * SIZE : RADIUS + 5
    const from = fitted(places, width, height, pad)
    return pictured ? nudged(from, SIZE, width, height) : from
  }, [places, width, height, pictured])
  const labelOf = useCallback((probe: number) => labels?.[probe] ?? -1, [labels])
  const sprites = useMemo(
    () => pictured ? Array.from({ length: n }, (_, probe) => sprite(images, probe, classColour(labelOf(probe), theme))) : null,
    [pictured, images, n, labelOf, theme],
  )
  const draw = useCallback((context: CanvasRenderingContext2D, token: Token) => {
    placed.forEach(({ x, y }, probe) => {
      if (sprites) context.drawImage(sprites[probe], x - SIZE / 2, y - SIZE / 2, SIZE, SIZE)
      else disc(context, { x, y }, classColour(labelOf(probe), theme), token)
    })
    if (wrong) for (const probe of wrong) ring(context, placed[probe], sprites !== null, token('--danger'))
    if (outlined && outlined.length > 0) loop(context, outlined.map(probe => placed[probe]), token)
  }, [placed, sprites, labelOf, theme, wrong, outlined])
  const canvas = useCanvas(width, height, draw)
  const point = (probe: number | null) => {
    if (probe === at) return
    setAt(probe)
    onHover?.(probe)
  }
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const found = markAt(placed, event.clientX - box.left, event.clientY - box.top, REACH)
    point(found < 0 ? null : found)
  }
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && at !== null) { event.stopPropagation(); return point(null) }
    if (!event.key.startsWith('Arrow')) return
    event.preventDefault()
    point(at === null ? 0 : stepFrom(placed, at, event.key))
  }
  const nameOf = (probe: number) => names[labelOf(probe)] ?? 'unknown'
  const said = at === null ? '' : [`Probe ${at + 1}`, labels ? `class ${nameOf(at)}` : '', wordsOf?.(at) ?? ''].filter(Boolean).join(', ')
  return (
    <div className="Chart ProbeMap" ref={frame}>
      <div
        className="ProbeMap-field"
        style={{ height }}
        role="application"
        tabIndex={0}
        aria-label={`Map of ${n} probes as this layer places them; arrow keys walk from one to the next`}
        onPointerMove={move}
        onPointerDown={move}
        onPointerLeave={() => point(null)}
        onBlur={() => point(null)}
        onKeyDown={keys}
      >
        <canvas ref={canvas} style={{ width, height }} aria-hidden />
        {at !== null && at < n && <span className="ProbeMap-ring" style={{ left: placed[at].x, top: placed[at].y }} />}
        {at !== null && at < n && (
          <div className="ProbeMap-card" style={cardAt(placed[at], width, height)} aria-hidden>
            {images && <Picture images={images} which={at} colour={classColour(labelOf(at), theme)} size={56} />}
            <div className="ProbeMap-words">
              <b>{labels && <i style={{ background: css(classColour(labelOf(at), theme)) }} />}{labels ? nameOf(at) : `probe ${at + 1}`}</b>
              {wordsOf && <span>{wordsOf(at)}</span>}
              {nearest && <Nearest nearest={nearest} of={at} n={n} images={images} labelOf={labelOf} names={names} theme={theme} />}
            </div>
          </div>
        )}
      </div>
      <span className="visually-hidden" aria-live="polite">{said}</span>
    </div>
  )
})

interface NearestProps { nearest: Uint32Array, of: number, n: number, images: Pictures | null, labelOf: (probe: number) => number, names: readonly string[], theme: Theme }

function Nearest({ nearest, of, n, images, labelOf, names, theme }: NearestProps) {
  const count = nearest.length / n
  const own = [...nearest.subarray(of * count, (of + 1) * count)]
  return (
    <span className="ProbeMap-nearest">
      nearest
      {own.map(probe => images
        ? <Picture key={probe} images={images} which={probe} colour={classColour(labelOf(probe), theme)} size={18} />
        : <em key={probe} style={{ color: css(classColour(labelOf(probe), theme)) }}>{names[labelOf(probe)] ?? probe + 1}</em>)}
    </span>
  )
}

/** Beside the probe, on the side with more room. */
function cardAt({ x, y }: Place, width: number, height: number) {
  return { ...(x < width / 2 ? { left: x + 16 } : { right: width - x + 16 }), ...(y < height / 2 ? { top: Math.max(0, y - 12) } : { bottom: Math.max(0, height - y - 12) }) }
}

function disc(context: CanvasRenderingContext2D, { x, y }: Place, colour: Rgb, token: Token): void {
  context.beginPath()
  context.arc(x, y, RADIUS, 0, 2 * Math.PI)
  context.fillStyle = css(colour)
  context.fill()
  context.lineWidth = 0.8
  context.strokeStyle = token('--mark-edge')
  context.stroke()
}

function ring(context: CanvasRenderingContext2D, { x, y }: Place, square: boolean, colour: string): void {
  context.lineWidth = 1.2
  context.strokeStyle = colour
  context.beginPath()
  if (square) context.rect(x - SIZE / 2 - 0.5, y - SIZE / 2 - 0.5, SIZE + 1, SIZE + 1)
  else context.arc(x, y, RADIUS + 2, 0, 2 * Math.PI)
  context.stroke()
}

function loop(context: CanvasRenderingContext2D, through: readonly Place[], token: Token): void {
  context.strokeStyle = token('--sel-a-mark')
  context.lineWidth = 1.8
  context.lineJoin = 'round'
  context.beginPath()
  for (const { x, y } of through) context.lineTo(x, y)
  context.closePath()
  context.stroke()
  for (const { x, y } of through) context.strokeRect(x - SIZE / 2 - 1, y - SIZE / 2 - 1, SIZE + 2, SIZE + 2)
}
