// One way to share: its sign, its name with its size, a sentence, and what one can press.
import type { ReactNode } from 'react'

interface Props { icon: ReactNode, name: string, aside: ReactNode, sentence: ReactNode, children: ReactNode }

export function SharePart({ icon, name, aside, sentence, children }: Props) {
  return (
    <section className="SharePart">
      <span className="SharePart-sign" aria-hidden>{icon}</span>
      <div className="SharePart-body">
        <h2 className="SharePart-name">{name} <span>{aside}</span></h2>
        <p className="SharePart-sentence">{sentence}</p>
        {children}
      </div>
    </section>
  )
}
