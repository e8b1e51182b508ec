// The tour: a callout beside the real control, which moves on when the control has been used. It blocks nothing, and Esc ends it.
import './Tour.css'
import { useEffect, useEffectEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { useAppStore } from '../use-app.ts'
import type { Step } from './tour-steps.ts'
import { STEPS } from './tour-steps.ts'
import { useAnchor } from './use-anchor.ts'

/** Long enough to see what one's own action did, before the next step speaks (ms). */
const PAUSE = 900

/** The last card points at nothing. */
const NOWHERE: Pick<Step, 'at' | 'side'> = { at: [], side: 'right' }

export function Tour({ onEnd }: { onEnd: () => void }) {
  const store = useAppStore()
  const [at, setAt] = useState(0)
  const [done, setDone] = useState(false)
  const callout = useRef<HTMLDivElement>(null)
  const id = useId()
  const step = STEPS[at]
  const touch = window.matchMedia('(pointer: coarse)').matches
  const { ring, placed } = useAnchor(step ?? NOWHERE, callout, at)
  const end = () => {
    store.getState().tourTaken()
    onEnd()
  }
  const escape = useEffectEvent(end)
  const to = (next: number) => { setDone(false); setAt(next) }

  // Who opens the tour is led to it, and back when it ends.
  useLayoutEffect(() => {
    const before = document.activeElement
    const box = callout.current
    box?.focus({ preventScroll: true })
    return () => { if (before instanceof HTMLElement && (document.activeElement === document.body || box?.contains(document.activeElement))) before.focus() }
  }, [])

  useEffect(() => {
    if (!step) return
    step.prepare?.(store.getState())
    const began = store.getState()
    let turn: ReturnType<typeof setTimeout> | undefined
    const stop = store.subscribe(state => {
      if (turn !== undefined || !step.done(state, began)) return
      setDone(true)
      turn = setTimeout(() => { setDone(false); setAt(at + 1) }, PAUSE)
    })
    return () => { stop(); clearTimeout(turn) }
  }, [at, step, store])

  // Before the map's own Esc, which clears the selection; not before a dialog's, nor that of a drag under way.
  useEffect(() => {
    let pressed = false
    const press = (event: PointerEvent) => { pressed = event.type === 'pointerdown' }
    const keys = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || pressed || document.querySelector('dialog[open]')) return
      event.preventDefault()
      event.stopPropagation()
      escape()
    }
    const kinds = ['pointerdown', 'pointerup', 'pointercancel'] as const
    for (const kind of kinds) window.addEventListener(kind, press, true)
    window.addEventListener('keydown', keys, true)
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, press, true)
      window.removeEventListener('keydown', keys, true)
    }
  }, [])

  return (
    <>
      {step && ring && <div className="Tour-ring" style={ring} aria-hidden />}
      <div
        ref={callout}
        className="Tour"
        role="dialog"
        aria-modal={false}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
        tabIndex={-1}
        data-placed={step && placed ? '' : undefined}
        data-side={step ? placed?.side : undefined}
        data-pointing={step && placed?.arrow !== undefined ? '' : undefined}
        style={placed && step ? { left: placed.left, top: placed.top, ['--arrow' as string]: `${placed.arrow ?? 0}px` } : undefined}
      >
        <div aria-live="polite">
          <p className="Tour-count">{!step ? 'The tour' : done ? 'Well done' : `${at + 1} of ${STEPS.length}`}</p>
          <h2 id={`${id}-title`} className="Tour-title">{step ? step.title : 'That was the tour'}</h2>
          <p id={`${id}-text`} className="Tour-text">
            {step ? (touch && step.touch) || step.text : 'Every “?” opens the method behind a panel, with its formulas; words underlined by dots explain themselves; the “?” key lists everything else.'}
          </p>
        </div>
        <p className="Tour-actions">
          {step && <Button variant="quiet" small onClick={end}>Skip</Button>}
          <i />
          {at > 0 && step && <Button variant="quiet" small onClick={() => to(at - 1)}>Back</Button>}
          {step
            ? <Button small onClick={() => to(at + 1)}>Next</Button>
            : <Button small onClick={end}>Done</Button>}
        </p>
      </div>
    </>
  )
}
