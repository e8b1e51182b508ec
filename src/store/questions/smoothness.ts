// Whether a measure changes slowly along the map, against chance.
import type { NetworkRow } from '../../core/network.ts'
import type { Smoothness } from '../../protocol/geometry.ts'
import type { QuestionRow } from '../question-row.ts'
import type { Measure, MeasureKey, NumberMeasure } from '../measures.ts'
import { MEASURES, measuresOf } from '../measures.ts'
import { geometryBlock } from './blocks.ts'

/** Rates and their like are smooth, or not, by their logarithms; where one has none, as they are. */
export function signalOf({ log, read }: Pick<NumberMeasure, 'log' | 'read'>, networks: readonly NetworkRow[]): { log: boolean, values: number[] } {
  const values = networks.map(read)
  const positive = log && !values.some(value => value <= 0)
  return { log: positive, values: positive ? values.map(Math.log) : values }
}

const prints = new WeakMap<readonly NetworkRow[], { derived: readonly Measure[], of: Map<MeasureKey, string> }>()

/** Changes when a measure's values do: they come in while networks are measured, and the map's version does not tell. */
export function printOf(networks: readonly NetworkRow[], derived: readonly Measure[], key: MeasureKey): string {
  let own = prints.get(networks)
  if (own?.derived !== derived) prints.set(networks, own = { derived, of: new Map() })
  const known = own.of.get(key)
  if (known !== undefined) return known
  const read = measuresOf(networks, derived).find(measure => measure.key === key)?.read
  let [count, sum] = [0, 0]
  if (read) {
    networks.forEach((row, k) => {
      const value = read(row)
      if (typeof value !== 'number' || !Number.isFinite(value)) return
      count++
      sum += (1 + k % 97) * value
    })
  }
  const print = `${count} ${sum}`
  own.of.set(key, print)
  return print
}

/** Of a measure with numbers. While networks are being measured it is not asked at every batch: once they are through. */
export const smoothness: QuestionRow<MeasureKey, Smoothness> = {
  reads: ({ map, derived, portraits }, key) => {
    if (!map) return []
    const measuring = portraits !== null && !portraits.fault && MEASURES.find(own => own.key === key)?.group === 'representation'
    return [map.version, measuring ? 'while measuring' : printOf(map.networks, derived, key)]
  },
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
