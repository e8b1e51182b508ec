// The data set that the map's networks learnt from: its rows, labels and pictures, for panels that show them.
import type { Dataset } from '../../core/data/dataset.ts'
import type { QuestionRow } from '../question-row.ts'
import { absentData } from '../selectors.ts'

/** Of the standing map. */
export const data: QuestionRow<'map', Dataset> = {
  reads: ({ map }) => [map?.manifest.dataset],
  block: ({ map, ownData }) => map?.manifest.dataset ? absentData(map.manifest.dataset, ownData) : 'These networks were trained elsewhere, on data that Netfold does not have.',
  answer: ({ store, services }) => services.data.dataset(store.getState().map!.manifest.dataset!),
}
