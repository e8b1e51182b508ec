// What one press of Train asks for: which networks, onto which map, and what the map says afterwards that it was made from.
import type { Dataset, DatasetSettings } from '../core/data/dataset.ts'
import { hasPictures } from '../core/data/dataset.ts'
import type { NetworkDetail, NetworkSpec } from '../core/network.ts'
import { FIRST_BROUGHT } from '../core/network.ts'
import type { Recipe } from '../core/recipe.ts'
import { drawNetworks } from '../core/population.ts'
import { recipeFor } from '../core/recipe.ts'
import type { Proposal } from '../core/search/trial.ts'
import { recipeOf, specOfProposal } from '../core/search/trial.ts'
import type { GeometrySettings } from '../core/settings.ts'
import type { InterimOf } from '../protocol/training.ts'
import type { KeptRun, KeptSession, KeptWeights } from '../protocol/vault.ts'
import { specOf } from './network-again.ts'
import type { Restored } from './resume.ts'
import { networkOf } from './selectors.ts'
import type { AppState, MapView } from './state.ts'

export interface RunOrder {
  dataset: DatasetSettings
  geometry: GeometrySettings
  total: number
  /** What names the networks in flight; absent where no recipe does. */
  recipe?: Recipe
  /** A map of their own; else onto the standing one. */
  fresh: boolean
  begun: InterimOf[]
  /** How far an earlier visit came with it; its map is on screen. */
  taken: Restored | null
  /** Decided when the data are at hand: convolutions need pictures. */
  run: (dataset: Dataset) => KeptRun
}

/** The form's networks: the next of their sequence for the standing map, or the first ones for a map of their own. */
export function orderOf({ recipe: wanted, dataset, geometry, keep, map }: AppState, kind: 'more' | 'new'): RunOrder {
  const fresh = kind === 'new' || !map
  const first = fresh ? 0 : nextId(map)
  return {
    dataset, geometry, total: wanted.count, recipe: recipeFor(wanted, hasPictures(dataset)), fresh, begun: [], taken: null,
    run: ({ image }) => {
      const recipe = recipeFor(wanted, image !== null)
      return { kind, specs: drawNetworks(recipe, first, recipe.count), recipe: { ...recipe, count: first + recipe.count }, keep, state: 'running' }
    },
  }
}

/**
 * A network of the map, further: a new one with the same seeds and more epochs, which goes on where the other ended if its state was kept.
 * Without it, it is trained from its seeds, which comes to the same network. Null for one whose seeds nobody knows.
 */
export function orderOn({ geometry, keep, map }: AppState, id: number, epochs: number, detail: NetworkDetail | null, kept: KeptWeights | null): RunOrder | null {
  const row = networkOf(map, id)
  const spec = row && specOf(row)
  if (!row || !spec || !map?.manifest.dataset || !map.manifest.recipe) return null
  const { dataset, recipe } = map.manifest
  const further: NetworkSpec = { ...spec, id: nextId(map), hyper: { ...spec.hyper, epochs: spec.hyper.epochs + epochs } }
  const begun: InterimOf[] = detail && kept?.state
    ? [{ id: further.id, interim: { step: row.outcome.steps, state: kept.state, curve: detail.curve, confusion: detail.confusion, checkpoints: kept.checkpoints } }]
    : []
  return { dataset, geometry, total: 1, fresh: false, begun, taken: null, run: () => ({ kind: 'on', specs: [further], recipe, keep, state: 'running' }) }
}

/** Settings and a seed, and the id that is kept for them where one is. */
export type Wanted = Pick<Proposal, 'hyper' | 'seed'> & { reserved?: number | undefined }

/** An id for each: the one that is kept for it, as long as nobody of the map has it; else the next that is nobody's. `kept`: ids that wait for others. */
export function idsFor(map: MapView, wanted: readonly Pick<Wanted, 'reserved'>[], kept: readonly number[]): number[] {
  const here = new Set([...map.networks, ...map.diverged].map(row => row.id))
  let next = Math.max(nextId(map), ...kept.map(id => id + 1))
  return wanted.map(({ reserved }) => reserved !== undefined && !here.has(reserved) ? reserved : next++)
}

/** Networks that a search proposed, onto the standing map: each by a recipe of its own, which says its seeds (core/search/trial.ts). Null where there is no map to lie on. */
export function orderProposed({ geometry, keep, map, recipe: form }: AppState, proposals: readonly Wanted[], kept: readonly number[] = []): RunOrder & { ids: number[] } | null {
  const dataset = map?.manifest.dataset
  if (!map || !dataset || proposals.length === 0) return null
  const ids = idsFor(map, proposals, kept)
  const specs = proposals.map((proposal, place) => specOfProposal(proposal, ids[place]))
  const run: KeptRun = { kind: 'proposed', specs, origins: proposals.map(recipeOf), recipe: map.manifest.recipe ?? form, keep, state: 'running' }
  return { dataset, geometry, total: specs.length, fresh: false, begun: [], taken: null, ids, run: () => run }
}

/** What an earlier visit did not finish; from the beginning, where it had not finished a single network. */
export function orderAgain({ run, networks }: KeptSession, taken: Restored): RunOrder | null {
  const { manifest: { dataset, geometry } } = taken.map
  if (!taken.rest || !dataset) return null
  return {
    dataset, geometry, total: run.specs.length, ...drawnByRecipe(run) && { recipe: run.recipe }, fresh: run.kind === 'new',
    begun: taken.rest.begun, taken: networks.length > 0 ? taken : null, run: () => run,
  }
}

/** Whether the run's own recipe names its networks: a network trained further is in no sequence, and each proposed one is in its own. */
const drawnByRecipe = ({ kind }: KeptRun): boolean => kind === 'new' || kind === 'more'

/** The next of the recipe's sequence. */
const nextId = (map: MapView): number => 1 + Math.max(-1, ...[...map.networks, ...map.diverged].map(row => row.id).filter(id => id < FIRST_BROUGHT))
