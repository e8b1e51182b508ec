// Saves the map as it is seen: what the Share dialog's PNG and SVG buttons and the sheet of commands call.
import type { StoreApi } from 'zustand'
import type { AppStore } from '../../store/state.ts'
import type { WhichMaps } from './map-picture.ts'
import { framesOnPage, mapPicture } from './map-picture.ts'
import type { Paper } from './on-paper.ts'
import { drawnOn } from './on-paper.ts'
import { sourceOf } from './provenance.ts'
import type { PictureFormat } from './save-picture.ts'
import { savePicture } from './save-picture.ts'

export interface MapPictureOptions {
  format: PictureFormat
  /** The palette on screen, or a light one on white for print. Default: the screen's. */
  paper?: Paper
  /** Where two maps stand side by side. Default: all. */
  which?: WhichMaps
}

/** Downloads the picture; what stands in the way is said in a notice. Resolves to whether it was saved. */
export async function saveMapPicture(store: StoreApi<AppStore>, { format, paper = 'screen', which = 'all' }: MapPictureOptions): Promise<boolean> {
  const state = store.getState()
  const sources = framesOnPage(which).flatMap(([, pane], k) => sourceOf(state, __VERSION__, which === 'second' || k > 0, 'picture' in pane ? pane : null) ?? [])
  return savePicture(store, format, `netfold-${sources[0]?.data ?? 'map'}-map`, () => drawnOn(paper, store, () => mapPicture(which, sources, format === 'png')))
}
