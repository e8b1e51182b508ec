// What lies over the dots: outlines of groups, names of clusters, lines of trust, marks of what was brought, proposals. Each is fetched when it has something to show.
import { lazy, memo, Suspense } from 'react'
import type { NetworkRow } from '../../core/network.ts'
import { FIRST_BROUGHT } from '../../core/network.ts'
import type { Groups, Layers } from '../../store/state.ts'
import { loadSearch } from '../later.ts'
import type { Held } from '../search/places-seen.ts'
import { useApp } from '../use-app.ts'
import type { Size } from './view.ts'

const ClusterLabels = lazy(async () => ({ default: (await import('./ClusterLabels.tsx')).ClusterLabels }))
const LandedMarks = lazy(async () => ({ default: (await import('./LandedMarks.tsx')).LandedMarks }))
const TrustLines = lazy(async () => ({ default: (await import('./TrustLines.tsx')).TrustLines }))
const GroupOutlines = lazy(async () => ({ default: (await import('./GroupOutlines.tsx')).GroupOutlines }))
const ProposalMarks = lazy(async () => ({ default: (await loadSearch()).ProposalMarks }))

interface Props {
  /** Pixels, x, y by row. */
  places: Float64Array
  /** Potential units, x, y by row, as seen. */
  positions: Float64Array
  networks: readonly NetworkRow[]
  /** Ids that were put between the others of this very map. */
  landed: ReadonlySet<number>
  groups: Groups
  layers: Layers
  size: Size
  narrow: boolean
  /** Row that is pointed at, or selected alone; −1: none. */
  pointed: number
  /** Null where it is not the first map: what a search proposes lies on that. */
  seen: Held | null
}

export const MapOverlays = memo(function MapOverlays({ places, positions, networks, landed, groups, layers, size, narrow, pointed, seen }: Props) {
  const trustLines = useApp(state => state.trustLines)
  const named = useApp(state => state.cut.shown === true)
  const fromFiles = useApp(state => state.imports.some(({ ids }) => ids.length > 0))
  const brought = fromFiles || [...landed].some(id => id >= FIRST_BROUGHT)
  const asking = useApp(state => state.search !== null || state.tab === 'search')
  return (
    <Suspense>
      {trustLines && <TrustLines places={places} networks={networks} row={pointed} />}
      {layers.has('outlines') && groups.a.size + groups.b.size > 0 && <GroupOutlines places={places} positions={positions} networks={networks} groups={groups} />}
      {brought && <LandedMarks places={places} positions={positions} networks={networks} laid={landed} size={size} narrow={narrow} />}
      {seen && asking && <ProposalMarks places={places} networks={networks} seen={seen} />}
      {named && <ClusterLabels places={places} networks={networks} size={size} narrow={narrow} />}
    </Suspense>
  )
})
