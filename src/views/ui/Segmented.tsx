// Two to four choices side by side, one of them chosen. One stop for Tab; arrows go from choice to choice.
import './Segmented.css'
import type { KeyboardEvent, ReactNode } from 'react'

interface Props<T extends string> {
  /** A reason closes a choice and says why; it can still be reached. */
  options: readonly { value: T, label: ReactNode, title?: string, reason?: string | null }[]
  value: T
  onChange: (value: T) => void
  label: string
  /** As wide as its container, shared evenly. */
  stretch?: boolean
}

export function Segmented<T extends string>({ options, value, onChange, label, stretch = false }: Props<T>) {
  const keys = (event: KeyboardEvent<HTMLDivElement>) => {
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (way === undefined) return
    event.preventDefault()
    const buttons = [...event.currentTarget.querySelectorAll('button')]
    const next = (buttons.indexOf(event.target as HTMLButtonElement) + way + buttons.length) % buttons.length
    buttons[next].focus()
    if (!options[next].reason) onChange(options[next].value)
  }
  return (
    <div className={stretch ? 'Segmented Segmented-stretch' : 'Segmented'} role="radiogroup" aria-label={label} onKeyDown={keys}>
      {options.map(option => (
        <button
          key={option.value}
          type="button"
          className="Segmented-choice"
          role="radio"
          aria-checked={option.value === value}
          aria-disabled={option.reason ? true : undefined}
          tabIndex={option.value === value ? 0 : -1}
          title={option.reason ?? option.title}
          onClick={() => { if (!option.reason) onChange(option.value) }}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
