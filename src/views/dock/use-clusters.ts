// The tree of the map's networks and its cut, for whoever draws them: the dock, and the names on the map.
import { useDeferredValue, useEffect, useMemo } from 'react'
import type { Column } from '../../core/enrichment.ts'
import type { Hierarchy } from '../../protocol/geometry.ts'
import type { Cluster } from '../../store/clusters.ts'
import { ClusterTree } from '../../store/clusters.ts'
import type { Measure } from '../../store/measures.ts'
import { measureOf } from '../../store/measures.ts'
import type { MapView } from '../../store/state.ts'
import type { ColourScale } from '../colour.ts'
import { colourScale } from '../colour.ts'
import { settingsAmong } from '../panels/hyper-values.ts'
import type { Answer } from '../use-answer.ts'
import { useAnswer } from '../use-answer.ts'
import { useApp } from '../use-app.ts'
import { usePalette } from '../use-palette.ts'

export interface Clusters {
  tree: ClusterTree | null
  /** Of the cut as it stands, from left to right. */
  clusters: readonly Cluster[]
  answer: Answer<Hierarchy>
  /** What the conditions are of. */
  measures: readonly Measure[]
}

/** `asking`: false while nobody looks. */
export function useClusters(asking = true): Clusters {
  const map = useDeferredValue(useApp(state => state.map))
  const { method, of, count } = useApp(state => state.cut)
  const derived = useApp(state => state.derived)
  const derive = useApp(state => state.derive)
  const answer = useAnswer('hierarchy', asking ? { method, of } : null)
  const tree = useMemo(() => asking && map && answer.value ? treeOf(answer.value, map) : null, [asking, map, answer.value])
  const clusters = useMemo(() => tree ? tree.cut(count) : NONE, [tree, count])
  const measures = useMemo(() => map ? namingMeasures(map) : NO_MEASURES, [map])
  // So that the map can be coloured by it, and every panel can use it.
  useEffect(() => {
    if (!tree) return
    const measure = tree.measure(count)
    if (!derived.includes(measure)) derive('clusters', [measure])
  }, [tree, count, derived, derive])
  return { tree, clusters, answer, measures }
}

/** The colours that the map has where it is coloured by cluster. */
export function useClusterColours(tree: ClusterTree | null, count: number): ColourScale {
  const theme = usePalette()
  return useMemo(() => colourScale(tree?.measure(count) ?? measureOf('family'), [], { log: false, invert: false, theme }), [tree, count, theme])
}

const NONE: readonly Cluster[] = []
const NO_MEASURES: readonly Measure[] = []

/** What is set before training; the number of parameters follows from the others. */
const namingMeasures = ({ networks }: MapView): Measure[] => settingsAmong(networks).filter(({ key }) => key !== 'parameters')

/** One tree an answer, whoever asks. */
const trees = new WeakMap<Hierarchy, { networks: MapView['networks'], positions: Float64Array, tree: ClusterTree | null }>()

/** Null where the answer is of networks that the map no longer has. */
function treeOf(hierarchy: Hierarchy, map: MapView): ClusterTree | null {
  const { networks, positions } = map
  const standing = trees.get(hierarchy)
  if (standing?.networks === networks && standing.positions === positions) return standing.tree
  const rowOf = new Map(networks.map((network, row) => [network.id, row]))
  const rows = hierarchy.ids.map(id => rowOf.get(id) ?? -1)
  const columns = namingMeasures(map).map(({ key, read }): Column => ({ key, values: rows.map(row => row < 0 ? NaN : read(networks[row])) }))
  const tree = rows.includes(-1) ? null : new ClusterTree(hierarchy, columns, Float64Array.from(rows.flatMap(row => [positions[2 * row], positions[2 * row + 1]])))
  trees.set(hierarchy, { networks, positions, tree })
  return tree
}
