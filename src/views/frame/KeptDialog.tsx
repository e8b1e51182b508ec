// The sessions that the browser keeps: what each is, and the ways to open, name, save and delete it; how much room there is, and whether it lasts.
import './KeptDialog.css'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { KeptSessions, SessionsRoom } from '../../store/sharing/rooms.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { useApp } from '../use-app.ts'
import { networksIn } from './kept-words.ts'
import { roomLine } from './session-facts.ts'
import { SessionRow } from './SessionRow.tsx'

/** While networks arrive the list is looked up this often (ms). */
const LOOK_EVERY = 600

export function KeptDialog({ onClose }: { onClose: () => void }) {
  const enter = useApp(store => store.room)
  const vault = useApp(store => store.vault)
  const busy = useApp(store => store.training !== null)
  const [room, setRoom] = useState<SessionsRoom | null>(null)
  const [kept, setKept] = useState<KeptSessions | null>(null)
  const [said, setSaid] = useState('')
  const body = useRef<HTMLDivElement>(null)
  const memory = vault.state === 'memory'

  const look = useCallback(async () => {
    const sessions = await enter('sessions')
    setRoom(sessions)
    const found = await sessions?.list().catch(() => null)
    setKept(before => found ?? before ?? { entries: [], used: 0, allowed: null, promised: null, now: 0 })
  }, [enter])
  useEffect(() => {
    const timer = window.setTimeout(() => { void look() }, kept ? LOOK_EVERY : 0)
    return () => window.clearTimeout(timer)
    // Looked up anew when the vault has said something, and not because it was looked up.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [look, vault])

  const after = async (sentence: string) => {
    await look()
    setSaid(sentence)
  }
  // What was acted on may be gone: then the focus goes to the list.
  useEffect(() => { if (said && (!document.activeElement || document.activeElement === document.body)) body.current?.focus() }, [said, kept])
  const entries = kept?.entries ?? []
  return (
    <Dialog title={memory && vault.session === null ? 'Sessions kept in memory only' : 'Sessions kept in this browser'} onClose={onClose}>
      <div className="KeptDialog" ref={body} tabIndex={-1}>
        {memory
          ? <p className="KeptDialog-lead">{vault.why}</p>
          : <p className="KeptDialog-lead">Maps that you trained or opened, with their networks and how you looked at them. They lie on this device; nothing leaves your browser.</p>}
        {kept && entries.length === 0 && <p className="KeptDialog-empty">Nothing is kept yet. Train a population or open a map file, and it stands here; a closed tab goes on where it stopped.</p>}
        {entries.length > 0 && (
          <ul className="KeptDialog-list" aria-label="Sessions">
            {entries.map(entry => <SessionRow key={entry.id} entry={entry} now={kept!.now} room={room} busy={busy} onDone={after} onOpened={onClose} />)}
          </ul>
        )}
        <p className="KeptDialog-said" role="status">{said}</p>
        {kept && entries.length > 0 && <Foot kept={kept} memory={memory} room={room} busy={busy} onDone={after} onClose={onClose} />}
      </div>
    </Dialog>
  )
}

interface FootProps { kept: KeptSessions, memory: boolean, room: SessionsRoom | null, busy: boolean, onDone: (said: string) => Promise<void>, onClose: () => void }

/** How much there is of how much, the browser's promise, and the end of all of it. */
function Foot({ kept: { entries, used, allowed, promised }, memory, room, busy, onDone, onClose }: FootProps) {
  const forget = useApp(store => store.forget)
  const [asked, setAsked] = useState(false)
  const all = networksIn(entries.reduce((sum, { networks }) => sum + networks, 0))
  const persist = async () => { if (room) await onDone(await room.persist()) }
  const clear = async () => {
    await forget()
    onClose()
  }
  return (
    <div className="KeptDialog-foot">
      <p>{roomLine(entries.length, used, allowed)}{promised && !memory && ' The browser has promised to keep them.'}</p>
      <p className="KeptDialog-actions">
        {!memory && !promised && <Button onClick={() => { void persist() }}>Ask the browser to keep them</Button>}
        {!asked && <Button variant="quiet" reason={busy ? 'Training is under way; stop it first.' : null} onClick={() => setAsked(true)}>Forget what is kept…</Button>}
      </p>
      {asked && (
        <div className="KeptDialog-ask" role="alert">
          <p>
            Forget all {entries.length === 1 ? 'of it' : `${entries.length} sessions`}, {all}, and the data that you brought? The map on screen stays until the page is closed; weights and checkpoints
            go at once. It cannot be undone.
          </p>
          <p className="KeptDialog-actions">
            <Button className="KeptDialog-forget" onClick={() => { void clear() }}>Forget {all}</Button>
            <Button variant="quiet" onClick={() => setAsked(false)}>Keep them</Button>
          </p>
        </div>
      )}
    </div>
  )
}
