// Where every run stands at the clock's moment, asked for by whoever draws or points: worked out once and kept while the clock stands.
import { useCallback, useRef } from 'react'
import type { AppState } from '../../store/state.ts'
import { useAppStore } from '../use-app.ts'
import { headsAt, seenRows } from './moments.ts'
import type { Scene } from './scene.ts'
import type { Shown } from './use-laid.ts'

/** Of each run the row (in parts) where it stands; of each row 0 (not seen), or how it is. */
export interface Moment { clock: AppState['clock'], starts: Uint32Array, heads: Float64Array, seen: Uint8Array }

export function useMoment(shown: Shown | null, scene: Scene): () => Moment {
  const store = useAppStore()
  const moment = useRef<Moment | null>(null)
  return useCallback(() => {
    const { clock } = store.getState()
    const before = moment.current
    if (before && before.clock === clock && before.starts === scene.starts) return before
    const heads = headsAt(shown?.roads ?? null, scene.starts, clock)
    const held = clock.at !== null && shown?.roads != null
    return moment.current = { clock, starts: scene.starts, heads, seen: seenRows(scene.starts, heads, held, clock.trail) }
  }, [store, scene.starts, shown])
}
