// The steps of a search: the map is asked, networks are looked at early, and they are trained onto the map. Each says whether all of it was done;
// where not, the search's `fault` says why, or it was ended.
import { specOfProposal } from '../../core/search/trial.ts'
import { isAbort } from '../../services/spawn.ts'
import { sentenceOf } from '../run-context.ts'
import type { RunOrder } from '../run-order.ts'
import { idsFor, orderProposed } from '../run-order.ts'
import type { Session } from '../session.ts'
import type { CurrentSearch } from './current-search.ts'
import { bestOf } from './fared.ts'
import { Looking } from './looking.ts'
import { followed, usualOf } from './on-the-map.ts'
import { searchBlock, searchedOf, trialsOf, votingNotes } from './searched.ts'
import type { ShownProposal } from './search-state.ts'
import { USUAL_LOOKS } from './search-state.ts'

export class Steps {
  private stopper = new AbortController()
  private readonly looking: Looking
  /** A training of ours is under way, and no other. */
  private training = false

  constructor(private readonly session: Session, private readonly current: CurrentSearch) { this.looking = new Looking(session) }

  /** Ends what is under way at once. */
  stop(): void {
    this.stopper.abort()
    if (this.training) this.session.store.getState().stopTraining()
  }

  /** Nobody who was looked at will go on. */
  forget(): void {
    this.stopper.abort()
    this.looking.forget()
  }

  /** So many more are shown. */
  async propose(count: number): Promise<boolean> {
    const { current, session: { store, services } } = this
    const state = store.getState()
    const { era } = current
    const { region, settings: { seed, aim }, made } = current.now
    const map = state.map!
    const { signal } = this.stopper = new AbortController()
    try {
      const { proposals, region: voters } = await services.search.propose(signal, { ...searchedOf(state), region, count, seed, made, aim })
      if (!current.stands(era)) return false
      // Another region, another seed, another aim or other proposals were asked for meanwhile: these are not wanted any more.
      const { now } = current
      if (now.region !== region || now.settings.seed !== seed || now.settings.aim !== aim || now.made !== made) return now.phase === 'looping'
      const scores = trialsOf(map).map(({ score }) => score)
      // A network's seeds follow from its id too: with one of its own from the beginning a proposal names one network, whoever of them is trained first.
      const ids = idsFor(store.getState().map!, proposals.map(() => ({})), current.kept)
      const shown = proposals.map((proposal, k): ShownProposal =>
        ({ key: made + k, proposal, usual: usualOf(map, scores, proposal.predicted.place), look: null, reserved: ids[k], id: null, landed: null }))
      current.change({
        // The map may have moved while it was asked.
        shown: [...now.shown, ...followed(shown, map, store.getState().map!)], made: made + proposals.length, voters,
        notes: notesOn(votingNotes(state), proposals.every(({ from }) => from === 'prior')),
      })
      return true
    } catch (error) {
      if (!isAbort(error) && current.stands(era)) current.change({ fault: sentenceOf(error) })
      return false
    }
  }

  /** Trains them for a tenth, beside the map. */
  async look(chosen: readonly ShownProposal[]): Promise<boolean> {
    const { current, session: { store } } = this
    const state = store.getState()
    const { map, keep } = state
    const why = searchBlock(state)
    if (why || chosen.length === 0) {
      current.change({ fault: why ?? 'Everything that is proposed has been looked at.' })
      return false
    }
    const { era, now: { settings: { looks } } } = current
    const share = 1 / (looks > 1 ? looks : USUAL_LOOKS)
    const ids = idsFor(map!, chosen, current.kept)
    const asked = new Map(chosen.map((one, place) => [ids[place], one]))
    const stopper = this.stopper = new AbortController()
    current.change({ looking: { done: 0, total: chosen.length } })
    // Something else is asked for meanwhile: nobody waits for the looks at these any more.
    const waits = (one: ShownProposal): boolean => current.now.shown.some(({ key, id, proposal }) => key === one.key && id === null && proposal.hyper === one.proposal.hyper)
    let withdrawn = false
    const end = store.subscribe((now, before) => {
      if (now.search === before.search || asked.size === 0 || [...asked.values()].some(waits)) return
      withdrawn = true
      stopper.abort()
    })
    try {
      await this.looking.at(stopper.signal, map!.manifest.dataset!, chosen.map(({ proposal }, place) => specOfProposal(proposal, ids[place])), keep, (id, score) => {
        const seen = asked.get(id)!
        asked.delete(id)
        // It may have been withdrawn, and its number given to another.
        if (!current.stands(era) || !waits(seen)) return
        const { looking, due, shown } = current.now
        current.change({
          looking: looking && { ...looking, done: looking.done + 1 }, due: due + share,
          shown: shown.map(one => one.key === seen.key ? { ...one, look: score, reserved: id } : one),
        })
      })
      return current.stands(era)
    } catch (error) {
      if (!current.stands(era)) return false
      if (isAbort(error)) return withdrawn
      current.change({ fault: sentenceOf(error) })
      return false
    } finally {
      end()
      if (current.stands(era)) current.change({ looking: null })
    }
  }

  /** Trains them to their end; they land. */
  async train(chosen: readonly ShownProposal[]): Promise<boolean> {
    const { current, session: { store } } = this
    const state = store.getState()
    const why = searchBlock(state)
    const order = why ? null : orderProposed(state, chosen.map(({ proposal, reserved }) => ({ ...proposal, reserved })), current.kept)
    if (!order) {
      current.change({ fault: why ?? 'The map on screen has no data set to train on.' })
      return false
    }
    const { era } = current
    const ids = new Map(chosen.map(({ key }, place) => [key, order.ids[place]]))
    current.change({
      shown: current.now.shown.map(one => ({ ...one, id: ids.get(one.key) ?? one.id })),
      ...current.now.best.length === 0 && { best: bestOf(state.map!) },
    })
    const specs = chosen.map(({ proposal }, place) => specOfProposal(proposal, order.ids[place]))
    await this.carryOut({ ...order, begun: this.looking.handedOver(order.dataset, specs, state.keep) })
    if (!current.stands(era)) return false
    const missing = new Set(current.now.shown.filter(({ key, landed }) => ids.has(key) && landed === null).map(({ key }) => key))
    // Who was not trained is open again.
    if (missing.size > 0) current.change({ shown: current.now.shown.map(one => missing.has(one.key) ? { ...one, id: null } : one) })
    return missing.size === 0
  }

  /** Networks that are no part of the search, or are. */
  async carryOut(order: RunOrder): Promise<void> {
    this.training = true
    await this.session.carryOut(order).finally(() => { this.training = false })
  }
}

const notesOn = (notes: readonly string[], allFresh: boolean): readonly string[] =>
  allFresh ? [...notes, 'Nobody of that region can vote, so these are drawn from the form’s ranges alone.'] : notes
