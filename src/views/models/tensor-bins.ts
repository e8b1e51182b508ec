// Counts of an array's finite numbers in bins of equal width. Pure.

export interface Bins { low: number, high: number, count: number, counts: number[] }

/** Null where no number is finite. Equal numbers share one bin in the middle of a range of their own. */
export function binsOf(values: ArrayLike<number>, most = 40): Bins | null {
  let [low, high, count] = [Infinity, -Infinity, 0]
  for (let k = 0; k < values.length; k++) {
    const value = values[k]
    if (!Number.isFinite(value)) continue
    count++
    if (value < low) low = value
    if (value > high) high = value
  }
  if (count === 0) return null
  if (low === high) [low, high] = [low - 0.5, high + 0.5]
  const counts = new Array<number>(most).fill(0)
  for (let k = 0; k < values.length; k++) {
    const value = values[k]
    if (Number.isFinite(value)) counts[Math.min(most - 1, Math.floor(most * (value - low) / (high - low)))]++
  }
  return { low, high, count, counts }
}
