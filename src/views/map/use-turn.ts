// From where a three-dimensional map is looked at. A hand or a key turns it, or a view that was sent; another map begins at its front.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Turn } from './turntable.ts'
import { dragged, FRONT, isFront, turnedBy } from './turntable.ts'
import { eased } from './view.ts'

/** Milliseconds back to the front. */
const WAY = 240

export interface Turning {
  turn: Turn
  drag: (dx: number, dy: number) => void
  /** By radians. */
  by: (right: number, down: number) => void
  front: () => void
  /** From there, at once. */
  set: (turn: Turn) => void
}

export function useTurn(series: number | string | null, still: boolean): Turning {
  const [{ turn, of }, setState] = useState({ turn: FRONT, of: series })
  const frame = useRef(0)
  if (of !== series) setState({ turn: FRONT, of: series })
  useEffect(() => () => cancelAnimationFrame(frame.current), [])

  const change = useCallback((next: (turn: Turn) => Turn) => {
    cancelAnimationFrame(frame.current)
    setState(state => ({ ...state, turn: next(state.turn) }))
  }, [])
  const drag = useCallback((dx: number, dy: number) => change(from => dragged(from, dx, dy)), [change])
  const by = useCallback((right: number, down: number) => change(from => turnedBy(from, right, down)), [change])
  const set = useCallback((next: Turn) => change(() => next), [change])
  const front = useCallback(() => {
    cancelAnimationFrame(frame.current)
    if (isFront(turn)) return
    if (still) return change(() => FRONT)
    const began = performance.now()
    const step = (now: number) => {
      const t = eased((now - began) / WAY)
      setState(state => ({ ...state, turn: t >= 1 ? FRONT : { yaw: turn.yaw * (1 - t), pitch: turn.pitch * (1 - t) } }))
      if (t < 1) frame.current = requestAnimationFrame(step)
    }
    frame.current = requestAnimationFrame(step)
  }, [change, still, turn])
  return { turn: of === series ? turn : FRONT, drag, by, front, set }
}
