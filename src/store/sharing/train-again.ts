// The networks that a link names, trained again from their seeds and laid out on the sender's way; then how they compare with the sender's.
import { hasPictures } from '../../core/data/dataset.ts'
import type { Dataset } from '../../core/data/dataset.ts'
import { drawNetworks, networkAt } from '../../core/population.ts'
import { recipeFor } from '../../core/recipe.ts'
import { layOnto } from '../../core/procrustes.ts'
import { coordinatesOf, placesOf } from '../map-view.ts'
import type { RunOrder } from '../run-order.ts'
import type { Session } from '../session.ts'
import { compared, fingerprintOf, verdictOf } from './fingerprint.ts'
import type { Pending } from './follow-link.ts'
import type { MadeRun } from './lineage.ts'
import { showView } from './show-view.ts'
import { geometryChange } from './view-fields.ts'

/** Everything, from the first network to the view. False where the visitor stopped it, or it ended with less than was asked for. */
export async function trainedAgain(session: Session, pending: Pending): Promise<boolean> {
  const { store } = session
  const { map: { base, runs } } = pending
  const first = base === null ? 1 : 0
  for (const [k, together] of [...runs.slice(0, first).map(run => [run]), ...grouped(runs.slice(first))].entries()) {
    await session.carryOut(together.length === 1 ? orderFor(session, pending, together[0], k < first) : orderForEach(session, together))
    const { map } = store.getState()
    const there = new Set([...map?.networks ?? [], ...map?.diverged ?? []].map(({ id }) => id))
    if (!together.flatMap(idsOf).every(id => there.has(id))) return false
  }
  await laidOut(session, pending)
  return true
}

const idsOf = ({ from, count, without }: MadeRun): number[] => {
  const out = new Set(without)
  return Array.from({ length: count }, (_, k) => from + k).filter(id => !out.has(id))
}

/** Networks that a search proposed are a training each: those that follow one another are trained together, and the map is laid out once. */
function grouped(runs: readonly MadeRun[]): MadeRun[][] {
  const groups: MadeRun[][] = []
  for (const run of runs) {
    const last = groups.at(-1)
    if (run.count === 1 && last?.[0].count === 1) last.push(run)
    else groups.push([run])
  }
  return groups
}

function orderForEach({ store }: Session, runs: readonly MadeRun[]): RunOrder {
  const { map, keep, recipe: form } = store.getState()
  const { dataset, geometry, recipe } = map!.manifest
  return {
    dataset: dataset!, geometry, total: runs.length, fresh: false, begun: [], taken: null,
    run: ({ image }: Dataset) => {
      const origins = runs.map(run => recipeFor(run.recipe, image !== null))
      return { kind: 'proposed', specs: runs.map(({ from }, k) => networkAt(origins[k], from)), origins, recipe: recipe ?? form, keep, state: 'running' }
    },
  }
}

function orderFor({ store }: Session, { map: { data, geometry, slid } }: Pending, run: MadeRun, fresh: boolean): RunOrder {
  const { map, keep } = store.getState()
  const dataset = fresh ? data! : map!.manifest.dataset!
  const wanted = new Set(idsOf(run))
  const specsOf = (pictures: boolean) => drawNetworks(recipeFor(run.recipe, pictures), run.from, run.count).filter(({ id }) => wanted.has(id))
  return {
    dataset, geometry: fresh ? (slid === null ? geometry : { ...geometry, t: 'auto' }) : map!.manifest.geometry, total: wanted.size, recipe: recipeFor(run.recipe, hasPictures(dataset)), fresh, begun: [], taken: null,
    run: ({ image }: Dataset) => ({ kind: fresh ? 'new' : 'more', specs: specsOf(image !== null), recipe: { ...recipeFor(run.recipe, image !== null), count: run.from + run.count }, keep, state: 'running' }),
  }
}

/** By the sender's settings, turned as the sender's, and looked at as they did. */
export async function laidOut(session: Session, { map: wanted, record }: Pending): Promise<void> {
  const { store } = session
  const settings = wanted.slid === null ? wanted.geometry : { ...wanted.geometry, t: 'auto' as const }
  const standing = store.getState().map
  if (!standing) return
  if (geometryChange(settings, standing.manifest.geometry)) {
    store.getState().setGeometry(settings)
    await store.getState().embedAnew()
  }
  if (wanted.slid !== null) await store.getState().slideTime(wanted.slid)
  const { map } = store.getState()
  const { print } = record
  if (map && print?.sample && !compared(map, print).places?.exact) await turnedLike(session, print.sample)
  showView(session, record.view)
}

/** Turned, mirrored and shifted so that those places that the link tells lie as near to them as they can: a camera and a lasso mean the same again. */
async function turnedLike({ store, services, holdings }: Session, sample: { coordinates: readonly number[], dims: 2 | 3 }): Promise<void> {
  const map = store.getState().map!
  const own = fingerprintOf(map).sample!
  const { dims } = sample
  if (own.dims !== dims || own.coordinates.length !== sample.coordinates.length) return
  const count = own.accuracies.length
  const ids = map.networks.map(({ id }) => id)
  const coordinates = coordinatesOf(map)
  const told = Array.from({ length: count }, (_, k) => ids[Math.floor(k * ids.length / count)])
  const laid = layOnto({ ids, coordinates, dims }, { ids: told, coordinates: sample.coordinates, dims })
  if (!laid) return
  await holdings.session()
  await services.geometry.restore({ ids, coordinates: laid, t: map.manifest.phate.t, settings: map.manifest.geometry })
  const now = store.getState().map
  if (now !== map) return
  store.setState({ map: { ...map, version: map.version + 1, ...placesOf(laid, dims), manifest: { ...map.manifest, phate: { ...map.manifest.phate, turned: true } } } })
}

/** In words. */
export function judged({ store }: Session, { record }: Pending): { same: boolean, words: string } {
  const { map } = store.getState()
  if (!map || !record.print) return { same: true, words: 'The networks are trained again. The link says nothing to compare them with.' }
  return verdictOf(compared(map, record.print))
}
