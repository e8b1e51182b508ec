// A ready-made map put on screen in place of what stands, looked at as a view says.
import { formOf } from '../initial-state.ts'
import { mapFromHead } from '../map-view.ts'
import { sentenceOf } from '../run-context.ts'
import { NOTHING_CHOSEN } from '../selection.ts'
import type { Session } from '../session.ts'
import { showView } from './show-view.ts'

/** False where something stood in the way, which a notice says. `view`: believed in nothing; left out, the map's own, where it has one. */
export async function openReadyMade(session: Session, name: string, view?: unknown): Promise<boolean> {
  const { store, services, holdings, portraits, notify } = session
  try {
    const head = await services.maps.readyMade(name)
    if (store.getState().training) {
      notify('warn', `The map ${name} was not opened: stop the training first.`)
      return false
    }
    if (session.landing) await session.landing
    portraits.stop()
    holdings.hold(head, null, null)
    const { dataset, recipe, geometry } = head.manifest
    store.setState(state => ({
      map: mapFromHead(head, 'ready-made', true, (state.map?.version ?? 0) + 1), mapFault: null, ...NOTHING_CHOSEN, followed: null,
      ...formOf(state, dataset, recipe), geometry, faults: {}, datasetFaults: {}, geometryFaults: {},
    }))
    const looked = view ?? head.manifest.view
    if (looked) showView(session, looked)
    void holdings.detail().catch(() => undefined) // fetched ahead; whoever needs it hears of the failure
    return true
  } catch (error) {
    notify('danger', `The map ${name} could not be shown: ${sentenceOf(error)}`)
    return false
  }
}
