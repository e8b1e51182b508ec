// What is said of kept sessions in their dialog. Pure.
import type { KeptSessionEntry } from '../../store/sharing/rooms.ts'
import { dayAndTime } from '../../store/sharing/session-words.ts'
import { bytes, integer } from '../ui/format.ts'
import { networksIn } from './kept-words.ts'

/** '12.4 MB of 610 MB'. */
export function roomLine(sessions: number, used: number, allowed: number | null): string {
  const count = sessions === 1 ? '1 session' : `${integer(sessions)} sessions`
  return `${count}, ${bytes(used)}${allowed === null ? '' : ` of about ${bytes(allowed)} that there is room for`}.`
}

/** '150 networks · 22 not trained · changed 22 Nov 14:05 · 12 MB'. */
export function sessionFacts({ networks, left, changed, bytes: size }: KeptSessionEntry, now: number): string {
  return [networksIn(networks), left > 0 && `${integer(left)} not trained`, `changed ${dayAndTime(changed, now)}`, size !== null && bytes(size)].filter(Boolean).join(' · ')
}
