// Brought networks off the standing map: out of its distances and its picture; nobody else moves.
import { withoutNetworks } from '../map-view.ts'
import { sentenceOf } from '../run-context.ts'
import type { Session } from '../session.ts'
import type { Groups, Selection } from '../state.ts'
import { quiet } from './brought-room.ts'

export async function takeOffMap(session: Session, ids: readonly number[]): Promise<void> {
  const { store, services, holdings, notify } = session
  for (;;) {
    await quiet(session)
    if (!session.landing) break
    await session.landing
  }
  const gone = new Set(ids)
  const { map } = store.getState()
  if (!map || ![...map.networks, ...map.diverged].some(row => gone.has(row.id))) return
  const removing = (async () => {
    await holdings.session()
    await services.geometry.remove([...ids])
  })()
  session.landing = removing.catch(() => undefined)
  try {
    await removing
  } catch (error) {
    return notify('warn', `The networks could not be taken off the map: ${sentenceOf(error)}`)
  } finally {
    session.landing = null
  }
  for (const id of ids) holdings.details.delete(id)
  store.setState(state => {
    if (state.map?.series !== map.series) return {}
    const { selection, groups, open } = state
    return {
      map: withoutNetworks(state.map, gone), selection: selectedWithout(selection, gone), groups: groupsWithout(groups, gone), open: open && gone.has(open.id) ? null : open,
    }
  })
}

const left = (ids: ReadonlySet<number>, gone: ReadonlySet<number>): ReadonlySet<number> => [...ids].some(id => gone.has(id)) ? new Set([...ids].filter(id => !gone.has(id))) : ids

const selectedWithout = (selection: Selection, gone: ReadonlySet<number>): Selection => {
  const ids = left(selection.ids, gone)
  return ids === selection.ids ? selection : { ...selection, ids }
}

const groupsWithout = (groups: Groups, gone: ReadonlySet<number>): Groups => {
  const [a, b] = [left(groups.a, gone), left(groups.b, gone)]
  return a === groups.a && b === groups.b ? groups : { a, b }
}
