// Which sessions go when room is short. One that the visitor has named never goes by itself; any other only after it was announced: it is
// marked when the room for the next one is gone, and goes when that one comes. Pure.
import type { KeptEntry, RoomMade } from '../../src/protocol/vault.ts'

/** Sessions that are kept, with the one on screen. */
export const MOST_SESSIONS = 12

/** Of what the browser allows, the rest is for brought data, for the page itself, and for the session that is being trained. */
export const SHARE_OF_QUOTA = 0.6

/** What past sessions may take where there is only memory. */
export const MEMORY_ALLOWED = 256 * 2 ** 20

/** `allowed`: bytes, null for no bound. `entries` as they stand, those that go next marked; one of them may be on screen and stays. */
export function makeRoom(entries: readonly KeptEntry[], allowed: number | null): RoomMade {
  let count = entries.length
  let bytes = entries.reduce((sum, entry) => sum + (entry.bytes ?? 0), 0)
  const over = (sessions: number): boolean => sessions > MOST_SESSIONS || (allowed !== null && bytes > allowed)
  const without = (entry: KeptEntry): void => {
    count--
    bytes -= entry.bytes ?? 0
  }
  const free = entries.filter(entry => !entry.here && entry.name === null).sort((a, b) => a.changed - b.changed || a.id - b.id)
  const gone: KeptEntry[] = []
  for (const entry of free) {
    if (!entry.going || !over(count)) continue
    gone.push(entry)
    without(entry)
  }
  const going: KeptEntry[] = []
  for (const entry of free) {
    if (gone.includes(entry) || !over(count + 1)) continue
    going.push(entry)
    without(entry)
  }
  return { gone, going, crowded: over(count + 1) }
}
