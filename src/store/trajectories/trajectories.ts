// The room of training runs as trajectories: keeps the worker's runs, and the pictures of them, in step with what the notebook shows.
import { A_WHILE, isAbort } from '../../services/spawn.ts'
import { sentenceOf } from '../run-context.ts'
import type { Session } from '../session.ts'
import type { AppState, MapView } from '../state.ts'
import { brushing, stillBrushed } from './brushed.ts'
import { Company } from './company.ts'
import { Pictures } from './pictures.ts'
import type { TrajectoriesRoom } from './trajectories-room.ts'
import type { RunSource, Trajectories } from './trajectories-state.ts'
import { NO_TRAJECTORIES } from './trajectories-state.ts'
import { lookedAt } from './wanted.ts'
import { runsOf, shows, wishOf } from './wishes.ts'

/** Training of so many seconds begins by itself. */
const SHORT = 2

const WAITS = 'Networks are being trained: the pictures follow when that is over.'

const rooms = new WeakMap<Session, Room>()

/** One a session, however often its door is opened. */
export function roomOf(session: Session): TrajectoriesRoom {
  const standing = rooms.get(session) ?? new Room(session)
  rooms.set(session, standing)
  return standing
}

class Room implements TrajectoriesRoom {
  private company: Company | null = null
  private readonly pictures: Pictures
  private turn = new AbortController()
  /** Ends the training alone: the pictures of what it left are made. */
  private trainer: AbortController | null = null
  private working: Promise<void> | null = null
  /** The runs that the work under way is of. */
  private under = ''
  /** Somebody said that networks are to be trained again. */
  private asked = false
  /** What was wished last and has been seen to, whatever came of it. */
  private tried = ''
  private visits = 0

  constructor(private readonly session: Session) {
    this.pictures = new Pictures(session, change => this.tell(change))
    session.store.subscribe((now, before) => this.follow(now, before))
    if (lookedAt(session.store.getState())) void this.wish()
  }

  async make(): Promise<void> {
    this.asked = true
    this.tried = ''
    await this.wish()
  }

  stop(): void {
    this.asked = false
    if (this.trainer) this.trainer.abort()
    else this.turn.abort()
  }

  brush(rows: Iterable<number>, how: 'replace' | 'add' | 'remove' = 'replace'): void {
    const { store } = this.session
    const state = store.getState()
    const map = state.trajectories.made?.map
    if (!map) return
    const { brushed, ids, really } = brushing(map, state, [...rows], how)
    this.tell({ brushed })
    state.select(ids, 'map', really)
  }

  private follow(now: AppState, before: AppState): void {
    if (now.map?.series !== before.map?.series) this.another()
    if (now.selection !== before.selection) {
      const brushed = stillBrushed(now)
      if (brushed !== now.trajectories.brushed) this.tell({ brushed })
    }
    if (!lookedAt(now)) {
      if (lookedAt(before)) void this.leave()
      return
    }
    if (!lookedAt(before)) this.visits++
    if (wishOf(now) !== this.tried) void this.wish()
  }

  /** Another map is on screen. */
  private another(): void {
    this.turn.abort()
    this.forget()
  }

  private forget(): void {
    this.company = null
    this.tried = ''
    this.pictures.forget()
    if (this.session.store.getState().trajectories !== NO_TRAJECTORIES) this.session.store.setState({ trajectories: NO_TRAJECTORIES })
  }

  /** Nobody looks any more: after a while the workers' memory is free. */
  private async leave(): Promise<void> {
    const visit = ++this.visits
    await this.session.services.pause(A_WHILE)
    if (visit !== this.visits || this.asked) return
    this.turn.abort()
    void this.session.services.trajectories.close()
    this.forget()
  }

  private tell(change: Partial<Trajectories>): void {
    this.session.store.setState(({ trajectories }) => ({ trajectories: { ...trajectories, ...change } }))
  }

  /** Makes what the notebook wants now. Where something else is under way that nobody needs any more, it is ended first. */
  private async wish(): Promise<void> {
    if (this.working) {
      const state = this.session.store.getState()
      if (runsOf(state) !== this.under || (this.pictures.laying && !shows(state, 'through'))) this.turn.abort()
      return this.working
    }
    this.working = this.work().finally(() => { this.working = null })
    await this.working
  }

  private async work(): Promise<void> {
    const { store } = this.session
    const wanted = (): boolean => (this.asked || lookedAt(store.getState())) && wishOf(store.getState()) !== this.tried
    while (wanted()) {
      const state = store.getState()
      this.tried = wishOf(state)
      this.under = runsOf(state)
      this.turn = new AbortController()
      await this.once(state, this.turn.signal)
    }
  }

  private async once(state: AppState, signal: AbortSignal): Promise<void> {
    const { map, training, runs } = state
    if (!map) return
    if (training) return this.tell({ fault: WAITS, work: null })
    const company = this.company ??= new Company(this.session, map.series, map)
    const layers = shows(state, 'through')
    try {
      this.tell({ fault: null, work: { words: 'Gathering predictions', share: 0 } })
      let source = await company.bring(map, runs.probes, layers, signal)
      this.tell({ source })
      if (source.again > 0 && (this.asked || (source.seconds !== null && source.seconds <= SHORT))) {
        await this.train(company, map, layers, source, signal)
        source = await company.bring(map, runs.probes, layers, signal)
        this.tell({ source })
      }
      this.asked = false
      await this.pictures.make(company, map, state, source, signal)
      this.tell({ work: null })
    } catch (error) {
      if (signal.aborted && this.session.store.getState().map?.series !== map.series) return
      if (!isAbort(error)) this.asked = false
      this.tell({ work: null, ...!isAbort(error) && { fault: sentenceOf(error) } })
    }
  }

  /** What has finished stays, also where it was stopped. */
  private async train(company: Company, map: MapView, layers: boolean, { again }: RunSource, signal: AbortSignal): Promise<void> {
    const trainer = this.trainer = new AbortController()
    const pass = (): void => trainer.abort()
    signal.addEventListener('abort', pass, { once: true })
    const onShare = (share: number, done: number): void => {
      if (!trainer.signal.aborted) this.tell({ work: { words: `Training again, ${done} of ${again} networks`, share } })
    }
    try {
      await company.train(map, layers, onShare, trainer.signal)
    } catch (error) {
      if (!isAbort(error) || signal.aborted) throw error
    } finally {
      signal.removeEventListener('abort', pass)
      this.trainer = null
      this.asked = false
    }
  }
}
