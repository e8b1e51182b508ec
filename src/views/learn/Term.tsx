// A word that explains itself: dotted underline; pointing, focus or a tap shows its sentence and the way to its method page; Esc closes.
import './Term.css'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { lazy, Suspense, useEffect, useId, useRef, useState } from 'react'
import type { TermName } from './glossary.ts'
import { loadTermTip } from './later.ts'

const TermTip = lazy(async () => ({ default: (await loadTermTip()).TermTip }))
const MethodDialog = lazy(async () => ({ default: (await import('../ui/MethodDialog.tsx')).MethodDialog }))

/** So that a pointer passing over a sentence opens nothing, and one on its way to "more" does not close it (ms). */
const HOVER = 250
const LEAVE = 300

/** The sentences are many and come after the map; the word stands there from the beginning. */
export function Term({ name, children }: { name: TermName, children: ReactNode }) {
  const [open, setOpen] = useState(false)
  /** The method page that is read. */
  const [reading, setReading] = useState<string | null>(null)
  const id = useId()
  const word = useRef<HTMLButtonElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const soon = (next: boolean, wait: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(next), wait)
  }
  const now = (next: boolean) => {
    clearTimeout(timer.current)
    setOpen(next)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (!open) return
    const beside = (event: Event) => { if (!(event.target as Element).closest(`[data-term="${id}"]`)) setOpen(false) }
    document.addEventListener('pointerdown', beside)
    return () => document.removeEventListener('pointerdown', beside)
  }, [open, id])
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return
    event.stopPropagation()
    event.preventDefault()
    now(false)
    word.current?.focus()
  }
  const mouse = (event: PointerEvent, next: boolean, wait: number) => { if (event.pointerType === 'mouse') soon(next, wait) }
  return (
    <span className="Term" data-term={id} onKeyDown={keys} onPointerEnter={event => mouse(event, true, HOVER)} onPointerLeave={event => mouse(event, false, LEAVE)} onBlur={() => soon(false, LEAVE)} onFocus={() => clearTimeout(timer.current)}>
      <button
        ref={word}
        type="button"
        className="Term-word"
        aria-expanded={open}
        aria-describedby={open ? id : undefined}
        onFocus={event => { if (event.currentTarget.matches(':focus-visible')) now(true) }}
        onClick={() => now(!open)}
      >
        {children}
      </button>
      {open && <Suspense><TermTip name={name} id={id} of={word} onGone={() => now(false)} onMore={page => { now(false); setReading(page) }} /></Suspense>}
      {reading !== null && <Suspense><MethodDialog name={reading} onClose={() => setReading(null)} /></Suspense>}
    </span>
  )
}
