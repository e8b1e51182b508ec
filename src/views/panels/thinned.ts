// Fewer networks for a chart that more of them would only fill. Pure.
import { evenly } from '../../core/evenly.ts'
import type { NetworkRow } from '../../core/network.ts'

/** Every k-th network where there are more than `most`, and all that are selected or held, as long as those are fewer. */
export function thinned(networks: readonly NetworkRow[], ids: ReadonlySet<number>, most: number): readonly NetworkRow[] {
  if (networks.length <= most) return networks
  const kept = new Set(evenly(networks.length, most))
  return networks.filter((row, k) => kept.has(k) || (ids.size < most && ids.has(row.id)))
}
