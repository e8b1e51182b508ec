// Two to four choices side by side, one of them pressed.
import './Segmented.css'
import type { ReactNode } from 'react'

interface Props<T extends string> {
  options: readonly { value: T, label: ReactNode, title?: string, reason?: string | null }[]
  value: T
  onChange: (value: T) => void
  label: string
  /** As wide as its container, shared evenly. */
  stretch?: boolean
}

export function Segmented<T extends string>({ options, value, onChange, label, stretch = false }: Props<T>) {
  return (
    <div className={stretch ? 'Segmented Segmented-stretch' : 'Segmented'} role="group" aria-label={label}>
      {options.map(option => (
        <button
          key={option.value}
          type="button"
          className="Segmented-choice"
          aria-pressed={option.value === value}
          aria-disabled={option.reason ? true : undefined}
          title={option.reason ?? option.title}
          onClick={() => { if (!option.reason) onChange(option.value) }}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
