// The dots of a small chart under pointer and keys: one is pointed at, arrows go from one to the next from left to right, a click or Enter opens it.
import type { KeyboardEvent, MouseEvent, PointerEvent } from 'react'
import { useState } from 'react'
import { markAt } from '../charts/marks.ts'

/** Pixels from a dot's middle that still mean it. */
const REACH = 13

interface Place { key: number, x: number, y: number }

/** `dots`: from left to right. */
export function useWalkedDots<D extends Place>(dots: readonly D[], open: (dot: D) => void) {
  const [pointed, setPointed] = useState<number | null>(null)
  const current = dots.findIndex(({ key }) => key === pointed)
  const leave = () => setPointed(null)
  const under = (event: { clientX: number, clientY: number, currentTarget: SVGSVGElement }): D | undefined => {
    const box = event.currentTarget.getBoundingClientRect()
    return dots[markAt(dots, event.clientX - box.left, event.clientY - box.top, REACH)]
  }
  return {
    dot: dots[current] as D | undefined,
    handlers: {
      onPointerMove: (event: PointerEvent<SVGSVGElement>) => setPointed(under(event)?.key ?? null),
      onPointerLeave: leave,
      onBlur: leave,
      onClick: (event: MouseEvent<SVGSVGElement>) => {
        const hit = under(event)
        if (hit) open(hit)
      },
      onKeyDown: (event: KeyboardEvent) => {
        const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
        if (step !== undefined && dots.length > 0) setPointed(dots[current < 0 ? (step > 0 ? 0 : dots.length - 1) : (current + step + dots.length) % dots.length].key)
        else if (event.key === 'Enter' && current >= 0) open(dots[current])
        else return
        event.preventDefault()
      },
    },
  }
}
