// The two groups as rows, deferred as the selection is: the map answers first.
import { useDeferredValue, useMemo } from 'react'
import type { NetworkRow } from '../../../core/network.ts'
import type { Measure } from '../../../store/measures.ts'
import { useApp } from '../../use-app.ts'
import type { Sides } from './compared.ts'
import { comparable, sidesOf } from './compared.ts'

const NONE: readonly NetworkRow[] = []

export function useSides(): { networks: readonly NetworkRow[], sides: Sides, measures: readonly Measure[] } {
  const networks = useDeferredValue(useApp(state => state.map?.networks) ?? NONE)
  const diverged = useDeferredValue(useApp(state => state.map?.diverged) ?? NONE)
  const groups = useDeferredValue(useApp(state => state.groups))
  const derived = useDeferredValue(useApp(state => state.derived))
  const sides = useMemo(() => sidesOf(groups, networks, diverged), [groups, networks, diverged])
  const measures = useMemo(() => comparable(networks, derived), [networks, derived])
  return { networks, sides, measures }
}
