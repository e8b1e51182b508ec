// What to write in a paper: a paragraph on how the map was made, and whom to cite.
import { Copy } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { ExportsRoom } from '../../store/sharing/rooms.ts'
import { Button } from '../ui/Button.tsx'
import { useApp } from '../use-app.ts'

export function Citation({ room }: { room: ExportsRoom }) {
  const map = useApp(state => state.map)
  const { bibtex, methods } = useMemo(() => map ? room.citation() : { bibtex: '', methods: '' }, [room, map])
  return (
    <div className="ExportPart-more">
      <Passage title="Methods" text={methods}><p className="Citation-words">{methods}</p></Passage>
      <Passage title="BibTeX" text={bibtex}><pre className="Citation-code" role="region" tabIndex={0} aria-label="BibTeX">{bibtex}</pre></Passage>
    </div>
  )
}

function Passage({ title, text, children }: { title: string, text: string, children: React.ReactNode }) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => setSaid(''), 4000)
    return () => clearTimeout(timer)
  }, [said])
  const copy = () => navigator.clipboard.writeText(text).then(() => setSaid('Copied.'), () => setSaid('The browser did not allow copying.'))
  return (
    <section className="Citation">
      <header className="Citation-head">
        <h3>{title}</h3>
        <Button small icon={<Copy size={14} aria-hidden />} aria-label={`Copy ${title}`} onClick={() => { void copy() }}>{said === 'Copied.' ? 'Copied' : 'Copy'}</Button>
        <span className={said === 'Copied.' ? 'visually-hidden' : 'Citation-said'} role="status">{said}</span>
      </header>
      {children}
    </section>
  )
}
