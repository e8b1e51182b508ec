// What the browser keeps of the session, where it lies, and the way to have it forgotten, which is asked twice.
import './KeptDialog.css'
import { useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useApp } from '../use-app.ts'
import { networksIn } from './kept-words.ts'

export function KeptDialog({ onClose }: { onClose: () => void }) {
  const { state, why, networks } = useApp(store => store.vault)
  const busy = useApp(store => store.training !== null)
  const forget = useApp(store => store.forget)
  const [asked, setAsked] = useState(false)
  const memory = state === 'memory'
  const clear = async () => {
    await forget()
    onClose()
  }
  return (
    <Dialog title={memory ? 'Kept in memory only' : 'Kept in this browser'} onClose={onClose}>
      <div className="KeptDialog">
        {memory
          ? <p>{why ?? 'This browser gives the page no storage.'} Training goes on; closing or reloading the page forgets it. <b>Save map</b> puts the networks into a file.</p>
          : (
              <p>
                {networks > 0 ? <><b>{networksIn(networks)}</b> of this session</> : 'Nothing of this session yet'}
                {networks > 0 && ', with the map, their curves and whatever the Keep fields asked for: a closed tab goes on where it stopped'}.
                {' '}It lies on this device, in the browser’s own storage for this page. Nothing leaves your browser.
              </p>
            )}
        {!memory && networks > 0 && !asked && (
          <p className="KeptDialog-actions">
            <Button reason={busy ? 'Training is under way; stop it first.' : null} onClick={() => setAsked(true)}>Forget what is kept…</Button>
          </p>
        )}
        {asked && (
          <div className="KeptDialog-ask" role="alert">
            <p>Forget {networksIn(networks)}? The map on screen stays until the page is closed; weights and checkpoints go at once. It cannot be undone.</p>
            <p className="KeptDialog-actions">
              <Button className="KeptDialog-forget" onClick={() => void clear()}>Forget {networksIn(networks)}</Button>
              <Button variant="quiet" onClick={() => setAsked(false)}>Keep them</Button>
            </p>
          </div>
        )}
      </div>
    </Dialog>
  )
}
