// What differs between runs, as columns that a forest over pairs of runs can read: every hyper-parameter that is not the same for all. Pure.
import type { NetworkRow } from '../../core/network.ts'
import type { Factor } from '../../protocol/trajectories.ts'
import type { Measure } from '../measures.ts'
import { inputsOf } from '../questions/importance-inputs.ts'

/** In the order of `ids`; rates and the like on their log scale. */
export function factorsOf(ids: ArrayLike<number>, networks: readonly NetworkRow[], measures: readonly Measure[]): Factor[] {
  const known = new Map(networks.map(row => [row.id, row]))
  const rows = Array.from(ids, id => known.get(id)).filter(row => row !== undefined)
  const { keys, inputs } = inputsOf(rows, measures)
  return keys.map((key, k): Factor => {
    const measure = measures.find(one => one.key === key)!
    const { values, levels } = inputs[k]
    if (levels > 0) return { name: measure.label, kind: 'category', values: Float64Array.from(values) }
    const log = measure.kind === 'number' && measure.log && values.every(value => !(value <= 0))
    return { name: measure.label, kind: 'number', values: Float64Array.from(values, value => log ? Math.log10(value) : value) }
  })
}
