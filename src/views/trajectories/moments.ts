// Where every run of a picture stands at a moment of the clock, as a row and the share of the way to the next; and which rows are seen then. Pure.
import type { InpcaMap } from '../../protocol/trajectories.ts'
import type { Roads } from '../../store/trajectories/clock.ts'
import { momentOf } from '../../store/trajectories/clock.ts'
import type { Clock } from '../../store/trajectories/trajectories-state.ts'
import { seenFrom } from './runs-drawing.ts'
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

interface Placed { ids: Int32Array, starts: Uint32Array, steps: Uint32Array }
type Read = Pick<InpcaMap, 'progress' | 'loss' | 'error'>

/** Of every row of `to` the row of `from` of the same network after as many updates; −1: there is none. */
function twins(to: Placed, from: Placed): Int32Array {
  const rows = new Map<string, number>()
  from.ids.forEach((id, run) => { for (let row = from.starts[run]; row < from.starts[run + 1]; row++) rows.set(`${id} ${from.steps[row]}`, row) })
  const found = new Int32Array(to.steps.length)
  to.ids.forEach((id, run) => { for (let row = to.starts[run]; row < to.starts[run + 1]; row++) found[row] = rows.get(`${id} ${to.steps[row]}`) ?? -1 })
  return found
}

/** Rows of one layout of runs as rows of another of the same. */
export function rowsElsewhere(rows: Iterable<number>, from: Placed, to: Placed): number[] {
  const wanted = new Set(rows)
  const found: number[] = []
  twins(to, from).forEach((row, at) => { if (wanted.has(row)) found.push(at) })
  return found
}

/** What is known of checkpoints that were laid out otherwise, from where it is known; NaN where it is not. */
export function readingsOf(of: Placed, known: Placed & Read): Placed & Read {
  const from = twins(of, known)
  const read = (values: Float64Array) => Float64Array.from(from, row => row < 0 ? NaN : values[row] ?? NaN)
  return { ids: of.ids, starts: of.starts, steps: of.steps, progress: read(known.progress), loss: read(known.loss), error: read(known.error) }
}
