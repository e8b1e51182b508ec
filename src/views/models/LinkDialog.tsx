// Opens something from an address: says where it will be fetched from and how large it is before anything is fetched, then how far it is.
import './models.css'
import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { bytes, integer } from '../ui/format.ts'
import { Notice } from '../ui/Notice.tsx'
import { useApp } from '../use-app.ts'

export function LinkDialog({ onClose }: { onClose: () => void }) {
  const shown = useApp(state => state.link)
  const link = shown?.phase === 'wanted' ? null : shown
  const openLink = useApp(state => state.openLink)
  const agree = useApp(state => state.agreeToLink)
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const look = () => {
    const address = typed.trim()
    setFault(address === '' ? 'An address is missing here.' : null)
    if (address !== '') void openLink(address, 'model')
  }
  return (
    <Dialog title="Open from a link" onClose={onClose}>
      <div className="LinkDialog">
        {(!link || link.phase === 'failed') && (
          <form onSubmit={event => { event.preventDefault(); look() }}>
            <label className="LinkDialog-label" htmlFor="link-address">Address of a file, or its page on GitHub or Hugging Face</label>
            <span className="LinkDialog-row">
              <input
                id="link-address"
                className="NumberBox LinkDialog-address"
                type="text"
                inputMode="url"
                autoComplete="off"
                spellCheck={false}
                placeholder="https://…"
                data-first
                aria-invalid={fault !== null || undefined}
                aria-describedby={fault ? 'link-fault' : undefined}
                value={typed}
                onChange={event => setTyped(event.target.value)}
              />
              <Button type="submit" variant={link ? 'plain' : 'primary'}>Look at it</Button>
            </span>
            {fault && <p className="LinkDialog-fault" id="link-fault">{fault}</p>}
          </form>
        )}
        {link && (
          <div aria-live="polite">
            {link.phase !== 'failed' && <p className="LinkDialog-what"><b>{link.name}</b>{link.more ? ` and ${integer(link.more)} ${link.more === 1 ? 'file' : 'files'} beside it that it names` : ''}{link.phase === 'asking' ? ', asking for its size…' : link.bytes === null ? ', of a size that its server does not say' : `, ${bytes(link.bytes)}`}</p>}
            {link.phase !== 'failed' && <p className="LinkDialog-url">{link.url}</p>}
            {link.phase === 'fetching' && <Progress fetched={link.fetched} of={link.bytes} />}
            {link.phase === 'failed' && <Notice tone="danger">{link.fault}</Notice>}
          </div>
        )}
        {link && link.phase !== 'failed' && (
          <p className="LinkDialog-actions">
            {link.phase === 'asked' && <Button variant="primary" autoFocus onClick={() => void agree()}>Download</Button>}
            <Button onClick={onClose}>Cancel</Button>
          </p>
        )}
        <p className="Panel-note">Fetched by your browser from that address alone, without cookies and without saying where from. What comes back stays here.</p>
      </div>
    </Dialog>
  )
}

function Progress({ fetched, of }: { fetched: number, of: number | null }) {
  const share = of ? Math.min(1, fetched / of) : null
  const words = of ? `${bytes(fetched)} of ${bytes(of)}` : `${bytes(fetched)} so far`
  return (
    <div className="LinkDialog-progress">
      <div role="progressbar" aria-label="Fetched" {...(share === null ? {} : { 'aria-valuenow': Math.round(100 * share), 'aria-valuemin': 0, 'aria-valuemax': 100 })} aria-valuetext={words}><i style={{ width: `${100 * (share ?? 1)}%` }} /></div>
      <span>{words}</span>
    </div>
  )
}
