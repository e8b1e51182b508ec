// The front of accuracy against cost, as the panel draws it and the map rings it: against what the search aims at, unless somebody looks at the other cost.
import { useDeferredValue, useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { Weighed } from '../../core/search/pareto.ts'
import { paretoFront } from '../../core/search/pareto.ts'
import type { FrontCost, FrontGain } from '../../store/search/front.ts'
import { frontGain, weighed } from '../../store/search/front.ts'
import type { SearchState } from '../../store/search/search-state.ts'
import { useApp } from '../use-app.ts'
import { frontCost } from './cost-words.ts'
import { useMapMode } from './map-mode.ts'
import { useSearch } from './use-search.ts'

export interface Front { cost: FrontCost, all: readonly Weighed[], front: readonly Weighed[] }

export function useFront(): Front {
  const { aim } = useSearch().settings
  const cost = useMapMode().cost ?? frontCost(aim)
  const all = useWeighed(cost)
  const front = useMemo(() => paretoFront(all), [all])
  return { cost, all, front }
}

/** What a search that aims at a front has done for it; null of one that aims at accuracy alone, and before anybody landed. */
export function useFrontGain({ shown, settings: { aim } }: SearchState): FrontGain & { cost: FrontCost } | null {
  const cost = aim === 'score' ? null : aim
  const all = useWeighed(cost)
  return useMemo(() => {
    const gain = frontGain(shown, all)
    return gain && cost && { ...gain, cost }
  }, [shown, all, cost])
}

/** The networks of the map with what they cost; nobody without a cost. */
function useWeighed(cost: FrontCost | null): readonly Weighed[] {
  const networks = useDeferredValue(useApp(state => state.map?.networks) ?? NONE)
  const dataset = useApp(state => state.map?.manifest.dataset ?? null)
  return useMemo(() => cost ? weighed(networks, cost, dataset) : [], [networks, cost, dataset])
}

const NONE: readonly NetworkRow[] = []
