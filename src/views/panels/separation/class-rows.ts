// From what a worker says of networks class by class to the rows and cells that are drawn. Pure.
import { evenly } from '../../../core/evenly.ts'
import { closestClasses } from '../../../core/separation/by-class.ts'
import { median, quantileSorted } from '../../../core/statistics.ts'
import type { Classes } from '../../../protocol/spectra.ts'
import type { NetworkSet } from '../use-sets.ts'

/** Networks that are asked about: more say no more of the classes. */
export const MOST_ASKED = 50

/** Each set thinned evenly so that all together are at most `most`, as ids. */
export function sampledSets(sets: readonly NetworkSet[], ids: readonly number[], most = MOST_ASKED): { key: NetworkSet['key'], name: string, of: number, ids: number[] }[] {
  const share = Math.floor(most / Math.max(1, sets.length))
  return sets.map(({ key, name, rows }) => ({ key, name, of: rows.length, ids: evenly(rows.length, share).map(place => ids[rows[place]]) }))
}

export type SampledSet = ReturnType<typeof sampledSets>[number]

type Network = Classes['networks'][number]

/** One class in one set of networks. */
export interface ClassPart {
  key: NetworkSet['key']
  /** Silhouettes: of the class's probes for one network; of several networks each one's mean over the class. */
  values: readonly number[]
  /** Of a single network the class's mean, which is what its silhouette is; of several the median of theirs. */
  middle: number
  low: number
  high: number
  /** Share of the class's scatter about the centre of all probes that lies between classes (median over networks), 0 to 1. */
  between: number
}

export interface ClassRow { label: number, name: string, parts: ClassPart[] }

export function classRows({ networks }: Classes, sets: readonly SampledSet[], names: readonly string[]): ClassRow[] {
  const all = new Map(networks.map(network => [network.id, network]))
  const members = sets.map(set => ({ key: set.key, found: set.ids.flatMap(id => all.get(id) ?? []) })).filter(({ found }) => found.length > 0)
  const first = members[0]?.found[0]
  if (!first?.silhouettes) return []
  return Array.from(first.labels, (label, c) => ({
    label,
    name: names[label] ?? String(label),
    parts: members.map(({ key, found }): ClassPart => {
      const single = found.length === 1
      const values = single ? silhouettesOf(found[0], c) : found.map(network => network.silhouetteByClass?.[c] ?? NaN)
      const sorted = Float64Array.from(values).filter(Number.isFinite).sort()
      return {
        key, values,
        middle: single ? found[0].silhouetteByClass![c] : quantileSorted(sorted, 0.5),
        low: quantileSorted(sorted, 0.25),
        high: quantileSorted(sorted, 0.75),
        between: median(found.map(({ between, within }) => between[c] / (between[c] + within[c]))),
      }
    }),
  }))
}

const silhouettesOf = ({ of, silhouettes }: Network, c: number): number[] => Array.from(silhouettes ?? []).filter((_, k) => of[k] === c)

/** Mean distances between classes in units of each network's own mean distance, medians over the networks of a set; null where nothing lies apart. */
export interface ClassDistances { key: NetworkSet['key'], name: string, labels: readonly number[], distances: Float64Array, closest: { a: number, b: number, distance: number } | null }

export function classDistances({ networks }: Classes, set: SampledSet): ClassDistances | null {
  const own = new Set(set.ids)
  const found = networks.filter(({ id, meanDistance }) => own.has(id) && meanDistance > 0)
  if (found.length === 0) return null
  const { labels } = found[0]
  const distances = Float64Array.from({ length: labels.length ** 2 }, (_, at) => median(found.map(network => network.distances[at] / network.meanDistance)))
  return { key: set.key, name: set.name, labels: Array.from(labels), distances, closest: closestClasses({ distances, labels }) }
}

/** Both ends of what is drawn of silhouettes, on quarters, and 0 among them. */
export function silhouetteDomain(rows: readonly ClassRow[]): [number, number] {
  let [low, high] = [0, 0]
  for (const { parts } of rows) {
    for (const { values } of parts) {
      for (const value of values) if (Number.isFinite(value)) { low = Math.min(low, value); high = Math.max(high, value) }
    }
  }
  return [Math.floor(low * 4) / 4, Math.max(0.25, Math.ceil(high * 4) / 4)]
}

/** CKA of a set's networks with the labels, median; NaN where it is undefined for all. */
export function alignmentOf({ networks }: Classes, set: SampledSet): number {
  const own = new Set(set.ids)
  return median(networks.filter(({ id }) => own.has(id)).map(({ cka }) => cka ?? NaN))
}
