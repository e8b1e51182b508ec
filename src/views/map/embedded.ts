// One embedding as a map shows it: the standing one, or the second, which holds the same networks in other places. Pure.
import type { GeometrySettings } from '../../core/settings.ts'
import type { MapView, SecondMap } from '../../store/state.ts'

/** Row k of networks lies at positions[2k], positions[2k + 1]; space is N × 3 where the layout is three-dimensional. Immutable. */
export type Embedded = Pick<MapView, 'series' | 'networks' | 'positions' | 'space' | 'landed' | 'fresh'>

const NONE: ReadonlySet<number> = new Set()

/** The second map's places with the first one's networks; those that have left since are left out. */
export function besideOf(map: MapView, { ids, positions, space }: NonNullable<SecondMap['made']>): Embedded {
  const known = new Map(map.networks.map(row => [row.id, row]))
  const rows = [...ids.keys()].filter(row => known.has(ids[row]))
  const columns = (values: Float64Array, width: number) => Float64Array.from(rows.flatMap(row => [...values.subarray(width * row, width * row + width)]))
  return {
    series: map.series,
    networks: rows.map(row => known.get(ids[row])!),
    positions: columns(positions, 2),
    space: space && columns(space, 3),
    landed: NONE,
    fresh: NONE,
  }
}

/** Which embedding it is, in words: "Diffusion · last layer". */
export const embeddingName = ({ metric, layer }: Pick<GeometrySettings, 'metric' | 'layer'>): string =>
  [METRIC_NAMES[metric], usesLayer(metric) ? LAYER_NAMES[layer] : ''].filter(Boolean).join(' · ')

export const METRIC_NAMES: Record<GeometrySettings['metric'], string> = {
  diffusion: 'Diffusion', multi: 'Multi-scale', cka: 'CKA', procrustes: 'Procrustes', rsa: 'RSA', bhattacharyya: 'Bhattacharyya',
  wasserstein: 'Wasserstein', accuracy: 'Accuracy', 'hyper-parameters': 'Hyper-parameters',
}

export const LAYER_NAMES: Record<GeometrySettings['layer'], string> = { last: 'last layer', first: 'first layer', all: 'all layers' }

/** Whether a distance compares representations, which a layer has; predictions, accuracies and recipes have none. */
export const usesLayer = (metric: GeometrySettings['metric']): boolean => metric !== 'bhattacharyya' && metric !== 'accuracy' && metric !== 'hyper-parameters'
