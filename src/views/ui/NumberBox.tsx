// A number that one types. It is handed on at Enter or on leaving the box; what cannot be read stays as typed, with a sentence saying so.
import './NumberBox.css'
import type { KeyboardEvent } from 'react'
import { useState } from 'react'
import { useField } from './field-context.ts'
import { readTyped, writeTyped } from './typed-number.ts'

interface Props {
  value: number
  onCommit: (value: number) => void
  /** What an arrow key adds; without it the arrows only move the caret. */
  step?: number | undefined
  /** Where arrow keys stop. Typed numbers may go further: whether they can be used is the form's to say. */
  min?: number | undefined
  max?: number | undefined
  /** Needed where the box is not the only control of a Field. */
  label?: string | undefined
  invalid?: boolean | undefined
  disabled?: boolean | undefined
  /** Narrow (52 px) beside a slider. */
  narrow?: boolean | undefined
}

export function NumberBox({ value, onCommit, step, min = -Infinity, max = Infinity, label, invalid = false, disabled = false, narrow = false }: Props) {
  const field = useField()
  const [draft, setDraft] = useState<string | null>(null)
  const [refused, setRefused] = useState(false)
  const settle = (unreadable: string | null) => {
    setRefused(unreadable !== null)
    field?.complain(unreadable)
  }
  const commit = () => {
    if (draft === null) return
    const read = readTyped(draft)
    if (read === null) {
      settle(draft.trim() === '' ? 'A number is missing here.' : `“${draft.trim()}” is not a number; ${writeTyped(value)} still holds.`)
      return
    }
    setDraft(null)
    settle(null)
    if (read !== value) onCommit(read)
  }
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation()
      setDraft(null)
      settle(null)
    }
    const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (way === 0 || step === undefined) return
    event.preventDefault()
    const from = (draft === null ? null : readTyped(draft)) ?? value
    setDraft(null)
    settle(null)
    onCommit(Math.min(max, Math.max(min, Number((from + way * step).toPrecision(12)))))
  }
  const wrong = refused || invalid || (field?.wrong ?? false)
  return (
    <input
      className={narrow ? 'NumberBox NumberBox-narrow' : 'NumberBox'}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      id={label === undefined ? field?.controlId : undefined}
      aria-label={label}
      aria-invalid={wrong || undefined}
      aria-describedby={field?.faultId ?? undefined}
      disabled={disabled}
      value={draft ?? writeTyped(value)}
      onChange={event => setDraft(event.target.value)}
      onFocus={event => event.target.select()}
      onBlur={commit}
      onKeyDown={keys}
    />
  )
}
