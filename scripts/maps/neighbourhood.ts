// Who lies next to whom on a map, as its dots are drawn.
import type { NetworkRow } from '../../src/core/network.ts'
import type { MapHead } from '../../src/formats/map-file.ts'

/** Networks looked at around each. */
const NEAREST = 10

/** `nearest[k]`: places in `rows` of the ten (or all others) nearest to network k, the nearest first; of equally near ones the first comes first. */
export interface Neighbourhood { rows: NetworkRow[], nearest: number[][] }

export function neighbourhoodOf({ networks, ids, embedding }: MapHead): Neighbourhood {
  const known = new Map(networks.map(row => [row.id, row]))
  const rows = ids.map(id => known.get(id)!)
  const places = rows.map((_, k) => k)
  const nearest = places.map(from => {
    const apart = places.map(to => (embedding[2 * from] - embedding[2 * to]) ** 2 + (embedding[2 * from + 1] - embedding[2 * to + 1]) ** 2)
    return places.filter(to => to !== from).sort((a, b) => apart[a] - apart[b] || a - b).slice(0, NEAREST)
  })
  return { rows, nearest }
}

/** The share of nearest networks that have the same value, on average, and of any others. */
export function shareAlike({ rows, nearest }: Neighbourhood, of: (row: NetworkRow) => unknown): { share: number, chance: number } {
  const values = rows.map(of)
  const counts = new Map<unknown, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const pairs = nearest.reduce((sum, { length }) => sum + length, 0)
  const share = nearest.reduce((sum, near, k) => sum + near.filter(other => values[other] === values[k]).length, 0) / pairs
  const chance = [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0) / (rows.length * (rows.length - 1))
  return { share, chance }
}
