// What is asked of the map as it stands: how its networks nest, and which of their neighbours it keeps.
import type { Hierarchy, HierarchyRequest, MapTrust, Places, TrustRequest } from '../../protocol/geometry.ts'
import type { QuestionRow } from '../question-row.ts'
import type { MapView } from '../state.ts'
import { geometryBlock } from './blocks.ts'

const placesOf = ({ networks, positions, space }: MapView): Places =>
  ({ ids: networks.map(row => row.id), coordinates: space ?? positions, dimensions: space ? 3 : 2 })

/** Of the networks in the map's own order. */
export const hierarchy: QuestionRow<HierarchyRequest, Hierarchy> = {
  reads: ({ map }) => [map?.version],
  block: geometryBlock,
  async answer({ store, services, holdings }, request) {
    await holdings.session()
    return services.geometry.hierarchy(placesOf(store.getState().map!), request)
  },
}

export const trust: QuestionRow<TrustRequest, MapTrust> = {
  reads: ({ map }) => [map?.version],
  block: geometryBlock,
  async answer({ store, services, holdings }, request) {
    await holdings.session()
    return services.geometry.trust(placesOf(store.getState().map!), request)
  },
}
