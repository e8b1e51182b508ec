// What is said of kept sessions in their dialog. Pure.
import type { KeptSessionEntry } from '../../store/sharing/rooms.ts'
import { dayAndTime } from '../../store/sharing/session-words.ts'
import { bytes, decimal, integer } from '../ui/format.ts'
import { networksIn } from './kept-words.ts'

const size = (count: number): string => count >= 1e9 ? `${decimal(count / 1e9, 1)} GB` : bytes(count)

/** '3 sessions, 12.4 MB of about 610 MB that there is room for.' */
export function roomLine(sessions: number, used: number, allowed: number | null): string {
  const count = sessions === 1 ? '1 session' : `${integer(sessions)} sessions`
  return `${count}, ${size(used)}${allowed === null ? '' : ` of about ${size(allowed)} that there is room for`}.`
}

/** '150 networks · 22 not trained · changed 22 Nov 14:05 · 12 MB'; an automatic name says the first of it already. */
export function sessionFacts({ named, networks, left, changed, bytes: kept }: KeptSessionEntry, now: number): string {
  return [named && networksIn(networks), left > 0 && `${integer(left)} not trained`, `changed ${dayAndTime(changed, now)}`, kept !== null && size(kept)].filter(Boolean).join(' · ')
}
