// How the networks of a map nest: the merge tree of their places or of their distances, with its leaves in an order to be drawn in.
import { copheneticCorrelation } from '../../src/core/clusters/cophenetic.ts'
import { leafOrderSteps } from '../../src/core/clusters/leaf-order.ts'
import { linkageSteps } from '../../src/core/clusters/linkage.ts'
import { positionOrder } from '../../src/core/clusters/position-order.ts'
import type { Steps } from '../../src/core/steps.ts'
import type { Hierarchy, HierarchyRequest, Places } from '../../src/protocol/geometry.ts'

/** The best order of leaves takes n³ operations: some 0.7 s at 2,000. Of more networks the tree goes from left to right as the map does. */
const MOST_FOR_BEST_ORDER = 2000

/** `distances`: condensed, in the order of the places: those between the networks, or those between their places. */
export function* hierarchyOf(distances: Float64Array, { ids, coordinates, dimensions }: Places, { method }: HierarchyRequest): Steps<Hierarchy> {
  const n = ids.length
  const linkage = yield* linkageSteps(distances, n, method)
  const best = n <= MOST_FOR_BEST_ORDER
  const order = best ? yield* leafOrderSteps(linkage, distances) : positionOrder(linkage, Float64Array.from(ids, (_, k) => coordinates[dimensions * k]))
  yield { stage: 'cophenetic correlation', share: 0 }
  return { ids: [...ids], merges: linkage.merges, order, best, cophenetic: copheneticCorrelation(linkage, distances) }
}
