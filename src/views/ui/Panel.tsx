// The anatomy of every panel: a title, at most one sentence that reads the picture, the picture, a "?" to its method page.
import './Panel.css'
import type { ReactNode } from 'react'
import { Children, isValidElement, lazy, Suspense, useId } from 'react'
import { loadPictureButton } from '../picture/later.ts'
import { MethodButton } from './MethodButton.tsx'

const PictureButton = lazy(async () => ({ default: (await loadPictureButton()).PictureButton }))

interface Props {
  title: ReactNode
  /** Settings or counts, small and grey beside the title. */
  aside?: ReactNode
  /** One sentence on how to read it, with its numbers. */
  say?: ReactNode
  /** Name of the method page: 'phate' for docs/methods/phate.md. */
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
        {children && className !== 'LeftRail-section' && <Suspense><PictureButton title={spoken(title)} /></Suspense>}
        {help !== undefined && <MethodButton page={help} of={spoken(title)} />}
      </header>
      {say !== undefined && say !== null && say !== false && <p className="Panel-say">{say}</p>}
      {children}
    </section>
  )
}

/** The words of a title, also where some of them are terms that explain themselves. */
const spoken = (title: ReactNode): string => Children.toArray(title)
  .map(part => isValidElement<{ children?: ReactNode }>(part) ? spoken(part.props.children) : String(part)).join('') || 'this panel'
