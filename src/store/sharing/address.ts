// The address bar says what is on screen: rewritten a moment after the last change, never while networks are trained, and nothing is added to the history.
import type { StoreApi } from 'zustand'
import type { PageService } from '../../services/page.ts'
import type { AppState, AppStore } from '../state.ts'
import { madeLink } from './make-link.ts'

/** Milliseconds without a change. */
const REST = 400

/** What a link says. */
const SEEN: readonly (keyof AppState)[] = [
  'map', 'look', 'layers', 'colour', 'tab', 'dock', 'leftFolded', 'selection', 'groups', 'brushes', 'cut', 'entropy', 'trustLines', 'open', 'second', 'dataset', 'recipe', 'geometry', 'training', 'followed',
  'panes', 'runs', 'clock', 'search',
]

/** From now on; `first`: the map that the page shows to whoever comes without a link. An address that says the same already is left alone. */
export function keepAddress(store: StoreApi<AppStore>, page: PageService, first: string): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let written = page.address()
  const write = (): void => {
    const state = store.getState()
    // A link whose networks are not here yet stands until they are.
    if (state.training || !state.map || state.brushing || (state.followed && state.followed.phase !== 'done')) return
    const { address } = madeLink(state, { selection: true, camera: true, hideRail: false }, page.address(), first)
    if (address === written) return
    written = address
    page.say(address)
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(write, REST)
  }
  store.subscribe((now, before) => { if (SEEN.some(key => now[key] !== before[key])) soon() })
  // What was pressed before this was here has changed something already.
  soon()
}
