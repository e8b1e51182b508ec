// A link that somebody follows: its map is put on screen, or what it takes to make it is offered.
import { FormatError } from '../../formats/format-error.ts'
import { linkFrom } from '../../formats/link-text.ts'
import { NOTHING_CHOSEN } from '../selection.ts'
import type { Session } from '../session.ts'
import type { LinkRecord, MadeMap } from './link-record.ts'
import { linkRecordFrom } from './link-record.ts'
import { showView } from './show-view.ts'

/** What is left to do of a link. */
export interface Pending { map: MadeMap, record: LinkRecord }

/** Whether its map is on screen or offered; what stood in the way is said in a notice. `offer`: the networks have to be trained here. `lay`: only a layout is missing. */
export async function followLink(session: Session, hash: string, offer: (pending: Pending) => void, lay: (pending: Pending) => Promise<void>): Promise<boolean> {
  const { store, notify } = session
  const record = recordOf(session, hash)
  if (!record) return false
  if (store.getState().training) {
    notify('warn', 'The link was not followed: stop the training first.')
    return false
  }
  const openReady = async (name: string, view: unknown): Promise<boolean> => await (await store.getState().room('gallery'))?.open(name, view) ?? false
  const { map, view } = record
  if (map.kind === 'ready') return openReady(map.name, view)
  if (map.kind === 'file') {
    notify('info', `This link shows ${map.title ? `“${map.title}”` : 'a map'}, whose ${map.networks} networks only its file holds. Drop the file here, and it is shown as it was sent.`)
    untilOpened(session, map.networks, view)
    return false
  }
  if (map.base !== null && !await openReady(map.base, {})) return false
  const pending: Pending = { map, record }
  if (map.runs.length === 0) {
    void lay(pending)
    return true
  }
  if (map.base === null) {
    const { recipe } = map.runs[map.runs.length - 1]
    // Where a map stands, it goes on standing until its visitor takes up the offer.
    store.setState(state => state.map ? {} : { ...NOTHING_CHOSEN, ...map.data && { dataset: map.data }, recipe, geometry: map.geometry })
  }
  offer(pending)
  return true
}

function recordOf({ notify }: Session, hash: string): LinkRecord | null {
  try {
    return linkRecordFrom(linkFrom(hash))
  } catch (error) {
    notify('warn', `This link could not be followed. ${error instanceof FormatError ? error.message : 'What it says cannot be read.'}`)
    return null
  }
}

const waiting = new WeakMap<Session, () => void>()

/** The next file with as many networks is looked at as the link says. */
function untilOpened(session: Session, networks: number, view: unknown): void {
  waiting.get(session)?.()
  const stop = session.store.subscribe(({ map }, before) => {
    if (!map || map.series === before.map?.series || map.origin !== 'file' || map.networks.length + map.diverged.length !== networks) return
    stop()
    showView(session, view)
  })
  waiting.set(session, stop)
}
