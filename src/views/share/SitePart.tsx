// The site: this page with this map inside; and the lines that embed it in another page.
import { Download, Globe, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { SiteSize } from '../../store/sharing/rooms.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { bytes } from '../ui/format.ts'
import { useApp } from '../use-app.ts'
import { EmbedLines } from './EmbedLines.tsx'
import { SharePart } from './SharePart.tsx'

export function SitePart() {
  const room = useApp(state => state.room)
  const map = useApp(state => state.map)
  const training = useApp(state => state.training !== null)
  const [size, setSize] = useState<SiteSize | { why: string } | null>(null)
  const [activations, setActivations] = useState(true)
  const [others, setOthers] = useState(false)
  const [share, setShare] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const under = useRef<AbortController | null>(null)
  const line = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let here = true
    void room('site').then(site => site?.describe()).then(found => { if (here && found) setSize(found) })
    return () => { here = false }
  }, [room, map])
  useEffect(() => () => under.current?.abort(), [])
  // Save and Cancel take each other's place, and the focus that one of them held.
  const saving = share !== null
  useEffect(() => { if (document.activeElement === document.body) line.current?.querySelector('button')?.focus() }, [saving])

  const known = size && 'bytes' in size ? size.bytes : null
  const why = size && 'why' in size ? size.why : training ? 'Wait until the training has ended, or stop it.' : null
  const total = known && known.page + known.map + (activations ? known.activations : 0) + (others ? known.others : 0)

  const save = async () => {
    const control = new AbortController()
    under.current = control
    setShare(0)
    setSaid('')
    const site = await room('site')
    const saved = await site?.save({ activations, others }, done => { if (under.current === control) setShare(done) }, control.signal) // a last word may come late
    under.current = null
    setShare(null)
    setSaid(saved ? 'site.zip is saved.' : '')
  }

  return (
    <SharePart
      icon={<Globe size={18} strokeWidth={1.5} />}
      name="Site"
      aside={total ? `a ZIP for any static host, about ${bytes(total)}` : 'a ZIP for any static host'}
      sentence="This page with your map as its first screen. Works from a sub-path, without a server."
    >
      {why && <p className="SitePart-why">{why}</p>}
      <div className="SitePart-line" ref={line}>
        {share === null
          ? <Button icon={<Download size={16} aria-hidden />} reason={why ?? (size ? null : 'Its size is being looked up.')} onClick={() => void save()}>Save site.zip</Button>
          : (
              <>
                <progress className="SitePart-progress" aria-label="Saving the site" max={1} value={share} />
                <Button icon={<X size={14} aria-hidden />} onClick={() => under.current?.abort()}>Cancel</Button>
              </>
            )}
        {share === null && known && known.activations > 0 && <Check label={`with activations (+${bytes(known.activations)})`} checked={activations} onChange={setActivations} />}
        {share === null && known && known.others > 0 && <Check label={`with the other maps (+${bytes(known.others)})`} checked={others} onChange={setOthers} />}
      </div>
      <p className="visually-hidden" role="status">{said}</p>
      <EmbedLines />
    </SharePart>
  )
}
