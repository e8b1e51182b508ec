// What every panel of the Training tab reads: the made map, the networks of its runs, and their colours as on the picture.
import { useDeferredValue, useMemo } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import type { InpcaMap } from '../../protocol/trajectories.ts'
import { useApp } from '../use-app.ts'
import { usePalette } from '../use-palette.ts'
import { fullName } from '../ui/format.ts'
import type { RunPaint } from './run-colours.ts'
import { paintOf } from './run-colours.ts'

export interface Runs {
  map: InpcaMap
  paint: RunPaint
  /** Name of run k: #12 tanh 64–64; of a network that has left the map, its number. */
  name: (run: number) => string
}

const NONE: readonly NetworkRow[] = []

/** Null until runs have been laid out. */
export function useRuns(): Runs | null {
  const map = useDeferredValue(useApp(state => state.trajectories.made?.map ?? null))
  const networks = useApp(state => state.map?.networks) ?? NONE
  const derived = useApp(state => state.derived)
  const colour = useApp(state => state.runs.colour)
  const theme = usePalette()
  return useMemo(() => {
    if (!map) return null
    const rows = new Map(networks.map(row => [row.id, row]))
    const name = (run: number): string => {
      const row = rows.get(map.ids[run])
      return row ? fullName(row) : `#${map.ids[run]}`
    }
    return { map, name, paint: paintOf({ colour }, map, networks, derived, theme) }
  }, [map, networks, derived, colour, theme])
}
