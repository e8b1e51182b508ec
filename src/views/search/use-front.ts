// The front of accuracy against cost, as the panel draws it and the map rings it: against what the search aims at, unless somebody looks at the other cost.
import { useDeferredValue, useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { Weighed } from '../../core/search/pareto.ts'
import { paretoFront } from '../../core/search/pareto.ts'
import type { FrontCost } from '../../store/search/front.ts'
import { weighed } from '../../store/search/front.ts'
import { useApp } from '../use-app.ts'
import { frontCost } from './cost-words.ts'
import { useMapMode } from './map-mode.ts'
import { useSearch } from './use-search.ts'

export interface Front { cost: FrontCost, all: readonly Weighed[], front: readonly Weighed[] }

export function useFront(): Front {
  const networks = useDeferredValue(useApp(state => state.map?.networks) ?? NONE)
  const dataset = useApp(state => state.map?.manifest.dataset ?? null)
  const { aim } = useSearch().settings
  const cost = useMapMode().cost ?? frontCost(aim)
  return useMemo(() => {
    const all = weighed(networks, cost, dataset)
    return { cost, all, front: paretoFront(all) }
  }, [networks, cost, dataset])
}

const NONE: readonly NetworkRow[] = []
