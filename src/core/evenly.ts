// An even sample: where there is more than can be looked at, every part of the list gets its share.

/** Places 0 ≤ k < count of an even sample of at most `most`: ⌊j · count / most⌋ for j = 0 … most − 1; all of them where there are no more. */
export function evenly(count: number, most: number): number[] {
  const taken = Math.min(count, Math.max(0, Math.floor(most)))
  return Array.from({ length: taken }, (_, j) => Math.floor(j * count / taken))
}
