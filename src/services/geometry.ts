// The counter for geometry. The worker keeps a session (operators, distances, layout); the counter keeps what it would take to
// begin that session again, so that a dead worker costs time and nothing else.
import { proxy } from 'comlink'
import type { Comparand, Extras } from '../core/comparison/comparand.ts'
import type { GeometrySettings } from '../core/settings.ts'
import type { Progress } from '../core/steps.ts'
import { baseWithout, layoutWithout } from '../core/without.ts'
import type { AddReport, BaseMap, Between, EmbedRequest, Embedding, GeometryWorker, Hierarchy, HierarchyRequest, KernelHealth, Landing, MapTrust, Neighbour, Places, Portrayed, Signal, Smoothness, StandingLayout, TrustRequest } from '../protocol/geometry.ts'
import { batches } from './batches.ts'
import { aborted, Crew, WorkerDied } from './spawn.ts'

export interface GeometryService {
  open(settings: GeometrySettings, base: BaseMap | null): Promise<void>
  supply(networks: Comparand[]): Promise<AddReport>
  /** Layers, predictions and the like, for metrics that look at more than the last layer. */
  equip(extras: Extras[]): Promise<void>
  add(networks: Comparand[], onProgress: (progress: Progress) => void): Promise<AddReport>
  remeasure(settings: GeometrySettings, onProgress: (progress: Progress) => void): Promise<AddReport>
  /** Takes networks out again; the layout of the others stands. */
  remove(ids: number[]): Promise<void>
  land(ids: number[]): Promise<Landing[]>
  embed(request: EmbedRequest, onProgress: (progress: Progress) => void): Promise<Embedding>
  /** Puts a layout back that was made in another session of the same networks. */
  restore(layout: StandingLayout): Promise<void>
  nearest(id: number, count: number): Promise<Neighbour[]>
  portraits(ids: number[], labels: Int32Array): Promise<Portrayed[]>
  between(a: number[], b: number[]): Promise<Between>
  smoothness(signal: Signal): Promise<Smoothness>
  hierarchy(places: Places, request: HierarchyRequest): Promise<Hierarchy>
  trust(places: Places, request: TrustRequest): Promise<MapTrust>
  distances(): Promise<{ ids: number[], condensed: Float64Array }>
  /** How many networks a kernel of this width does not suit. */
  health(kernel: Pick<GeometrySettings, 'scale' | 'sigma'>, onProgress: (progress: Progress) => void): Promise<KernelHealth>
  /** Every activation of the session, by id: for measuring anew with other settings, and for saving. */
  activations(): Comparand[]
  /** What the session was equipped with, by network. */
  extras(): ReadonlyMap<number, Extras>
  /** Stops the running add, remeasure, embed or portraits, which rejects with an AbortError; the session stands. */
  cancel(): Promise<void>
  /** Ends the worker and forgets the session: its memory is free. Open questions reject with an AbortError. */
  close(): void
}

/** What a session is made of, in the order in which it would be made again. */
interface Journal {
  settings: GeometrySettings
  base: BaseMap | null
  supplied: Comparand[] | null
  added: Comparand[]
  extras: Map<number, Extras>
  layout: StandingLayout | null
}

export function createGeometry(): GeometryService {
  const crew = new Crew<GeometryWorker>(
    () => new Worker(new URL('../../workers/geometry.worker.ts', import.meta.url), { type: 'module', name: 'geometry' }),
    { loading: 30_000, working: 60_000 },
  )
  let journal: Journal | null = null
  /** The worker that holds the journal's session. */
  let holder = 0
  let last: Promise<unknown> = Promise.resolve()
  let stops = 0

  /** Networks on their way to the worker, a portion at a time, so that the page's thread does not stand still; the worker's next question is about them. */
  async function bring(networks: readonly Comparand[]): Promise<void> {
    const before = stops
    const portions = networks.length > 0 ? batches(networks, bytesOf) : [[]]
    for (const [k, portion] of portions.entries()) {
      await crew.ask(null, api => api.bring(portion, k === 0))
      if (stops !== before) throw aborted()
    }
  }

  async function equip(extras: readonly Extras[]): Promise<void> {
    for (const portion of batches(extras, bytesOf)) await crew.ask(null, api => api.equip(portion))
  }

  /** Begins the session again in a fresh worker. */
  async function replay(): Promise<void> {
    if (!journal) return
    const { settings, base, supplied, added, extras, layout } = journal
    await crew.ask(null, api => api.open(settings, base))
    holder = crew.begun
    await equip([...extras.values()])
    if (supplied) {
      await bring(supplied)
      await crew.ask(null, api => api.supply())
    }
    if (added.length) {
      await bring(added)
      await crew.ask(null, api => api.add(proxy(() => undefined)))
    }
    if (layout) await crew.ask(null, api => api.restore(layout))
  }

  /** A worker may die between questions too: the next one finds that out here. */
  async function withSession<R>(question: () => Promise<R>): Promise<R> {
    if (journal && !(crew.alive && crew.begun === holder)) await replay()
    return question()
  }

  /** One question at a time, in order; where the worker dies over it, another is given the session and asked once more. */
  function inTurn<R>(question: () => Promise<R>): Promise<R> {
    const turn = last.then(() => withSession(question).catch(error => {
      if (!(error instanceof WorkerDied)) throw error
      return withSession(question)
    }))
    last = turn.catch(() => undefined)
    return turn
  }

  return {
    open: (settings, base) => {
      journal = { settings, base, supplied: null, added: [], extras: new Map(), layout: null }
      holder = 0 // the session is begun from the journal, before the next question
      return inTurn(async () => undefined)
    },
    supply: networks => inTurn(async () => {
      await bring(networks)
      const report = await crew.ask(null, api => api.supply())
      if (journal) journal.supplied = networks
      return report
    }),
    equip: extras => inTurn(async () => {
      await equip(extras)
      for (const one of extras) journal?.extras.set(one.id, { ...journal.extras.get(one.id), ...one })
    }),
    add: (networks, onProgress) => inTurn(async () => {
      await bring(networks)
      const report = await crew.ask(null, api => api.add(proxy(onProgress)))
      // Those without a place too: another metric may have one for them.
      const there = new Set([...journal?.supplied ?? [], ...journal?.added ?? []].map(({ id }) => id))
      journal?.added.push(...networks.filter(({ id }) => !there.has(id)))
      return report
    }),
    remeasure: (settings, onProgress) => inTurn(async () => {
      const report = await crew.ask(null, api => api.remeasure(settings, proxy(onProgress)))
      if (journal) journal = { ...journal, settings, base: null, supplied: null, added: [...journal.supplied ?? [], ...journal.added] }
      return report
    }),
    remove: ids => inTurn(async () => {
      await crew.ask(null, api => api.remove(ids))
      journal = journal && without(journal, new Set(ids))
    }),
    land: ids => inTurn(() => crew.ask(null, api => api.land(ids))),
    embed: (request, onProgress) => inTurn(async () => {
      const embedding = await crew.ask(null, api => api.embed(request, proxy(onProgress)))
      if (journal) journal.layout = { ids: embedding.ids, coordinates: embedding.coordinates, t: embedding.t, settings: request.settings }
      return embedding
    }),
    restore: layout => inTurn(async () => {
      await crew.ask(null, api => api.restore(layout))
      if (journal) journal.layout = layout
    }),
    nearest: (id, count) => inTurn(() => crew.ask(null, api => api.nearest(id, count))),
    portraits: (ids, labels) => inTurn(() => crew.ask(null, api => api.portraits(ids, labels))), // leaves no trace in the session, so none in the journal
    between: (a, b) => inTurn(() => crew.ask(null, api => api.between(a, b))),
    smoothness: signal => inTurn(() => crew.ask(null, api => api.smoothness(signal))),
    hierarchy: (places, request) => inTurn(() => crew.ask(null, api => api.hierarchy(places, request))),
    trust: (places, request) => inTurn(() => crew.ask(null, api => api.trust(places, request))),
    health: (kernel, onProgress) => inTurn(() => crew.ask(null, api => api.health(kernel, proxy(onProgress)))),
    distances: () => inTurn(() => crew.ask(null, api => api.distances())),
    extras: () => journal?.extras ?? new Map<number, Extras>(),
    activations: () => [...journal?.supplied ?? [], ...journal?.added ?? []],
    cancel: async () => {
      stops++
      if (crew.alive) await crew.ask(null, api => api.cancel())
    },
    close: () => {
      journal = null
      holder = 0
      crew.dismiss()
    },
  }
}

function without(journal: Journal, gone: ReadonlySet<number>): Journal {
  const { settings, base, supplied, added, extras, layout } = journal
  const stay = ({ id }: { id: number }): boolean => !gone.has(id)
  return {
    settings, base: base && baseWithout(base, settings.dimensions, gone), supplied: supplied && supplied.filter(stay), added: added.filter(stay),
    extras: new Map([...extras].filter(([id]) => !gone.has(id))), layout: layout && layoutWithout(layout, layout.settings.dimensions, gone),
  }
}

const bytesOf = (network: Extras & { values?: Float32Array }): number =>
  [network.values, network.probabilities, ...network.layers?.map(layer => layer.values) ?? []].reduce((sum, values) => sum + (values?.byteLength ?? 0), 0)
