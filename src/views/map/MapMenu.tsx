// A button on the map that opens a small sheet beside it: Esc or a press beside it closes it, and the focus goes back to the button.
import type { ReactNode } from 'react'
import { useEffect, useId, useRef, useState } from 'react'

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
  const id = useId()
  useEffect(() => {
    if (!open) return
    const beside = (event: PointerEvent) => { if (!box.current?.contains(event.target as Node)) setOpen(false) }
    document.addEventListener('pointerdown', beside, true)
    return () => document.removeEventListener('pointerdown', beside, true)
  }, [open])
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
          id={id}
          className="MapMenu-sheet"
          data-side={side}
          data-align={align}
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
