// What the tables answer directly: each way of searching that has the map, less one that differs from it in a single respect.

/** A method and what it is held against. Below 0: the first has less regret. */
export interface Pair { question: string, method: string, other: string }

const LOOKS = 'looks by score, manifold'

const against = (question: string, method: string, others: readonly string[]): Pair[] => others.map(other => ({ question, method, other }))

export const PAIRS: readonly Pair[] = [
  ...[30, 10].flatMap(opening => against('the map', `manifold, after ${opening}`, [`(c) neighbours in settings, after ${opening}`, `(d) shuffled map, after ${opening}`])),
  ...against('the map under looks', LOOKS, ['looks by score, (c) neighbours in settings', 'looks by score, (d) shuffled map']),
  ...against('who proposes under looks', LOOKS, ['looks by score, random', 'looks by score, tpe', 'looks by score, process']),
  ...against('the looks', LOOKS, ['manifold, after 10', 'halving']),
  ...against('the early map', 'looks by all, random', ['looks by score and settings, random']),
  ...against('all that is known, not the early score alone', 'looks by all, manifold', [LOOKS]),
]
