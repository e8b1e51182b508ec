// The line that cuts the tree: dragged by hand, or moved with the keys. It rests half-way between the merges that it parts.
import type { KeyboardEvent, PointerEvent } from 'react'
import { useRef, useState } from 'react'

interface Props {
  count: number
  least: number
  most: number
  /** Where the line rests (px), and how far down and up it goes. */
  y: number
  span: readonly [bottom: number, top: number]
  left: number
  right: number
  /** Clusters that a line at this pixel leaves. */
  countAt: (y: number) => number
  onCount: (count: number) => void
}

const PILL = [78, 24] as const

export function CutHandle({ count, least, most, y, span, left, right, countAt, onCount }: Props) {
  const [dragged, setDragged] = useState<number | null>(null)
  const grip = useRef(0)
  const at = (event: PointerEvent<SVGGElement>) => event.clientY - event.currentTarget.ownerSVGElement!.getBoundingClientRect().top
  const kept = (clusters: number) => Math.min(most, Math.max(least, clusters))
  const line = dragged ?? y
  const move = (event: PointerEvent<SVGGElement>) => {
    if (dragged === null) return
    event.stopPropagation()
    const to = Math.min(span[0], Math.max(span[1], at(event) - grip.current))
    setDragged(to)
    const next = kept(countAt(to))
    if (next !== count) onCount(next)
  }
  const keys = (event: KeyboardEvent) => {
    // Upwards, the line leaves fewer clusters; to the right there are more.
    const next = { ArrowUp: count - 1, ArrowDown: count + 1, ArrowLeft: count - 1, ArrowRight: count + 1, Home: least, End: most }[event.key]
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (kept(next) !== count) onCount(kept(next))
  }
  const end = () => setDragged(null)
  return (
    <g
      className="CutHandle"
      role="slider"
      tabIndex={0}
      aria-label="Clusters to cut into"
      aria-orientation="vertical"
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={count}
      aria-valuetext={`${count} clusters`}
      data-dragged={dragged !== null || undefined}
      onKeyDown={keys}
      onClick={event => event.stopPropagation()}
      onPointerDown={event => {
        if (event.button !== 0) return
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        grip.current = at(event) - y
        setDragged(y)
      }}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <rect className="CutHandle-reach" x={left} width={right - left} y={line - 6} height={12} />
      <line className="CutHandle-line" x1={left} x2={right} y1={line} y2={line} />
      <rect className="CutHandle-pill" x={right - PILL[0]} y={line - PILL[1] / 2} width={PILL[0]} height={PILL[1]} rx={4} />
      <text className="CutHandle-words" x={right - PILL[0] / 2} y={line + 4} textAnchor="middle">{count} clusters</text>
    </g>
  )
}
