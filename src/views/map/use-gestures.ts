// Ties the hands to React: listens on one element, and tells the latest of what the map wants to know.
import type { RefObject } from 'react'
import { useEffect, useEffectEvent, useRef } from 'react'
import type { GestureListener } from './gestures.ts'
import { Gestures } from './gestures.ts'

/** Returns how to end a drag without its effect; it says whether there was one. */
export function useGestures(element: RefObject<HTMLElement | null>, listener: GestureListener): () => boolean {
  const gestures = useRef<Gestures | null>(null)
  const latest = useEffectEvent(() => listener)
  useEffect(() => {
    if (!element.current) return
    const made = new Gestures(element.current, {
      tool: () => latest().tool(),
      turns: () => latest().turns(),
      pan: (dx, dy) => latest().pan(dx, dy),
      turn: (dx, dy) => latest().turn(dx, dy),
      zoom: (about, factor) => latest().zoom(about, factor),
      hover: at => latest().hover(at),
      tap: (at, how, touch) => latest().tap(at, how, touch),
      draw: drawing => latest().draw(drawing),
      close: (corners, how) => latest().close(corners, how),
      grip: gripping => latest().grip(gripping),
    })
    gestures.current = made
    return () => {
      made.dispose()
      gestures.current = null
    }
  }, [element])
  return () => gestures.current?.cancel() ?? false
}
