// The search of the map that stands, as the notebook has it; one that was put away is told from the next.
import type { Session } from '../session.ts'
import type { SearchState } from './search-state.ts'
import { newSearch, openOf } from './search-state.ts'

export class CurrentSearch {
  /** Counts those that were put away: what comes of a step that one had begun is nobody's. */
  era = 0

  constructor(private readonly session: Session) {}

  get now(): SearchState {
    const { search, map } = this.session.store.getState()
    return search && search.series === map?.series ? search : newSearch(map?.series ?? -1)
  }

  change(change: Partial<SearchState>): void { this.session.store.setState({ search: { ...this.now, ...change } }) }

  putAway(): void {
    this.era++
    this.session.store.setState({ search: null })
  }

  /** Whether it still is the one that stood then. */
  stands(era: number): boolean {
    const { search, map } = this.session.store.getState()
    return era === this.era && search !== null && search.series === map?.series
  }

  /** Ids that wait for those who were proposed, or looked at, under them. */
  get kept(): number[] { return openOf(this.now).flatMap(({ reserved }) => reserved ?? []) }
}
