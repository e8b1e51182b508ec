// A small sheet of controls over the dock: the browser's own popover, so that Esc or a press beside it closes it and focus goes back.
import type { ReactNode, RefObject } from 'react'
import { useRef, useState } from 'react'

interface Props {
  id: string
  label: string
  /** What it hangs on: it opens above it, or below where there is no room. */
  anchor: RefObject<HTMLElement | null>
  /** Only drawn while it is open. */
  children: () => ReactNode
}

const EDGE = 8

export function DockPopover({ id, label, anchor, children }: Props) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const place = (element: HTMLDivElement): void => {
    const at = anchor.current?.getBoundingClientRect()
    if (!at) return
    const { offsetWidth: width, offsetHeight: height } = element
    const above = at.top - height - 4
    element.style.left = `${Math.max(EDGE, Math.min(window.innerWidth - width - EDGE, at.left + at.width / 2 - width / 2))}px`
    element.style.top = `${above >= EDGE ? above : Math.max(EDGE, Math.min(window.innerHeight - height - EDGE, at.bottom + 4))}px`
  }
  return (
    <div
      ref={box}
      id={id}
      className="DockPopover"
      popover="auto"
      role="dialog"
      aria-label={label}
      // Esc and the arrows in here are not the map's.
      onKeyDown={event => event.stopPropagation()}
      onToggle={event => setOpen(event.newState === 'open')}
    >
      {open && <div ref={inside => { if (inside && box.current) place(box.current) }}>{children()}</div>}
    </div>
  )
}
