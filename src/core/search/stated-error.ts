// How sure one may be of a score that is foretold: by how much left-out networks were missed of which nearly the same was said.

/** What was said of a network by the others, and its score less that. */
export interface Missed { score: number, missed: number }

/** Left-out networks that are heard: a third of them, but not fewer than this. */
const FEWEST = 8

/** So many networks' weight has the error of all, so that a few lucky ones do not state none. */
const WEIGHT_OF_ALL = 16

/**
 * Root of the mean square of what was missed where nearly the same was said: who is told to be good is missed by more than who is told to be bad, for a training
 * fails or it does not. `said`: ascending. NaN where nobody was left out.
 */
export function statedError(said: readonly Missed[], score: number): number {
  if (said.length === 0 || Number.isNaN(score)) return NaN
  const count = Math.min(said.length, Math.max(FEWEST, Math.ceil(said.length / 3)))
  // A window over what was said, moved up as long as the next above is nearer than the lowest within.
  let from = 0
  while (from + count < said.length && said[from + count].score - score < score - said[from].score) from++
  return Math.sqrt((squares(said.slice(from, from + count)) + WEIGHT_OF_ALL * squares(said) / said.length) / (count + WEIGHT_OF_ALL))
}

const squares = (said: readonly Missed[]): number => said.reduce((sum, { missed }) => sum + missed ** 2, 0)
