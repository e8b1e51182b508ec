// The ready-made maps: what there is to choose from, and opening one.
import { galleryFrom } from '../../formats/gallery-index.ts'
import type { MapHead } from '../../formats/map-file.ts'
import { formOf } from '../initial-state.ts'
import { mapFromHead } from '../map-view.ts'
import { sentenceOf } from '../run-context.ts'
import { NOTHING_CHOSEN } from '../selection.ts'
import type { Session } from '../session.ts'
import type { GalleryEntry, GalleryRoom } from './rooms.ts'
import { showView } from './show-view.ts'

export function roomOf(session: Session): GalleryRoom {
  const { store, services, notify } = session
  let listing: Promise<readonly GalleryEntry[]> | null = null
  let turn = 0

  const list = (): Promise<readonly GalleryEntry[]> => {
    listing ??= services.maps.gallery().then(galleryFrom).catch((error: unknown) => {
      listing = null // asked again the next time
      throw error
    })
    return listing
  }

  /** Whatever happens, the map on screen stays until the other one is there. Of several that are asked for, the last is shown. */
  async function open(name: string, view?: unknown): Promise<boolean> {
    const mine = ++turn
    const coming = store.getState().training ? null : services.maps.readyMade(name) // while the list comes
    coming?.catch(() => undefined) // told below
    const entry = (await list().catch(() => [])).find(one => one.name === name)
    const title = entry?.title ?? name
    const busy = (): boolean => {
      if (!store.getState().training) return false
      notify('warn', `“${title}” was not opened: stop the training first.`)
      return true
    }
    if (busy()) return false
    let head: MapHead
    try {
      head = await (coming ?? services.maps.readyMade(name))
    } catch (error) {
      if (mine === turn) notify('danger', `“${title}” could not be opened: ${sentenceOf(error)}`)
      return false
    }
    if (session.landing) await session.landing
    if (mine !== turn || busy()) return false
    const about = head.manifest.about ?? entry?.about
    showReadyMade(session, about === undefined ? head : { ...head, manifest: { ...head.manifest, about } }, view ?? entry?.view ?? head.manifest.view ?? {})
    return true
  }

  return { list, open }
}

/** In place of the map on screen, whose session the keeper leaves as it is; the form follows, as with a map from a file. */
function showReadyMade(session: Session, head: MapHead, view: unknown): void {
  const { store, holdings, portraits } = session
  portraits.stop()
  holdings.hold(head, null, null)
  const { dataset, recipe, geometry } = head.manifest
  store.setState(state => ({
    map: mapFromHead(head, 'ready-made', true, (state.map?.version ?? 0) + 1), mapFault: null,
    ...NOTHING_CHOSEN, followed: null, ...formOf(state, dataset, recipe), geometry, faults: {}, datasetFaults: {}, geometryFaults: {},
  }))
  showView(session, view)
  void holdings.detail().catch(() => undefined) // fetched ahead; whoever needs it hears of the failure
}
