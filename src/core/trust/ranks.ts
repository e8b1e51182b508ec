// The order in which one thing sees all the others by distance.

/** Places of n things in one thing's order. */
export interface SeenRanks {
  /** Its own place is 0, the others' 1 … n − 1 by rising distance; equal distances in the order of their indices. */
  ordinal: Uint32Array
  /** The same, but equal distances share the mean of their places (what rank correlation wants). Its own is 0. */
  mean: Float64Array
}

/** `distances`: n numbers, from thing `self` to everyone; the entry of `self` is not looked at. Time O(n log n). */
export function seenRanks(distances: Float64Array, self: number): SeenRanks {
  const n = distances.length
  const row = Float64Array.from(distances)
  row[self] = -Infinity
  const sorted = Float64Array.from(row).sort()
  const ordinal = new Uint32Array(n)
  const mean = new Float64Array(n)
  const taken = new Uint32Array(n)
  const firsts = new Uint32Array(n)
  for (let j = 0; j < n; j++) {
    const first = firsts[j] = firstNotBelow(sorted, row[j])
    ordinal[j] = first + taken[first]++
  }
  for (let j = 0; j < n; j++) mean[j] = firsts[j] + (taken[firsts[j]] - 1) / 2
  return { ordinal, mean }
}

/** The first place of a sorted list whose value is not below `value`. */
function firstNotBelow(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
