// Something to have or not to have. The browser's own box, with its words beside it as part of what one can hit.
import './Check.css'
import type { ReactNode } from 'react'
import { useId } from 'react'

interface Props {
  label: ReactNode
  /** What follows from it, small and grey. */
  hint?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  /** Why it cannot be had now. */
  reason?: string | null | undefined
}

export function Check({ label, hint, checked, onChange, reason }: Props) {
  const id = useId()
  return (
    <div className="Check">
      <label title={reason ?? undefined} data-closed={reason ? true : undefined}>
        <input type="checkbox" checked={checked} aria-disabled={reason ? true : undefined} aria-describedby={hint ? id : undefined} onChange={event => { if (!reason) onChange(event.target.checked) }} />
        <span>{label}</span>
      </label>
      {hint && <p id={id} className="Check-hint">{hint}</p>}
    </div>
  )
}
