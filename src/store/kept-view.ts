// How a map is looked at, kept with its session a moment after it changed, so that a reload shows what one was looking at.
import type { NetworkRow } from '../core/network.ts'
import { fieldsOf } from '../formats/json-fields.ts'
import type { Session } from './session.ts'
import { showView } from './sharing/show-view.ts'
import { idsOf, readView, writeView } from './sharing/view.ts'
import type { ViewRecord } from './sharing/view-record.ts'
import type { AppState, MapView } from './state.ts'

/** A record names networks by their places among these. While networks arrive, what the vault has of the map may be of another moment. */
export interface KeptView { record: ViewRecord, ids: readonly number[] }

/** Changes that follow one another closer (ms) are written once. */
const REST = 300

/** What goes on all the time and is no part of a view. */
const ELSE: ReadonlySet<keyof AppState> = new Set([
  'training', 'portraits', 'notices', 'vault', 'answers', 'history', 'engines', 'gpu', 'imports', 'draft', 'link', 'ownData', 'derived', 'theme', 'workers', 'device', 'keep', 'choosing',
  'trajectories', 'experiments',
])

const keeping = new WeakSet<Session>()

export function writeKept(state: AppState): KeptView {
  return { record: writeView(state), ids: idsOf(state.map) }
}

/** From now on, and what there is now. */
export function keepViews(session: Session): void {
  if (keeping.has(session)) return
  keeping.add(session)
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
  services.vault.onLeave(() => write())
  later()
}

/** Lays what was kept over the standing map. What cannot be read of it counts as never written. `coming`: trained, and on their way back to the map. */
export function showKept(session: Session, view: unknown, coming: readonly { row: NetworkRow }[] = []): void {
  const state = session.store.getState()
  const record = state.map && recordFor(view, state, coming)
  if (record) showView(session, record, () => undefined)
}

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
