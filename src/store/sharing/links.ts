// Links: the whole state in the address's hash, and back.
import type { Session } from '../session.ts'
import type { Followed } from '../state.ts'
import type { Pending } from './follow-link.ts'
import { followLink } from './follow-link.ts'
import { madeLink } from './make-link.ts'
import type { LinkRoom } from './rooms.ts'
import { judged, laidOut, trainedAgain } from './train-again.ts'

export function roomOf(session: Session): LinkRoom {
  const { store, services, notify } = session
  let pending: Pending | null = null
  const tell = (change: Partial<Followed>): void => store.setState(({ followed }) => ({ followed: followed && { ...followed, ...change } }))

  return {
    link: options => Promise.resolve(madeLink(store.getState(), options, services.page.address(), services.maps.first)),

    follow: hash => {
      store.setState({ followed: null })
      pending = null
      return followLink(session, hash, found => {
        pending = found
        const { map: { runs, data, base } } = found
        const networks = runs.reduce((sum, { count, without }) => sum + count - without.length, 0)
        store.setState({ followed: { networks, runs: runs.map(({ recipe, from, count }) => ({ recipe, from, count })), dataset: data, base, phase: 'offered', verdict: null } })
      }, async found => {
        await laidOut(session, found)
        const verdict = judged(session, found)
        if (found.record.print && !verdict.same) notify('info', verdict.words)
      })
    },

    async trainAgain() {
      const found = pending
      if (!found || store.getState().followed?.phase === 'training') return
      if (store.getState().training) return notify('warn', 'Training is under way.')
      // The ready-made map may have been left meanwhile.
      if (found.map.base !== null && store.getState().map?.manifest.lineage?.base !== found.map.base) return notify('warn', 'Another map has been opened meanwhile. Follow the link again.')
      tell({ phase: 'training' })
      const all = await trainedAgain(session, found)
      pending = null
      tell({ phase: 'done', verdict: all ? judged(session, found) : { same: false, words: 'Not all of the link’s networks were trained. What has finished is on the map; follow the link again for all of them.' } })
    },

    dismiss() {
      pending = null
      store.setState({ followed: null })
    },
  }
}
