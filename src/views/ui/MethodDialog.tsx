// A method page to read beside the picture it explains; from it one can go to the others, to the list of all, and back.
import './MethodDialog.css'
import { ArrowLeft } from 'lucide-react'
import type { MouseEvent } from 'react'
import { useEffect, useRef, useState } from 'react'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import type { MethodPage } from './method-pages.ts'
import { methodPage } from './method-pages.ts'
import { MethodContents } from './MethodContents.tsx'

/** The list of all pages, by the name that a page's has. */
export const CONTENTS = 'contents'

const UNREACHED: MethodPage = { title: 'How it works', gloss: '', html: '<p>This page could not be fetched. Are you offline? Close it and try again.</p>' }

export function MethodDialog({ name, onClose }: { name: string, onClose: () => void }) {
  /** Pages gone through, the one that is read last. */
  const [way, setWay] = useState([name])
  const [page, setPage] = useState<{ name: string, of: MethodPage } | null>(null)
  const top = useRef<HTMLDivElement>(null)
  const shown = way[way.length - 1]
  useEffect(() => {
    let wanted = true
    top.current?.parentElement?.scrollTo({ top: 0 })
    methodPage(shown)?.().catch(() => UNREACHED).then(of => { if (wanted) setPage({ name: shown, of }) })
    return () => { wanted = false }
  }, [shown])
  const go = (to: string) => {
    setWay([...way, to])
    // The link that was pressed is gone: reading goes on from the top.
    top.current?.focus({ preventScroll: true })
  }
  const link = (event: MouseEvent) => {
    const to = (event.target as Element).closest<HTMLElement>('[data-page]')?.dataset['page']
    if (to) go(to)
  }
  const here = page?.name === shown ? page.of : null
  const listed = shown === CONTENTS
  return (
    <Dialog title={listed ? 'How each number is made' : here?.title ?? 'How it works'} onClose={onClose} wide>
      <div ref={top} className="MethodDialog-ways" tabIndex={-1}>
        {way.length > 1 && <Button variant="quiet" small icon={<ArrowLeft size={16} strokeWidth={1.5} aria-hidden />} onClick={() => setWay(way.slice(0, -1))}>Back</Button>}
        {!listed && <Button variant="quiet" small onClick={() => go(CONTENTS)}>All pages</Button>}
      </div>
      {listed
        ? <MethodContents onPage={go} />
        // Made from our own pages while building (scripts/method-pages.ts), which lets no HTML through.
        : <article className="MethodPage" onClick={link} dangerouslySetInnerHTML={{ __html: here?.html ?? '' }} />}
    </Dialog>
  )
}
