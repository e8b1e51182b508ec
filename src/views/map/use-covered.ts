// What stands on the map already, for labels that keep clear of it.
import { useLayoutEffect, useRef, useState } from 'react'
import { useApp } from '../use-app.ts'
import { coveredParts } from './camera.ts'
import type { Rect } from './fit.ts'
import type { Size } from './view.ts'

const BARS = '.SelectionBar, .ScaleBar'

/** What stands on the map, in the pixels of this pane; looked at again when the frame or what may stand there changes. */
export function useCovered(size: Size, others = BARS) {
  const root = useRef<HTMLDivElement>(null)
  const [covered, setCovered] = useState<readonly Rect[]>([])
  const colour = useApp(state => state.colour)
  const chosen = useApp(state => (state.selection.ids.size > 0 ? 1 : 0) + (state.groups.a.size + state.groups.b.size > 0 ? 2 : 0))
  useLayoutEffect(() => {
    const pane = root.current?.closest<HTMLElement>('.MapPane') ?? null
    const look = () => {
      if (!pane) return
      const origin = pane.getBoundingClientRect()
      const bars = [...pane.parentElement?.querySelectorAll(others) ?? []].map(element => {
        const { left, top, right, bottom } = element.getBoundingClientRect()
        return { left: left - origin.left, top: top - origin.top, right: right - origin.left, bottom: bottom - origin.top }
      })
      setCovered([...coveredParts(pane), ...bars])
    }
    look()
    // The bar and the head come a moment later; the legend grows with its measure.
    const later = window.setTimeout(look, 350)
    return () => window.clearTimeout(later)
  }, [size, colour, chosen, others])
  return [root, covered] as const
}
