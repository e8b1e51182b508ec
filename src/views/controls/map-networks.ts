// What the networks of the map on screen have, one hyper-parameter at a time.
import { useDeferredValue, useMemo } from 'react'
import type { Hyperparameters } from '../../core/network.ts'
import { useApp } from '../use-app.ts'

/** One value per network on the map that we know it of; null before there is a map. */
export function useHyper<K extends keyof Hyperparameters>(key: K): readonly Hyperparameters[K][] | null {
  const networks = useDeferredValue(useApp(state => state.map?.networks ?? null))
  return useMemo(() => networks?.flatMap(row => row.hyper ? [row.hyper[key]] : []) ?? null, [networks, key])
}
