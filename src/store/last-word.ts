// What a tab shows when it is left, noted in the tab itself: what was chosen a moment before is neither on the disk nor in the address yet, and a reload finds it here.
import type { Session } from './session.ts'

const NAME = 'last'

/** `base`: of which map, for another may stand there after the reload. */
interface Said { base: string | null, view: unknown }

export function sayLast(session: Session, view: unknown): void {
  // Where there is no room for the new one, the one before must not stay.
  unsayLast(session)
  session.services.tab.set(NAME, JSON.stringify({ base: baseOf(session), view } satisfies Said))
}

/** What came later has been kept. */
export function unsayLast({ services: { tab } }: Session): void { if (tab.get(NAME)) tab.set(NAME, '') }

/** Null where nothing was said, or of another map, or this is no reload: whoever follows an address into a tab sees what that says. */
export function lastSaid(session: Session): unknown {
  const { tab, page } = session.services
  if (!page.reloaded()) return null
  try {
    const { base, view } = JSON.parse(tab.get(NAME) ?? '') as Said
    return base === baseOf(session) ? view : null
  } catch {
    return null
  }
}

const baseOf = ({ store }: Session): string | null => store.getState().map?.manifest.lineage?.base ?? null
