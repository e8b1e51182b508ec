// The timeline's slider: the line with its ticks, under each tick how all runs stood then, and a handle for pointer and keys.
import type { KeyboardEvent, PointerEvent } from 'react'
import { memo, useCallback, useMemo } from 'react'
import type { InpcaMap } from '../../protocol/trajectories.ts'
import { clockStops, clockTicks, clockWords, snapped } from '../../store/trajectories/clock.ts'
import type { Standing } from '../../store/trajectories/readings.ts'
import { standingAt } from '../../store/trajectories/readings.ts'
import type { Clock } from '../../store/trajectories/trajectories-state.ts'
import { useCanvas } from '../charts/use-canvas.ts'
import type { Token } from '../charts/use-canvas.ts'
import { useWidth } from '../charts/use-width.ts'
import { css, ramp } from '../colour.ts'
import { useFrame } from '../frame/use-frame.ts'
import { decimal } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { namedTicks, STRIP } from './named-ticks.ts'

/** Room at both ends for the handle. */
const EDGE = 10
/** Pixels within which a drag stops at a checkpoint. */
const REACH = 4
/** Where the line lies, and the strips under it. A phone has less room. */
interface Heights { line: number, top: number, tall: number }
const HIGH: Heights = { line: 16, top: 26, tall: 28 }
const LOW: Heights = { line: 9, top: 16, tall: 20 }

const PAGE = 0.1

export const TimelineTrack = memo(function TimelineTrack({ map }: { map: InpcaMap }) {
  const [ref, width] = useWidth<HTMLDivElement>(240)
  const heights = useFrame() === 'phone' ? LOW : HIGH
  const by = useApp(state => state.clock.by)
  const setClock = useApp(state => state.setClock)
  const ticks = useMemo(() => clockTicks(map, by), [map, by])
  const x = useCallback((at: number) => EDGE + at * (width - 2 * EDGE), [width])
  const to = (event: PointerEvent<HTMLElement>) => {
    const left = event.currentTarget.getBoundingClientRect().left
    const at = Math.min(1, Math.max(0, (event.clientX - left - EDGE) / (width - 2 * EDGE)))
    const stop = snapped(map, by, at)
    setClock({ at: by === 'step' && Math.abs(x(stop) - x(at)) <= REACH ? stop : at, playing: false })
  }
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      to(event)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => { if (event.currentTarget.hasPointerCapture(event.pointerId)) to(event) },
  }
  return (
    <div className="Timeline-track" ref={ref} {...handlers}>
      <Spreads map={map} by={by} ticks={ticks} width={width} x={x} heights={heights} />
      {namedTicks(ticks, x).map(({ at, label, last }) => <span key={label} className="Timeline-tick" data-last={last || undefined} style={{ left: x(at), top: heights.top - 2 }} aria-hidden>{label}</span>)}
      <Handle map={map} by={by} x={x} ticks={ticks} heights={heights} />
    </div>
  )
})

interface Ticked { map: InpcaMap, by: Clock['by'], ticks: readonly { at: number, label: string }[], x: (at: number) => number, heights: Heights }

/** The only part that moves with the clock. */
function Handle({ map, by, x, ticks, heights: { line } }: Ticked) {
  const at = useApp(state => state.clock.at)
  const setClock = useApp(state => state.setClock)
  const here = at ?? 1
  const keys = (event: KeyboardEvent) => {
    const stops = clockStops(map, by)
    const next = {
      ArrowRight: stops.find(stop => stop > here + 1e-9) ?? 1, ArrowUp: stops.find(stop => stop > here + 1e-9) ?? 1,
      ArrowLeft: stops.findLast(stop => stop < here - 1e-9) ?? 0, ArrowDown: stops.findLast(stop => stop < here - 1e-9) ?? 0,
      PageUp: Math.min(1, here + PAGE), PageDown: Math.max(0, here - PAGE), Home: 0, End: 1,
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    // The map has arrow keys too.
    event.stopPropagation()
    setClock({ at: next, playing: false })
  }
  const words = clockWords(map, { by, at })
  return (
    <>
      <svg className="Timeline-line" aria-hidden>
        <line x1={x(0)} x2={x(1)} y1={line} y2={line} stroke="var(--ink-4)" strokeWidth={1.5} />
        <line x1={x(0)} x2={x(here)} y1={line} y2={line} stroke="var(--accent)" strokeWidth={2.5} />
        {ticks.map(tick => <circle key={tick.label} cx={x(tick.at)} cy={line} r={3.5} fill={tick.at <= here ? 'var(--accent)' : 'var(--ink-4)'} />)}
      </svg>
      <span
        className="Timeline-handle"
        data-all={at === null || undefined}
        style={{ left: x(here), top: line }}
        role="slider"
        tabIndex={0}
        aria-label="Moment of training"
        aria-valuemin={0}
        aria-valuemax={1}
        aria-valuenow={Number(here.toFixed(3))}
        aria-valuetext={words}
        title="Arrow keys go from checkpoint to checkpoint, the space bar plays"
        onKeyDown={keys}
      />
    </>
  )
}

const Spreads = memo(function Spreads({ map, by, ticks, width, x, heights }: Ticked & { width: number }) {
  const standings = useMemo(() => ticks.map(({ at }) => standingAt(map, { by, at })), [map, by, ticks])
  const draw = useCallback((context: CanvasRenderingContext2D, token: Token) => {
    ticks.forEach(({ at }, k) => strip(context, token, x(at), heights, standings[k]))
  }, [ticks, standings, x, heights])
  const height = heights.top + heights.tall + 2
  const canvas = useCanvas(width, height, draw)
  const what = by === 'accuracy' ? 'progress' : 'accuracy'
  return (
    <canvas
      ref={canvas}
      className="Timeline-spreads"
      style={{ width, height }}
      role="img"
      aria-label={`Median ${what} of the runs: ${ticks.flatMap(({ label }, k) => standings[k].values.length > 0 ? [`${decimal(standings[k].median, 2)} at ${label}`] : []).join(', ') || 'not known'}.`}
    />
  )
})

/** From nought below to one above: every run a stroke in the colour of its height, the median longer and in ink. */
function strip(context: CanvasRenderingContext2D, token: Token, x: number, { top, tall }: Heights, { values, median }: Standing): void {
  if (values.length === 0) return
  const y = (value: number) => top + (1 - Math.min(1, Math.max(0, value))) * tall
  context.fillStyle = token('--sunken')
  context.fillRect(x - STRIP / 2, top, STRIP, tall)
  for (const value of values) {
    context.fillStyle = css(ramp(value))
    context.fillRect(x - STRIP / 2, y(value) - 0.75, STRIP, 1.5)
  }
  context.fillStyle = token('--ink-1')
  context.fillRect(x - STRIP / 2 - 3, y(median) - 1, STRIP + 6, 2)
}
