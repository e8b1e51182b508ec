// A button of the bar with a list under it; on a phone, what the bar has no room for. A disclosure of ordinary buttons: Esc, a press beside it or a choice closes it.
import { Ellipsis } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../ui/Button.tsx'

interface Props {
  /** Its words; without, the sign of more to come. */
  label?: string
  title?: string
  /** Whether it is open when it comes. */
  begins?: boolean
  /** Whether what stood in its place had the focus once; it is given on where nobody has it any more. */
  held?: RefObject<boolean> | undefined
  children: ReactNode
}

export function MoreMenu({ label, title, begins = false, held, children }: Props) {
  const [open, setOpen] = useState(begins)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => { if (held?.current && document.activeElement === document.body) box.current?.querySelector('button')?.focus() }, [held])
  useEffect(() => {
    if (!open) return
    const beside = (event: PointerEvent) => { if (!box.current?.contains(event.target as Node)) setOpen(false) }
    document.addEventListener('pointerdown', beside)
    return () => document.removeEventListener('pointerdown', beside)
  }, [open])
  return (
    <div
      className={label === undefined ? 'MoreMenu' : 'MoreMenu MoreMenu-named'}
      ref={box}
      onKeyDown={event => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        setOpen(false)
        box.current?.querySelector('button')?.focus()
      }}
    >
      {label === undefined
        ? <Button variant="quiet" icon={<Ellipsis size={16} strokeWidth={1.5} aria-hidden />} aria-label="More" aria-expanded={open} onClick={() => setOpen(!open)} />
        : <Button title={title} aria-expanded={open} onClick={() => setOpen(!open)}>{label}</Button>}
      {/* Kept in the page while closed: the file input must outlive the menu. */}
      <div
        className="MoreMenu-list"
        hidden={!open}
        onClick={({ currentTarget }) => {
          setOpen(false)
          // What was chosen is hidden now: a dialog that comes of it gives the focus back to the button.
          if (currentTarget.contains(document.activeElement)) box.current?.querySelector('button')?.focus()
        }}
      >
        {children}
      </div>
    </div>
  )
}
