// Whom a test on fresh rows is of, and whether it has been made.
import { freshBlock, isDrawn } from '../../core/data/fresh.ts'
import { networkOf } from '../selectors.ts'
import type { MapView } from '../state.ts'
import type { FreshTest } from './fresh-state.ts'
import { othersOf } from './luck.ts'
import type { SearchState } from './search-state.ts'

/** Who would be tested; null before anybody landed. */
export function askedOf({ best }: Pick<SearchState, 'best'>, map: MapView): Pick<FreshTest, 'best' | 'before' | 'others'> | null {
  const [first, last] = [best[0], best.at(-1)]
  if (!first || !last || best.length < 2) return null
  const drawn = map.manifest.dataset !== null && isDrawn(map.manifest.dataset)
  const others = drawn ? othersOf(map, last.id).filter(({ outcome }) => outcome.divergedAt === null).map(({ id }) => id) : []
  return { best: last.id, before: first.id === last.id || !networkOf(map, first.id) ? null : first.id, others }
}

/** The latest test where it is of those who would be tested now. */
export function standingTest(search: Pick<SearchState, 'best' | 'fresh'>, map: MapView): FreshTest | null {
  const asked = askedOf(search, map)
  const { fresh } = search
  return asked && fresh && asked.best === fresh.best && asked.before === fresh.before && asked.others.join() === fresh.others.join() ? fresh : null
}

/** Why the rows of this map have none that are fresh; null where they have. */
export const freshRowsBlock = ({ manifest: { dataset } }: MapView): string | null => dataset && freshBlock(dataset)
