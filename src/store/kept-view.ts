// How a map is looked at, kept with its session a moment after it changed, so that a reload shows what one was looking at.
import type { NetworkRow } from '../core/network.ts'
import { fieldsOf } from '../formats/json-fields.ts'
import type { Session } from './session.ts'
import { showView } from './sharing/show-view.ts'
import { lastSaid, sayLast, unsayLast } from './last-word.ts'
import { idsOf, readView, writeView } from './sharing/view.ts'
import type { ViewRecord } from './sharing/view-record.ts'
import type { AppState, MapView } from './state.ts'

/** A record names networks by their places among these. While networks arrive, what the vault has of the map may be of another moment. */
export interface KeptView {
  record: ViewRecord
  ids: readonly number[]
  /** A search was going on, batch after batch: no part of the record, for whoever opens a link begins it by himself. */
  searching?: true
}

/** Changes that follow one another closer (ms) are written once. */
const REST = 300

/** What goes on all the time and is no part of a view. */
const ELSE: ReadonlySet<keyof AppState> = new Set([
  'training', 'portraits', 'notices', 'vault', 'answers', 'history', 'engines', 'gpu', 'imports', 'draft', 'link', 'ownData', 'derived', 'theme', 'workers', 'device', 'keep', 'choosing',
  'trajectories', 'experiments',
])

const keeping = new WeakSet<Session>()

export function writeKept(state: AppState): KeptView {
  return { record: writeView(state), ids: idsOf(state.map), ...state.search?.phase === 'looping' && { searching: true } }
}

/**
 * From now on, and what there is now. Whoever only looks at what somebody sent (`linked`) finds at the next visit what they had before: then from their first own
 * map on. Resolves to what lets a search of an earlier visit go on.
 */
export function keepViews(session: Session, linked = false): () => Promise<void> {
  const searchOn = async (): Promise<void> => { if (isLooping(session)) await (await session.store.getState().room('search'))?.goOn() }
  if (keeping.has(session)) return searchOn
  keeping.add(session)
  let write = (): void => undefined
  const begin = (): void => { write = writeFromNow(session) }
  if (linked) void ownMap(session).then(begin)
  else begin()
  session.services.vault.onLeave(() => {
    write()
    const state = session.store.getState()
    if (state.map && !state.brushing) sayLast(session, writeKept(state))
  })
  return searchOn
}

const ownMap = ({ store, keeper }: Session): Promise<void> => new Promise(resolve => {
  const stop = store.subscribe(({ map }) => {
    if (!map || map.origin === 'ready-made') return
    stop()
    keeper.guest = false
    resolve()
  })
})

function writeFromNow(session: Session): () => void {
  const { store, services, keeper } = session
  let waiting = false
  let written = ''
  const write = (state: AppState = store.getState()): void => {
    waiting = false
    if (!state.map || state.brushing) return
    const view = writeKept(state)
    const text = `${keeper.page} ${JSON.stringify(view)}`
    if (text === written) return
    written = text
    unsayLast(session)
    void keeper.look(view, state.map)
  }
  const later = (): void => {
    if (waiting) return
    waiting = true
    void services.pause(REST).then(() => { if (waiting) write() })
  }
  store.subscribe((now, before) => {
    if (waiting && now.map?.series !== before.map?.series) write(before)
    const running = (key: keyof AppState): boolean => ELSE.has(key) || (key === 'clock' && now.clock.playing)
    for (const key of Object.keys(now) as (keyof AppState)[]) if (now[key] !== before[key] && !running(key)) return later()
  })
  later()
  return () => write()
}

/**
 * Lays what was kept over the standing map. What cannot be read of it counts as never written. `coming`: trained, and on their way back to the map. `goesOn`: a
 * search that was going on will go on; else it waits.
 */
export function showKept(session: Session, view: unknown, coming: readonly { row: NetworkRow }[] = [], goesOn = false): void {
  const { store } = session
  const state = store.getState()
  const record = state.map && recordFor(view, state, coming)
  if (!record) return
  showView(session, record, () => undefined)
  const { search } = store.getState()
  if (!search || !(view as Partial<KeptView>).searching) return
  store.setState({ search: { ...search, phase: goesOn ? 'looping' : 'paused' } })
  if (goesOn) void state.room('search') // who hears of it where its training is stopped
}

/** What this tab showed when it was left, over what was kept of it a moment before. */
export function showLast(session: Session, coming?: readonly { row: NetworkRow }[]): void {
  const view = lastSaid(session)
  if (view && JSON.stringify(view) !== JSON.stringify(writeKept(session.store.getState()))) showKept(session, view, coming, true)
}

const isLooping = ({ store }: Session): boolean => store.getState().search?.phase === 'looping'

/** The record as it reads on the standing map: networks that are not there any more are nobody's. Null for what kept-view.ts has not written. */
export function recordFor(view: unknown, state: AppState, coming: readonly { row: NetworkRow }[] = []): ViewRecord | null {
  const { map } = state
  try {
    const fields = fieldsOf(view, 'Kept view')
    const record = fields.get('record') as ViewRecord
    const ids: unknown = fields.get('ids')
    if (!map || !Array.isArray(ids) || !ids.every((id): id is number => Number.isInteger(id))) return null
    const now = idsOf(map)
    if (ids.length === now.length && ids.every((id, place) => id === now[place])) return record
    const { change } = readView(record, { ...state, map: withIds(map, ids, coming) })
    return writeView({ ...state, ...change, map })
  } catch {
    return null
  }
}

/** The map as it was when these were its networks: for reading only. Whoever is gone looks like anybody. */
function withIds(map: MapView, ids: readonly number[], coming: readonly { row: NetworkRow }[]): MapView {
  const rows = new Map([...map.networks, ...map.diverged, ...coming.map(({ row }) => row)].map(row => [row.id, row]))
  const [anybody] = rows.values()
  return anybody ? { ...map, networks: ids.map(id => rows.get(id) ?? { ...anybody, id }), diverged: [] } : map
}
