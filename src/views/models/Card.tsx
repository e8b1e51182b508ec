// What was brought, a card a file (or a group of files that belong together): its name and how it fares stand in the head, which folds it.
import './models.css'
import { ChevronRight, File as FileSign, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useId, useLayoutEffect, useRef } from 'react'
import { Badge } from './Badge.tsx'
import type { Standing } from './import-words.ts'

interface Props {
  name: string
  /** All its files, for who points at the name. */
  title: string
  standing: Standing
  /** A few words that stand while it is folded. */
  brief?: string | undefined
  open: boolean
  onOpen: (open: boolean) => void
  children: ReactNode
}

export function Card({ name, title, standing, brief, open, onOpen, children }: Props) {
  const id = useId()
  const box = useRef<HTMLElement>(null)
  // A card that goes with the focus in it hands the focus to its neighbour.
  useLayoutEffect(() => {
    const card = box.current!
    return () => {
      if (!card.contains(document.activeElement)) return
      const beside = [card.nextElementSibling, card.previousElementSibling].find(one => one?.matches('.Card'))
      beside?.querySelector<HTMLElement>('.Card-fold')?.focus()
    }
  }, [])
  const wrong = standing.tone === 'bad'
  const Sign = wrong ? TriangleAlert : FileSign
  return (
    <article ref={box} className={wrong ? 'Card Card-wrong' : 'Card'} aria-labelledby={`${id}n`}>
      <h3 className="Card-head">
        <button type="button" className="Card-fold" aria-expanded={open} aria-controls={id} onClick={() => onOpen(!open)}>
          <ChevronRight className="Card-sign" size={16} strokeWidth={1.5} aria-hidden />
          <Sign className="Card-kind" size={16} strokeWidth={1.5} aria-hidden />
          <span className="Card-name" id={`${id}n`} title={title}>{name}</span>
        </button>
        <Badge tone={standing.tone}>{standing.word}</Badge>
      </h3>
      {!open && brief && <p className="Card-brief">{brief}</p>}
      <div id={id} hidden={!open}>{open && children}</div>
    </article>
  )
}

/** A part of a card, under a title of its own. */
export function CardPart({ title, aside, children }: { title: string, aside?: ReactNode, children: ReactNode }) {
  const id = useId()
  return (
    <section className="CardPart" aria-labelledby={id}>
      <header className="CardPart-head"><h4 id={id}>{title}</h4>{aside !== undefined && <span>{aside}</span>}</header>
      {children}
    </section>
  )
}
