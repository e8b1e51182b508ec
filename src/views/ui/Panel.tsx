// The anatomy of every panel: a title, at most one sentence that reads the picture, the picture, a "?" to its method page.
import './Panel.css'
import type { ReactNode } from 'react'
import { useId } from 'react'

interface Props {
  title: ReactNode
  /** Settings or counts, small and grey beside the title. */
  aside?: ReactNode
  /** One sentence on how to read it, with its numbers. */
  say?: ReactNode
  /** Address of the method page. */
  help?: string | undefined
  children?: ReactNode
  className?: string | undefined
}

export function Panel({ title, aside, say, help, children, className }: Props) {
  const id = useId()
  return (
    <section className={className ? `Panel ${className}` : 'Panel'} aria-labelledby={id}>
      <header className="Panel-head">
        <h2 id={id} className="Panel-title">{title}</h2>
        {aside !== undefined && aside !== null && <span className="Panel-aside">{aside}</span>}
        {help !== undefined && (
          <a className="Panel-help" href={help} target="_blank" rel="noreferrer" aria-label={typeof title === 'string' ? `How it works: ${title}` : 'How it works'} title="How it works">?</a>
        )}
      </header>
      {say !== undefined && say !== null && <p className="Panel-say">{say}</p>}
      {children}
    </section>
  )
}
