// A chart that reads out one whole place of its axis: where the pointer is, or one arrow key further; nothing once both have gone.
import type { KeyboardEvent, PointerEvent } from 'react'
import { useState } from 'react'
import type { Axis } from './axis.ts'

/** `x`: the axis across, from the chart's left edge. Places are whole numbers from `first` to `last`. */
export function useReading(x: Axis, first: number, last: number) {
  const [at, setAt] = useState<number | null>(null)
  const leave = () => setAt(null)
  return {
    at,
    handlers: {
      onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
        const place = Math.round(x.value(event.clientX - event.currentTarget.getBoundingClientRect().left))
        setAt(place < first || place > last ? null : place)
      },
      onPointerLeave: leave,
      onBlur: leave,
      onKeyDown: (event: KeyboardEvent) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
        if (step === undefined) return
        setAt(Math.min(last, Math.max(first, (at ?? (step > 0 ? first - 1 : last + 1)) + step)))
        event.preventDefault()
      },
    },
  }
}
