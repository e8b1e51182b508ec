// A wheel over an embedded map scrolls the page around it, as one expects who is reading there: it zooms once the map was pressed, or with Ctrl or ⌘.
import type { RefObject } from 'react'
import { useEffect, useState } from 'react'

/** How long the hint stays after the last turn of the wheel (ms). */
const A_MOMENT = 1400

/** What to tell whoever turns the wheel in vain; empty: nothing. A page that is not within another is not guarded. */
export function useGuardedWheel(element: RefObject<HTMLElement | null>): string {
  const [hint, setHint] = useState('')
  useEffect(() => {
    const frame = element.current
    if (!frame || window.parent === window) return
    let pressed = false
    let timer = 0
    const leave = (): void => { pressed = false }
    const press = (): void => {
      pressed = true
      setHint('')
    }
    const wheel = (event: WheelEvent): void => {
      if (pressed || event.ctrlKey || event.metaKey) return
      event.stopPropagation() // before it reaches the map, which would keep the page from scrolling
      setHint(`Click the map, or hold ${/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'}, to zoom with the wheel`)
      window.clearTimeout(timer)
      timer = window.setTimeout(() => setHint(''), A_MOMENT)
    }
    const over = document.documentElement
    frame.addEventListener('wheel', wheel, { capture: true, passive: true })
    frame.addEventListener('pointerdown', press, { capture: true })
    over.addEventListener('pointerleave', leave)
    window.addEventListener('blur', leave)
    return () => {
      window.clearTimeout(timer)
      frame.removeEventListener('wheel', wheel, { capture: true })
      frame.removeEventListener('pointerdown', press, { capture: true })
      over.removeEventListener('pointerleave', leave)
      window.removeEventListener('blur', leave)
    }
  }, [element])
  return hint
}
