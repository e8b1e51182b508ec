// The sheet of commands: type to find one, or read what pointer and keys do. Everything named here works.
import './HelpDialog.css'
import { Check, Search } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { Fragment, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { AppState } from '../../store/state.ts'
import { commandsOf, found } from '../learn/commands.ts'
import type { Command } from '../learn/commands.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { contents } from '../ui/method-contents.ts'
import { CONTENTS } from '../ui/MethodDialog.tsx'
import { bytes, integer } from '../ui/format.ts'
import type { MapPictureOptions } from '../picture/save-map-picture.ts'
import { shownMap } from '../share/shown-map.ts'
import { useGallery } from '../share/use-gallery.ts'
import { useApp, useAppStore } from '../use-app.ts'
import { SHEET } from './gestures-and-keys.ts'

const PAGES = contents().flatMap(group => group.pages)

/** More would push the keys out of sight; another letter finds the rest. */
const MOST = 8

interface Props { onClose: () => void, onPage: (page: string) => void, onTour: () => void, onKept: () => void, onGallery: () => void }

export function HelpDialog({ onClose, onPage, onTour, onKept, onGallery }: Props) {
  const store = useAppStore()
  const state = useApp(known => known)
  const { maps } = useGallery()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const list = useId()
  const field = useRef<HTMLInputElement>(null)
  // After the dialog has opened, which gives the focus to its first button.
  useEffect(() => field.current?.focus(), [])
  const commands = useMemo(() => {
    const picture = (format: MapPictureOptions['format'], paper: NonNullable<MapPictureOptions['paper']>) => {
      void import('../picture/save-map-picture.ts').then(({ saveMapPicture }) => saveMapPicture(store, { format, paper }))
    }
    return commandsOf(state, { tour: onTour, sessions: onKept, gallery: onGallery, maps: maps ?? [], shown: shownMap(state.map), page: onPage, pages: PAGES, picture })
  }, [store, state, maps, onTour, onPage, onKept, onGallery])
  const all = found(commands, typed)
  const hits = all.slice(0, MOST)
  const current = hits[Math.min(at, hits.length - 1)]
  const leaveTo = (run: () => void) => { onClose(); run() }
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && hits.length) setAt((Math.min(at, hits.length - 1) + step + hits.length) % hits.length)
    else if (event.key === 'Enter' && current) leaveTo(current.run)
    else return
    event.preventDefault()
  }
  return (
    <Dialog title="Commands and keys" onClose={onClose} wide>
      <div className="HelpDialog">
        <div className="HelpDialog-find">
          <Search size={16} strokeWidth={1.5} aria-hidden />
          <input
            ref={field}
            type="text"
            role="combobox"
            aria-label="Find a command"
            aria-expanded={hits.length > 0}
            aria-controls={list}
            aria-autocomplete="list"
            {...(current ? { 'aria-activedescendant': `${list}-${hits.indexOf(current)}` } : {})}
            placeholder="Colour by learning rate, show table, …"
            autoComplete="off"
            value={typed}
            onChange={event => { setTyped(event.target.value); setAt(0) }}
            onKeyDown={keys}
          />
          <span role="status">{typed.trim() && `${integer(all.length)} ${all.length === 1 ? 'command' : 'commands'}`}</span>
        </div>
        <ul id={list} role="listbox" aria-label="Commands" className="HelpDialog-hits" hidden={hits.length === 0}>
          {hits.map((command, k) => <Hit key={command.name} id={`${list}-${k}`} command={command} current={command === current} onPoint={() => setAt(k)} onRun={() => leaveTo(command.run)} />)}
        </ul>
        <div className="HelpDialog-sheet">
          {SHEET.map(([head, rows]) => (
            <section key={head}>
              <h2>{head}</h2>
              <dl>{rows.map(([what, keys]) => <div key={what}><dt>{what}</dt><dd>{keys.map((part, k) => <Keys key={k} part={part} />)}</dd></div>)}</dl>
            </section>
          ))}
        </div>
        <p className="HelpDialog-note">Single keys rest while you type. Every drag has another way: arrow keys and Enter on charts, number boxes, the table. Everything is computed here: nothing leaves your browser.{keptWords(state.offline)}</p>
        <p className="HelpDialog-ways">
          <Button onClick={() => leaveTo(() => onPage('reading'))}>How to read the map</Button>
          <Button onClick={() => leaveTo(() => onPage(CONTENTS))}>How each number is made</Button>
          <Button onClick={() => leaveTo(onTour)}>Take the tour</Button>
          <Button onClick={() => leaveTo(() => state.openExperiments())}>Experiments</Button>
        </p>
      </div>
    </Dialog>
  )
}

/** Said when it is so, and not before. */
function keptWords(offline: AppState['offline']): string {
  if (!offline) return ''
  return ` This page opens without a network: ${offline.maps > 0 ? `it and ${bytes(offline.bytes)} of ready-made maps are` : 'it is'} kept in this browser.`
}

function Hit({ id, command, current, onPoint, onRun }: { id: string, command: Command, current: boolean, onPoint: () => void, onRun: () => void }) {
  return (
    <li id={id} role="option" aria-selected={current} onPointerMove={onPoint} onClick={onRun}>
      {command.on ? <Check size={16} strokeWidth={2} aria-label="now on" /> : <i />}
      <span>{command.name}</span>
      <small>{command.on ? 'now on' : command.aside}</small>
      {current && <kbd>Enter</kbd>}
    </li>
  )
}

/** 'Shift+drag' is two keys together; '/' stands between ways to do it. */
function Keys({ part }: { part: string }) {
  if (part === '/') return <i>or</i>
  return part.split('+').map((key, k) => <Fragment key={key}>{k > 0 && <i>+</i>}<kbd>{key}</kbd></Fragment>)
}
