// A loop as a ring of its probes in order: pictures where there are any, else the names of their classes. The dashed edge is the one that closed it.
import './charts.css'
import './persistence.css'
import { useEffect, useMemo, useRef } from 'react'
import { usePalette } from '../use-palette.ts'
import { probeSheet } from './probe-sheet.ts'
import { ringPlaces } from './ring-places.ts'

interface Props {
  /** Places of probes, in order; the last is joined to the first. */
  cycle: ArrayLike<number>
  /** Null: only numbers. */
  probes: { inputs: Float32Array, features: number, image: { width: number, height: number } | null, labels: ArrayLike<number>, classNames: readonly string[] } | null
  width: number
  height?: number
  /** What stands in the middle. */
  title: string
  note: string
  label: string
}

const [MOST, LEAST, ROOM] = [30, 11, 1.16]

export function LoopRing({ cycle, probes, width, height = 172, title, note, label }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = usePalette()
  const { places, size } = useMemo(() => laid(cycle.length, width, height), [cycle, width, height])
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const style = getComputedStyle(element)
    const colour = (name: string) => style.getPropertyValue(name).trim()
    const sheet = probes?.image ? probeSheet(probes.inputs, probes.features, probes.image, colour('--ink-1')) : null
    const sharp = window.devicePixelRatio || 1
    element.width = Math.round(width * sharp)
    element.height = Math.round(height * sharp)
    const pen = element.getContext('2d')!
    pen.scale(sharp, sharp)
    pen.translate(width / 2, height / 2)
    pen.strokeStyle = colour('--sel-a-mark')
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
    pen.font = `${Math.max(11, Math.min(13, size - 4))}px ${style.fontFamily}`
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    places.forEach(({ x, y }, k) => {
      const corner: [number, number, number, number] = [Math.round(x - size / 2), Math.round(y - size / 2), size, size]
      pen.fillStyle = colour('--canvas')
      pen.fillRect(...corner)
      if (sheet) pen.drawImage(sheet.canvas, cycle[k] * sheet.width, 0, sheet.width, sheet.height, corner[0] + 1, corner[1] + 1, size - 2, size - 2)
      else {
        pen.fillStyle = colour('--ink-1')
        pen.fillText(probes ? shortened(probes.classNames[probes.labels[cycle[k]]]) : String(cycle[k]), x, y + 0.5)
      }
      pen.strokeRect(corner[0] + 0.5, corner[1] + 0.5, size - 1, size - 1)
    })
  }, [cycle, probes, places, size, width, height, theme])
  return (
    <figure className="LoopRing" style={{ width, height }} role="img" aria-label={label}>
      <canvas ref={canvas} style={{ width, height }} aria-hidden />
      <figcaption aria-hidden><b>{title}</b><span>{note}</span></figcaption>
    </figure>
  )
}

const shortened = (name: string): string => name.length > 2 ? name.slice(0, 2) : name

/** As large as they fit along the line, but a loop of a hundred still shows every one. */
function laid(count: number, width: number, height: number) {
  const room = ringPlaces(1, width / 2 - MOST / 2 - 2, height / 2 - MOST / 2 - 2).length
  const size = Math.round(Math.max(LEAST, Math.min(MOST, room / Math.max(1, count) / ROOM)))
  const { places } = ringPlaces(count, width / 2 - size / 2 - 2, height / 2 - size / 2 - 2)
  return { places, size }
}
