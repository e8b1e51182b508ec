// The networks on the map and those of them that are selected, as rows. Diverged networks can be selected too, but have no place in the charts.
// Both are deferred: the map answers a lasso at once, and the charts follow in slices that do not block it.
import { useDeferredValue, useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { Groups } from '../../store/state.ts'
import { useApp } from '../use-app.ts'

export interface Selected {
  networks: readonly NetworkRow[]
  ids: ReadonlySet<number>
  selected: readonly NetworkRow[]
  /** Selected, but diverged. */
  diverged: readonly NetworkRow[]
  /** Whether anything is selected. */
  selecting: boolean
  groups: Groups
  /** The selected and the held: whom a chart that thins its marks keeps. */
  marked: ReadonlySet<number>
}

export function useSelected(): Selected {
  const networks = useDeferredValue(useApp(state => state.map?.networks) ?? NONE)
  const broken = useDeferredValue(useApp(state => state.map?.diverged) ?? NONE)
  const ids = useDeferredValue(useApp(state => state.selection.ids))
  const groups = useDeferredValue(useApp(state => state.groups))
  return useMemo(() => ({
    networks, ids, groups,
    marked: groups.a.size + groups.b.size > 0 ? new Set([...ids, ...groups.a, ...groups.b]) : ids,
    selected: ids.size ? networks.filter(row => ids.has(row.id)) : NONE,
    diverged: ids.size ? broken.filter(row => ids.has(row.id)) : NONE,
    selecting: ids.size > 0,
  }), [networks, broken, ids, groups])
}

const NONE: readonly NetworkRow[] = []
