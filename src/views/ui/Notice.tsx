// Something to know: cause, consequence, next step, in a sentence or two.
import './Notice.css'
import { CircleAlert, Info, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './Button.tsx'

interface Props {
  tone: 'info' | 'warn' | 'danger'
  children: ReactNode
  /** What one can do about it. */
  actions?: ReactNode
  onDismiss?: (() => void) | undefined
}

const SIGN = { info: Info, warn: TriangleAlert, danger: CircleAlert }

export function Notice({ tone, children, actions, onDismiss }: Props) {
  const Sign = SIGN[tone]
  return (
    <div className={`Notice Notice-${tone}`}>
      <Sign className="Notice-sign" size={16} strokeWidth={1.5} aria-hidden />
      <div className="Notice-body">
        <p className="Notice-text">{children}</p>
        {actions !== undefined && <div className="Notice-actions">{actions}</div>}
      </div>
      {onDismiss && <Button variant="quiet" small icon={<X size={16} strokeWidth={1.5} aria-hidden />} aria-label="Dismiss" onClick={onDismiss} />}
    </div>
  )
}
