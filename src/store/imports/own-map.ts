// A map made from dropped files alone: saved models on the probes of the form's data set, or a bundle's networks on its own.
import type { NetworkRow } from '../../core/network.ts'
import type { GeometrySettings } from '../../core/settings.ts'
import { countedClasses } from '../../formats/bundle-networks.ts'
import type { MapManifest } from '../../formats/map-file.ts'
import { MAP_FORMAT, MAP_VERSION } from '../../formats/map-file.ts'
import { isAbort } from '../../services/spawn.ts'
import { emptyMap, headOf, withDiverged, withEmbedding, withMeasures } from '../map-view.ts'
import { BATCH, probeLabels } from '../portraits.ts'
import { sentenceOf } from '../run-context.ts'
import { NOTHING_CHOSEN } from '../selection.ts'
import { busy } from '../trainings.ts'
import type { BroughtRoom } from './brought-room.ts'
import { bundleOf, comparedBy, FEWEST } from './bundle.ts'
import type { Ground } from './ground.ts'
import { groundOf } from './ground.ts'
import { landedOf, loneliestOf } from './landed.ts'
import { modelOf, notFiniteBlock, runFor, weighOn } from './model.ts'
import type { ComparedBy, Newcomer } from './newcomer.ts'
import { comparandOf, extrasOfNewcomer, keptOf, newcomersOfBundle } from './newcomer.ts'
import { freshIds } from './place.ts'

/** Networks that will be on it, by the entry that they belong to. */
interface Party { key: number, newcomers: Newcomer[] }

interface Gathered {
  parties: Party[]
  manifest: Omit<MapManifest, 'phate' | 'mapped' | 'geometry'>
  labels: Int32Array | null
  /** Compared by their answers, they bring nothing else that could be compared, measured or kept as their representation. */
  by: ComparedBy
}

/** What stood is left where fewer than three networks can be compared; a notice says so. */
export async function ownMap(room: BroughtRoom, keys: readonly number[]): Promise<void> {
  const { session } = room
  const { store, notify } = session
  if (store.getState().training) return notify('warn', 'A map is being made. Wait until it stands.')
  if (session.landing) await session.landing
  session.portraits.stop()
  store.setState({ training: busy('layers', 0, keys.length) })
  try {
    const gathered = await gather(room, keys)
    const count = gathered?.parties.reduce((sum, { newcomers }) => sum + newcomers.length, 0) ?? 0
    if (!gathered || count < FEWEST) notify('warn', `A map takes ${FEWEST} networks at least, and ${count === 0 ? 'none' : `only ${count}`} of these can be compared. Bring more models for the same data, or a bundle.`)
    else await embed(room, gathered)
  } catch (error) {
    if (!isAbort(error)) notify('danger', `The map could not be made: ${sentenceOf(error)} The map that stood is kept.`)
  }
  store.setState({ training: null })
  if (store.getState().map?.origin === 'session') session.portraits.begin()
}

/** Runs what can be run. A lone bundle brings its own probes; beside models a bundle must be of the same. */
async function gather(room: BroughtRoom, keys: readonly number[]): Promise<Gathered | null> {
  const { session } = room
  const { store, services, notify } = session
  const models = keys.filter(key => modelOf(room.find(key)))
  const bundles = keys.filter(key => bundleOf(room.find(key)))
  const base = { format: MAP_FORMAT, version: MAP_VERSION, madeBy: `Netfold ${__VERSION__}, brought networks`, recipe: null, parts: {} } as const
  if (models.length === 0) {
    const bundle = bundleOf(room.find(bundles[0]))
    if (!bundle) return null
    if (bundles.length > 1) notify('info', 'A map is of one bundle: the first is taken.')
    const { name } = room.find(bundles[0])!
    const by = comparedBy(bundle)
    const newcomers = newcomersOfBundle(bundle, freshIds(session, bundle.networks.length)[0], by)
    const classNames = Array.from({ length: countedClasses(bundle) }, (_, label) => String(label))
    return {
      parties: [{ key: bundles[0], newcomers }], labels: bundle.labels, by,
      manifest: {
        ...base, title: name, dataset: null, datasetTitle: name, classNames, train: 0, test: bundle.probes, probes: bundle.probes,
        ...bundle.labels && { labels: [...bundle.labels] },
      },
    }
  }
  const settings = store.getState().dataset
  const ground = await groundOf(services, settings)
  const { dataset } = ground
  const labels = probeLabels(dataset)
  const parties: Party[] = []
  for (const [done, key] of models.entries()) {
    const newcomer = await runHere(room, key, ground)
    if (newcomer) parties.push({ key, newcomers: [newcomer] })
    store.setState(state => ({ training: state.training && { ...state.training, share: (done + 1) / models.length } }))
  }
  for (const key of bundles) {
    const bundle = bundleOf(room.find(key))!
    const same = bundle.probes === labels.length && bundle.labels?.every((label, probe) => label === labels[probe])
    if (same) parties.push({ key, newcomers: newcomersOfBundle(bundle, freshIds(session, bundle.networks.length)[0]) })
    else notify('info', `${room.find(key)!.name} was run on other probes and is left out.`)
  }
  return {
    parties, labels, by: 'activations',
    manifest: {
      ...base, title: `Brought networks on ${dataset.title}`, dataset: settings, datasetTitle: dataset.title, classNames: dataset.classNames,
      train: dataset.train.length, test: dataset.test.length, probes: dataset.probes.length,
    },
  }
}

/** Null, and its card says why, where it cannot be run on these data. How it is run is proposed from these data, where nothing has been agreed to. */
async function runHere(room: BroughtRoom, key: number, ground: Ground): Promise<Newcomer | null> {
  const one = room.find(key)!
  const model = modelOf(one)!
  try {
    const nan = notFiniteBlock(model)
    if (nan) throw new Error(nan)
    // What other data proposed says nothing of these.
    if (room.weighedOn.get(key) !== ground.dataset) await weighOn(room, key, ground, one.how?.chain ? [one.how.chain] : null)
    if (!one.confirmed) throw new Error('Confirm the layers below, then make the map again.')
    return await runFor(room, key, freshIds(room.session, 1)[0], ground)
  } catch (error) {
    room.change(key, { block: sentenceOf(error) })
    return null
  }
}

async function embed(room: BroughtRoom, { parties, manifest, labels, by }: Gathered): Promise<void> {
  const { store, services, holdings, keeper, notify } = room.session
  const { map: before, geometry: wanted } = store.getState()
  const inside = by === 'activations'
  const geometry: GeometrySettings = inside ? { ...wanted, ...wanted.metric === 'hyper-parameters' && { metric: 'diffusion' } } : { ...wanted, metric: 'bhattacharyya', layer: 'last' }
  const newcomers = parties.flatMap(party => party.newcomers)
  const rows = new Map(newcomers.map(({ row }) => [row.id, row]))
  const enter = (phase: 'distances' | 'embedding') => store.setState(state => ({ training: state.training && { ...state.training, phase, share: 0 } }))
  const share = (progress: { share: number }): void => store.setState(state => ({ training: state.training && { ...state.training, share: progress.share } }))
  if (before) await holdings.keep(before).catch(() => undefined)
  enter('distances')
  await services.geometry.open(geometry, null)
  const parts = holdings.begin()
  try {
    const extras = newcomers.flatMap(newcomer => extrasOfNewcomer(newcomer, geometry) ?? [])
    if (extras.length > 0) await services.geometry.equip(extras)
    const { refused } = await services.geometry.add(newcomers.map(comparandOf), share)
    for (const { id, why } of refused) notify('warn', `${rows.get(id)!.brought!.name} has no place on the map: ${why}`)
    enter('embedding')
    const signal = newcomers.map(({ row }) => ({ id: row.id, value: row.outcome.testAccuracy }))
    const embedding = await services.geometry.embed({ settings: geometry, start: 'classic', signal }, share)
    for (const { row: { id }, confusion } of newcomers) holdings.details.set(id, { id, curve: new Float32Array(0), confusion })
    const empty = emptyMap({ ...manifest, geometry, phate: { t: 1, stress: 0, components: 1 }, mapped: 0 }, (before?.version ?? 0) + 1)
    const out: NetworkRow[] = refused.map(({ id }) => rows.get(id)!)
    const made = { ...withDiverged(withEmbedding(empty, [...rows.values()], embedding), out), comparable: inside }
    for (const note of embedding.notes) notify('info', note)
    const distances = await services.geometry.distances()
    const nearest = await Promise.all(parties.map(({ newcomers: [{ row }] }) => services.geometry.nearest(row.id, 10)))
    const loneliest = loneliestOf(distances, new Set(embedding.ids))
    const placed = new Set(embedding.ids)
    // As a file that carries no activations: its distances are all that is known.
    if (!inside) holdings.hold(headOf(made), { distances: distances.condensed, details: [...holdings.details.values()], measures: new Map() }, null)
    // Entries first: whoever follows the map finds them on it. None was put between the others, so that nothing is left over of its distances.
    store.setState(({ imports }) => ({
      ...NOTHING_CHOSEN, tab: 'models', map: made, mapFault: null, ...!inside && { geometry, geometryFaults: {} }, // no other distance can be asked for
      imports: imports.map(one => {
        const at = parties.findIndex(({ key }) => key === one.key)
        const ids = at < 0 ? [] : parties[at].newcomers.map(({ row }) => row.id).filter(id => placed.has(id))
        if (ids.length === 0) return at < 0 ? { ...one, landed: null, ids: [] } : { ...one, landed: null, ids: [], block: 'It has no place on the map by this distance.' }
        return { ...one, ids, phase: 'still' as const, block: null, landed: landedOf({ id: ids[0], residual: NaN, offMap: false }, made, nearest[at], loneliest) }
      }),
    }))
    void keeper.replace(keptOf(newcomers))
    if (inside && !manifest.dataset && labels) void measure(room, embedding.ids, labels, made.series)
  } catch (error) {
    holdings.swap(parts)
    throw error
  }
}

/** Of a map without data of ours, by the labels that the bundle brings; nothing else will do it later. */
async function measure({ session: { store, services } }: BroughtRoom, ids: readonly number[], labels: Int32Array, series: number): Promise<void> {
  for (let from = 0; from < ids.length; from += BATCH) {
    const found = await services.geometry.portraits(ids.slice(from, from + BATCH), labels).catch(() => null)
    const { map } = store.getState()
    if (!found || map?.series !== series) return
    store.setState({ map: withMeasures(map, new Map(found.map(({ id, portrait }) => [id, portrait]))) })
  }
}
