// Services that answer at once and in memory, for tests of the notebook. They keep the promises of the real ones: order, transfer of
// ownership, rejection with an AbortError.
import { hashOf, lookOf, ownDataOf } from '../core/data/own.ts'
import type { Checkpoints, NetworkActivations, NetworkRow, NetworkSpec, TrainedNetwork } from '../core/network.ts'
import { drawNetworks } from '../core/population.ts'
import { DEFAULT_RECIPE } from '../core/recipe.ts'
import { DEFAULT_DATASET } from '../core/data/dataset.ts'
import { diagramOf, emptyDiagram } from '../core/persistence/diagram.ts'
import { packDiagrams } from '../core/persistence/packed.ts'
import { SHAPE_MEASURES } from '../core/persistence/shape-measures.ts'
import { summary } from '../core/persistence/summary.ts'
import type { Portrait } from '../core/portrait/measures.ts'
import { PORTRAIT_MEASURES } from '../core/portrait/measures.ts'
import { importance } from '../core/importance/importance.ts'
import { repeatSteps } from '../core/search/card-repeats.ts'
import { shelfOf } from '../core/search/methods.ts'
import { predictOn, proposeOn } from '../core/search/on-map.ts'
import { runToEnd } from '../core/steps.ts'
import { DEFAULT_GEOMETRY } from '../core/settings.ts'
import { writeArrays } from '../formats/arrays-file.ts'
import type { MapFile } from '../formats/map-file.ts'
import { MAP_FORMAT, MAP_VERSION } from '../formats/map-file.ts'
import type { SavedNetwork } from '../formats/modules.ts'
import type { BaseMap, Portrayed } from '../protocol/geometry.ts'
import type { NetworkShape } from '../protocol/topology.ts'
import type { Device, GpuReport, Speed } from '../protocol/training.ts'
import { aborted } from '../services/spawn.ts'
import type { FakeVault } from './fake-vault.ts'
import { fakeVault } from './fake-vault.ts'
import type { FakeTrajectories } from './fake-trajectories.ts'
import { fakeTrajectories } from './fake-trajectories.ts'
import type { Services } from '../services/services.ts'
import type { RevisitService } from '../services/revisit.ts'
import type { GeometryService } from '../services/geometry.ts'
import type { TopologyService } from '../services/topology.ts'
import type { SpectraService } from '../services/spectra.ts'
import type { TrainingJob } from '../services/training-population.ts'
import type { TrainingEvents } from '../services/training-shifts.ts'

export const PROBES = 4

export function fakeTrained(spec: NetworkSpec, divergedAt: number | null = null): TrainedNetwork {
  const row: NetworkRow = { ...spec, outcome: { divergedAt, steps: 10, parameters: 100, trainLoss: 0.2, trainAccuracy: 0.9, testLoss: 0.3, testAccuracy: (spec.id % 10) / 10 } }
  const activations: NetworkActivations | null = divergedAt === null ? { id: spec.id, rows: PROBES, columns: 2, values: new Float32Array(2 * PROBES).fill(spec.id) } : null
  const curve = new Float32Array([2, 2, 0.1, 0.1, 0.2, 0.3, 0.9, 0.8])
  return { id: spec.id, row, curve, confusion: new Int32Array(4), activations, probabilities: null, checkpoints: null, state: null }
}

/** Of the probes and of two train probes, two classes; with layers as fakeTrained has them at the end. */
export function fakeCheckpoints(id: number, count = 3, layers = false): Checkpoints {
  return {
    steps: Uint32Array.from({ length: count }, (_, k) => 5 * k), probabilities: new Float32Array(2 * PROBES * count).fill(0.5), train: new Float32Array(4 * count).fill(0.5),
    activations: layers ? new Float32Array(2 * PROBES * count).fill(id) : null,
  }
}

/** Every measure of network 7 is 7. */
export const fakePortrait = (id: number): Portrait => Object.fromEntries(PORTRAIT_MEASURES.map(name => [name, id])) as Portrait

/** A map of `count` networks with everything inside, drawn from the default recipe. */
export function fakeMap(count: number): MapFile {
  const trained = drawNetworks(DEFAULT_RECIPE, 0, count).map(spec => fakeTrained(spec))
  return {
    manifest: {
      format: MAP_FORMAT, version: MAP_VERSION, title: 'A map', madeBy: 'test', dataset: DEFAULT_DATASET, datasetTitle: 'Digits', classNames: ['0', '1'], train: 10, test: 5, probes: PROBES,
      recipe: { ...DEFAULT_RECIPE, count }, geometry: DEFAULT_GEOMETRY, phate: { t: 5, stress: 0.1, components: 1 }, mapped: count, parts: {},
    },
    networks: trained.map(network => network.row),
    ids: trained.map(network => network.id),
    embedding: Float64Array.from({ length: 2 * count }, (_, k) => k),
    detail: { distances: new Float64Array(count * (count - 1) / 2).fill(1), details: trained.map(({ id, curve, confusion }) => ({ id, curve, confusion })), measures: new Map() },
    activations: trained.map(network => network.activations!),
  }
}

/** Answers as fakeTrained and the fake data set would have it: two units of a layer, all of them the network's id. */
const fakeRevisit: RevisitService = {
  async revisit(signal, dataset, requests, onRevisited) {
    for (const { spec, state } of requests) {
      await Promise.resolve()
      if (signal?.aborted) throw aborted()
      const none = new Float32Array(0)
      const layers = [{ name: 'hidden 1', columns: 2, values: new Float32Array(2 * PROBES).fill(spec.id) }]
      const probabilities = new Float32Array(2 * PROBES).fill(0.5)
      onRevisited({ id: spec.id, first: null, state: state ?? { weights: none, first: none, second: none }, layers, probabilities, predicted: new Uint8Array(dataset.test.length) })
    }
  },
  study: () => Promise.reject(new Error('Nothing is studied here.')),
  portray: async () => fakePortrait(1),
  plane: async (_, __, ___, size) => ({ size, across: [-1, 1], up: [-1, 1], probabilities: new Float32Array(2 * size * size).fill(0.5) }),
}

/** The fake layers are dead: their probes coincide, so that there is one piece and no loop. */
const fakeTopology: TopologyService = {
  shape: async (_, { id, rows }) => fakeShape(id, rows),
  diagrams: async (_, networks) => ({
    ids: Uint32Array.from(networks, network => network.id),
    pieces: packDiagrams(networks.map(() => diagramOf([[0, null]]))),
    loops: packDiagrams(networks.map(emptyDiagram)),
    measures: new Float64Array(SHAPE_MEASURES.length * networks.length),
  }),
  matching: async (_, a, b) => ({ a: fakeShape(a.id, a.rows), b: fakeShape(b.id, b.rows), pieces: { distance: 0, pairs: [] }, loops: { distance: 0, pairs: [] } }),
}

function fakeShape(id: number, probes: number): NetworkShape {
  const [pieces, loops] = [diagramOf([[0, null]]), emptyDiagram()]
  return { id, probes, mean: 0, pieces, loops, cycles: [], joins: new Uint32Array(0), around: new Float64Array(0), summaries: { pieces: summary(pieces), loops: summary(loops) } }
}

/** Every network has eigenvalues 1, 0, 0, … at any width. */
const fakeSpectra: SpectraService = {
  spectra: async (_, networks, widths) => widths.map(() => Float32Array.from(networks.flatMap(({ rows }) => Array.from({ length: rows }, (__, k) => k === 0 ? 1 : 0)))),
  information: async (network, _, widths) => widths.map(({ sigma }) => ({ n: network.rows, classes: [], sigma, median: 1, notes: [] })),
  byClass: async (_, networks) => networks.map(({ rows }) => ({
    labels: Int32Array.of(0), sizes: Uint32Array.of(rows), of: new Uint32Array(rows), silhouettes: null, silhouetteByClass: null, between: new Float64Array(1),
    within: new Float64Array(1), distances: new Float64Array(1), meanDistance: 1, cka: null,
  })),
}

/** A tree that takes one leaf after the other: 0 with 1 at height 1, then 2 at height 2, … */
const chain = (n: number): Float64Array =>
  Float64Array.from(Array.from({ length: Math.max(0, n - 1) }, (_, row) => row === 0 ? [0, 1, 1, 2] : [row + 1, n + row - 1, row + 1, row + 2]).flat())

export interface Fakes extends Services {
  /** Maps that geometry sessions were opened from, in order. */
  opened: BaseMap[]
  /** What was asked of the geometry worker, in order. */
  readonly asked: string[]
  /** And of the one of the second map. */
  readonly askedBeside: string[]
  /** And of the one of PHATE through training. */
  readonly askedThrough: string[]
  trajectories: FakeTrajectories
  experiment: FakeTrajectories
  /** Replaces what training does. */
  onTrain: (signal: AbortSignal, job: TrainingJob, events: TrainingEvents) => Promise<void>
  /** What is found when a GPU is looked for. */
  gpu: GpuReport
  /** Replaces the trial of an engine. */
  onTryOut: (device: Device) => Promise<Speed>
  /** Replaces what measuring does. */
  onPortraits: (ids: number[], labels: Int32Array) => Promise<Portrayed[]>
  /** The networks whose portraits were asked for, question by question. */
  readonly portrayed: number[][]
  saved: MapFile[]
  /** Networks that were written for other programs. */
  written: { network: SavedNetwork, format: string }[]
  vault: FakeVault
  files: Map<string, MapFile>
  failReadyMade: boolean
  /** In the address bar. */
  address: string
  /** The session that the tab notes for its reload. */
  marked: number | null
  /** This page was in this tab before. */
  reloaded: boolean
  /** What maps/index.json says. */
  gallery: unknown
  /** What the large grading found, as it lies beside the page. */
  published: unknown
}

/** `vault`: what an earlier visit left. */
export function createFakes(map: MapFile, vault = fakeVault(), tab = new Map<string, string>()): Fakes {
  const asked: string[] = []
  const askedBeside: string[] = []
  const askedThrough: string[] = []
  const geometryOf = (asked: string[]): GeometryService => {
    const session = new Map<number, NetworkActivations>()
    const sorted = (): number[] => [...session.keys()].sort((a, b) => a - b)
    return {
      async open(_, base) {
        asked.push(base ? 'open base' : 'open empty')
        if (base) fakes.opened.push(base)
        session.clear()
        for (const id of base?.ids ?? []) session.set(id, { id, rows: PROBES, columns: 0, values: new Float32Array(0) })
      },
      async supply(networks) {
        asked.push('supply')
        for (const network of networks) session.set(network.id, network)
        return { added: [], refused: [], saturated: [], flat: [] }
      },
      async add(networks) {
        asked.push(`add ${networks.length}`)
        for (const network of networks) session.set(network.id, network)
        return { added: networks.map(network => network.id), refused: [], saturated: [], flat: [] }
      },
      async remeasure() {
        asked.push('remeasure')
        return { added: sorted(), refused: [], saturated: [], flat: [] }
      },
      async remove(ids) {
        asked.push(`remove ${ids.length}`)
        for (const id of ids) session.delete(id)
      },
      async land(ids) {
        asked.push(`land ${ids.length}`)
        return ids.map(id => ({ id, x: -id, y: id, residual: 0, offMap: false }))
      },
      async embed({ start }) {
        asked.push(`embed ${start}`)
        const ids = sorted()
        const coordinates = Float64Array.from(ids.flatMap(id => [id, 100 + id]))
        return { ids, coordinates, t: 7, stress: 0.05, entropy: new Float64Array(100), components: 1, turned: false, notes: [] }
      },
      portraits: (ids, labels) => {
        fakes.portrayed.push(ids)
        return fakes.onPortraits(ids, labels)
      },
      nearest: async () => [{ id: 1, distance: 0.5 }],
      between: async () => ({ withinA: 1, withinB: 1, across: 2, apart: 1, nearest: null, medoids: { a: null, b: null } }),
      smoothness: async signal => ({ networks: signal.length, energy: 0.2, shuffled: { low: 0.7, median: 0.8, high: 0.9, p: 0.001, permutations: 999 }, slowest: [[2, 0.5]] }),
      hierarchy: async ({ ids }) => ({ ids: [...ids], merges: chain(ids.length), order: Int32Array.from(ids.keys()), best: true, cophenetic: 0.9 }),
      trust: async ({ ids }, { k }) => ({
        ids: [...ids], n: ids.length, k,
        neighbours: Uint32Array.from({ length: ids.length * k }, (_, at) => (Math.floor(at / k) + 1 + at % k) % ids.length), near: new Uint8Array(ids.length * k).fill(1),
        kept: new Float64Array(ids.length).fill(1), order: new Float64Array(ids.length).fill(0.5), trustworthiness: 0.9, continuity: 0.8,
      }),
      distances: async () => ({ ids: sorted(), condensed: new Float64Array(session.size * (session.size - 1) / 2) }),
      activations: () => [...session.values()],
      equip: async extras => { asked.push(`equip ${extras.length}`) },
      extras: () => new Map(),
      health: async () => ({ networks: session.size, saturated: 0, flat: 0 }),
      close: () => { asked.push('close') },
      restore: async layout => { asked.push(`restore ${layout.ids.length}`) },
      cancel: async () => undefined,
    }
  }
  let clock = 0
  const memory = new Map<string, string>()
  const fakes: Fakes = {
    opened: [],
    asked,
    askedBeside,
    askedThrough,
    portrayed: [],
    gpu: { available: false, fallback: false, name: '', why: 'This browser has no WebGPU.' },
    onTryOut: async () => ({ multiplyAdds: 1e9, milliseconds: 5 }),
    onPortraits: async ids => ids.map(id => ({ id, portrait: fakePortrait(id) })),
    saved: [],
    written: [],
    gallery: { format: 'netfold-gallery', version: 1, maps: [] },
    published: null,
    vault,
    files: new Map(),
    failReadyMade: false,
    address: 'https://example.org/netfold/',
    marked: null,
    reloaded: false,
    onTrain: async (signal, job, events) => {
      for (const spec of job.specs) {
        await Promise.resolve()
        if (signal.aborted) throw aborted()
        const { checkpoints, checkpointActivations } = job.keep
        events.onFinished({ ...fakeTrained(spec), ...checkpoints > 0 && { checkpoints: fakeCheckpoints(spec.id, 3, checkpointActivations) } })
      }
    },
    training: {
      usualWorkers: 3,
      detectGpu: async () => fakes.gpu,
      tryOut: device => fakes.onTryOut(device),
      train: (signal, job, events) => fakes.onTrain(signal, job, events),
    },
    geometry: geometryOf(asked),
    beside: geometryOf(askedBeside),
    trajectories: fakeTrajectories(),
    experiment: fakeTrajectories(),
    through: geometryOf(askedThrough),
    maps: {
      first: 'digits',
      async readyMade() {
        if (fakes.failReadyMade) throw new Error('digits.npz could not be fetched: the server has no such file (404).')
        return { ...map, manifest: { ...map.manifest, parts: { detail: 'map.detail.npz', ...map.activations && { activations: 'map.activations.npz' } } } }
      },
      gallery: async () => fakes.gallery,
      detail: async () => map.detail!,
      activations: async () => map.activations!,
      checkpoints: async () => map.checkpoints ?? new Map<number, never>(),
      async read(file) {
        const found = fakes.files.get(await file.text())
        if (!found) throw new Error('This is not a Netfold map: it has no manifest.json.')
        return found
      },
      activationsSize: async activations => activations.reduce((sum, { values }) => sum + values.byteLength, 0),
      async write(saved) {
        fakes.saved.push(saved)
        return new Blob([])
      },
      writeArrays: async (arrays, origin) => new Blob([writeArrays(arrays, origin) as Uint8Array<ArrayBuffer>]),
      async writeNetwork(network, format) {
        fakes.written.push({ network, format })
        return new Blob([])
      },
    },
    data: {
      dataset: async settings => ({
        id: settings.id, title: 'Digits', inputs: new Float32Array(8), labels: new Uint8Array(4), features: 2, classes: 2, classNames: ['0', '1'],
        train: Uint32Array.of(0, 1), test: Uint32Array.of(2, 3), probes: Uint32Array.from({ length: PROBES }, (_, k) => 2 + k % 2), trainProbes: Uint32Array.of(0, 1), image: null,
      }),
      hold: async (source, rows) => ({ own: ownDataOf(source, hashOf(source), rows), look: lookOf(source), kept: true }),
      held: async () => [],
      drop: async () => undefined,
      forget: async () => undefined,
    },
    revisit: fakeRevisit,
    spectra: fakeSpectra,
    topology: fakeTopology,
    importing: {
      open: () => Promise.reject(new Error('Nothing is read here.')),
      weigh: () => Promise.reject(new Error('Nothing is weighed here.')),
      run: () => Promise.reject(new Error('Nothing is run here.')),
      answers: () => Promise.reject(new Error('Nothing is run here.')),
      first: () => Promise.reject(new Error('Nothing is run here.')),
      cardWith: () => Promise.reject(new Error('Nothing is read here.')),
      tensor: () => Promise.reject(new Error('Nothing is read here.')),
      close: () => undefined,
    },
    site: { files: async () => null, address: async () => 'http://localhost/', pack: () => Promise.reject(new Error('Nothing is packed here.')) },
    links: { look: () => Promise.reject(new Error('Nothing is fetched here.')), fetch: () => Promise.reject(new Error('Nothing is fetched here.')) },
    importance: { explain: async (_, { inputs, target }) => runToEnd(importance(inputs, target, { trees: 20, halves: 2, nulls: 2 })) },
    search: {
      propose: async (_, question) => proposeOn(question),
      predict: async (_, map, hypers) => predictOn(map, hypers),
      // By one number of each representation.
      distances: async (_, placed) => Float64Array.from(placed.flatMap(({ values: [, a] }, i) => placed.slice(i + 1).map(({ values: [, b] }) => Math.abs(a - b)))),
      repeats: async (signal, pool, task, { from, count }, told) => {
        await Promise.resolve()
        if (signal.aborted) throw aborted()
        told(1)
        return runToEnd(repeatSteps(shelfOf(pool), task, { from, count: Math.min(1, count) })) // one of each stretch stands for all
      },
      published: async () => fakes.published,
    },
    page: {
      address: () => fakes.address, say: address => { fakes.address = address }, mark: session => { fakes.marked = session }, marked: () => fakes.marked,
      reloaded: () => fakes.reloaded,
    },
    now: () => clock += 1000,
    pause: async () => undefined,
    download: () => undefined,
    remember: { get: key => memory.get(key) ?? null, set: (key, value) => void memory.set(key, value) },
    tab: { get: key => tab.get(key) ?? null, set: (key, value) => void tab.set(key, value) },
  }
  return fakes
}
