// The room of training runs as trajectories: keeps the worker's runs in step with the map, and makes the pictures that the panes show.
import type { InpcaMap, InpcaRequest } from '../../protocol/trajectories.ts'
import { aborted, A_WHILE, isAbort } from '../../services/spawn.ts'
import { sentenceOf } from '../run-context.ts'
import { turnOf } from '../selectors.ts'
import type { Session } from '../session.ts'
import type { AppState, MapView } from '../state.ts'
import { brushing, stillBrushed } from './brushed.ts'
import { Company } from './company.ts'
import { Through } from './through.ts'
import type { TrajectoriesRoom } from './trajectories-room.ts'
import type { Picture, RunSource, Trajectories } from './trajectories-state.ts'
import { NO_TRAJECTORIES } from './trajectories-state.ts'
import { lookedAt } from './wanted.ts'

/** Axes of a map. */
const DIMS = 10

/** Up to so many checkpoints the axes are made from all of them; of more from fewer, for the others are placed against each of these: half a minute else. */
const ALL = 2000
const LANDMARKS = 1000

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
  private readonly through: Through
  private turn = new AbortController()
  /** Ends the training alone: the pictures of what it left are made. */
  private trainer: AbortController | null = null
  private working: Promise<void> | null = null
  /** Somebody said that networks are to be trained again. */
  private asked = false
  /** What was wished last and has been seen to, whatever came of it. */
  private tried = ''
  /** What the standing pictures are of. */
  private of = { made: '', shuffled: '', through: '' }
  private versions = 0
  private visits = 0

  constructor(private readonly session: Session) {
    this.through = new Through(session)
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
    this.of = { made: '', shuffled: '', through: '' }
    this.through.close()
    if (this.session.store.getState().trajectories !== NO_TRAJECTORIES) this.session.store.setState({ trajectories: NO_TRAJECTORIES })
  }

  /** Nobody looks any more: after a while the workers' memory is free. */
  private async leave(): Promise<void> {
    const visit = ++this.visits
    await this.session.services.pause(A_WHILE)
    if (visit !== this.visits || this.asked) return
    this.turn.abort()
    this.session.services.trajectories.close()
    this.forget()
  }

  private tell(change: Partial<Trajectories>): void {
    this.session.store.setState(({ trajectories }) => ({ trajectories: { ...trajectories, ...change } }))
  }

  /** Makes what the notebook wants now. Where something else is under way that is still of use, it is ended first. */
  private async wish(): Promise<void> {
    if (this.working) {
      const state = this.session.store.getState()
      if (runsOf(state) !== this.under || (this.laying && !shows(state, 'through'))) this.turn.abort()
      return this.working
    }
    this.working = this.work().finally(() => { this.working = null })
    await this.working
  }

  /** The runs that the work under way is of, and whether it is PHATE through training that is being made: that takes longest. */
  private under = ''
  private laying = false

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
      await this.pictures(company, map, state, source, signal)
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

  private async pictures(company: Company, map: MapView, state: AppState, source: RunSource, signal: AbortSignal): Promise<void> {
    const { runs } = state
    if (company.size === 0) {
      this.of = { made: '', shuffled: '', through: '' }
      return this.tell({ made: null, shuffled: null, through: null, brushed: new Set(), fault: source.again > 0 ? null : company.why ?? NOBODY })
    }
    const of = `${company.key} ${runs.weights}`
    const request = { dims: DIMS, weights: runs.weights, most: company.checkpoints <= ALL ? ALL : LANDMARKS }
    if (this.of.made !== of) {
      const made = await this.inpca('Placing every checkpoint', { ...request, shuffled: false }, signal)
      this.of.made = of
      this.tell({ made: { version: ++this.versions, probes: runs.probes, map: { ...made, notes: [...made.notes, ...leftOut(map, source)] } }, brushed: new Set() })
    }
    if (shows(state, 'null') && company.labelled && this.of.shuffled !== of) {
      const shuffled = await this.inpca('Shuffling within classes', { ...request, shuffled: true }, signal)
      this.of.shuffled = of
      this.tell({ shuffled })
    }
    if (shows(state, 'null') && !company.labelled) this.tell({ shuffled: null, fault: NO_NULL })
    if (!shows(state, 'through')) return
    this.laying = true
    await this.throughTraining(company, map, state, source, signal).finally(() => { this.laying = false })
  }

  private async inpca(words: string, request: InpcaRequest, signal: AbortSignal): Promise<InpcaMap> {
    this.tell({ work: { words, share: 0 } })
    const made = await this.session.services.trajectories.map(signal, request, share => { if (!signal.aborted) this.tell({ work: { words, share } }) })
    if (signal.aborted) throw aborted()
    return made
  }

  private async throughTraining(company: Company, map: MapView, { runs: { dimensions } }: AppState, source: RunSource, signal: AbortSignal): Promise<void> {
    const words = 'PHATE through training'
    const layered = await company.layers(map, signal)
    if (layered.length === 0) {
      return this.tell({ through: null, fault: source.again > 0 ? null : NO_LAYERS })
    }
    const key = `${map.series} ${layered.map(({ row: { id }, hidden }) => `${id}:${hidden.steps.join('-')}`).join()}`
    const of = `${key} ${dimensions} ${JSON.stringify(map.manifest.geometry)}`
    if (this.of.through === of) return
    this.tell({ work: { words, share: 0 } })
    const through = await this.through.make(map, layered, dimensions, key, share => { if (!signal.aborted) this.tell({ work: { words, share } }) }, signal)
    this.of.through = of
    this.tell({ through })
  }
}

const NO_LAYERS = 'Nobody kept the last layer at checkpoints, and these networks cannot be trained again here: train new ones that keep “Hidden layer at checkpoints”.'
const NO_NULL = 'The null shuffles examples within their true classes, and the classes of these probes are not known: bring a bundle with labels.'
const NOBODY = 'None of these networks kept predictions on its way, and none can be trained again here: train networks with checkpoints, or drop a bundle with checkpoints/<id>.'

const shows = ({ panes }: AppState, picture: Picture): boolean => panes.first === picture || panes.second === picture

/** The networks that are compared, on which probes. */
function runsOf(state: AppState): string {
  const { map, runs, training } = state
  if (!map) return ''
  return `${map.series} ${training !== null} ${runs.probes} ${map.networks.map(({ id }) => { const turn = turnOf(state, id); return turn ? `${id}:${turn}` : id }).join()}`
}

/** Everything that another picture, or another source of runs, would follow from. */
function wishOf(state: AppState): string {
  const { panes, runs, vault, ownData, engines, trajectories: { source } } = state
  const shown = [panes.first, panes.second].filter(picture => picture === 'null' || picture === 'through').sort()
  // What is kept, which data are here and how fast the CPU is count while somebody is missing.
  const missing = source === null || source.again + source.never > 0 ? [vault.networks, vault.session, ownData?.length, engines.cpu !== null] : []
  return JSON.stringify([runsOf(state), shown, runs.weights, shown.includes('through') && [runs.dimensions, state.map?.manifest.geometry], missing])
}

/** Who is not among the runs, in sentences. */
function leftOut({ diverged, networks }: MapView, { ready, again }: RunSource): string[] {
  const never = networks.length - ready - again
  return [
    ...diverged.length > 0 ? [`${diverged.length} ${diverged.length === 1 ? 'network that diverged is' : 'networks that diverged are'} left out.`] : [],
    ...again > 0 ? [`${again} of ${networks.length} networks are left out until they are trained again.`] : [],
    ...never > 0 ? [`${never} of ${networks.length} networks are left out: their predictions on the way are nowhere to be had.`] : [],
  ]
}
