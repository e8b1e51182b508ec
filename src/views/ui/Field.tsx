// A label, its control, and under them one sentence when the value cannot be used.
import './Field.css'
import type { ReactNode } from 'react'
import { useId, useMemo, useState } from 'react'
import { FieldContext } from './field-context.ts'

interface Props {
  label: ReactNode
  /** What is wrong with the value, in one sentence. */
  fault?: string | null | undefined
  /** Something to know about the value when nothing is wrong. */
  hint?: ReactNode
  /** For several controls under one label (chips, two ends of a range, a slider with its box). */
  group?: boolean
  children: ReactNode
}

export function Field({ label, fault, hint, group = false, children }: Props) {
  const id = useId()
  const [unreadable, complain] = useState<string | null>(null)
  const said = unreadable ?? fault ?? null
  const spoken = said !== null
  const wrong = fault !== null && fault !== undefined
  const link = useMemo(() => ({ controlId: `${id}c`, labelId: `${id}l`, faultId: spoken ? `${id}f` : null, wrong, complain }), [id, spoken, wrong])
  return (
    <div className="Field" {...(group ? { role: 'group', 'aria-labelledby': link.labelId } : {})}>
      {group
        ? <span className="Field-label" id={link.labelId}>{label}</span>
        : <label className="Field-label" id={link.labelId} htmlFor={link.controlId}>{label}</label>}
      <div className="Field-control"><FieldContext value={link}>{children}</FieldContext></div>
      {said !== null && <p className="Field-fault" id={`${id}f`}>{said}</p>}
      {said === null && hint !== undefined && hint !== null && <p className="Field-hint">{hint}</p>}
    </div>
  )
}
