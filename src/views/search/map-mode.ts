// What the Search tab has the map do that is no part of the notebook: wait for a click that names a place, and put rings about the front.
import { useSyncExternalStore } from 'react'
import type { FrontCost } from '../../store/search/front.ts'

interface MapMode {
  /** The next click on the map names the place that is asked about. */
  picking: boolean
  /** The networks that no cheaper one matches wear rings. */
  front: boolean
  /** Which cost their accuracy is held against; null: what the search aims at. */
  cost: FrontCost | null
}

let mode: MapMode = { picking: false, front: false, cost: null }
const listeners = new Set<() => void>()

export function setMapMode(change: Partial<MapMode>): void {
  mode = { ...mode, ...change }
  for (const tell of listeners) tell()
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => { listeners.delete(tell) }
}

export const useMapMode = (): MapMode => useSyncExternalStore(subscribe, () => mode)
