// The counter for maps: the ready-made ones on the server, and files the visitor brings or takes away.
import type { Checkpoints, NetworkActivations } from '../core/network.ts'
import type { MapDetail, MapFile, MapHead, MapManifest } from '../formats/map-file.ts'
import type { BegunMap, KeptOfMap } from '../formats/map-pieces.ts'
import type { NamedArray, Origin } from '../formats/arrays-file.ts'
import type { SavedNetwork } from '../formats/modules.ts'
import type { MapsWorker, NetworkFormat } from '../protocol/maps.ts'
import { A_WHILE, Crew } from './spawn.ts'

/** What a large map's file brings when it is asked for. */
export interface RestOfMap {
  has: BegunMap['has']
  detail(): Promise<MapDetail | null>
  activations(): Promise<NetworkActivations[] | null>
  kept(): Promise<KeptOfMap>
}

/** `rest`: the file is large, and all but the head is still in it. */
export interface ReadMap extends MapFile { rest?: RestOfMap }

/** Files up to this size (bytes) are read whole: a second or so in the worker, and nothing on screen changes for a map with a bad member. */
const READ_WHOLE = 24e6

export interface MapsService {
  /** The ready-made map that the page shows first, by its name. */
  readonly first: string
  /** The part that the first picture needs. The worker starts while it is on its way, and its reader is no weight of the page's own. */
  readyMade(name: string): Promise<MapHead>
  /** What maps/index.json says, as it stands there. */
  gallery(): Promise<unknown>
  detail(head: MapHead): Promise<MapDetail>
  activations(head: MapHead): Promise<NetworkActivations[]>
  /** Of a ready-made map that has them. */
  checkpoints(head: MapHead): Promise<Map<number, Checkpoints>>
  /** A map from the visitor's computer. A small one is read and checked whole; of a large one only the head is here at first, and `rest` brings the others. */
  read(file: Blob): Promise<ReadMap>
  write(map: MapFile): Promise<Blob>
  /** Bytes that these activations take in a file. */
  activationsSize(activations: NetworkActivations[]): Promise<number>
  writeNetwork(network: SavedNetwork, format: NetworkFormat): Promise<Blob>
  /** Arrays of any kind as one .npz, with what made them. */
  writeArrays(arrays: readonly NamedArray[], origin: Origin): Promise<Blob>
}

const folder = new URL('maps/', document.baseURI)

/** index.html names it, so that a copy of the built page shows another one without being built again. */
function firstMap(): string {
  const named = document.querySelector<HTMLMetaElement>('meta[name="netfold-first-map"]')?.content ?? ''
  return /^[\w-]+$/.test(named) ? named : 'digits'
}

async function fetchBytes(name: string): Promise<Uint8Array> {
  let answer: Response
  try {
    answer = await fetch(new URL(name, folder))
  } catch {
    throw new Error(`${name} could not be fetched: the server did not answer.`)
  }
  // A single-page server answers a missing file with the page itself.
  if (!answer.ok || answer.headers.get('content-type')?.startsWith('text/html')) throw new Error(`${name} could not be fetched: the server has no such file (${answer.status}).`)
  return new Uint8Array(await answer.arrayBuffer())
}

export function createMaps(): MapsService {
  const crew = new Crew<MapsWorker>(
    () => new Worker(new URL('../../workers/maps.worker.ts', import.meta.url), { type: 'module', name: 'maps' }),
    { loading: 30_000, working: 30_000, idle: A_WHILE },
  )
  const part = (head: MapHead, which: keyof MapManifest['parts']): string => {
    const name = head.manifest.parts[which]
    if (!name) throw new Error(`This map carries no ${which === 'detail' ? 'curves or distances' : which}.`)
    return name
  }
  return {
    first: firstMap(),
    readyMade: async name => {
      const ready = crew.ask(null, api => api.beat())
      const bytes = await fetchBytes(`${name}.npz`)
      await ready
      const head = await crew.ask(null, api => api.readHead(bytes))
      // Whatever it was made from: whoever has this page can have it by this name.
      return { ...head, manifest: { ...head.manifest, lineage: { base: name, runs: [] } } }
    },
    gallery: async () => {
      const bytes = await fetchBytes('index.json')
      try {
        return JSON.parse(new TextDecoder().decode(bytes)) as unknown
      } catch {
        throw new Error('index.json, the list of maps, could not be read: it is not JSON.')
      }
    },
    detail: async head => {
      const bytes = await fetchBytes(part(head, 'detail'))
      return crew.ask(null, api => api.readDetail(bytes, head))
    },
    activations: async head => {
      const bytes = await fetchBytes(part(head, 'activations'))
      return crew.ask(null, api => api.readActivations(bytes, head))
    },
    checkpoints: async head => {
      const bytes = await fetchBytes(part(head, 'checkpoints'))
      return crew.ask(null, api => api.readCheckpoints(bytes, head))
    },
    read: async file => {
      const begun = file.size > READ_WHOLE ? await crew.ask(null, api => api.begin(file)) : null
      if (!begun) {
        const bytes = new Uint8Array(await file.arrayBuffer())
        return crew.ask(null, api => api.read(bytes))
      }
      const { head, has } = begun
      const rest: RestOfMap = {
        has,
        detail: () => crew.ask(null, api => api.detailOf(file)),
        activations: () => crew.ask(null, api => api.activationsOf(file)),
        kept: () => crew.ask(null, api => api.keptOf(file)),
      }
      return { ...head, detail: null, activations: null, rest }
    },
    writeArrays: async (arrays, origin) => {
      const bytes = await crew.ask(null, api => api.writeArrays(arrays, origin))
      return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/zip' })
    },
    writeNetwork: async (network, format) => {
      const bytes = await crew.ask(null, api => api.writeNetwork(network, format, __VERSION__))
      return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: format === 'layers-model' ? 'application/zip' : 'application/octet-stream' })
    },
    activationsSize: activations => crew.ask(null, api => api.activationsSize(activations)),
    write: async map => {
      const bytes = await crew.ask(null, api => api.write(map))
      return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/zip' })
    },
  }
}
