// On a phone, what the bar has no room for. A disclosure of ordinary buttons: Esc, a press beside it or a choice closes it.
import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../ui/Button.tsx'

export function MoreMenu({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return
    const beside = (event: PointerEvent) => { if (!box.current?.contains(event.target as Node)) setOpen(false) }
    document.addEventListener('pointerdown', beside)
    return () => document.removeEventListener('pointerdown', beside)
  }, [open])
  return (
    <div
      className="MoreMenu"
      ref={box}
      onKeyDown={event => {
        if (event.key !== 'Escape' || !open) return
        event.stopPropagation()
        setOpen(false)
        box.current?.querySelector('button')?.focus()
      }}
    >
      <Button variant="quiet" icon={<Ellipsis size={16} strokeWidth={1.5} aria-hidden />} aria-label="More" aria-expanded={open} onClick={() => setOpen(!open)} />
      {/* Kept in the page while closed: the file input must outlive the menu. */}
      <div className="MoreMenu-list" hidden={!open} onClick={() => setOpen(false)}>{children}</div>
    </div>
  )
}
