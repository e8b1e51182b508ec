// The lines that embed this page in another: which panels, an iframe, and Copy.
import './EmbedLines.css'
import { Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { EmbedPanel } from '../../store/sharing/embed-panels.ts'
import { Button } from '../ui/Button.tsx'
import { Disclosure } from '../ui/Disclosure.tsx'
import { Check } from '../ui/Check.tsx'
import { useApp } from '../use-app.ts'

const OFFERED: readonly { panel: EmbedPanel, label: string }[] = [
  { panel: 'selection', label: 'Selection' }, { panel: 'network', label: 'Network' }, { panel: 'compare', label: 'Compare' }, { panel: 'hyper', label: 'Hyper-parameters' }, { panel: 'table', label: 'Table' },
]

export function EmbedLines() {
  return <Disclosure label="Embed in a page"><Lines /></Disclosure>
}

function Lines() {
  const room = useApp(state => state.room)
  const [panels, setPanels] = useState<readonly EmbedPanel[]>([])
  const [made, setMade] = useState<{ snippet: string, why: string | null } | null>(null)
  const [said, setSaid] = useState('')
  useEffect(() => {
    let here = true
    void room('site').then(site => site?.embed(panels)).then(found => { if (here && found) setMade(found) })
    return () => { here = false }
  }, [room, panels])
  const toggle = (panel: EmbedPanel, wanted: boolean) =>
    setPanels(OFFERED.map(({ panel: name }) => name).filter(name => name === panel ? wanted : panels.includes(name)))
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(made!.snippet)
      setSaid('Copied.')
    } catch {
      setSaid('The browser did not allow copying: select the lines and copy them.')
    }
  }
  return (
    <div className="EmbedLines">
      <fieldset className="EmbedLines-panels">
        <legend>The map, and</legend>
        {OFFERED.map(({ panel, label }) => <Check key={panel} label={label} checked={panels.includes(panel)} onChange={wanted => toggle(panel, wanted)} />)}
      </fieldset>
      <textarea className="EmbedLines-text" readOnly rows={4} aria-label="Lines for another page" value={made?.snippet ?? ''} spellCheck={false} onFocus={event => event.currentTarget.select()} />
      <div className="EmbedLines-line">
        <Button icon={<Copy size={14} aria-hidden />} reason={made ? null : 'The lines are on their way.'} onClick={() => void copy()}>{said === 'Copied.' ? 'Copied' : 'Copy embed'}</Button>
        <span role="status">{said === 'Copied.' ? <span className="visually-hidden">Copied.</span> : said}</span>
      </div>
      {made?.why && <p className="EmbedLines-why">{made.why}</p>}
    </div>
  )
}
