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

/** How far down a word stands in what is scrolled, however far that is scrolled. */
function depthOf(word: HTMLElement): number {
  let depth = word.getBoundingClientRect().top
  for (let box = word.parentElement; box; box = box.parentElement) depth += box.scrollTop
  return depth
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
    // The sentence goes with its word, which is scrolled to where the keyboard reaches it out of sight, and moves where something above it comes late.
    let frame = 0
    const follow = () => {
      stand(box, word)
      frame = requestAnimationFrame(follow)
    }
    follow()
    let depth = depthOf(word)
    const scrolled = () => { depth = depthOf(word) }
    window.addEventListener('scroll', scrolled, true)
    // It closes where the word was seen and is scrolled away. A word that has the focus and was pushed out of sight is brought back.
    let seen = false
    const sight = new IntersectionObserver(entries => {
      const visible = entries.at(-1)?.isIntersecting ?? false
      if (visible) scrolled()
      else if (seen && word === document.activeElement && depthOf(word) !== depth) word.scrollIntoView({ block: 'nearest' })
      else if (seen) gone.current()
      seen ||= visible
    })
    sight.observe(word)
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('scroll', scrolled, true)
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
