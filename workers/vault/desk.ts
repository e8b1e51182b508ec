// Which session is on screen.
import type { Elsewhere } from '../../src/protocol/vault.ts'
import type { Key } from './shelf.ts'

export interface Desk {
  session: number | null
  /** The session on screen before a fresh one of which no network has come yet. */
  before: number | null
  elsewhere: Elsewhere | null
}

/** Where it is noted: sessions begin at 1. Pages on one host share their sessions; each site of theirs has a map of its own on screen. */
export const deskKey = (site: string): Key => [0, 'about', `desk ${site}`]

export const isDesk = (which: string | number): boolean => String(which).startsWith('desk ')
