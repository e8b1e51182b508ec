// Where a control is, followed while it moves, and where the callout beside it stands.
import type { RefObject } from 'react'
import { useEffect, useState } from 'react'
import type { Box, Placed } from './place.ts'
import { atEdge, place } from './place.ts'
import type { Step } from './tour-steps.ts'

/** What moves without a word (a sheet that is pulled, a rail that unfolds) is looked for so often (ms). */
const LOOK = 200

type Pointing = Pick<Step, 'at' | 'side' | 'clear'>

interface Anchor {
  /** A frame around the control, in pixels of the window; null where it is not to be seen. */
  ring: Box | null
  placed: (Omit<Placed, 'arrow'> & { arrow?: number }) | null
}

/** `turn`: changes where another control is pointed at. */
export function useAnchor(step: Pointing, callout: RefObject<HTMLElement | null>, turn: number): Anchor {
  const [anchor, setAnchor] = useState<Anchor>({ ring: null, placed: null })
  useEffect(() => {
    let shown: Element | null = null
    let last = ''
    const look = () => {
      if (!callout.current) return
      const control = visible(step.at)
      if (control && control !== shown) bringIntoView(control)
      shown = control
      const next = anchorOf(control, callout.current, step)
      const words = JSON.stringify(next)
      if (words !== last) setAnchor(next)
      last = words
    }
    look()
    const timer = setInterval(look, LOOK)
    window.addEventListener('resize', look)
    window.addEventListener('scroll', look, true)
    return () => {
      clearInterval(timer)
      window.removeEventListener('resize', look)
      window.removeEventListener('scroll', look, true)
    }
  }, [step, callout, turn])
  return anchor
}

function visible(selectors: readonly string[]): Element | null {
  for (const selector of selectors) {
    for (const element of document.querySelectorAll(selector)) if (element.getClientRects().length > 0 && !element.closest('[inert]')) return element
  }
  return null
}

function bringIntoView(control: Element) {
  const { top, bottom } = control.getBoundingClientRect()
  if (bottom - top < window.innerHeight / 2 && (top < 48 || bottom > window.innerHeight - 28)) control.scrollIntoView({ block: 'center' })
}

/** Pixels from the control to its ring. */
const AIR = 4

function anchorOf(control: Element | null, callout: HTMLElement, { side, clear }: Pointing): Anchor {
  if (!control) return { ring: null, placed: null }
  const { left, top, width, height } = control.getBoundingClientRect()
  const frame = { width: window.innerWidth, height: window.innerHeight }
  const size = { width: callout.offsetWidth, height: callout.offsetHeight }
  const target = { left, top, width, height }
  // A region that touches the window's edges has its ring inside them.
  const [x, y] = [Math.max(2, left - AIR), Math.max(2, top - AIR)]
  const ring = { left: x, top: y, width: Math.min(frame.width - 2, left + width + AIR) - x, height: Math.min(frame.height - 2, top + height + AIR) - y }
  const region = clear === undefined ? undefined : control.closest(clear)?.getBoundingClientRect()
  // Beside a rail that fills the window there is no room: then beside the control itself.
  const kept = region && place({ ...target, left: region.left, width: region.width }, size, frame, side)
  return { ring, placed: kept ?? place(target, size, frame, side) ?? atEdge(target, size, frame) }
}
