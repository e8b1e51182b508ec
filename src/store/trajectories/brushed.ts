// Checkpoints that were chosen on a picture, and the one selection of networks that follows them. Pure.
import type { InpcaMap } from '../../protocol/trajectories.ts'
import type { AppState } from '../state.ts'

type Roads = Pick<InpcaMap, 'ids' | 'starts'>
type How = 'replace' | 'add' | 'remove'

/** The run of a row. */
export function runOf({ starts }: Pick<InpcaMap, 'starts'>, row: number): number {
  let [from, to] = [0, starts.length - 1]
  while (to - from > 1) {
    const middle = (from + to) >> 1
    if (starts[middle] <= row) from = middle
    else to = middle
  }
  return from
}

const idsOf = (map: Roads, rows: Iterable<number>): Set<number> => new Set(Array.from(rows, row => map.ids[runOf(map, row)]))

/** Which rows are brushed then, and which networks are selected, added or removed for it. */
export function brushing(map: Roads, { trajectories: { brushed: standing }, choosing }: Pick<AppState, 'trajectories' | 'choosing'>, rows: readonly number[], how: How): { brushed: ReadonlySet<number>, ids: Set<number>, really: How } {
  const last = map.starts[map.starts.length - 1]
  const known = rows.filter(row => Number.isInteger(row) && row >= 0 && row < last)
  const really = how === 'replace' && known.length > 0 ? choosing : how
  if (really !== 'remove') return { brushed: new Set(really === 'add' ? [...standing, ...known] : known), ids: idsOf(map, known), really }
  const gone = new Set(known)
  const left = new Set([...standing].filter(row => !gone.has(row)))
  const still = idsOf(map, left)
  return { brushed: left, ids: new Set([...idsOf(map, known)].filter(id => !still.has(id))), really }
}

/** Rows whose run is still selected; the same set where that is all of them. */
export function stillBrushed({ trajectories: { made, brushed }, selection }: Pick<AppState, 'trajectories' | 'selection'>): ReadonlySet<number> {
  if (brushed.size === 0 || !made) return brushed
  const left = [...brushed].filter(row => selection.ids.has(made.map.ids[runOf(made.map, row)]))
  return left.length === brushed.size ? brushed : new Set(left)
}
