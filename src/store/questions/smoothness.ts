// Whether a measure changes slowly along the map, against chance.
import type { NetworkRow } from '../../core/network.ts'
import type { Smoothness } from '../../protocol/geometry.ts'
import type { QuestionRow } from '../question-row.ts'
import type { MeasureKey, NumberMeasure } from '../measures.ts'
import { measuresOf } from '../measures.ts'
import { geometryBlock } from './blocks.ts'

/** Rates and their like are smooth, or not, by their logarithms; where one has none, as they are. */
export function signalOf({ log, read }: Pick<NumberMeasure, 'log' | 'read'>, networks: readonly NetworkRow[]): { log: boolean, values: number[] } {
  const values = networks.map(read)
  const positive = log && !values.some(value => value <= 0)
  return { log: positive, values: positive ? values.map(Math.log) : values }
}

/** Of a measure with numbers. */
export const smoothness: QuestionRow<MeasureKey, Smoothness> = {
  reads: ({ map }) => [map?.version],
  block: geometryBlock,
  async answer({ store, services, holdings }, key) {
    const { map, derived } = store.getState()
    const measure = measuresOf(map!.networks, derived).find(found => found.key === key)
    if (measure?.kind !== 'number') throw new Error(`${measure?.label ?? key} has no numbers that could be smooth.`)
    await holdings.session()
    const { values } = signalOf(measure, map!.networks)
    return services.geometry.smoothness(map!.networks.map(({ id }, row) => ({ id, value: values[row] })))
  },
}
