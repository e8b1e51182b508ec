// The counter for topology. What was computed of a network's activations is kept as long as these are, so that a map that grows or is laid
// out anew asks for the newcomers alone.
import type { Remote } from 'comlink'
import type { NetworkActivations } from '../core/network.ts'
import type { Diagram } from '../core/persistence/diagram.ts'
import { diagramAt, packDiagrams } from '../core/persistence/packed.ts'
import { SHAPE_MEASURES } from '../core/persistence/shape-measures.ts'
import type { NetworkShape, PackedDiagrams, ShapeMatching, TopologyWorker } from '../protocol/topology.ts'
import { A_WHILE, aborted, Crew, WorkerDied } from './spawn.ts'

export interface TopologyService {
  /** Diagrams of one network, with a loop for each bar. */
  shape(signal: AbortSignal, network: NetworkActivations): Promise<NetworkShape>
  /** Diagrams of many, in their order; `onSome` hears of those that are there, a portion at a time. */
  diagrams(signal: AbortSignal, networks: readonly NetworkActivations[], onSome: (share: number, sofar: () => PackedDiagrams) => void): Promise<PackedDiagrams>
  matching(signal: AbortSignal, a: NetworkActivations, b: NetworkActivations): Promise<ShapeMatching>
}

/** Networks a message. */
const PORTION = 24

/** Of one network. */
interface Kept { pieces: Diagram, loops: Diagram, measures: Float64Array }

export function createTopology(): TopologyService {
  const crew = new Crew<TopologyWorker>(
    () => new Worker(new URL('../../workers/topology.worker.ts', import.meta.url), { type: 'module', name: 'topology' }),
    { loading: 30_000, working: 60_000, idle: A_WHILE },
  )
  const kept = new WeakMap<Float32Array, Kept>()
  let turns = 0

  /** The signal stops this question alone. Where the worker dies over it, another is asked once more. */
  async function ask<R>(signal: AbortSignal, question: (api: Remote<TopologyWorker>, turn: number) => Promise<R>): Promise<R> {
    const turn = ++turns
    const stop = (): void => { if (crew.alive) crew.ask(null, api => api.stop(turn)).catch(() => undefined) }
    const once = (): Promise<R> => {
      if (signal.aborted) throw aborted()
      return crew.ask(null, api => question(api, turn))
    }
    signal.addEventListener('abort', stop, { once: true })
    try {
      return await once().catch(error => {
        if (!(error instanceof WorkerDied)) throw error
        return once()
      })
    } catch (error) {
      throw signal.aborted ? aborted() : error
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  return {
    shape: (signal, network) => ask(signal, (api, turn) => api.shape(turn, network)),
    matching: (signal, a, b) => ask(signal, (api, turn) => api.matching(turn, a, b)),
    async diagrams(signal, networks, onSome) {
      const missing = networks.filter(({ values }) => !kept.has(values))
      for (let from = 0; from < missing.length; from += PORTION) {
        const portion = missing.slice(from, from + PORTION)
        const found = await ask(signal, (api, turn) => api.diagrams(turn, portion))
        const count = SHAPE_MEASURES.length
        portion.forEach(({ values }, k) => {
          kept.set(values, { pieces: diagramAt(found.pieces, k), loops: diagramAt(found.loops, k), measures: found.measures.subarray(k * count, (k + 1) * count) })
        })
        const done = networks.length - missing.length + from + portion.length
        onSome(done / networks.length, () => pack(networks, kept))
      }
      return pack(networks, kept)
    },
  }
}

/** Those that are known, end to end. */
function pack(networks: readonly NetworkActivations[], kept: WeakMap<Float32Array, Kept>): PackedDiagrams {
  const there = networks.flatMap(({ id, values }) => { const found = kept.get(values); return found ? [{ id, ...found }] : [] })
  return {
    ids: Uint32Array.from(there, ({ id }) => id),
    pieces: packDiagrams(there.map(({ pieces }) => pieces)),
    loops: packDiagrams(there.map(({ loops }) => loops)),
    measures: Float64Array.from(there.flatMap(({ measures }) => [...measures])),
  }
}
