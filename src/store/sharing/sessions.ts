// Past sessions that this browser keeps: listed, named, opened, taken away, saved as files.
import type { VaultService } from '../../services/vault.ts'
import { goOn as carryOn, show } from '../beginning.ts'
import type { CameBack } from '../come-back.ts'
import { cameBack } from '../come-back.ts'
import { showKept } from '../kept-view.ts'
import { sentenceOf } from '../run-context.ts'
import { NOTHING_CHOSEN } from '../selection.ts'
import type { Session } from '../session.ts'
import type { KeptSessionEntry, SessionsRoom } from './rooms.ts'
import { sessionName } from './session-words.ts'

export function roomOf(session: Session): SessionsRoom {
  const { store, services, keeper, notify } = session
  const { vault } = services

  const nameOf = async (id: number): Promise<string> => {
    const entry = (await vault.list().catch(() => [])).find(one => one.id === id)
    return entry ? sessionName(entry, Date.now()) : 'This session'
  }
  /** Whether it was done; if not, why, in a notice. */
  const tried = async (what: string, work: () => Promise<boolean>): Promise<boolean> => {
    try {
      return await work()
    } catch (error) {
      notify('danger', `${what}: ${sentenceOf(error)}`)
      return false
    }
  }
  const blocked = (what: string): boolean => {
    if (!store.getState().training) return false
    notify('warn', `Training is under way: stop it first, then ${what}.`)
    return true
  }

  return {
    async list() {
      const [entries, { allowed }, promised] = await Promise.all([vault.list(), vault.room(), vault.persisted()])
      const now = Date.now()
      return {
        entries: entries.map((entry): KeptSessionEntry =>
          ({ ...entry, here: entry.here && keeper.holds(store.getState().map), name: sessionName(entry, now), named: entry.name !== null })),
        used: entries.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0), allowed, promised, now,
      }
    },

    async open(id, goOn = false) {
      if (blocked('open the session')) return false
      return tried('The session could not be opened', async () => {
        if (session.landing) await session.landing
        await settled(session)
        if (blocked('open the session')) return false
        session.portraits.stop()
        const before = store.getState().map
        const held = keeper.holds(before)
        keeper.letGo() // what is still said of the map on screen is no word on the next one
        const back = await readAgain(vault, id, goOn, (before?.version ?? 0) + 1)
        if (!back) {
          if (held && before) keeper.took(before, false)
          throw new Error('what is kept of it cannot be read. What is on screen stays.')
        }
        store.setState({ ...NOTHING_CHOSEN, faults: {}, datasetFaults: {}, geometryFaults: {} })
        show(session, back)
        if (back.view) showKept(session, back.view, back.restored.unplaced)
        void carryOn(session, back)
        return true
      })
    },

    rename: (id, name) => tried('The session could not be renamed', async () => {
      await vault.rename(id, name)
      return true
    }),

    async remove(id) {
      const here = ((await vault.list().catch(() => [])).find(entry => entry.id === id)?.here ?? false) && keeper.holds(store.getState().map)
      if (here && blocked('delete the session')) return false
      return tried('The session could not be deleted', async () => {
        await keeper.settled()
        await vault.remove(id)
        if (here) {
          keeper.gone()
          store.setState(({ open }) => open ? { open: { ...open, kept: { weights: false, checkpoints: 0 } } } : {})
        }
        return true
      })
    },

    save: id => tried('The session could not be saved', async () => {
      const { saveKept } = await import('./kept-file.ts')
      return saveKept(session, id, await nameOf(id))
    }),

    async persist() {
      const answer = await vault.persist()
      if (answer === true) return 'The browser keeps these sessions until you delete them, or clear this page’s data yourself.'
      if (answer === false) return 'The browser did not promise it: it may clear old sessions when the disk is short. Save as a file what must not be lost.'
      return 'This browser makes no such promises. Save as a file what must not be lost.'
    },
  }
}

/** Everything of the session on screen is with the vault. */
async function settled({ keeper }: Session): Promise<void> {
  await keeper.rest()
  await keeper.settled()
}

/** Null, and the vault stays with what it had, where it cannot be read. An interrupted training waits unless it shall go on. */
async function readAgain(vault: VaultService, id: number, goOn: boolean, version: number): Promise<CameBack | null> {
  const there = await vault.peek(id)
  if (!there || there.networks.length === 0) return null
  const interrupted = there.run.state === 'running' || there.run.state === 'paused'
  const state = !interrupted ? there.run.state : goOn ? 'running' : 'paused'
  const back = await cameBack({ ...there, run: { ...there.run, state } }, version)
  if (!back || !await vault.enter(id)) return null
  if (state === 'paused' && there.run.state !== 'paused') await vault.end('paused')
  const { specs, state: was } = there.run
  const done = back.restored.rest?.finished.length ?? 0
  return { ...back, notice: state === 'running' && was !== 'finished' ? `Training goes on: ${done} of ${specs.length} networks are there.` : null }
}
