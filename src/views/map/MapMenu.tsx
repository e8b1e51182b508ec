// A button on the map that opens a small sheet beside it: Esc or a press beside it closes it, and the focus goes back to the button.
import type { ReactNode } from 'react'
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react'

/** Pixels from the button, and from the window's edges. */
const EDGE = 8

interface Props {
  /** Names the button and the sheet. */
  label: string
  icon: ReactNode
  /** Words beside the icon. */
  children?: ReactNode
  /** Where the sheet hangs from the button. */
  side: 'below' | 'above'
  align?: 'left' | 'right'
  className?: string
  /** Whether a press of a button in the sheet closes it. */
  choice?: boolean
  sheet: ReactNode
}

export function MapMenu({ label, icon, children, side, align = 'left', className = '', choice = false, sheet }: Props) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLSpanElement>(null)
  const sheetBox = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => {
    if (!open) return
    const beside = (event: PointerEvent) => { if (!box.current?.contains(event.target as Node)) setOpen(false) }
    document.addEventListener('pointerdown', beside, true)
    return () => document.removeEventListener('pointerdown', beside, true)
  }, [open])
  useLayoutEffect(() => {
    const [button, element] = [box.current?.querySelector('button'), sheetBox.current]
    if (!open || !button || !element) return
    // In the page's top layer, where no frame cuts it off; within the window, whatever the button's place.
    element.showPopover?.()
    const place = () => {
      const from = (button.closest('[data-menu-edge]') ?? button).getBoundingClientRect()
      const { offsetWidth: width, offsetHeight: height } = element
      const within = (at: number, long: number, whole: number) => Math.max(EDGE, Math.min(at, whole - long - EDGE))
      element.style.left = `${within(align === 'left' ? from.left : from.right - width, width, window.innerWidth)}px`
      element.style.top = `${within(side === 'below' ? from.bottom + EDGE : from.top - height - EDGE, height, window.innerHeight)}px`
    }
    place()
    // What is in it may come a moment later.
    const observer = new ResizeObserver(place)
    observer.observe(element)
    window.addEventListener('resize', place)
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', place)
    }
  }, [open, side, align])
  const shut = () => {
    setOpen(false)
    box.current?.querySelector('button')?.focus()
  }
  return (
    <span
      ref={box}
      className={`MapMenu ${className}`}
      onKeyDown={event => {
        if (event.key !== 'Escape' || !open) return
        event.preventDefault()
        event.stopPropagation()
        shut()
      }}
    >
      <button type="button" aria-label={label} title={label} aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>{icon}{children}</button>
      {open && (
        <div
          ref={sheetBox}
          id={id}
          popover="manual"
          className="MapMenu-sheet"
          role="group"
          aria-label={label}
          onClick={event => { if (choice && (event.target as Element).closest('button')) shut() }}
        >
          {sheet}
        </div>
      )}
    </span>
  )
}
