// A loop as a ring of its probes in order: pictures where there are any, else the names of their classes. The dashed edge is the one that closed it.
import './charts.css'
import './persistence.css'
import { memo, useCallback, useMemo } from 'react'
import { css } from '../colour.ts'
import { usePalette } from '../use-palette.ts'
import { classColour } from './class-colours.ts'
import type { Pictures } from './pictures.ts'
import { sprite } from './pictures.ts'
import { ringPlaces } from './ring-places.ts'
import type { Token } from './use-canvas.ts'
import { useCanvas } from './use-canvas.ts'

interface Props {
  /** Places of probes, in order; the last is joined to the first. */
  cycle: ArrayLike<number>
  /** Class of each probe; null where nobody knows. */
  labels: ArrayLike<number> | null
  names: readonly string[]
  images: Pictures | null
  width: number
  height?: number
  /** What stands in the middle. */
  title: string
  note: string
  label: string
}

/** Sides of a picture, px; its room along the line in sides. */
const [MOST, LEAST, ROOM] = [30, 11, 1.16]

export const LoopRing = memo(function LoopRing({ cycle, labels, names, images, width, height = 172, title, note, label }: Props) {
  const theme = usePalette()
  const { places, size } = useMemo(() => laid(cycle.length, width, height), [cycle, width, height])
  const draw = useCallback((pen: CanvasRenderingContext2D, token: Token) => {
    pen.translate(width / 2, height / 2)
    pen.strokeStyle = token('--sel-a-mark')
    pen.lineWidth = 1.6
    places.forEach((from, k) => {
      const to = places[(k + 1) % places.length]
      pen.setLineDash(k === places.length - 1 ? [3, 3] : [])
      pen.beginPath()
      pen.moveTo(from.x, from.y)
      pen.lineTo(to.x, to.y)
      pen.stroke()
    })
    pen.setLineDash([])
    pen.lineWidth = 1
    pen.imageSmoothingEnabled = false
    pen.font = `${Math.max(11, Math.min(13, size - 4))}px ${token('--font')}`
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    places.forEach(({ x, y }, k) => {
      const probe = cycle[k]
      const colour = classColour(labels?.[probe] ?? -1, theme)
      const [left, top] = [Math.round(x - size / 2), Math.round(y - size / 2)]
      pen.fillStyle = token('--canvas')
      pen.fillRect(left, top, size, size)
      if (images) pen.drawImage(sprite(images, probe, colour), left + 1, top + 1, size - 2, size - 2)
      else {
        pen.fillStyle = css(colour)
        pen.fillText(labels ? (names[labels[probe]] ?? '').slice(0, 2) : String(probe + 1), x, y + 0.5)
      }
      pen.strokeRect(left + 0.5, top + 0.5, size - 1, size - 1)
    })
  }, [cycle, labels, names, images, places, size, width, height, theme])
  const canvas = useCanvas(width, height, draw)
  return (
    <figure className="LoopRing" style={{ width, height }} role="img" aria-label={label}>
      <canvas ref={canvas} style={{ width, height }} aria-hidden />
      <figcaption aria-hidden><b>{title}</b><span>{note}</span></figcaption>
    </figure>
  )
})

/** As large as they fit along the line, but a loop of a hundred still shows every one. */
function laid(count: number, width: number, height: number) {
  const room = ringPlaces(1, width / 2 - MOST / 2 - 2, height / 2 - MOST / 2 - 2).length
  const size = Math.round(Math.max(LEAST, Math.min(MOST, room / Math.max(1, count) / ROOM)))
  const { places } = ringPlaces(count, width / 2 - size / 2 - 2, height / 2 - size / 2 - 2)
  return { places, size }
}
