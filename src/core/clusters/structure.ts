// The whole cluster structure of anything with pairwise distances: probes of one network, or networks on the map.
import type { Steps } from '../steps.ts'
import { bestCommunitiesSteps } from './communities.ts'
import type { Communities } from './communities.ts'
import { copheneticCorrelation } from './cophenetic.ts'
import { leafOrderSteps } from './leaf-order.ts'
import type { Linkage, LinkageMethod } from './linkage.ts'
import { linkageSteps } from './linkage.ts'
import { neighbourGraph } from './neighbour-graph.ts'

export interface ClusterSettings {
  method: LinkageMethod
  /** Neighbours in the graph. */
  neighbours: number
  /** Of the community runs. */
  seed: number
  runs: number
}

export interface ClusterStructure {
  linkage: Linkage
  /** Optimal leaf order. */
  order: Int32Array
  /** null where undefined, see `copheneticCorrelation`. */
  copheneticCorrelation: number | null
  /** Edges of the nearest-neighbour graph. */
  edges: Uint32Array
  communities: Communities
}

/**
 * Merge tree, leaf order, cophenetic correlation, neighbour graph and communities from condensed distances among n ≥ 1 things. Nothing
 * here asks for coordinates: it serves probes on the distances of one layer, and networks on the map's. Average by default; for networks,
 * whose distances are not Euclidean, average or complete (the dendrogram of training runs) are the natural choices, and ward is a
 * recurrence without centroids, see `linkageSteps`.
 */
export function* clusterStructureSteps(distances: Float64Array, n: number, settings: Partial<ClusterSettings> = {}): Steps<ClusterStructure> {
  const { method = 'average', neighbours = 10, seed = 1, runs = 10 } = settings
  const linkage = yield* linkageSteps(distances, n, method)
  const order = yield* leafOrderSteps(linkage, distances)
  yield { stage: 'cophenetic correlation', share: 0 }
  const correlation = copheneticCorrelation(linkage, distances)
  yield { stage: 'neighbour graph', share: 0 }
  const edges = neighbourGraph(distances, n, neighbours)
  yield { stage: 'communities', share: 0 }
  const communities = yield* bestCommunitiesSteps(edges, n, seed, runs)
  return { linkage, order, copheneticCorrelation: correlation, edges, communities }
}
