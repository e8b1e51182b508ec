// The search of the map on screen, as it stands before anybody has asked too; and the way into its room.
import { useCallback, useEffect, useMemo } from 'react'
import type { SearchRoom, SearchState } from '../../store/search/search-state.ts'
import { newSearch } from '../../store/search/search-state.ts'
import { useApp } from '../use-app.ts'

export function useSearch(): SearchState {
  const search = useApp(state => state.search)
  const series = useApp(state => state.map?.series ?? -1)
  return useMemo(() => search?.series === series ? search : newSearch(series), [search, series])
}

/** Does something in the room. It is entered as soon as anybody asks for this: proposals that came by a link are foretold there. */
export function useSearchRoom(): (act: (room: SearchRoom) => unknown) => void {
  const room = useApp(state => state.room)
  useEffect(() => { void room('search') }, [room])
  return useCallback(act => { void room('search').then(found => found && act(found)) }, [room])
}
