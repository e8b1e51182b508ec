// Whether a measure changes slowly along the map, against chance.
import type { Smoothness } from '../../protocol/geometry.ts'
import type { QuestionRow } from '../question-row.ts'
import type { MeasureKey } from '../measures.ts'
import { measuresOf } from '../measures.ts'
import { geometryBlock } from './blocks.ts'

/** Of a measure with numbers. */
export const smoothness: QuestionRow<MeasureKey, Smoothness> = {
  reads: ({ map }) => [map?.version],
  block: geometryBlock,
  async answer({ store, services, holdings }, key) {
    const { map, derived } = store.getState()
    const measure = measuresOf(map!.networks, derived).find(found => found.key === key)
    if (measure?.kind !== 'number') throw new Error(`${measure?.label ?? key} has no numbers that could be smooth.`)
    await holdings.session()
    return services.geometry.smoothness(map!.networks.map(row => ({ id: row.id, value: measure.read(row) })))
  },
}
