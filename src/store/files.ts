// Maps and networks as files: opened from the visitor's computer, and given to it.
import type { MapHead } from '../formats/map-file.ts'
import type { NetworkFormat } from '../protocol/maps.ts'
import type { RestOfMap } from '../services/maps.ts'
import { fromSeeds } from './activations-again.ts'
import { dataInFileName } from './file-name.ts'
import { formOf } from './initial-state.ts'
import { mapFileOf } from './map-file-of.ts'
import { mapFromHead, withMeasures } from './map-view.ts'
import { sentenceOf } from './run-context.ts'
import { savedNetwork } from './saved-network.ts'
import { NOTHING_CHOSEN } from './selection.ts'
import type { Session } from './session.ts'
import { keptWeights } from './session.ts'
import { withDiagrams } from './sharing/known-diagrams.ts'
import type { FileOptions } from './sharing/rooms.ts'
import { showView } from './sharing/show-view.ts'
import type { MapView } from './state.ts'

/** So many networks take seconds to measure, and whoever waits for them is told. */
const WORTH_SAYING = 24

/** What is still in a large file: whoever saves the map waits for it. */
const ARRIVING = new WeakMap<Session, Promise<void>>()

export async function openFile(session: Session, file: File): Promise<void> {
  const { store, services, holdings, portraits, keeper, notify } = session
  try {
    const { detail, activations, checkpoints = null, states = null, probabilities = null, diagrams = null, rest, ...head } = await services.maps.read(file)
    if (store.getState().training) return notify('warn', `${file.name} was not opened: stop the training first.`)
    if (session.landing) await session.landing
    portraits.stop()
    holdings.hold(head, detail, activations, rest)
    const { dataset, recipe, geometry } = head.manifest
    const comparable = activations !== null || rest?.has.activations === true || madeAgain(head)
    store.setState(state => ({
      map: withMeasures(mapFromHead(head, 'file', comparable, (state.map?.version ?? 0) + 1), holdings.measures), mapFault: null,
      ...NOTHING_CHOSEN, ...formOf(state, dataset, recipe), geometry, faults: {}, datasetFaults: {}, geometryFaults: {},
    }))
    if (diagrams) store.setState(state => ({ answers: withDiagrams(state, diagrams) }))
    if (head.manifest.view) showView(session, head.manifest.view)
    if (rest) ARRIVING.set(session, bringRest(session, rest, file.name))
    else void keeper.replace({ checkpoints, states, probabilities })
  } catch (error) {
    notify('danger', `${file.name} could not be opened: ${sentenceOf(error)}`)
  }
}

/** Whether a map that keeps no activations gets the same ones again: its networks can be made again, and were made on the engine that makes them to the bit. */
export const madeAgain = (head: MapHead): boolean => {
  const devices = head.manifest.provenance?.devices ?? []
  return devices.length > 0 && devices.every(device => device === 'cpu') && fromSeeds(head)
}

/** Of a large file: what the picture does not need, in the order in which panels ask for it; then the browser keeps it all. A fault costs its own part alone. */
async function bringRest({ store, holdings, keeper, notify }: Session, rest: RestOfMap, name: string): Promise<void> {
  const { series } = store.getState().map!
  const here = (): boolean => store.getState().map?.series === series
  const bring = async <T>(part: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return here() ? await work() : null
    } catch (error) {
      if (here()) notify('danger', `${name} is shown without its ${part}: ${sentenceOf(error)}`)
      return null
    }
  }
  if (rest.has.detail) await bring('distances and curves', () => holdings.detail())
  if (rest.has.activations) await bring('activations', () => holdings.representations())
  const { diagrams = null, ...kept } = rest.has.kept ? await bring('checkpoints and weights', () => rest.kept()) ?? {} : {}
  if (!here()) return
  if (diagrams) store.setState(state => ({ answers: withDiagrams(state, diagrams) }))
  await keeper.replace(kept)
}

export const mapFileName = (map: MapView): string => `${dataInFileName(map.manifest)}-${map.networks.length}.npz`

export async function saveMap(session: Session, options?: FileOptions): Promise<void> {
  const { store, services, holdings, portraits, notify } = session
  const { portraits: under } = store.getState()
  if (under && !under.fault && under.total - under.done > WORTH_SAYING) notify('info', `The map is saved as soon as its networks are measured: ${under.total - under.done} to go.`)
  await Promise.all([portraits.ended(), ARRIVING.get(session)]) // the same networks make the same file, however soon one asks
  const { map } = store.getState()
  if (!map) return
  try {
    const file = await mapFileOf(session, map, options ?? { activations: !holdings.unmade, checkpoints: true }, sentence => notify('info', sentence))
    services.download(await services.maps.write(file), mapFileName(map))
  } catch (error) {
    notify('danger', `The map could not be saved: ${sentenceOf(error)}`)
  }
}

const ENDINGS: Record<NetworkFormat, string> = { safetensors: '.safetensors', 'layers-model': '-tfjs.zip', onnx: '.onnx' }

export async function saveNetwork(session: Session, id: number, format: NetworkFormat): Promise<void> {
  const { store, services, notify } = session
  try {
    const { map } = store.getState()
    const saved = map && await savedNetwork(session, map, id, await keptWeights(session, id))
    if (saved) services.download(await services.maps.writeNetwork(saved, format), `network-${id}${ENDINGS[format]}`)
  } catch (error) {
    notify('danger', `Network ${id} could not be downloaded: ${sentenceOf(error)}`)
  }
}
