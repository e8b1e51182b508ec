// The counter for spectra. What was computed of a representation is kept for as long as its activations live, so that nothing is asked twice.
import type { Remote } from 'comlink'
import type { InformationSpectra } from '../core/entropy/mutual-information.ts'
import type { RelativeWidth } from '../core/entropy/relative-width.ts'
import type { NetworkActivations } from '../core/network.ts'
import type { ByClass } from '../core/separation/by-class.ts'
import type { SpectraWorker } from '../protocol/spectra.ts'
import { batches } from './batches.ts'
import { A_WHILE, aborted, Crew, WorkerDied } from './spawn.ts'
import { panelWorkers } from './workforce.ts'

export interface SpectraService {
  /** For each width networks × n, row-major, |λ| descending. `onShare` hears after every batch how far it is, 0 to 1. */
  spectra(signal: AbortSignal, networks: readonly NetworkActivations[], widths: readonly RelativeWidth[], onShare: (share: number) => void): Promise<Float32Array[]>
  information(network: NetworkActivations, labels: Int32Array, widths: readonly RelativeWidth[]): Promise<InformationSpectra[]>
  byClass(signal: AbortSignal, networks: readonly NetworkActivations[], labels: Int32Array, onShare: (share: number) => void): Promise<ByClass[]>
}

export function createSpectra(): SpectraService {
  const crews = Array.from({ length: panelWorkers(navigator.hardwareConcurrency || 2) }, () => new Crew<SpectraWorker>(
    () => new Worker(new URL('../../workers/spectra.worker.ts', import.meta.url), { type: 'module', name: 'spectra' }),
    { loading: 30_000, working: 60_000, idle: A_WHILE },
  ))
  /** By the activations themselves: what has gone with its map is gone here. */
  const known = new WeakMap<Float32Array, Map<string, Float32Array>>()
  const keyOf = ({ scale, sigma }: RelativeWidth): string => `${scale} ${sigma}`

  /** No worker remembers anything: where one dies over a question, its successor is asked once more. */
  const ask = <R>(crew: Crew<SpectraWorker>, question: (api: Remote<SpectraWorker>) => Promise<R>): Promise<R> =>
    crew.ask(null, question).catch(error => {
      if (!(error instanceof WorkerDied)) throw error
      return crew.ask(null, question)
    })

  /** Batch after batch to whoever is free; the others stop where one fails or the signal says so. */
  async function deal<R>(signal: AbortSignal, networks: readonly NetworkActivations[], question: (api: Remote<SpectraWorker>, batch: NetworkActivations[]) => Promise<R>,
    take: (found: R, batch: NetworkActivations[]) => void, onShare: (share: number) => void): Promise<void> {
    const queue = batches(networks, bytesOf)
    let done = 0
    await Promise.all(crews.slice(0, queue.length).map(async crew => {
      for (let batch = queue.shift(); batch; batch = queue.shift()) {
        const own = batch
        const found = await ask(crew, api => question(api, own)).catch(error => {
          queue.length = 0
          throw error
        })
        if (signal.aborted) throw aborted()
        take(found, own)
        done += own.length
        onShare(done / networks.length)
      }
    }))
    if (signal.aborted) throw aborted()
  }

  return {
    async spectra(signal, networks, widths, onShare) {
      const missing = networks.filter(({ values }) => widths.some(width => !known.get(values)?.has(keyOf(width))))
      await deal(signal, missing, (api, batch) => api.spectra(batch, [...widths]), (tables, batch) => batch.forEach(({ values, rows }, i) => {
        const found = known.get(values) ?? new Map<string, Float32Array>()
        widths.forEach((width, k) => found.set(keyOf(width), tables[k].subarray(i * rows, (i + 1) * rows)))
        known.set(values, found)
      }), onShare)
      return widths.map(width => joined(networks.map(({ values }) => known.get(values)!.get(keyOf(width))!)))
    },
    information: (network, labels, widths) => ask(crews[0], api => api.information(network, labels, [...widths])),
    async byClass(signal, networks, labels, onShare) {
      const found = new Map<NetworkActivations, ByClass>()
      await deal(signal, networks, (api, batch) => api.byClass(batch, labels), (made, batch) => batch.forEach((network, k) => found.set(network, made[k])), onShare)
      return networks.map(network => found.get(network)!)
    },
  }
}

const bytesOf = ({ values }: NetworkActivations): number => values.byteLength

function joined(rows: readonly Float32Array[]): Float32Array {
  const table = new Float32Array(rows.reduce((sum, row) => sum + row.length, 0))
  let at = 0
  for (const row of rows) {
    table.set(row, at)
    at += row.length
  }
  return table
}
