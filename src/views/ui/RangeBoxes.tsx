// From–to: two handles on a track with a histogram on it, and both ends as numbers that one can type.
import './RangeBoxes.css'
import type { KeyboardEvent, PointerEvent } from 'react'
import { useRef } from 'react'
import { useField } from './field-context.ts'
import { NumberBox } from './NumberBox.tsx'
import type { TrackScale } from './track-scale.ts'
import { neighbour, place, valueAt } from './track-scale.ts'
import { writeTyped } from './typed-number.ts'

interface Props {
  from: number
  to: number
  /** Ends of the track; typed numbers may lie beyond them. */
  min: number
  max: number
  step: number
  log?: boolean
  /** On a log track: the left end means nought. */
  zero?: boolean
  /** Networks per equal share of the track, left to right. */
  bars?: readonly number[]
  onCommit: (range: { from: number, to: number }) => void
  /** Names both ends for those who hear the page: "Learning rate". */
  label: string
}

type End = 'from' | 'to'

export function RangeBoxes({ from, to, min, max, step, log = false, zero = false, bars, onCommit, label }: Props) {
  const field = useField()
  const track = useRef<HTMLDivElement>(null)
  const held = useRef<End | null>(null)
  const scale: TrackScale = { min, max, step, log, zero }
  const ends = { from: place(from, scale), to: place(to, scale) }
  const most = Math.max(1, ...(bars ?? []))

  // A handle stops at the other one: typing may cross them, and then the form says so.
  const move = (end: End, value: number) => onCommit(end === 'from' ? { from: Math.min(value, Math.max(from, to)), to } : { from, to: Math.max(value, Math.min(from, to)) })
  const shareAt = (event: PointerEvent) => {
    const box = track.current!.getBoundingClientRect()
    return (event.clientX - box.left) / box.width
  }
  const grab = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    const share = shareAt(event)
    const toLeft = Math.abs(share - ends.from) - Math.abs(share - ends.to)
    held.current = toLeft < 0 || (toLeft === 0 && share < ends.from) ? 'from' : 'to'
    event.currentTarget.setPointerCapture(event.pointerId)
    event.currentTarget.querySelectorAll<HTMLElement>('[role=slider]')[held.current === 'from' ? 0 : 1].focus({ preventScroll: true })
    event.preventDefault()
    move(held.current, valueAt(share, scale))
  }
  const drag = (event: PointerEvent) => { if (held.current) move(held.current, valueAt(shareAt(event), scale)) }
  const drop = () => { held.current = null }
  const keys = (end: End, value: number) => (event: KeyboardEvent) => {
    const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key] as 1 | -1 | undefined
    const next = way ? neighbour(value, way, scale) : event.key === 'Home' ? valueAt(0, scale) : event.key === 'End' ? max : null
    if (next === null) return
    event.preventDefault()
    move(end, next)
  }
  const handle = (end: End, value: number) => (
    <span
      className="RangeBoxes-handle"
      role="slider"
      tabIndex={0}
      style={{ left: `${100 * ends[end]}%` }}
      aria-label={`${label}, ${end}`}
      aria-valuemin={zero ? 0 : min}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={writeTyped(value)}
      aria-describedby={field?.faultId ?? undefined}
      onKeyDown={keys(end, value)}
    />
  )
  return (
    <div className="RangeBoxes">
      <div className="RangeBoxes-slide" data-bars={bars ? true : undefined} onPointerDown={grab} onPointerMove={drag} onPointerUp={drop} onPointerCancel={drop}>
        <div className="RangeBoxes-inner" ref={track}>
          {bars?.map((count, at) => count > 0 && (
            <i key={at} className="RangeBoxes-bar" style={{ left: `${100 * at / bars.length}%`, width: `${100 / bars.length}%`, height: Math.max(1, 14 * count / most) }} />
          ))}
          <i className="RangeBoxes-track" />
          <i className="RangeBoxes-fill" style={{ left: `${100 * ends.from}%`, width: `${100 * Math.max(0, ends.to - ends.from)}%` }} />
          {handle('from', from)}
          {handle('to', to)}
        </div>
      </div>
      <div className="RangeBoxes-ends">
        <NumberBox value={from} onCommit={value => onCommit({ from: value, to })} label={`${label}, from`} />
        <span className="RangeBoxes-scale">{log ? 'log' : ''}</span>
        <NumberBox value={to} onCommit={value => onCommit({ from, to: value })} label={`${label}, to`} />
      </div>
    </div>
  )
}
