// A dialog over the page: the browser keeps the focus inside, Esc or a click beside it closes it, and the focus goes back to where it was.
import './Dialog.css'
import { X } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { useId, useLayoutEffect, useRef } from 'react'
import { Button } from './Button.tsx'

interface Props {
  title: ReactNode
  onClose: () => void
  /** The focus begins at the part marked data-first, else at the first control. */
  children: ReactNode
  /** 640 unless wide (760). */
  wide?: boolean
}

export function Dialog({ title, onClose, wide = false, children }: Props) {
  const id = useId()
  const box = useRef<HTMLDialogElement>(null)
  // Closed while it is still in the page: one that was taken out of it gives no focus back.
  useLayoutEffect(() => {
    const dialog = box.current!
    if (!dialog.open) dialog.showModal()
    dialog.querySelector<HTMLElement>('[data-first]')?.focus()
    return () => dialog.close()
  }, [])
  const beside = (event: MouseEvent) => { if (event.target === box.current) onClose() }
  // Keys pressed in here are no one else's: not the rail's around it, not the map's.
  return (
    <dialog ref={box} className={wide ? 'Dialog Dialog-wide' : 'Dialog'} aria-labelledby={id} onCancel={event => { event.preventDefault(); onClose() }} onClick={beside} onKeyDown={event => event.stopPropagation()}>
      <div className="Dialog-page">
        <header className="Dialog-head">
          <h1 id={id} className="Dialog-title">{title}</h1>
          <Button variant="quiet" icon={<X size={16} strokeWidth={1.5} aria-hidden />} aria-label="Close" onClick={onClose} />
        </header>
        <div className="Dialog-body">{children}</div>
      </div>
    </dialog>
  )
}
