// The room that asks the map what to train next: proposes, looks early, trains what was proposed onto the map, follows where it lands, and goes on batch after batch.
import { knownSize } from '../../core/data/size.ts'
import type { CostOf } from '../../core/search/cost.ts'
import { costFor } from '../../core/search/cost.ts'
import type { Region } from '../../core/search/region.ts'
import { specOfProposal } from '../../core/search/trial.ts'
import { isAbort } from '../../services/spawn.ts'
import { sentenceOf } from '../run-context.ts'
import { idsFor, orderProposed } from '../run-order.ts'
import type { Session } from '../session.ts'
import { networkOf } from '../selectors.ts'
import type { AppStore } from '../state.ts'
import { bestOf, bestSoFar, withSpent } from './fared.ts'
import { FreshRows } from './fresh.ts'
import { Looking } from './looking.ts'
import { looksBlock, nextStep, thinned } from './looks.ts'
import { AGAIN } from './luck.ts'
import { followed, isUntold, regionFollowed, usualOf } from './on-the-map.ts'
import { searchBlock, searchedOf, trialsOf, votingNotes } from './searched.ts'
import type { Searched, SearchRoom, SearchSettings, SearchState, ShownProposal } from './search-state.ts'
import { newSearch, openOf, USUAL_LOOKS } from './search-state.ts'

export const roomOf = (session: Session): SearchRoom => new Search(session)

class Search implements SearchRoom {
  private stopper = new AbortController()
  /** A loop ends after its step. */
  private pausing = false
  private readonly looking: Looking
  private readonly onFresh: FreshRows
  /** The room itself says what is asked; else it is undone, or done again. */
  private asking = false

  constructor(private readonly session: Session) {
    this.looking = new Looking(session)
    this.onFresh = new FreshRows(session)
    session.store.subscribe((now, before) => this.follow(now, before))
    const { search, map } = session.store.getState()
    if (search && search.series === map?.series) this.tell(search, search)
    void this.foretell()
  }

  setRegion(region: Region): void { this.ask({ ...this.now, ...withoutOpen(this.now), region, voters: [], fault: null }) }

  setSettings(change: Partial<SearchSettings>): void {
    const settings = { ...this.now.settings, ...change }
    if (settings.seed === this.now.settings.seed) return this.ask({ ...this.now, settings })
    const left = withoutOpen(this.now)
    // Numbers of those that stay are theirs alone.
    this.ask({ ...this.now, ...left, settings, made: left.shown.length > 0 ? this.now.made : 0, fault: null })
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

  async look(): Promise<void> {
    if (this.busy) return
    if (this.blocked()) return
    const why = looksBlock(this.session.store.getState().recipe)
    if (why) return this.change({ fault: why })
    this.change({ phase: 'training', fault: null })
    await this.glance(openOf(this.now).filter(({ look }) => look === null))
    this.rest('idle')
  }

  async again(): Promise<void> {
    if (this.busy) return
    if (this.blocked()) return
    const { best } = this.now
    const state = this.session.store.getState()
    const row = best.length > 0 ? networkOf(state.map, best.at(-1)!.id) : null
    if (!row?.hyper) return this.change({ fault: 'Nobody knows the settings of the best network, so it cannot be trained again.' })
    const { hyper } = row
    // Ids of their own give them seeds of their own.
    const order = orderProposed(state, Array.from({ length: AGAIN }, () => ({ hyper, seed: this.now.settings.seed })), this.kept)
    if (!order) return
    this.change({ phase: 'training', fault: null })
    await this.session.carryOut(order)
    this.rest('idle')
  }

  testFresh(): Promise<void> { return this.onFresh.test(this.now) }

  stopFresh(): void { this.onFresh.stop() }

  async loop(): Promise<void> {
    if (this.busy) return
    if (this.blocked()) return
    if (!nextStep(this.now, this.looks, this.cost)) {
      const { budget } = this.now.settings
      return this.change({ fault: `The budget of ${budget === 1 ? 'one training' : `${budget} trainings`} is spent: raise it to go on.` })
    }
    this.pausing = false
    this.change({ phase: 'looping', fault: null })
    while (!this.pausing && this.looping) {
      const step = nextStep(this.now, this.looks, this.cost)
      if (!step) return this.rest('idle')
      const done = step.kind === 'propose' ? await this.batch(step.count) : step.kind === 'look' ? await this.glance(step.chosen) : await this.carryOut(step.chosen)
      if (!done) break
      if (step.kind === 'finish') this.change(thinned(this.now, this.cost))
    }
    this.rest(this.looping ? 'paused' : 'idle')
  }

  pause(): void { this.pausing = true }

  stop(): void {
    const { phase, looking } = this.now
    this.pausing = true
    this.stopper.abort()
    // Looks are made beside the map, where nothing else is to end.
    if (looking === null && (phase === 'training' || phase === 'looping')) this.session.store.getState().stopTraining()
  }

  clear(): void {
    this.stop()
    this.stopFresh()
    this.session.store.setState({ search: null })
  }

  point(key: number | null): void { if (this.now.pointed !== key) this.change({ pointed: key }) }

  documentOf(key: number): string {
    const { manifest: { title, dataset, geometry } } = this.session.store.getState().map!
    const { proposal, id, reserved } = this.now.shown.find(one => one.key === key)!
    const { id: name, noise, decay, seed } = dataset!
    return `${JSON.stringify({ about: `Proposal ${key + 1} of a search on ${title}`, dataset: { id: name, noise, decay, seed }, geometry, networks: [specOfProposal(proposal, id ?? reserved ?? 0)] }, null, 2)}\n`
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

  /** Of each network that is trained to its end; none where a tenth of a training is no epoch. */
  private get looks(): number { return looksBlock(this.session.store.getState().recipe) ? 1 : this.now.settings.looks }

  /** What a network costs, where the aim is at accuracy for it. */
  private get cost(): CostOf | null { return costFor(this.now.settings.aim, knownSize(this.session.store.getState().dataset)) }

  /** Ids that wait for those who were proposed, or looked at, under them. */
  private get kept(): number[] { return openOf(this.now).flatMap(({ reserved }) => reserved ?? []) }

  private get looping(): boolean { return this.now.phase === 'looping' }

  private change(change: Partial<SearchState>): void { this.session.store.setState({ search: { ...this.now, ...change } }) }

  /** What a visitor chooses can be undone, as long as this map stands. */
  private ask(next: SearchState): void {
    const { store } = this.session
    const { now } = this
    const { searched } = store.getState()
    const taken = next.shown === now.shown ? null : openOf(now)
    const last = searched?.series === now.series ? searched : null
    const first = last?.first ?? { region: now.region, settings: now.settings }
    this.asking = true
    store.setState({ search: next, searched: { series: now.series, turn: (last?.turn ?? 0) + 1, first, region: next.region, settings: next.settings, taken } })
    this.asking = false
  }

  /** Undone or done again: who was trained stays, and what a change of region took away comes back with the region. */
  private askedAgain(before: Searched | null, to: Searched | null): void {
    const { now } = this
    const [was, is] = [before, to].map(asked => asked?.series === now.series ? asked : null)
    const undone = (is?.turn ?? 0) < (was?.turn ?? 0)
    const taken = (undone ? was : is)?.taken
    const { region, settings } = is ?? was?.first ?? now
    if (!taken) return this.change({ region, settings, fault: null })
    const left = withoutOpen(now)
    const there = new Set(left.shown.map(({ key }) => key))
    const come = undone ? taken.filter(({ key }) => !there.has(key)) : []
    const shown = [...left.shown, ...come].sort((a, b) => a.key - b.key)
    this.change({ region, settings, voters: [], fault: null, shown, due: 0, gone: Math.max(0, left.gone - come.filter(({ look }) => look !== null).length) })
  }

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
      // A network's seeds follow from its id too: with one of its own from the beginning a proposal names one network, whoever of them is trained first.
      const ids = idsFor(map, proposals.map(() => ({})), this.kept)
      const shown = proposals.map((proposal, k): ShownProposal =>
        ({ key: made + k, proposal, usual: usualOf(map, scores, proposal.predicted.place), look: null, reserved: ids[k], id: null, landed: null }))
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
    const order = why ? null : orderProposed(state, chosen.map(({ proposal, reserved }) => ({ ...proposal, reserved })), this.kept)
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
    const begun = this.looking.handedOver(order.ids, state.keep)
    await carryOut({ ...order, begun })
    if (store.getState().search?.series !== series) return false
    const missing = new Set(this.now.shown.filter(({ key, landed }) => ids.has(key) && landed === null).map(({ key }) => key))
    // Who was not trained is open again.
    if (missing.size > 0) this.change({ shown: this.now.shown.map(one => missing.has(one.key) ? { ...one, id: null } : one) })
    return missing.size === 0
  }

  /** False where not all of them were looked at. */
  private async glance(chosen: readonly ShownProposal[]): Promise<boolean> {
    const state = this.session.store.getState()
    const { map, keep } = state
    const why = searchBlock(state)
    if (why || chosen.length === 0) {
      this.change({ fault: why ?? 'Everything that is proposed has been looked at.' })
      return false
    }
    const { series, settings } = this.now
    const share = 1 / (settings.looks > 1 ? settings.looks : USUAL_LOOKS)
    const ids = idsFor(map!, chosen, this.kept)
    const keys = new Map(chosen.map(({ key }, place) => [ids[place], key]))
    this.stopper = new AbortController()
    const stands = (): boolean => this.session.store.getState().search?.series === series
    this.change({ looking: { done: 0, total: chosen.length } })
    try {
      await this.looking.at(this.stopper.signal, map!.manifest.dataset!, chosen.map(({ proposal }, place) => specOfProposal(proposal, ids[place])), keep, (id, score) => {
        const key = keys.get(id)
        if (!stands() || !this.now.shown.some(one => one.key === key && one.id === null)) return
        const { looking, due, shown } = this.now
        this.change({
          looking: looking && { ...looking, done: looking.done + 1 }, due: due + share,
          shown: shown.map(one => one.key === key ? { ...one, look: score, reserved: id } : one),
        })
      })
      return stands()
    } catch (error) {
      if (!isAbort(error) && stands()) this.change({ fault: sentenceOf(error) })
      return false
    } finally {
      if (stands()) this.change({ looking: null })
    }
  }

  /** The map changes by what is trained, and by whoever lays it out anew. */
  private follow(now: AppStore, before: AppStore): void {
    const { search, map } = now
    if (this.untold && !searchBlock(now)) void this.foretell()
    if (!search || !map || (map === before.map && search === before.search && now.searched === before.searched)) return
    if (search.series !== map.series) {
      this.stopper.abort()
      this.session.store.setState({ search: null })
      return
    }
    if (now.searched !== before.searched && !this.asking) return this.askedAgain(before.searched, now.searched)
    if (search !== before.search && search.shown.some(isUntold)) void this.foretell()
    // Somebody points at another one: nothing has moved or landed.
    if (map === before.map && search.shown === before.search?.shown) return
    const from = before.map?.series === map.series ? before.map : map
    const shown = followed(search.shown, from, map)
    this.tell(search, { ...search, shown, region: regionFollowed(search.region, from, map) })
  }

  /** With what was spent, the curve of the best, and who has gone on for the looks that were made. */
  private tell(before: SearchState, { region, ...now }: SearchState): void {
    const shown = withSpent(now)
    const best = shown === before.shown && before.best.length !== 1 ? before.best : bestSoFar(now.best, shown)
    if (shown === before.shown && region === before.region && best.length === before.best.length) return
    const went = now.shown.filter(({ landed, look, spent }) => landed !== null && look !== null && spent === undefined).length
    this.change({ region, shown, best, due: Math.max(0, now.due - went) })
  }

  /** Proposals that came by a link say their settings; what they come to is foretold here, by the same map. */
  private async foretell(): Promise<void> {
    const { store, services } = this.session
    const state = store.getState()
    const waiting = this.now.shown.filter(isUntold)
    this.untold = waiting.length > 0 && searchBlock(state) !== null
    if (waiting.length === 0 || !state.map || this.foretelling === waiting.length || this.untold) return
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
  /** Something waits to be foretold, and the map cannot be asked just now: it is being laid out. */
  private untold = false
}

/** Without the proposals that were not trained; looks at them stay paid for, and nobody goes on for them. */
function withoutOpen(search: SearchState): Pick<SearchState, 'shown' | 'gone' | 'due'> {
  const open = openOf(search)
  return { shown: search.shown.filter(({ id }) => id !== null), gone: search.gone + open.filter(({ look }) => look !== null).length, due: 0 }
}

const notesOn = (notes: readonly string[], allFresh: boolean): readonly string[] =>
  allFresh ? [...notes, 'Nobody of that region can vote, so these are drawn from the form’s ranges alone.'] : notes
