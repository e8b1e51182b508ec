// What the trust panel and the map read off an answer: the neighbours that strayed, shares, and measures by network. Pure.
import { median } from '../../core/statistics.ts'
import type { MapTrust, TrustRequest } from '../../protocol/geometry.ts'
import type { NumberMeasure } from '../../store/measures.ts'

/** Neighbours that are asked for, by distance. */
export const NEIGHBOURS = { k: 10, of: 'distances' } as const satisfies TrustRequest
/** The same by the distances that PHATE draws. */
export const DRAWN = { k: 10, of: 'potential' } as const satisfies TrustRequest

const rows = new WeakMap<MapTrust, Map<number, number>>()

function rowOf(trust: MapTrust, id: number): number | null {
  let known = rows.get(trust)
  if (!known) {
    known = new Map(trust.ids.map((one, row) => [one, row]))
    rows.set(trust, known)
  }
  return known.get(id) ?? null
}

/** Of a network's nearest by distance those that are not among its nearest on the map, nearest first; null where it was not asked about. */
export function strayedFrom(trust: MapTrust, id: number): number[] | null {
  const row = rowOf(trust, id)
  if (row === null) return null
  const { k, neighbours, near, ids } = trust
  return Array.from({ length: k }, (_, at) => row * k + at).filter(at => !near[at]).map(at => ids[neighbours[at]])
}

/** Networks by how many of their k nearest are kept: 0 … k. */
export function keptCounts({ k, kept }: Pick<MapTrust, 'k' | 'kept'>): number[] {
  const counts = Array.from({ length: k + 1 }, () => 0)
  for (const share of kept) counts[Math.round(k * share)]++
  return counts
}

/** Mean number of neighbours kept, and the median rank correlation of all distances from a network. */
export const summary = ({ k, kept, order }: Pick<MapTrust, 'k' | 'kept' | 'order'>): { kept: number, order: number } =>
  ({ kept: k * kept.reduce((sum, share) => sum + share, 0) / kept.length, order: median(order) })

const measures = new WeakMap<MapTrust, readonly [kept: NumberMeasure, distortion: NumberMeasure]>()

/** What the map can be coloured by: neighbours kept (many is good), and how far the order of distances is distorted (1 − ρ, 0 is none). */
export function trustMeasures(trust: MapTrust): readonly [kept: NumberMeasure, distortion: NumberMeasure] {
  const standing = measures.get(trust)
  if (standing) return standing
  const of = (values: Float64Array) => (id: number): number => values[rowOf(trust, id) ?? -1] ?? NaN
  const [kept, order] = [of(trust.kept), of(trust.order)]
  const common = { kind: 'number', group: 'derived', log: false } as const
  const made = [
    {
      ...common, key: 'derived:trust kept', label: 'Neighbours kept', words: `share of the ${trust.k} nearest kept`, integer: false, digits: 1, domain: [0, 1],
      read: (row: { id: number }) => kept(row.id),
    },
    {
      ...common, key: 'derived:trust distortion', label: 'Distance distorted', words: 'distance distorted, 1 − ρ', integer: false, digits: 3, domain: null,
      read: (row: { id: number }) => 1 - order(row.id),
    },
  ] satisfies [NumberMeasure, NumberMeasure]
  measures.set(trust, made)
  return made
}
