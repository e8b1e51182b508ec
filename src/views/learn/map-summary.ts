// What the colours do across the picture, for those who do not see it. Pure.
import { spearman } from '../../core/statistics.ts'
import type { NetworkRow } from '../../core/network.ts'
import type { Measure } from '../../store/measures.ts'
import { decimal, integer } from '../ui/format.ts'

/** A weaker order along an axis is not worth a sentence. */
const WORTH = 0.3

/**
 * Along which of the picture's axes a measure rises, by Spearman's ρ. `positions`: N × 2, row k of network k, the second column upwards.
 * Empty for a category, and where too few networks have a value.
 */
export function slopeInWords(networks: readonly NetworkRow[], positions: ArrayLike<number>, measure: Measure): string {
  if (measure.kind === 'category' || positions.length < 2 * networks.length) return ''
  const values = networks.map(measure.read)
  const along = [0, 1].map(axis => spearman(networks.map((_, row) => positions[2 * row + axis]), values))
  const [across, up] = along
  const named = [
    { ...across, way: across.rho > 0 ? 'to the right' : 'to the left' },
    { ...up, way: up.rho > 0 ? 'upwards' : 'downwards' },
  ].filter(({ rho, n }) => n > 9 && Math.abs(rho) >= WORTH).sort((a, b) => Math.abs(b.rho) - Math.abs(a.rho))
  if (across.n < 10) return ''
  if (named.length === 0) return `${measure.label} has no direction on the map.`
  return `${measure.label} rises ${named.map(({ way, rho }) => `${way} (ρ ${decimal(Math.abs(rho), 2)})`).join(' and ')}, n ${integer(across.n)}.`
}
