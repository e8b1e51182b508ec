// The link: the view and the recipe in an address.
import './LinkPart.css'
import { Copy, Link } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { LinkOptions, MadeLink } from '../../store/sharing/rooms.ts'
import { Button } from '../ui/Button.tsx'
import { Check } from '../ui/Check.tsx'
import { integer } from '../ui/format.ts'
import { useCopiedField } from '../ui/use-copied-field.ts'
import { useApp, useAppStore } from '../use-app.ts'
import { SharePart } from './SharePart.tsx'

const ALL: LinkOptions = { selection: true, camera: true, hideRail: false }

export function LinkPart() {
  const store = useAppStore()
  const room = useApp(state => state.room)
  const map = useApp(state => state.map)
  const training = useApp(state => state.training !== null)
  const [options, setOptions] = useState(ALL)
  const [made, setMade] = useState<MadeLink | null>(null)
  const { field, copied, copy, another } = useCopiedField()
  const linked = useEffectEvent(another)
  const last = useRef<string | null>(null)

  useEffect(() => {
    let here = true
    const make = () => {
      void room('links').then(links => links?.link(options)).then(found => {
        if (!here || !found) return
        // The same link again is still the one that was copied.
        if (found.address !== last.current) linked()
        last.current = found.address
        setMade(found)
      }, () => undefined)
    }
    make()
    // What stands behind the dialog may still be coming to rest.
    const stop = store.subscribe((now, before) => { if (now.look !== before.look || now.map !== before.map) make() })
    return () => {
      here = false
      stop()
    }
  }, [room, store, options])

  const reason = !map ? 'There is no map to link to yet.' : training ? 'The link is there when the training is over.' : made ? null : 'The link is being written.'
  const set = (change: Partial<LinkOptions>) => setOptions({ ...options, ...change })
  return (
    <SharePart
      icon={<Link size={18} strokeWidth={1.5} />}
      name="Link"
      aside={`the view and the recipe${made && !reason ? `, ${integer(made.characters)} of 2,000 characters` : ''}`}
      sentence="The receiver sees this map, groups A and B, brushes and colours. Networks of yours are trained again from the seed."
    >
      <div className="LinkPart-field">
        <input ref={field} readOnly aria-label="Link to what is on screen" value={reason ? '' : made?.address ?? ''} onFocus={event => event.target.select()} />
        <Button variant="primary" small icon={<Copy size={14} strokeWidth={1.5} aria-hidden />} reason={reason} onClick={() => { if (made) void copy(made.address) }}>{copied === 'yes' ? 'Link copied' : 'Copy link'}</Button>
      </div>
      <div className="LinkPart-choices">
        <Check label="selection and groups" checked={options.selection} onChange={selection => set({ selection })} />
        <Check label="camera" checked={options.camera} onChange={camera => set({ camera })} />
        <Check label="hide the recipe rail" checked={options.hideRail} onChange={hideRail => set({ hideRail })} />
      </div>
      <p className={copied === 'by hand' ? 'LinkPart-said' : 'visually-hidden'} role="status">
        {copied === 'yes' ? 'Copied.' : copied === 'by hand' ? 'The browser gives no clipboard: the link is marked, copy it with Ctrl+C.' : ''}
      </p>
      {!reason && made?.missing.map(sentence => <p key={sentence} className="LinkPart-missing">{sentence}</p>)}
    </SharePart>
  )
}
