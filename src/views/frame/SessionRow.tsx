// One kept session: its name, which can be changed on the spot, what it is, and what can be done with it. What cannot be undone is asked twice.
import { Download, Pencil, Trash2 } from 'lucide-react'
import type { FormEvent } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import type { KeptSessionEntry, SessionsRoom } from '../../store/sharing/rooms.ts'
import { Button } from '../ui/Button.tsx'
import { networksIn } from './kept-words.ts'
import { sessionFacts } from './session-facts.ts'

const ICON = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const

/** Longer names help nobody find anything. */
const LONGEST_NAME = 120

interface Props {
  entry: KeptSessionEntry
  /** When the list was made, ms since 1970. */
  now: number
  room: SessionsRoom | null
  busy: boolean
  /** Something is otherwise now; hears it in a sentence. */
  onDone: (said: string) => Promise<void>
  onOpened: () => void
}

export function SessionRow({ entry, now, room, busy, onDone, onOpened }: Props) {
  const { id, name, here, left, networks, going } = entry
  const [doing, setDoing] = useState<'rename' | 'delete' | 'open' | 'save' | null>(null)
  const row = useRef<HTMLLIElement>(null)
  const titled = useId()
  /** The button that the focus goes back to, once it stands there again. */
  const waiting = useRef<string | null>(null)
  const back = (to: string) => {
    waiting.current = to
    setDoing(null)
  }
  useEffect(() => {
    if (doing !== null || waiting.current === null) return
    row.current?.querySelector<HTMLElement>(`[data-does="${waiting.current}"]`)?.focus()
    waiting.current = null
  }, [doing])
  const open = async (goOn: boolean) => { if (await room?.open(id, goOn)) onOpened() }
  const press = () => {
    if (left > 0) setDoing('open')
    else void open(false)
  }
  const rename = async (to: string) => {
    const changed = to.trim() !== name && await room?.rename(id, to)
    back('rename')
    if (changed) await onDone(to.trim() ? `Renamed to “${to.trim()}”.` : 'It has its automatic name again.')
  }
  const remove = async () => {
    setDoing(null)
    if (await room?.remove(id)) await onDone(`“${name}” is deleted, and its room is free.`)
  }
  const save = async () => {
    setDoing('save')
    const saved = await room?.save(id)
    setDoing(null)
    if (saved) await onDone(`“${name}” is saved as a file.`)
  }
  const training = busy ? 'Training is under way; stop it first.' : null
  return (
    <li className="SessionRow" ref={row} aria-labelledby={titled} data-here={here || undefined}>
      <div className="SessionRow-head">
        {doing === 'rename'
          ? <NameField name={entry.named ? name : ''} automatic={name} onName={to => { void rename(to) }} onCancel={() => back('rename')} />
          : (
              <>
                <b id={titled} className="SessionRow-name">{name}</b>
                <Button variant="quiet" small icon={<Pencil {...ICON} size={14} />} aria-label={`Rename ${name}`} data-does="rename" onClick={() => setDoing('rename')} />
              </>
            )}
        {here && <span className="SessionRow-here">on screen</span>}
      </div>
      <p className="SessionRow-facts">
        {sessionFacts(entry, now)}
        {going && <span className="SessionRow-going"> Goes when the next new session begins, unless it is named.</span>}
      </p>
      {doing === 'open' && (
        <div className="SessionRow-ask" role="alert">
          <p>Its training was interrupted: {left} of the networks that were asked for are missing.</p>
          <p className="KeptDialog-actions">
            <Button variant="primary" onClick={() => { void open(true) }}>{here ? `Train the other ${left}` : `Open and train the other ${left}`}</Button>
            {!here && <Button onClick={() => { void open(false) }}>Open, train nothing</Button>}
            <Button variant="quiet" onClick={() => back('open')}>Cancel</Button>
          </p>
        </div>
      )}
      {doing === 'delete' && (
        <div className="KeptDialog-ask" role="alert">
          <p>
            Delete “{name}”? Its {networksIn(networks)}, weights and checkpoints go at once and cannot be brought back.
            {here && ' Its map stays on screen until the page is closed.'}
          </p>
          <p className="KeptDialog-actions">
            <Button className="KeptDialog-forget" onClick={() => { void remove() }}>Delete {networksIn(networks)}</Button>
            <Button variant="quiet" onClick={() => back('delete')}>Keep it</Button>
          </p>
        </div>
      )}
      {(doing === null || doing === 'save' || doing === 'rename') && (
        <p className="SessionRow-actions">
          {(!here || left > 0) && <Button small reason={training} data-does="open" aria-describedby={titled} onClick={press}>{here ? 'Go on training…' : left > 0 ? 'Open…' : 'Open'}</Button>}
          <Button small icon={<Download {...ICON} />} reason={doing === 'save' ? 'The file is being written.' : here ? training : null} aria-describedby={titled} onClick={() => { void save() }}>
            {doing === 'save' ? 'Saving…' : 'Save as file'}
          </Button>
          <Button variant="quiet" small icon={<Trash2 {...ICON} />} reason={here ? training : null} data-does="delete" aria-describedby={titled} onClick={() => setDoing('delete')}>Delete…</Button>
        </p>
      )}
    </li>
  )
}

/** Enter takes the name, Esc leaves it as it was; nothing typed stands for the automatic one. */
function NameField({ name, automatic, onName, onCancel }: { name: string, automatic: string, onName: (to: string) => void, onCancel: () => void }) {
  const [typed, setTyped] = useState(name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onName(typed)
  }
  return (
    <form className="SessionRow-form" onSubmit={submit}>
      <input
        type="text"
        aria-label={`Name of ${automatic}`}
        placeholder={automatic}
        maxLength={LONGEST_NAME}
        value={typed}
        autoComplete="off"
        ref={field => field?.focus()}
        onChange={event => setTyped(event.target.value)}
        onKeyDown={event => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          event.stopPropagation()
          onCancel()
        }}
      />
      <Button small type="submit">Rename</Button>
      <Button small variant="quiet" onClick={onCancel}>Cancel</Button>
    </form>
  )
}
