// One axis of the parallel coordinates: its line and ticks, and the brush on it. Drag along it to brush; drag the brush or its ends to change it; press
// beside the brush to take it off; press a category to let it through or not. With keys: the axis's title (AxisTitle).
import type { PointerEvent } from 'react'
import { memo, useEffect, useRef, useState } from 'react'
import { shortName } from '../panels/hyper-values.ts'
import type { Brush } from '../../store/state.ts'
import { rangeWords } from './brush-words.ts'
import type { Coordinate } from './coordinates.ts'
import { rangeBetween } from './coordinates.ts'
import { withCategory } from './with-category.ts'

interface Props {
  axis: Coordinate
  x: number
  top: number
  bottom: number
  /** Room to the next axis. */
  gap: number
  /** Half the width of what one can hit. */
  reach: number
  /** The last axis has its labels at its right. */
  last: boolean
  brush: Brush | null
  /** `dragging`: more of the same follows. */
  onBrush: (brush: Brush | null, dragging?: boolean) => void
}

/** Pixels that a brush stands out beyond the values at its ends; how near an end is grabbed; what is no click any more. */
const BEYOND = 5
const GRIP = 7
const SLOP = 3

interface Pull { from: number, to: number, how: 'new' | 'move' | 'low' | 'high' }

export const AxisBrush = memo(function AxisBrush({ axis, x, top, bottom, gap, reach, last, brush, onBrush }: Props) {
  const [span, setSpan] = useState<{ a: number, b: number } | null>(null)
  const pull = useRef<(Pull & { start: number, before: Brush | null, moved: boolean }) | null>(null)
  const frame = useRef(0)
  const y = (share: number): number => bottom - share * (bottom - top)
  const shareAt = (event: PointerEvent<SVGElement>): number => (bottom - (event.clientY - event.currentTarget.ownerSVGElement!.getBoundingClientRect().top)) / (bottom - top)
  const standing = brush?.kind === 'number' && axis.kind === 'number' ? endsOf(axis, brush, y) : null

  const pulling = span !== null
  useEffect(() => {
    if (!pulling) return
    // One level a press: while a brush is dragged, Escape puts the old one back and does nothing else.
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !pull.current) return
      event.stopPropagation()
      cancelAnimationFrame(frame.current)
      onBrush(pull.current.before)
      pull.current = null
      setSpan(null)
    }
    window.addEventListener('keydown', cancel, true)
    return () => window.removeEventListener('keydown', cancel, true)
  }, [pulling, onBrush])

  const grab = (event: PointerEvent<SVGElement>) => {
    if (event.button !== 0 || axis.kind !== 'number') return
    event.currentTarget.setPointerCapture(event.pointerId)
    const at = shareAt(event)
    const [high, low] = standing ?? [NaN, NaN]
    const spot = y(at)
    const how = Math.abs(spot - high) <= GRIP ? 'high' : Math.abs(spot - low) <= GRIP ? 'low' : spot > high && spot < low ? 'move' : 'new'
    const of = (pixel: number): number => (bottom - pixel) / (bottom - top)
    pull.current = { how, start: at, from: how === 'new' ? at : of(low - BEYOND), to: how === 'new' ? at : of(high + BEYOND), before: brush, moved: false }
  }
  const drag = (event: PointerEvent<SVGElement>) => {
    const held = pull.current
    if (!held || axis.kind !== 'number') return
    const at = shareAt(event)
    const by = at - held.start
    if (!held.moved && Math.abs(by) * (bottom - top) < SLOP) return
    held.moved = true
    const clamp = (share: number): number => Math.min(1, Math.max(0, share))
    const [a, b] = held.how === 'new'
      ? [clamp(held.start), clamp(at)]
      : held.how === 'move'
        ? [held.from + Math.max(-held.from, Math.min(1 - held.to, by)), held.to + Math.max(-held.from, Math.min(1 - held.to, by))]
        : held.how === 'low' ? [clamp(held.from + by), held.to] : [held.from, clamp(held.to + by)]
    setSpan({ a, b })
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => onBrush({ measure: axis.key, kind: 'number', ...rangeBetween(axis, a, b) }, true))
  }
  const drop = () => {
    const held = pull.current
    cancelAnimationFrame(frame.current)
    if (held?.moved && span && axis.kind === 'number') onBrush({ measure: axis.key, kind: 'number', ...rangeBetween(axis, span.a, span.b) })
    else if (held && !held.moved && held.how === 'new' && brush) onBrush(null)
    pull.current = null
    setSpan(null)
  }
  const drawn = span ? [y(Math.max(span.a, span.b)), y(Math.min(span.a, span.b))] : standing
  const words = brush ? rangeWords(axis.measure, brush, axis.kind === 'number' ? axis.extent : null) : ''
  return (
    <g className="Axis" data-axis={axis.key}>
      <line className="Chart-axis" x1={x} x2={x} y1={top} y2={bottom} />
      <rect
        className="Axis-hit"
        data-brush={axis.kind === 'number' || undefined}
        x={x - reach}
        y={top - 6}
        width={2 * reach}
        height={bottom - top + 12}
        onPointerDown={grab}
        onPointerMove={drag}
        onPointerUp={drop}
        onPointerCancel={drop}
      >
        <title>{axis.kind === 'number' ? `Drag along ${shortName(axis.measure)} to brush it` : shortName(axis.measure)}</title>
      </rect>
      {drawn && (
        <g className="Axis-brush" aria-hidden>
          <rect x={x - 8} y={drawn[0]} width={16} height={Math.max(4, drawn[1] - drawn[0])} rx={3} />
          <path d={`M${x - 8} ${drawn[0]}h16M${x - 8} ${drawn[1]}h16`} />
          <path className="Axis-grip" d={`M${x - 3} ${drawn[0] + 3}h6M${x - 3} ${drawn[1] - 3}h6`} />
        </g>
      )}
      <g className="Axis-ticks">
        {spacedTicks(axis, y).map(({ label, share, value }) => {
          const chosen = brush?.kind === 'category' && brush.values.includes(String(value))
          const at = y(share)
          return (
            <g key={label} data-chosen={chosen || undefined} data-off={(brush?.kind === 'category' && !chosen) || undefined}>
              <line className="Chart-axis" x1={last ? x : x - 4} x2={last ? x + 4 : x} y1={at} y2={at} />
              <text x={last ? x + 7 : x - 7} y={at + 4} textAnchor={last ? 'start' : 'end'}>{fitted(label, gap)}</text>
              {axis.kind === 'category' && (
                <rect
                  className="Axis-category"
                  x={last ? x - 8 : x - 50}
                  y={at - 12}
                  width={58}
                  height={24}
                  onClick={() => onBrush(withCategory(axis, brush, String(value)))}
                >
                  <title>{`${chosen ? 'Let' : 'Select'} ${label}${chosen ? ' go' : ''}`}</title>
                </rect>
              )}
            </g>
          )
        })}
      </g>
      {drawn && words.length * 6 + 14 < gap && <text className="Axis-words" x={last ? x - 11 : x + 11} y={Math.max(top + 4, drawn[0] + 4)} textAnchor={last ? 'end' : 'start'}>{words}</text>}
    </g>
  )
})

/** A name that would run into the axis before it is cut short. */
const fitted = (label: string, gap: number): string => label.length * 6.2 + 12 < gap || label.length < 6 ? label : `${label.slice(0, Math.max(3, Math.floor((gap - 18) / 6.2)))}.`

/** Top and bottom of a brush in pixels, a little beyond its values. */
function endsOf(axis: Extract<Coordinate, { kind: 'number' }>, brush: { from: number, to: number }, y: (share: number) => number): [number, number] {
  const clamp = (share: number): number => Math.min(1, Math.max(0, share))
  const ends = [y(clamp(axis.at(brush.from))), y(clamp(axis.at(brush.to)))]
  return [Math.min(...ends) - BEYOND, Math.max(...ends) + BEYOND]
}

/** Leaves out labels that would touch; the ends first. */
function spacedTicks(axis: Coordinate, y: (share: number) => number): Coordinate['ticks'] {
  if (axis.kind === 'category') return axis.ticks
  const kept: { label: string, share: number, value: number | string }[] = []
  const order = [...axis.ticks].sort((a, b) => a.share - b.share)
  for (const one of [order[0], order[order.length - 1], ...order]) {
    if (one && !kept.some(other => Math.abs(y(other.share) - y(one.share)) < 14)) kept.push(one)
  }
  return kept
}
