// Mean, population standard deviation, smallest and largest value of each of the columns into which flat numbers fall.
import type { ProbeSet } from './input-scale.ts'

/** values: any × `columns`, row-major; 1 column: of all numbers together. Two passes in double precision. */
export function statisticsOf(values: ArrayLike<number>, columns: number): ProbeSet['statistics'] {
  const rows = values.length / columns
  const mean = new Float64Array(columns)
  const sd = new Float64Array(columns)
  const low = new Float64Array(columns).fill(Infinity)
  const high = new Float64Array(columns).fill(-Infinity)
  for (let at = 0; at < values.length; at++) {
    const column = at % columns
    mean[column] += values[at] / rows
    low[column] = Math.min(low[column], values[at])
    high[column] = Math.max(high[column], values[at])
  }
  for (let at = 0; at < values.length; at++) sd[at % columns] += (values[at] - mean[at % columns]) ** 2 / rows
  return { mean, sd: sd.map(Math.sqrt), low, high }
}
