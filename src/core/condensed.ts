// Symmetric N × N tables with a zero diagonal, kept as their N(N−1)/2 entries above the diagonal: pairs i < j, row by row.

/** Number of pairs among n things. */
export function condensedSize(n: number): number {
  return n * (n - 1) / 2
}

/** Where row i's pairs would begin if they began at j = 0: the pair (i, j), i < j, lies at condensedRow(i, n) + j. */
export function condensedRow(i: number, n: number): number {
  return i * (2 * n - i - 3) / 2 - 1
}

/** Place of the pair (i, j), i ≠ j, in any order, among n things. */
export function condensedIndex(i: number, j: number, n: number): number {
  return i < j ? condensedRow(i, n) + j : condensedRow(j, n) + i
}

/** Number of things of which there are `pairs` pairs. Refuses a length that is no number of pairs. */
export function condensedOrder(pairs: number): number {
  const n = Math.round((1 + Math.sqrt(1 + 8 * pairs)) / 2)
  if (condensedSize(n) !== pairs) throw new Error(`${pairs} distances are not the pairs of any number of points; N points have N(N−1)/2 pairs.`)
  return n
}

/** The entries above the diagonal of an n × n row-major matrix. */
export function condensedFromSquare(square: ArrayLike<number>, n: number): Float64Array {
  const condensed = new Float64Array(condensedSize(n))
  let at = 0
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) condensed[at++] = square[i * n + j]
  }
  return condensed
}

/** n × n, row-major, symmetric, with `diagonal` on the diagonal. */
export function squareFromCondensed(condensed: ArrayLike<number>, n: number, diagonal = 0): Float64Array {
  const square = new Float64Array(n * n)
  let at = 0
  for (let i = 0; i < n; i++) {
    square[i * n + i] = diagonal
    for (let j = i + 1; j < n; j++) {
      const value = condensed[at++]
      square[i * n + j] = value
      square[j * n + i] = value
    }
  }
  return square
}
