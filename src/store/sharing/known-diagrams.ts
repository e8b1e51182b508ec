// Persistence diagrams that a panel has asked for, as a map file keeps them, and back into the panel's slot when the file is opened.
import { diagramAt, packDiagrams } from '../../core/persistence/packed.ts'
import { shapeMeasures } from '../../core/persistence/shape-measures.ts'
import type { NetworkDiagrams } from '../../formats/map-file.ts'
import type { PackedDiagrams } from '../../protocol/topology.ts'
import { keyOf, slotOf } from '../answers.ts'
import type { AppState } from '../state.ts'

const SLOT = slotOf('diagrams', 'all')

/** Those of every network on the map; null until all are computed. */
export function diagramsKnown(state: AppState): Map<number, NetworkDiagrams> | null {
  const entry = state.answers.get(SLOT)
  if (!state.map || !entry?.whole || entry.key !== keyOf(state, 'diagrams', 'all')) return null
  const { ids, pieces, loops } = entry.value as PackedDiagrams
  return new Map(Array.from(ids, (id, k) => [id, { pieces: diagramAt(pieces, k), loops: diagramAt(loops, k) }]))
}

/** The answers with what a file says of the map on screen; as they are where it does not say it of every network. */
export function withDiagrams(state: AppState, diagrams: ReadonlyMap<number, NetworkDiagrams>): AppState['answers'] {
  const ids = state.map?.networks.map(row => row.id) ?? []
  const found = ids.flatMap(id => diagrams.get(id) ?? [])
  if (found.length < ids.length || ids.length === 0) return state.answers
  const value: PackedDiagrams = {
    ids: Uint32Array.from(ids), pieces: packDiagrams(found.map(({ pieces }) => pieces)), loops: packDiagrams(found.map(({ loops }) => loops)),
    measures: Float64Array.from(found.flatMap(({ pieces, loops }) => [...shapeMeasures(pieces, loops)])),
  }
  return new Map([...state.answers, [SLOT, { key: keyOf(state, 'diagrams', 'all'), value, whole: true, share: null, fault: null }]])
}
