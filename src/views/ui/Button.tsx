// A button: one primary a screen; plain with a border; quiet without. A reason disables it and says why, and it stays reachable by keyboard.
import './Button.css'
import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from 'react'

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: 'primary' | 'plain' | 'quiet'
  small?: boolean | undefined
  /** An icon before the label. Without children, or as plain `true`, the button is square: then it needs an aria-label. */
  icon?: ReactNode
  /** Why it cannot be pressed now; null or absent where it can. */
  reason?: string | null | undefined
}

export function Button({ variant = 'plain', small = false, icon, reason, className, children, title, onClick, type = 'button', ...rest }: Props) {
  const square = icon !== undefined && (icon === true || children === undefined || children === null)
  const names = ['Button', `Button-${variant}`, small && 'Button-small', square && 'Button-icon', className].filter(Boolean).join(' ')
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (reason) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button {...rest} type={type} className={names} title={reason ?? title ?? (square ? rest['aria-label'] : undefined)} aria-disabled={reason ? true : undefined} onClick={press}>
      {icon === true ? null : icon}
      {children}
    </button>
  )
}
