// The room that asks the map what to train next: proposes, trains what was proposed onto the map, follows where it lands, and goes on batch after batch.
import type { Region } from '../../core/search/region.ts'
import { specOfProposal } from '../../core/search/trial.ts'
import { isAbort } from '../../services/spawn.ts'
import { sentenceOf } from '../run-context.ts'
import { orderProposed } from '../run-order.ts'
import type { Session } from '../session.ts'
import type { AppStore } from '../state.ts'
import { bestOf, bestSoFar } from './fared.ts'
import { followed, regionFollowed, usualOf } from './on-the-map.ts'
import { searchBlock, searchedOf, trialsOf, votingNotes } from './searched.ts'
import type { SearchRoom, SearchSettings, SearchState, ShownProposal } from './search-state.ts'
import { newSearch, openOf, spentOf } from './search-state.ts'

export const roomOf = (session: Session): SearchRoom => new Search(session)

class Search implements SearchRoom {
  private stopper = new AbortController()
  /** A loop ends after its batch. */
  private pausing = false

  constructor(private readonly session: Session) {
    session.store.subscribe((now, before) => this.follow(now, before))
    void this.foretell()
  }

  setRegion(region: Region): void { this.change({ region, shown: trainedOf(this.now), voters: [], fault: null }) }

  setSettings(change: Partial<SearchSettings>): void {
    const settings = { ...this.now.settings, ...change }
    this.change(settings.seed === this.now.settings.seed ? { settings } : { settings, made: 0, shown: trainedOf(this.now), fault: null })
  }

  async propose(): Promise<void> {
    if (this.busy) return
    if (this.blocked()) return
    this.change({ phase: 'proposing', fault: null })
    await this.batch(this.now.settings.count)
    this.rest('idle')
  }

  async train(keys?: readonly number[]): Promise<void> {
    if (this.busy) return
    if (this.blocked()) return
    const wanted = openOf(this.now).filter(({ key }) => !keys || keys.includes(key))
    if (wanted.length === 0) return this.change({ fault: 'Nothing is proposed that has not been trained: propose first.' })
    this.change({ phase: 'training', fault: null })
    await this.carryOut(wanted)
    this.rest('idle')
  }

  async loop(): Promise<void> {
    if (this.busy) return
    if (this.blocked()) return
    if (spentOf(this.now) >= this.now.settings.budget) return this.change({ fault: `The budget of ${this.now.settings.budget} networks is spent: raise it to go on.` })
    this.pausing = false
    this.change({ phase: 'looping', fault: null })
    while (!this.pausing && this.looping) {
      const left = this.now.settings.budget - spentOf(this.now)
      if (left <= 0) return this.rest('idle')
      if (openOf(this.now).length === 0 && !await this.batch(Math.min(this.now.settings.count, left))) break
      if (!this.pausing && this.looping && !await this.carryOut(openOf(this.now).slice(0, left))) break
    }
    this.rest(this.looping ? 'paused' : 'idle')
  }

  pause(): void { this.pausing = true }

  stop(): void {
    const { phase } = this.now
    this.pausing = true
    this.stopper.abort()
    if (phase === 'training' || phase === 'looping') this.session.store.getState().stopTraining()
  }

  clear(): void {
    this.stop()
    this.session.store.setState({ search: null })
  }

  point(key: number | null): void { if (this.now.pointed !== key) this.change({ pointed: key }) }

  documentOf(key: number): string {
    const { manifest: { title, dataset, geometry } } = this.session.store.getState().map!
    const { proposal, id } = this.now.shown.find(one => one.key === key)!
    const { id: name, noise, decay, seed } = dataset!
    return `${JSON.stringify({ about: `Proposal ${key + 1} of a search on ${title}`, dataset: { id: name, noise, decay, seed }, geometry, networks: [specOfProposal(proposal, id ?? 0)] }, null, 2)}\n`
  }

  /** Of the map that stands. */
  private get now(): SearchState {
    const { search, map } = this.session.store.getState()
    return search && search.series === map?.series ? search : newSearch(map?.series ?? -1)
  }

  private get busy(): boolean {
    const { phase } = this.now
    return phase === 'proposing' || phase === 'training' || phase === 'looping'
  }

  private get looping(): boolean { return this.now.phase === 'looping' }

  private change(change: Partial<SearchState>): void { this.session.store.setState({ search: { ...this.now, ...change } }) }

  /** Another map may have come meanwhile: then there is nothing to rest from. */
  private rest(phase: SearchState['phase']): void { if (this.session.store.getState().search) this.change({ phase }) }

  private blocked(): boolean {
    const why = searchBlock(this.session.store.getState())
    if (why) this.change({ fault: why })
    return why !== null
  }

  /** So many more are shown. False where nothing came of it, which `fault` says, or it was ended. */
  private async batch(count: number): Promise<boolean> {
    const { store, services } = this.session
    const state = store.getState()
    const { region, settings: { seed, aim }, made } = this.now
    const map = state.map!
    const scores = trialsOf(map).map(({ score }) => score)
    this.stopper = new AbortController()
    try {
      const { proposals, region: voters } = await services.search.propose(this.stopper.signal, { ...searchedOf(state), region, count, seed, made, aim })
      // Another region, another seed, another aim or another map was asked for meanwhile: these are not wanted any more.
      const { settings } = this.now
      if (this.now.region !== region || settings.seed !== seed || settings.aim !== aim || this.now.made !== made || store.getState().map?.series !== map.series) return this.looping
      const shown = proposals.map((proposal, k): ShownProposal =>
        ({ key: made + k, proposal, usual: usualOf(map, scores, proposal.predicted.place), look: null, id: null, landed: null }))
      this.change({ shown: [...this.now.shown, ...shown], made: made + proposals.length, voters, notes: notesOn(votingNotes(state), proposals.every(({ from }) => from === 'prior')) })
      return true
    } catch (error) {
      if (!isAbort(error)) this.change({ fault: sentenceOf(error) })
      return false
    }
  }

  /** False where not all of them were trained. */
  private async carryOut(chosen: readonly ShownProposal[]): Promise<boolean> {
    const { store, carryOut } = this.session
    const state = store.getState()
    const why = searchBlock(state)
    const order = why ? null : orderProposed(state, chosen.map(({ proposal }) => proposal))
    if (!order) {
      this.change({ fault: why ?? 'The map on screen has no data set to train on.' })
      return false
    }
    const { series } = this.now
    const ids = new Map(chosen.map(({ key }, place) => [key, order.ids[place]]))
    this.change({
      shown: this.now.shown.map(one => ({ ...one, id: ids.get(one.key) ?? one.id })),
      ...this.now.best.length === 0 && { best: bestOf(state.map!) },
    })
    await carryOut(order)
    if (store.getState().search?.series !== series) return false
    const missing = new Set(this.now.shown.filter(({ key, landed }) => ids.has(key) && landed === null).map(({ key }) => key))
    // Who was not trained is open again.
    if (missing.size > 0) this.change({ shown: this.now.shown.map(one => missing.has(one.key) ? { ...one, id: null } : one) })
    return missing.size === 0
  }

  /** The map changes by what is trained, and by whoever lays it out anew. */
  private follow(now: AppStore, before: AppStore): void {
    const { search, map } = now
    if (!search || !map || (map === before.map && search === before.search)) return
    if (search.series !== map.series) {
      this.stopper.abort()
      this.session.store.setState({ search: null })
      return
    }
    if (search !== before.search && search.shown.some(({ proposal }) => Number.isNaN(proposal.predicted.score) && proposal.votes.length === 0)) void this.foretell()
    // Somebody points at another one: nothing has moved or landed.
    if (map === before.map && search.shown === before.search?.shown) return
    const from = before.map?.series === map.series ? before.map : map
    const shown = followed(search.shown, from, map)
    const region = regionFollowed(search.region, from, map)
    if (shown !== search.shown || region !== search.region) this.change({ region, shown, best: bestSoFar(search.best, shown) })
  }

  /** Proposals that came by a link say their settings; what they come to is foretold here, by the same map. */
  private async foretell(): Promise<void> {
    const { store, services } = this.session
    const state = store.getState()
    const waiting = this.now.shown.filter(({ landed, proposal: { predicted } }) => landed === null && Number.isNaN(predicted.score) && predicted.place === null)
    if (waiting.length === 0 || !state.map || this.foretelling === waiting.length || searchBlock(state)) return
    this.foretelling = waiting.length
    const scores = trialsOf(state.map).map(({ score }) => score)
    const said = await services.search.predict(this.stopper.signal, searchedOf(state), waiting.map(({ proposal }) => proposal.hyper)).catch(() => null)
    this.foretelling = 0
    if (!said || store.getState().map?.series !== state.map.series) return
    const by = new Map(waiting.map(({ key }, place) => [key, said[place]]))
    this.change({
      shown: this.now.shown.map(one => {
        const predicted = by.get(one.key)
        return predicted ? { ...one, proposal: { ...one.proposal, predicted }, usual: usualOf(state.map!, scores, predicted.place) } : one
      }),
    })
  }

  private foretelling = 0
}

const trainedOf = ({ shown }: SearchState): readonly ShownProposal[] => shown.filter(({ id }) => id !== null)

const notesOn = (notes: readonly string[], allFresh: boolean): readonly string[] =>
  allFresh ? [...notes, 'Nobody of that region can vote, so these are drawn from the form’s ranges alone.'] : notes
