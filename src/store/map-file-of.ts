// The map on screen as a file takes it: how it is looked at from the notebook, every distance and activation from the geometry session, shapes that panels
// asked for, and what was kept of training from the vault.
import type { Checkpoints, NetworkRow } from '../core/network.ts'
import type { MapFile, MapManifest } from '../formats/map-file.ts'
import { mapDistances } from './map-distances.ts'
import { headOf, measureColumns } from './map-view.ts'
import { provenanceOf } from './provenance.ts'
import type { Session } from './session.ts'
import { keptWeights } from './session.ts'
import { diagramsKnown } from './sharing/known-diagrams.ts'
import type { FileOptions } from './sharing/rooms.ts'
import { writeView } from './sharing/view.ts'
import type { AppState, MapView } from './state.ts'

/** Checkpoints and states that a file takes along (bytes): they are all in memory at once while it is written. */
const MOST_ALONG = 384 * 2 ** 20

const NOTHING = (): void => undefined

/** `say` hears what the file goes without. */
export async function mapFileOf(session: Session, map: MapView, { activations, checkpoints }: FileOptions, say: (sentence: string) => void = NOTHING): Promise<MapFile> {
  const { store, holdings } = session
  const along = activations && map.comparable ? await holdings.representations() : null
  const distances = await mapDistances(session, map)
  const known = new Set(map.networks.map(row => row.id))
  const head = headOf(map)
  const details = head.networks.flatMap(row => holdings.details.get(row.id) ?? [])
  const diagrams = diagramsKnown(store.getState())
  return {
    ...head,
    manifest: asSeen(head.manifest, store.getState(), map),
    detail: { distances, details, measures: measureColumns(map) },
    activations: along && along.filter(network => known.has(network.id)).sort((a, b) => a.id - b.id),
    ...diagrams && { diagrams },
    ...checkpoints && await keptOnTheWay(session, map, head.networks, say),
  }
}

/** With how it is looked at, and what made it. */
const asSeen = (manifest: MapManifest, state: AppState, map: MapView): MapManifest => ({ ...manifest, view: writeView({ ...state, map }), provenance: provenanceOf(map) })

/** Checkpoints, states and predictions, as far as they are kept; none where they are too many. */
async function keptOnTheWay(
  session: Session, map: MapView, networks: readonly NetworkRow[], say: (sentence: string) => void,
): Promise<Pick<MapFile, 'checkpoints' | 'states' | 'probabilities'>> {
  const checkpoints = new Map(await checkpointsBeside(session, map))
  const states: NonNullable<MapFile['states']> = new Map()
  const probabilities: NonNullable<MapFile['probabilities']> = new Map()
  let bytes = 0
  for (const { id } of networks) {
    const kept = await keptWeights(session, id)
    if (kept?.checkpoints) checkpoints.set(id, kept.checkpoints)
    if (kept?.state) states.set(id, kept.state)
    if (kept?.probabilities) probabilities.set(id, kept.probabilities)
    bytes += (kept?.checkpoints ? wayBytes(kept.checkpoints) : 0) + 3 * (kept?.state?.weights.byteLength ?? 0)
    if (bytes <= MOST_ALONG) continue
    say(`The file goes without checkpoints and weights: with them it would be larger than ${MOST_ALONG / 2 ** 20} MB. Each network's can be downloaded by itself.`)
    return {}
  }
  return { ...checkpoints.size > 0 && { checkpoints }, ...states.size > 0 && { states }, ...probabilities.size > 0 && { probabilities } }
}

/** Of what was said on the way, in single precision. */
export const wayBytes = ({ probabilities, activations, train }: Checkpoints): number => probabilities.byteLength + (activations?.byteLength ?? 0) + (train?.byteLength ?? 0)

/** Of a ready-made map that came with some and still stands as it came. */
export async function checkpointsBeside({ services }: Session, map: MapView): Promise<NonNullable<MapFile['checkpoints']>> {
  if (!map.manifest.parts.checkpoints) return new Map()
  return services.maps.checkpoints({ ...headOf(map), manifest: map.manifest }).catch(() => new Map<number, never>())
}
