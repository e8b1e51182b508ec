// How good networks are on rows, and whether one is better than another on the same rows: those that both answer alike say nothing of the difference.

export interface OnRows {
  score: number
  /** Standard error, from one drawing of so many rows to another. Of one network that of a binomial share; of a difference that which McNemar's test (1947) rests on. */
  error: number
}

/** For each row the share of networks that answer its label. `answers`: one list a network. */
export const rightOn = (answers: readonly ArrayLike<number>[], labels: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: labels.length }, (_, row) => answers.reduce((sum, answer) => sum + Number(answer[row] === labels[row]), 0) / answers.length)

/** NaN of no rows. */
export function scoreOn(right: ArrayLike<number>): OnRows {
  const rows = right.length
  let [sum, squares] = [0, 0]
  for (let row = 0; row < rows; row++) {
    sum += right[row]
    squares += right[row] ** 2
  }
  const score = sum / rows
  return { score, error: Math.sqrt(Math.max(0, squares / rows - score ** 2) / rows) }
}

/** By how much the first is right more often, on the same rows in the same order. */
export const aheadOn = (first: Float64Array, second: Float64Array): OnRows => scoreOn(first.map((share, row) => share - second[row]))
