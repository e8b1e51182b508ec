// A word that explains itself: dotted underline; pointing, focus or a tap shows its sentence and the way to its method page; Esc closes.
import './Term.css'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { lazy, Suspense, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import type { TermName } from './glossary.ts'
import { GLOSSARY } from './glossary.ts'
import { atEdge, place } from './place.ts'

const MethodDialog = lazy(async () => ({ default: (await import('../ui/MethodDialog.tsx')).MethodDialog }))

/** So that a pointer passing over a sentence opens nothing, and one on its way to "more" does not close it (ms). */
const HOVER = 250
const LEAVE = 300

/** Without children, the term's own name. */
export function Term({ name, children }: { name: TermName, children?: ReactNode }) {
  const [open, setOpen] = useState(false)
  const [reading, setReading] = useState(false)
  const id = useId()
  const word = useRef<HTMLButtonElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const { term, gloss, page } = GLOSSARY[name]
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
    const away = () => setOpen(false)
    document.addEventListener('pointerdown', beside)
    window.addEventListener('scroll', away, true)
    return () => {
      document.removeEventListener('pointerdown', beside)
      window.removeEventListener('scroll', away, true)
    }
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
        {children ?? term}
      </button>
      {open && <Tip id={id} of={word} term={term} gloss={gloss} onMore={() => { now(false); setReading(true) }} />}
      {reading && <Suspense><MethodDialog name={page} onClose={() => setReading(false)} /></Suspense>}
    </span>
  )
}

interface TipProps { id: string, of: { current: HTMLElement | null }, term: string, gloss: string, onMore: () => void }

/** In the browser's top layer, so that no rail clips it; in the page behind its word, so that Tab leads from one to the other. */
function Tip({ id, of, term, gloss, onMore }: TipProps) {
  const tip = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const [box, word] = [tip.current, of.current]
    if (!box || !word) return
    box.showPopover()
    const frame = { width: window.innerWidth, height: window.innerHeight }
    const size = { width: box.offsetWidth, height: box.offsetHeight }
    // Its first line, where the word is broken over two.
    const { left, top, width, height } = word.getClientRects()[0] ?? word.getBoundingClientRect()
    const target = { left, top: top + NEARER, width, height: height - 2 * NEARER }
    const at = place(target, size, frame, 'bottom') ?? atEdge(target, size, frame)
    box.style.left = `${at.left}px`
    box.style.top = `${at.top}px`
  }, [of])
  return (
    <span ref={tip} className="Term-tip" popover="manual">
      <span id={id} role="note"><b>{term}.</b> {gloss}</span>
      <button type="button" className="Term-more" aria-label={`More about ${term}`} onClick={onMore}>more</button>
    </span>
  )
}

/** A tip stands nearer to its word than a callout to its control (pixels). */
const NEARER = 8
