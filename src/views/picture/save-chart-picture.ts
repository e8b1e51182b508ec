// Saves one chart as it stands on the page.
import type { StoreApi } from 'zustand'
import type { AppStore } from '../../store/state.ts'
import { PANES } from '../map/panes.ts'
import type { Chart } from './chart-picture.ts'
import { chartPicture } from './chart-picture.ts'
import type { Paper } from './on-paper.ts'
import { drawnOn } from './on-paper.ts'
import { slugOf, sourceOf } from './provenance.ts'
import type { PictureFormat } from './save-picture.ts'
import { savePicture } from './save-picture.ts'

export async function saveChartPicture(store: StoreApi<AppStore>, chart: Chart, { format, paper }: { format: PictureFormat, paper: Paper }): Promise<boolean> {
  const pane = PANES.get(chart.root)
  const source = sourceOf(store.getState(), __VERSION__, false, pane && 'picture' in pane ? pane : null)
  return savePicture(store, format, `netfold-${source?.data ?? 'map'}-${slugOf(chart.title)}`, async () => source && drawnOn(paper, store, () => chartPicture(chart, source, format === 'png')))
}
