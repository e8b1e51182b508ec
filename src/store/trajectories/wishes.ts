// What the notebook wants of the trajectories room, as keys: while a key stands, nothing is made again.
import { turnOf } from '../selectors.ts'
import type { AppState } from '../state.ts'
import type { Picture } from './trajectories-state.ts'

export const shows = ({ panes }: AppState, picture: Picture): boolean => panes.first === picture || panes.second === picture

/** The networks that are compared, on which probes. */
export function runsOf(state: AppState): string {
  const { map, runs, training } = state
  if (!map) return ''
  return `${map.series} ${training !== null} ${runs.probes} ${map.networks.map(({ id }) => { const turn = turnOf(state, id); return turn ? `${id}:${turn}` : id }).join()}`
}

/** Everything that another picture, or another source of runs, would follow from. */
export function wishOf(state: AppState): string {
  const { panes, runs, vault, ownData, engines, trajectories: { source } } = state
  const shown = [panes.first, panes.second].filter(picture => picture === 'null' || picture === 'through').sort()
  // What is kept, which data are here and how fast the CPU is count while somebody is missing.
  const missing = source === null || source.again + source.never > 0 ? [vault.networks, vault.session, ownData?.length, engines.cpu !== null] : []
  return JSON.stringify([runsOf(state), shown, runs.weights, shown.includes('through') && [runs.dimensions, state.map?.manifest.geometry], missing])
}
