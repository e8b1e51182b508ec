// What proposals come to of which nobody has said anything yet (a link has their settings alone): foretold by the map that stands, as soon as it can be asked.
import type { Session } from '../session.ts'
import type { AppStore } from '../state.ts'
import type { CurrentSearch } from './current-search.ts'
import { followed, isUntold, usualOf } from './on-the-map.ts'
import { searchBlock, searchedOf, trialsOf } from './searched.ts'

export class Foretelling {
  /** Under way; null where nobody is asked. */
  private stopper: AbortController | null = null
  /** Somebody waits, and the map cannot be asked just now: it is being laid out. */
  private waits = false

  constructor(private readonly session: Session, private readonly current: CurrentSearch) {}

  /** Another map came. */
  end(): void {
    this.stopper?.abort()
    this.stopper = null
  }

  follow(now: AppStore, before: AppStore): void { if (this.waits || now.search !== before.search) void this.begin() }

  /** Of the search as it stands. */
  async begin(): Promise<void> {
    const { store, services } = this.session
    const state = store.getState()
    const { search, map } = state
    const waiting = search && search.series === map?.series ? search.shown.filter(isUntold) : []
    this.waits = waiting.length > 0 && searchBlock(state) !== null
    if (waiting.length === 0 || this.waits || this.stopper || !map) return
    const own = this.stopper = new AbortController()
    const said = await services.search.predict(own.signal, searchedOf(state), waiting.map(({ proposal }) => proposal.hyper)).catch(() => null)
    if (this.stopper !== own) return
    this.stopper = null
    const { search: now, map: then } = store.getState()
    if (!said || !now || !then || then.series !== map.series) return
    const scores = trialsOf(map).map(({ score }) => score)
    const told = waiting.map((one, k) => ({ ...one, proposal: { ...one.proposal, predicted: said[k] }, usual: usualOf(map, scores, said[k].place) }))
    // The map may have moved while it was asked.
    const byKey = new Map(followed(told, map, then).map(one => [one.key, one]))
    this.current.change({
      shown: now.shown.map(one => {
        const found = byKey.get(one.key)
        if (!found || !isUntold(one) || found.proposal.seed !== one.proposal.seed) return one
        return { ...one, proposal: { ...one.proposal, predicted: found.proposal.predicted }, usual: found.usual }
      }),
    })
  }
}
