// Where every run of a picture stands at a moment of the clock, as a row and the share of the way to the next; and which rows are seen then. Pure.
import type { Roads } from '../../store/trajectories/clock.ts'
import { momentOf } from '../../store/trajectories/clock.ts'
import type { Clock } from '../../store/trajectories/trajectories-state.ts'
import { seenFrom } from './draw-runs.ts'
import { endsOf } from './scene.ts'

/** R numbers: 12.25 is a quarter of the way from row 12 to row 13. Without a clock all stand at their ends. */
export function headsAt(roads: Roads | null, starts: ArrayLike<number>, clock: Pick<Clock, 'by' | 'at'>): Float64Array {
  if (clock.at === null || !roads) return endsOf(starts)
  return Float64Array.from({ length: starts.length - 1 }, (_, run) => {
    const { before, fraction } = momentOf(roads, run, clock)
    return before + fraction
  })
}

/** N: 2 where a checkpoint has been passed (or is where its run stands), 1 where it is still to come but drawn, 0 where nothing of it is seen. */
export function seenRows(starts: ArrayLike<number>, heads: Float64Array, clocked: boolean, trail: Clock['trail']): Uint8Array {
  const seen = new Uint8Array(starts[starts.length - 1])
  heads.forEach((head, run) => {
    const last = Math.floor(head)
    seen.fill(2, trail === 'none' ? last : seenFrom(starts[run], head, trail), last + 1)
    if (clocked && trail === 'path') seen.fill(1, last + 1, starts[run + 1])
  })
  return seen
}

/** The rows of one layout of runs in another of the same: by network, and by the number of updates. −1: not there. */
export function rowsElsewhere(rows: Iterable<number>, from: Placed, to: Placed): number[] {
  const runs = new Map(Array.from(to.ids, (id, run) => [id, run]))
  const found: number[] = []
  for (const row of rows) {
    let own = 0
    while (from.starts[own + 1] <= row) own++
    const run = runs.get(from.ids[own])
    if (run === undefined) continue
    for (let at = to.starts[run]; at < to.starts[run + 1]; at++) if (to.steps[at] === from.steps[row]) found.push(at)
  }
  return found
}

interface Placed { ids: Int32Array, starts: Uint32Array, steps: Uint32Array }
