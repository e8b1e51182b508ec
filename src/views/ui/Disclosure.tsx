// What is needed less often, folded under one line.
import './Disclosure.css'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useId, useState } from 'react'

interface Props {
  label: string
  /** What is inside, in a few grey words. */
  aside?: ReactNode
  /** Something inside needs attention: open, whatever was chosen. */
  forced?: boolean
  children: ReactNode
}

export function Disclosure({ label, aside, forced = false, children }: Props) {
  const id = useId()
  const [chosen, setChosen] = useState(false)
  const open = chosen || forced
  return (
    <div className="Disclosure">
      <button type="button" className="Disclosure-head" aria-expanded={open} aria-controls={id} onClick={() => setChosen(!open)}>
        <ChevronRight className="Disclosure-sign" size={16} strokeWidth={1.5} aria-hidden />
        {label}
        {aside !== undefined && <span className="Disclosure-aside">{aside}</span>}
      </button>
      <div id={id} hidden={!open}>{open && children}</div>
    </div>
  )
}
