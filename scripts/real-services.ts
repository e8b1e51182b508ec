// The notebook's services as the page has them, in one thread and without a browser: the geometry worker's own session, the import worker's own desk, the
// real digits and the ready-made map. What the vault keeps and what is downloaded stays with the fakes.
import { readFileSync } from 'node:fs'
import { DEFAULT_DATASET } from '../src/core/data/dataset.ts'
import { makeDataset } from '../src/core/data/make.ts'
import type { Comparand, Extras } from '../src/core/comparison/comparand.ts'
import { runToEnd } from '../src/core/steps.ts'
import { condensedAmong, rowsAt } from '../src/core/without.ts'
import type { MapFile } from '../src/formats/map-file.ts'
import { readMapActivations, readMapDetail, readMapHead } from '../src/formats/map.ts'
import type { GeometryService } from '../src/services/geometry.ts'
import type { ImportingService } from '../src/services/importing.ts'
import { createFakes } from '../src/store/fakes.ts'
import type { Fakes } from '../src/store/fakes.ts'
import { GeometrySession } from '../workers/geometry/session.ts'
import { ImportDesk } from '../workers/importing/desk.ts'
import { startWasm } from '../workers/nn/run-wasm.ts'

const bytesOf = (path: string): Uint8Array => readFileSync(new URL(`../public/${path}`, import.meta.url))

/** The first so many networks of the ready-made map: head, distances and activations. */
export function readyMade(count: number): MapFile {
  const head = readMapHead(bytesOf('maps/digits.npz'))
  const { distances, details, measures } = readMapDetail(bytesOf('maps/digits.detail.npz'), head)
  const activations = readMapActivations(bytesOf('maps/digits.activations.npz'), head)
  const places = [...head.ids.keys()].slice(0, count)
  const ids = places.map(place => head.ids[place])
  const among = new Set(ids)
  return {
    manifest: { ...head.manifest, mapped: count, parts: {} },
    networks: head.networks.filter(({ id }) => among.has(id)),
    ids,
    embedding: rowsAt(head.embedding, 2, places),
    detail: {
      distances: condensedAmong(distances, head.ids.length, places),
      details: details.filter(({ id }) => among.has(id)),
      measures: new Map(Array.from(measures, ([name, values]) => [name, rowsAt(values, 1, places)])),
    },
    activations: activations.filter(({ id }) => among.has(id)),
  }
}

export const digits = makeDataset(DEFAULT_DATASET, bytesOf('data/digits.bin'))

/** The session of the geometry worker, asked directly. */
function geometryHere(): GeometryService {
  let session: GeometrySession | null = null
  let known: Comparand[] = []
  let extras = new Map<number, Extras>()
  const standing = (): GeometrySession => session!
  return {
    async open(settings, base) {
      session = new GeometrySession(settings, base)
      known = []
      extras = new Map()
    },
    supply: async networks => {
      known = [...networks]
      return runToEnd(standing().supply(networks))
    },
    equip: async found => {
      standing().equip(found)
      for (const one of found) extras.set(one.id, { ...extras.get(one.id), ...one })
    },
    add: async networks => {
      const report = runToEnd(standing().add(networks))
      known = [...known, ...networks.filter(({ id }) => !known.some(other => other.id === id))]
      return report
    },
    remeasure: async settings => runToEnd(standing().remeasure(settings)),
    remove: async ids => {
      runToEnd(standing().remove(ids))
      known = known.filter(({ id }) => !ids.includes(id))
    },
    land: async ids => runToEnd(standing().land(ids)),
    embed: async request => runToEnd(standing().embed(request)),
    restore: async layout => standing().restore(layout),
    nearest: async (id, count) => standing().nearest(id, count),
    portraits: async (ids, labels) => runToEnd(standing().portraits(ids, labels)),
    between: async (a, b) => standing().between(a, b),
    smoothness: async signal => runToEnd(standing().smoothness(signal)),
    hierarchy: async (places, request) => runToEnd(standing().hierarchy(places, request)),
    trust: async (places, request) => runToEnd(standing().trust(places, request)),
    health: async kernel => runToEnd(standing().health(kernel)),
    distances: async () => standing().distances(),
    extras: () => extras,
    activations: () => known,
    cancel: async () => undefined,
    close: () => { session = null },
  }
}

/** The import worker's desk, asked directly. */
function importingHere(): ImportingService {
  const desk = new ImportDesk(() => startWasm(new URL('../node_modules/@tensorflow/tfjs-backend-wasm/dist/', import.meta.url).pathname))
  return {
    open: async (_, files, wanted) => desk.open(await Promise.all(files.map(async ({ path, file }) => ({ path, bytes: new Uint8Array(await file.arrayBuffer()) }))), wanted),
    weigh: (_, handle, chains, probes) => desk.weigh(handle, chains, probes),
    run: (_, handle, how, probes) => desk.run(handle, how, probes),
    answers: (_, handle, how, probes) => desk.answers(handle, how, probes),
    first: (handle, chain) => desk.first(handle, chain),
    cardWith: (handle, chain) => desk.cardWith(handle, chain),
    tensor: (handle, name) => desk.tensor(handle, name),
    close: handle => desk.close(handle),
  }
}

export function realServices(map: MapFile): Fakes {
  const fakes = createFakes(map)
  return Object.assign(fakes, { geometry: geometryHere(), importing: importingHere(), data: { ...fakes.data, dataset: async () => digits } })
}
