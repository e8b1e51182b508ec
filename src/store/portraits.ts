// Measures what the map's representations are like, a few networks at a time, while nothing else is going on: what arrivals.ts has not come to
// while they trained, or what a file goes without. Points are on the map without it, and whoever begins something else stops it.
import type { StoreApi } from 'zustand'
import type { Dataset } from '../core/data/dataset.ts'
import type { Measures, NetworkRow } from '../core/network.ts'
import type { Services } from '../services/services.ts'
import type { Holdings } from './holdings.ts'
import { withMeasures } from './map-view.ts'
import { measuringBlock } from './selectors.ts'
import type { AppState, AppStore, MapView } from './state.ts'

/** Networks a question: few, so that others have their turn within a fraction of a second. */
export const BATCH = 6

/** What is measured comes to the views this often (ms): each time is a new map for all of them. */
const SHOW_EVERY = 2000

interface Turn { stopped: boolean, ended: Promise<void> }

export class Portraits {
  private turn: Turn | null = null

  constructor(private readonly store: StoreApi<AppStore>, private readonly services: Services, private readonly holdings: Holdings) {}

  /** Measures whoever on the map has not been measured, where the probes' labels are known and activations at hand. */
  begin(): void {
    this.stop()
    const { map } = this.store.getState()
    const ids = map ? unmeasured(map) : []
    if (!map || ids.length === 0 || measuringBlock(map)) return
    const turn: Turn = { stopped: false, ended: Promise.resolve() }
    this.turn = turn
    turn.ended = this.measure(turn, map, ids).finally(() => { if (this.turn === turn) this.turn = null })
  }

  /** What is under way comes to nothing; what was measured stays. Returns whether anything was under way. */
  stop(): boolean {
    const { turn } = this
    if (turn) turn.stopped = true
    this.turn = null
    this.tell(null)
    return turn !== null
  }

  /** When nothing is being measured any more. */
  async ended(): Promise<void> {
    await this.turn?.ended
  }

  private tell(portraits: AppState['portraits']): void {
    if (this.store.getState().portraits !== portraits) this.store.setState({ portraits })
  }

  /** Never rejects: what stood in the way is said where measures are looked for, and nowhere else. */
  private async measure(turn: Turn, map: MapView, ids: readonly number[]): Promise<void> {
    const { services, holdings } = this
    const total = ids.length
    let done = 0
    let found = new Map<number, Measures>()
    this.tell({ done, total, fault: null })
    const show = (): void => {
      this.store.setState(state => ({ map: state.map && withMeasures(state.map, found), portraits: { done, total, fault: null } }))
      found = new Map()
    }
    try {
      const labels = probeLabels(await services.data.dataset(map.manifest.dataset!))
      await holdings.comparableSession()
      let shown = services.now()
      while (done < total && !turn.stopped) {
        const portrayed = await services.geometry.portraits(ids.slice(done, done + BATCH), labels)
        if (turn.stopped) return
        for (const { id, portrait } of portrayed) found.set(id, portrait)
        done = Math.min(total, done + BATCH)
        if (done < total && services.now() - shown < SHOW_EVERY) continue
        show()
        shown = services.now()
      }
      if (!turn.stopped) this.tell(null)
    } catch (error) {
      if (turn.stopped) return
      show()
      this.tell({ done, total, fault: error instanceof Error ? error.message : String(error) })
    }
  }
}

/** A portrait has a walk mass, unless the map's scale or sigma changed after it was made. */
const unmeasured = (map: MapView): number[] => map.networks.filter((row: NetworkRow) => row.measures?.['walkMass'] === undefined).map(row => row.id)

/** What separation is measured by. */
export const probeLabels = ({ labels, probes }: Dataset): Int32Array => Int32Array.from(probes, probe => labels[probe])
