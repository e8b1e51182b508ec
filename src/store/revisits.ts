// Networks of the map made again (their weights where the vault has them, else from their seeds), and held against what the map says of them:
// what does not come out as the same network is refused, so that no panel shows another one's insides.
import type { NetworkActivations, NetworkSpec } from '../core/network.ts'
import type { Portrait } from '../core/portrait/measures.ts'
import type { Study } from '../core/portrait/study.ts'
import type { Plane, Revisited, RevisitRequest, RevisitWorker } from '../protocol/revisit.ts'
import { aborted } from '../services/spawn.ts'
import type { StudyOf } from './asked.ts'
import { probeLabels } from './portraits.ts'
import { otherThan, specOf } from './network-again.ts'
import { revisitBlock } from './questions/blocks.ts'
import { sentenceOf } from './run-context.ts'
import { networkOf, turnOf } from './selectors.ts'
import type { Session } from './session.ts'
import { keptWeights } from './session.ts'

/** Networks whose weights are looked up together. */
const TOGETHER = 32

/** Networks of each session that are kept for the questions that go together. */
const MOST = 8
const made = new WeakMap<Session, Map<string, Promise<Revisited>>>()

/** Of one network, whole or refused by an error's sentence. Questions that need it together make it once; the last few are kept. */
export function revisitOne(session: Session, id: number): Promise<Revisited> {
  const all = made.get(session) ?? new Map<string, Promise<Revisited>>()
  made.set(session, all)
  const key = `${session.store.getState().map?.series} ${id} ${turnOf(session.store.getState(), id)}`
  const coming = all.get(key) ?? makeOne(session, id)
  all.delete(key) // so that it is the newest again
  all.set(key, coming)
  coming.catch(() => all.delete(key))
  for (const old of [...all.keys()].slice(0, Math.max(0, all.size - MOST))) all.delete(old)
  return coming
}

async function makeOne(session: Session, id: number): Promise<Revisited> {
  const found: Revisited[] = []
  const refused = await revisitAll(session, [id], network => found.push(network), new AbortController().signal)
  if (!found[0]) throw new Error(refused.get(id) ?? `Network ${id} could not be made again.`)
  return found[0]
}

/** Points along each side of the plane. */
const PLANE = 128

/** The answers of one network over the plane of two features. */
export async function planeOf(session: Session, id: number, signal: AbortSignal): Promise<Plane> {
  const { map } = session.store.getState()
  const spec = specOf(networkOf(map, id)!)
  if (!spec) return (await import('./imports/brought-plane.ts')).broughtPlane(session, id, PLANE, signal)
  const { state } = await revisitOne(session, id)
  return session.services.revisit.plane(signal, await session.services.data.dataset(map!.manifest.dataset!), { spec, state }, PLANE)
}

/** One layer in full. */
export const studyOf = async (session: Session, of: StudyOf, signal: AbortSignal): Promise<Study> => session.services.revisit.study(signal, ...await layerOf(session, of))

/** What is measured of one layer, as of every network's last. */
export const portraitOf = async (session: Session, of: StudyOf, signal: AbortSignal): Promise<Portrait> => session.services.revisit.portray(signal, ...await layerOf(session, of))

/** A layer, its probes' labels and the map's settings. The last is taken from the map where it has activations: those of networks trained elsewhere are there too. */
async function layerOf(session: Session, { id, layer }: StudyOf): Promise<Parameters<RevisitWorker['study']>> {
  const { store, services, holdings } = session
  const { manifest: { dataset, geometry }, comparable } = store.getState().map!
  if (layer === null && comparable && !holdings.unmade) await holdings.comparableSession()
  const known = layer === null ? holdings.activations.find(network => network.id === id) : undefined
  const activations = known ?? asActivations(await revisitOne(session, id), layer)
  const labels = dataset && probeLabels(await services.data.dataset(dataset))
  return [activations, labels, { scale: geometry.scale, sigma: geometry.sigma }]
}

function asActivations({ id, layers }: Revisited, name: string | null): NetworkActivations {
  const layer = name === null ? layers[layers.length - 1] : layers.find(other => other.name === name)
  if (!layer) throw new Error(`Network ${id} has no layer “${name}”; it has ${layers.map(other => other.name).join(', ')}.`)
  return { id, rows: layer.values.length / layer.columns, columns: layer.columns, values: layer.values }
}

/**
 * Makes networks of the standing map again and hands each over when it is there, in any order; some 25 ms each and worker. Returns those that were
 * not handed over, each with the sentence that says why. Rejects with an AbortError once `signal` says so.
 */
export async function revisitAll(session: Session, ids: readonly number[], onNetwork: (network: Revisited) => void, signal: AbortSignal): Promise<Map<number, string>> {
  const { store, services, holdings } = session
  const { map } = store.getState()
  const settings = map?.manifest.dataset ?? null
  const refused = new Map<number, string>()
  const wanted: NetworkSpec[] = []
  const brought: number[] = []
  for (const id of ids) {
    const fault = revisitBlock(store.getState(), id)
    if (fault) refused.set(id, fault)
    else if (networkOf(map, id)!.hyper) wanted.push(specOf(networkOf(map, id)!)!)
    else brought.push(id)
  }
  for (const id of brought) {
    const { broughtAgain } = await import('./imports/brought-again.ts')
    if (signal.aborted) throw aborted()
    await broughtAgain(session, id).then(onNetwork, (error: unknown) => refused.set(id, sentenceOf(error)))
  }
  if (!map || !settings || wanted.length === 0) return refused
  const dataset = await services.data.dataset(settings)
  if (map.comparable && !holdings.unmade) await holdings.comparableSession() // else they would all be made again for these
  const known = new Map(holdings.activations.map(network => [network.id, network]))
  for (let from = 0; from < wanted.length; from += TOGETHER) {
    const specs = wanted.slice(from, from + TOGETHER)
    const requests = await Promise.all(specs.map(async (spec): Promise<RevisitRequest> => ({ spec, state: (await keptWeights(session, spec.id))?.state ?? null })))
    const kept = new Set(requests.filter(({ state }) => state).map(({ spec }) => spec.id))
    await services.revisit.revisit(signal, dataset, requests, network => {
      const why = otherThan(network, networkOf(map, network.id)!, known.get(network.id) ?? null, dataset, kept.has(network.id))
      if (why) refused.set(network.id, why)
      else onNetwork(network)
    })
  }
  return refused
}
