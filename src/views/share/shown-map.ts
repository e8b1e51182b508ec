// Which ready-made map is on screen.
import type { MapView } from '../../store/state.ts'

/** Its name in the gallery; null for a map of one's own, or one that has grown since. */
export const shownMap = (map: MapView | null): string | null => map?.origin === 'ready-made' ? map.manifest.lineage?.base ?? null : null
