// Fewer networks for a chart that more of them would only fill. Pure.
import { evenly } from '../../core/evenly.ts'
import type { NetworkRow } from '../../core/network.ts'

/** More marks than this say no more. */
const MOST_DOTS = 1000

/** An even sample where there are more than `most`, and all that are selected or held, as long as those are fewer. */
export function thinned(networks: readonly NetworkRow[], ids: ReadonlySet<number>, most = MOST_DOTS): readonly NetworkRow[] {
  if (networks.length <= most) return networks
  const kept = new Set(evenly(networks.length, most))
  return networks.filter((row, k) => kept.has(k) || (ids.size < most && ids.has(row.id)))
}
