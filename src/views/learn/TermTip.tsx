// What a term means, in a sentence beside its word, with the way to its method page.
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { TermName } from './glossary.ts'
import { GLOSSARY } from './glossary.ts'
import { atEdge, place } from './place.ts'

/** A tip stands nearer to its word than a callout to its control (pixels). */
const NEARER = 8

interface Props {
  name: TermName
  id: string
  /** The word. */
  of: { current: HTMLElement | null }
  /** Hears that the word was scrolled out of sight. */
  onGone: () => void
  /** Hears the method page that says it exactly. */
  onMore: (page: string) => void
}

function stand(box: HTMLElement, word: HTMLElement) {
  const frame = { width: window.innerWidth, height: window.innerHeight }
  const size = { width: box.offsetWidth, height: box.offsetHeight }
  // Its first line, where the word is broken over two.
  const { left, top, width, height } = word.getClientRects()[0] ?? word.getBoundingClientRect()
  const target = { left, top: top + NEARER, width, height: height - 2 * NEARER }
  const at = place(target, size, frame, 'bottom') ?? atEdge(target, size, frame)
  box.style.left = `${at.left}px`
  box.style.top = `${at.top}px`
}

/** In the browser's top layer, so that no rail clips it; in the page behind its word, so that Tab leads from one to the other. */
export function TermTip({ name, id, of, onGone, onMore }: Props) {
  const { term, gloss, page } = GLOSSARY[name]
  const tip = useRef<HTMLSpanElement>(null)
  const gone = useRef(onGone)
  useEffect(() => { gone.current = onGone })
  useLayoutEffect(() => {
    const [box, word] = [tip.current, of.current]
    if (!box || !word) return
    box.showPopover()
    const follow = () => stand(box, word)
    follow()
    // A word that the keyboard reaches out of sight is scrolled to: the sentence goes with it, and closes only where the word was seen and is no longer.
    window.addEventListener('scroll', follow, true)
    let seen = false
    const sight = new IntersectionObserver(entries => {
      const visible = entries.at(-1)?.isIntersecting ?? false
      if (seen && !visible) gone.current()
      seen ||= visible
    })
    sight.observe(word)
    return () => {
      window.removeEventListener('scroll', follow, true)
      sight.disconnect()
    }
  }, [of])
  return (
    <span ref={tip} className="Term-tip" popover="manual">
      <span id={id} role="note"><b>{term}.</b> {gloss}</span>
      <button type="button" className="Term-more" aria-label={`More about ${term}`} onClick={() => onMore(page)}>more</button>
    </span>
  )
}
