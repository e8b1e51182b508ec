// The median of many numbers without sorting them: the places of the middle values are found by partition.

/** The middle value, or the mean of the two middle ones; 0 of none. The values are not changed. */
export function medianOf(values: Float64Array): number {
  if (values.length === 0) return 0
  const work = values.slice()
  const middle = work.length >> 1
  const upper = select(work, middle)
  if (work.length % 2 === 1) return upper
  // What lies before the place is not larger; the largest of it is the other middle value.
  let lower = -Infinity
  for (let k = 0; k < middle; k++) lower = Math.max(lower, work[k])
  return (lower + upper) / 2
}

/** The value that would lie at `place` in ascending order; afterwards nothing before it is larger (Hoare 1961). */
function select(work: Float64Array, place: number): number {
  let from = 0
  let to = work.length - 1
  while (from < to) {
    const pivot = middleOfThree(work[from], work[(from + to) >> 1], work[to])
    let i = from
    let j = to
    while (i <= j) {
      while (work[i] < pivot) i++
      while (work[j] > pivot) j--
      if (i > j) break
      const kept = work[i]
      work[i++] = work[j]
      work[j--] = kept
    }
    if (place <= j) to = j
    else if (place >= i) from = i
    else break
  }
  return work[place]
}

const middleOfThree = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
