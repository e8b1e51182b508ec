// The room that asks the map what to train next: proposes, looks early, trains what was proposed onto the map, follows where it lands, and goes on batch after batch.
import { knownSize } from '../../core/data/size.ts'
import type { CostOf } from '../../core/search/cost.ts'
import { costFor } from '../../core/search/cost.ts'
import type { Region } from '../../core/search/region.ts'
import { specOfProposal } from '../../core/search/trial.ts'
import { idsFor, orderProposed } from '../run-order.ts'
import type { Session } from '../session.ts'
import { networkOf } from '../selectors.ts'
import type { AppStore } from '../state.ts'
import { CurrentSearch } from './current-search.ts'
import { bestSoFar, withSpent } from './fared.ts'
import { Foretelling } from './foretelling.ts'
import { FreshRows } from './fresh.ts'
import type { Step } from './looks.ts'
import { looksBlock, nextStep, thinned } from './looks.ts'
import { AGAIN } from './luck.ts'
import { followed, regionFollowed } from './on-the-map.ts'
import { searchBlock } from './searched.ts'
import type { SearchRoom, SearchSettings, SearchState } from './search-state.ts'
import { openOf } from './search-state.ts'
import { Steps } from './steps.ts'
import { Turns } from './turns.ts'
import { withoutOpen, withoutUnseen } from './withdrawn.ts'

export const roomOf = (session: Session): SearchRoom => new Search(session)

class Search implements SearchRoom {
  private readonly current: CurrentSearch
  private readonly steps: Steps
  private readonly turns: Turns
  private readonly foretelling: Foretelling
  private readonly onFresh: FreshRows
  /** A loop ends after its step. */
  private pausing = false
  /** What the phase says is being done here; else an earlier visit did it. */
  private running = false

  constructor(private readonly session: Session) {
    this.current = new CurrentSearch(session)
    this.steps = new Steps(session, this.current)
    this.turns = new Turns(session)
    this.foretelling = new Foretelling(session, this.current)
    this.onFresh = new FreshRows(session)
    session.store.subscribe((now, before) => this.follow(now, before))
    const { search, map } = session.store.getState()
    if (search && search.series === map?.series) this.tell(search, search)
    void this.foretelling.begin()
  }

  setRegion(region: Region): void {
    const { now } = this
    this.turns.ask(now, { ...now, ...withoutOpen(now), region, voters: [], fault: null }, true)
  }

  setSettings(change: Partial<SearchSettings>): void {
    const { now } = this
    const { seed, aim } = now.settings
    const settings = { ...now.settings, ...change }
    if (settings.seed !== seed) {
      const left = withoutOpen(now)
      // Numbers of those that stay are theirs alone.
      return this.turns.ask(now, { ...now, ...left, settings, made: left.shown.length > 0 ? now.made : 0, fault: null }, true)
    }
    // About a place the aim has no say.
    if (settings.aim !== aim && now.region.kind !== 'gap') return this.turns.ask(now, { ...now, ...withoutUnseen(now), settings, voters: [], fault: null }, true)
    this.turns.ask(now, { ...now, settings }, false)
  }

  async propose(): Promise<void> {
    if (!this.ready()) return
    await this.during('proposing', () => this.steps.propose(this.now.settings.count))
  }

  async train(keys?: readonly number[]): Promise<void> {
    if (!this.ready()) return
    const wanted = openOf(this.now).filter(({ key }) => !keys || keys.includes(key))
    if (wanted.length === 0) return this.current.change({ fault: 'Nothing is proposed that has not been trained: propose first.' })
    await this.during('training', () => this.steps.train(wanted))
  }

  async look(): Promise<void> {
    if (!this.ready()) return
    const why = looksBlock(this.session.store.getState().recipe)
    if (why) return this.current.change({ fault: why })
    await this.during('training', () => this.steps.look(openOf(this.now).filter(({ look }) => look === null)))
  }

  async again(): Promise<void> {
    if (!this.ready()) return
    const { best, settings: { seed } } = this.now
    const state = this.session.store.getState()
    const row = best.length > 0 ? networkOf(state.map, best.at(-1)!.id) : null
    if (!row?.hyper) return this.current.change({ fault: 'Nobody knows the settings of the best network, so it cannot be trained again.' })
    const { hyper } = row
    // Ids of their own give them seeds of their own.
    const order = orderProposed(state, Array.from({ length: AGAIN }, () => ({ hyper, seed })), this.current.kept)
    if (order) await this.during('training', () => this.steps.carryOut(order))
  }

  testFresh(): Promise<void> { return this.onFresh.test(this.now) }

  stopFresh(): void { this.onFresh.stop() }

  async loop(): Promise<void> {
    if (!this.ready()) return
    if (this.next) return this.rounds()
    const { budget } = this.now.settings
    this.current.change({ fault: `The budget of ${budget === 1 ? 'one training' : `${budget} trainings`} is spent: raise it to go on.` })
  }

  async goOn(): Promise<void> {
    if (!this.looping || this.running) return
    const state = this.session.store.getState()
    const why = searchBlock(state)
    if (why || !this.next) return this.current.change({ phase: why ? 'paused' : 'idle', fault: why })
    this.session.notify('info', 'The search goes on where it stood when this page was closed.')
    await this.rounds()
  }

  pause(): void {
    this.pausing = true
    this.leaveOff()
  }

  stop(): void {
    this.pausing = true
    this.steps.stop()
    if (this.leaveOff()) this.session.store.getState().stopTraining()
  }

  clear(): void {
    this.stop()
    this.stopFresh()
    this.forget()
    this.current.putAway()
  }

  point(key: number | null): void { if (this.now.pointed !== key) this.current.change({ pointed: key }) }

  documentOf(key: number): string {
    const map = this.session.store.getState().map!
    const { manifest: { title, dataset, geometry } } = map
    const one = this.now.shown.find(shown => shown.key === key)!
    const { id: name, noise, decay, seed } = dataset!
    const network = specOfProposal(one.proposal, one.id ?? idsFor(map, [one], this.current.kept)[0])
    return `${JSON.stringify({ about: `Proposal ${key + 1} of a search on ${title}`, dataset: { id: name, noise, decay, seed }, geometry, networks: [network] }, null, 2)}\n`
  }

  private get now(): SearchState { return this.current.now }

  private get looping(): boolean { return this.now.phase === 'looping' }

  /** What a loop does next; null where nothing more can be paid. Where a tenth of a training is no epoch there are no looks. */
  private get next(): Step | null {
    const { recipe } = this.session.store.getState()
    return nextStep(this.now, looksBlock(recipe) ? 1 : this.now.settings.looks, this.cost)
  }

  /** What a network costs, where the aim is at accuracy for it. */
  private get cost(): CostOf | null { return costFor(this.now.settings.aim, knownSize(this.session.store.getState().dataset)) }

  /** One thing at a time, and only where the map can be asked. */
  private ready(): boolean {
    const { phase } = this.now
    if (phase !== 'idle' && phase !== 'paused') return false
    const why = searchBlock(this.session.store.getState())
    if (why) this.current.change({ fault: why })
    return why === null
  }

  /** `work` may say in which phase it leaves the search, unless that was put away meanwhile; then there is nothing to rest from. */
  private async during(phase: SearchState['phase'], work: () => Promise<SearchState['phase'] | unknown>): Promise<void> {
    const { era } = this.current
    this.running = true
    this.current.change({ phase, fault: null })
    const rest = await work()
    if (era !== this.current.era) return
    this.running = false
    if (this.current.stands(era)) this.current.change({ phase: rest === 'paused' ? rest : 'idle' })
  }

  /** Step after step. */
  private rounds(): Promise<void> {
    this.pausing = false
    return this.during('looping', async () => {
      while (!this.pausing && this.looping) {
        const step = this.next
        if (!step) return 'idle'
        if (!await this.took(step)) break
        if (step.kind === 'finish') this.current.change(thinned(this.now, this.cost))
      }
      return this.looping ? 'paused' : 'idle'
    })
  }

  private took(step: Step): Promise<boolean> {
    switch (step.kind) {
      case 'propose': return this.steps.propose(step.count)
      case 'look': return this.steps.look(step.chosen)
      case 'finish': return this.steps.train(step.chosen)
    }
  }

  /** A loop of an earlier visit goes on no more. False where there is none. */
  private leaveOff(): boolean {
    const left = this.looping && !this.running
    if (left) this.current.change({ phase: 'paused' })
    return left
  }

  private forget(): void {
    this.running = false
    this.steps.forget()
    this.turns.forget()
    this.foretelling.end()
  }

  /** The map changes by what is trained, and by whoever lays it out anew. */
  private follow(now: AppStore, before: AppStore): void {
    const { search, map } = now
    this.foretelling.follow(now, before)
    // Somebody has stopped what a loop of an earlier visit had begun.
    if (before.training && !now.training && before.training.done < before.training.total) this.leaveOff()
    if (!search || !map || (map === before.map && search === before.search && now.searched === before.searched)) return
    if (search.series !== map.series) {
      this.forget()
      return this.current.putAway()
    }
    if (this.turns.moved(now.searched, before.searched)) return this.current.change(this.turns.movedTo(search, before.searched, now.searched))
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
    this.current.change({ region, shown, best, due: Math.max(0, now.due - went) })
  }
}
