// What a search asks the standing map: its networks with hyper-parameters and scores, where they lie, and the form's recipe as the prior.
import { hasPictures } from '../../core/data/dataset.ts'
import { knownSize } from '../../core/data/size.ts'
import type { SearchedMap } from '../../core/search/on-map.ts'
import type { Trial } from '../../core/search/trial.ts'
import { coordinatesOf } from '../map-view.ts'
import { trainBlock } from '../selectors.ts'
import type { AppState, MapView } from '../state.ts'

/** Fewer networks with a score than this have nothing to vote about. */
export const FEWEST_TRIALS = 5

/** A network's test accuracy votes; one that diverged is worse than every number. Networks trained elsewhere, whose settings nobody knows, have no vote. */
export const trialsOf = ({ networks, diverged }: Pick<MapView, 'networks' | 'diverged'>): Trial[] =>
  [...networks, ...diverged].flatMap(({ id, hyper, outcome: { divergedAt, testAccuracy } }) => hyper ? [{ id, hyper, score: divergedAt === null ? testAccuracy : NaN }] : [])

export function searchedOf({ map, recipe, dataset }: AppState): SearchedMap {
  const dimensions = map!.space ? 3 : 2
  const places: SearchedMap['places'] = { ids: map!.networks.map(({ id }) => id), coordinates: coordinatesOf(map!), dimensions }
  return { prior: recipe, pictures: hasPictures(dataset), size: knownSize(dataset), trials: trialsOf(map!), places }
}

/** Why nothing can be proposed, in a sentence; null where it can. */
export function searchBlock(state: AppState): string | null {
  const { map } = state
  if (!map) return 'There is no map to ask yet. Train one, or open a file.'
  const scored = trialsOf(map).filter(({ score }) => Number.isFinite(score)).length
  if (scored === 0) return 'No network of this map has settings and an accuracy that could vote: train some here first.'
  if (scored < FEWEST_TRIALS) return `Only ${scored === 1 ? 'one network has' : `${scored} networks have`} settings and an accuracy; ${FEWEST_TRIALS} are the fewest that can vote. Train some more first.`
  const region = state.search?.series === map.series ? state.search.region : null
  if (region?.kind === 'gap' && region.place.length !== (map.space ? 3 : 2)) return 'The place was clicked on a map with other dimensions: choose anew whose networks vote.'
  return trainBlock(state).here
}

/** What the reader should know of who votes. */
export function votingNotes({ map }: AppState): string[] {
  const strangers = map!.networks.filter(({ hyper }) => hyper === null).length
  return strangers === 0 ? [] : [`${strangers === 1 ? 'One network was' : `${strangers} networks were`} trained elsewhere with settings that nobody knows here, and ${strangers === 1 ? 'has' : 'have'} no vote.`]
}
