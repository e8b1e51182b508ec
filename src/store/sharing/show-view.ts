// A view laid over the map that stands: from a link, a card of the gallery, a file or a session that was kept.
import type { Session } from '../session.ts'
import { readView } from './view.ts'

/**
 * Takes the record over; what cannot be followed is as the page begins, and is said in one notice. `record`: believed in nothing. `heard`: hears
 * the sentences instead of the notice.
 */
export function showView(session: Session, record: unknown, heard?: (faults: readonly string[]) => void): void {
  const { store, notify } = session
  const { change: { second, open, tab, ...change }, faults } = readView(record, store.getState())
  store.setState({ ...change, second: null, open: null, tab: tab ?? 'selection', choosing: 'replace', brushing: false })
  const { setSecond, openNetwork, setTab } = store.getState()
  if (second) setSecond(second.settings)
  if (open) {
    // Opening turns to the network's own tab; the view says which one was read.
    void openNetwork(open.id)
    if (tab) setTab(tab)
  }
  if (faults.length === 0) return
  if (heard) heard(faults)
  else notify('info', faults.length === 1 ? `Part of the view could not be followed. ${faults[0]}` : `${faults.length} parts of the view could not be followed. The first: ${faults[0]}`)
}
