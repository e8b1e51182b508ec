// What visitors do with files of their own. Fetched when the first is dropped.
import { modelOf, notFiniteBlock, showChain, landModel, takeOffIds, tryModel } from './model.ts'
import { sentenceOf } from '../run-context.ts'
import type { Session } from '../session.ts'
import type { AppActions } from '../state.ts'
import { BroughtRoom } from './brought-room.ts'
import { acceptDraft, dismissDraft, setDraft } from './draft.ts'
import { openDropped } from './drop.ts'
import { followTheMap } from './follow.ts'
import { LinkRoom } from './link.ts'
import { ownMap } from './own-map.ts'
import { joinedTo, joinedWords } from './table.ts'

type Names = 'openFiles' | 'setImport' | 'removeImports' | 'mapOfImports' | 'joinTable' | 'openLink' | 'agreeToLink' | 'dismissLink' | 'setDraft' | 'acceptDraft' | 'dismissDraft'
export type ImportActions = Pick<AppActions, Names>

const actions = new WeakMap<Session, ImportActions>()

/** One set of actions a session. */
export function importsOf(session: Session): ImportActions {
  const standing = actions.get(session) ?? begin(session)
  actions.set(session, standing)
  return standing
}

function begin(session: Session): ImportActions {
  const { store, services, notify } = session
  const room = new BroughtRoom(session)
  const links = new LinkRoom(session, files => openDropped(room, files, 'anything'))
  followTheMap(room)
  return {
    openFiles: (files, wanted = 'anything', missed = null) => openDropped(room, files, wanted, missed),
    setImport: (key, change) => setImport(room, key, change),
    async removeImports(keys) {
      const gone = new Set(keys)
      const ids: number[] = []
      for (const key of keys) {
        room.readings.get(key)?.abort()
        const one = room.find(key)
        const model = modelOf(one)
        ids.push(...one?.ids ?? [])
        if (model) services.importing.close(model.handle)
      }
      store.setState(({ imports, tab }) => {
        const left = imports.filter(({ key }) => !gone.has(key))
        return { imports: left, ...left.length === 0 && tab === 'models' && { tab: 'selection' as const } }
      })
      if (ids.length > 0) await takeOffIds(room, ids)
    },
    mapOfImports: keys => room.inTurn(() => ownMap(room, keys)),
    joinTable(key) {
      const one = room.find(key)
      const { map } = store.getState()
      if (one?.opened?.kind !== 'table') return
      if (!map) return notify('warn', 'There is no map to join the table to.')
      const { table } = one.opened
      const joined = joinedTo(map, table)
      if (joined.joined > 0) store.setState({ map: joined.map })
      notify(joined.joined > 0 ? 'info' : 'warn', joinedWords(one.name, joined, table.rows.size))
      if (joined.joined > 0) void room.inTurn(() => keepColumns(session))
    },
    openLink: (address, what) => links.look(address, what),
    agreeToLink: () => links.agree(),
    dismissLink: () => links.dismiss(),
    setDraft: change => setDraft(session, change),
    acceptDraft: () => acceptDraft(session),
    dismissDraft: () => dismissDraft(session),
  }
}

/** A map that this browser keeps says what was joined to it by itself; another one is kept from now on, so that a reload loses no column. */
async function keepColumns({ store, holdings, keeper }: Session): Promise<void> {
  const { map, training } = store.getState()
  if (!map || training || keeper.holds(map)) return
  if (map.comparable) await holdings.comparableSession().catch(() => undefined)
  if (store.getState().map?.series === map.series && !store.getState().training) await keeper.replace({})
}

/** Another chain is weighed on the labelled rows before it is run; what was confirmed stays so. */
async function setImport(room: BroughtRoom, key: number, change: Parameters<AppActions['setImport']>[1]): Promise<void> {
  const one = room.find(key)
  const model = modelOf(one)
  if (!one || !model) return
  const before = one.how
  const how = change.how ? { chain: null, scale: 'raw' as const, transposed: false, ...before, ...change.how } : before
  room.change(key, { how, confirmed: change.confirmed ?? one.confirmed })
  await room.inTurn(async () => {
    if (!room.find(key)) return
    if (change.how?.chain && change.how.chain !== before?.chain) {
      try {
        await showChain(room, key)
      } catch (error) {
        return room.change(key, { block: sentenceOf(error), ran: null })
      }
      if (change.how.scale === undefined) return tryModel(room, key, [change.how.chain])
    }
    if (room.find(key)?.confirmed && room.find(key)?.how) await landModel(room, key)
    else room.change(key, { block: notFiniteBlock(model) })
  })
}
