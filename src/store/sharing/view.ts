// The one table of what a view is: name, how it is read, how it is written.
import type { AppState } from '../state.ts'
import type { ViewRecord } from './view-record.ts'

/** What came of reading one for the map on screen: what the notebook takes over, and a sentence for each key that could not be followed. */
export interface ReadView { change: Partial<AppState>, faults: readonly string[] }

/** What differs from the page's defaults. */
export function writeView(_state: AppState): ViewRecord {
  return {}
}

/** Believes nothing of the record; `state` has the map that it is read for. */
export function readView(_record: unknown, _state: AppState): ReadView {
  return { change: {}, faults: [] }
}
