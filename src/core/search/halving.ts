// Successive halving: many networks are begun, and only those that do best early are trained on.

/** A network as far as it has been trained. */
export interface Look<T> {
  candidate: T
  /** Place in the list of rungs. */
  rung: number
  /** Validation accuracy there; NaN where it has diverged. */
  score: number
  /** All trainings up to this look together, in whole trainings. */
  spent: number
}

/** A network to be trained on. */
export interface Job<T> { candidate: T, rung: number, /** Parts of its training, 0 to 1: where it stands and where it is to get. */ from: number, to: number }

/** Candidate number 0, 1, 2, …; undefined where there are no more. */
export type Draw<T> = (place: number) => T | undefined

export interface HalvingOptions {
  /** Parts of a training after which networks are compared: rising, the last 1. */
  rungs: readonly number[]
  /** Networks that a round begins with; so many that one is trained to the end, unless told otherwise. */
  first?: number
}

/** Rounding of sums of parts is no budget. */
const ROUNDING = 1e-9

/**
 * Networks at each rung: as many fewer as the rung is farther, so that every rung would cost about the same from the start (Jamieson and Talwalkar, AISTATS
 * 2016, after Karnin, Koren and Somekh 2013, where rungs lie a factor η apart and one in η stays); at least one.
 */
export const rungCounts = (first: number, rungs: readonly number[]): number[] => rungs.map(part => Math.max(1, Math.floor(first * rungs[0] / part + ROUNDING)))

/** What a round costs in whole trainings: a network that goes on is trained on from where it stands, not anew. */
export const roundCost = (first: number, rungs: readonly number[]): number =>
  rungCounts(first, rungs).reduce((sum, count, rung) => sum + count * (rungs[rung] - (rung > 0 ? rungs[rung - 1] : 0)), 0)

/**
 * Rounds of successive halving until the budget, in whole trainings, does not suffice to train one more network to its end; the last rounds begin with as
 * many as it suffices for. Gives a rung's jobs and wants their scores, in their order; at the end it returns every look in the order of training. Of equal
 * scores the one that was drawn earlier goes on; diverged networks never do.
 */
export function* halving<T>(draw: Draw<T>, budget: number, { rungs, first = Math.round(1 / rungs[0]) }: HalvingOptions): Generator<Job<T>[], Look<T>[], readonly number[]> {
  if (rungs.at(-1) !== 1 || !rungs.every((part, rung) => part > (rungs[rung - 1] ?? 0))) {
    throw new RangeError(`Rungs are parts of a training, rising to 1; got ${rungs.join(', ') || 'none'}.`)
  }
  const looks: Look<T>[] = []
  let spent = 0
  for (let place = 0; budget - spent >= 1 - ROUNDING;) {
    let count = Math.max(1, Math.floor(first))
    while (count > 1 && roundCost(count, rungs) > budget - spent + ROUNDING) count--
    let going: T[] = []
    while (going.length < count) {
      const candidate = draw(place++)
      if (candidate === undefined) break
      going.push(candidate)
    }
    if (going.length === 0) break
    const counts = rungCounts(count, rungs)
    for (let rung = 0; rung < rungs.length && going.length > 0; rung++) {
      const [from, to] = [rung > 0 ? rungs[rung - 1] : 0, rungs[rung]]
      const scores = yield going.map(candidate => ({ candidate, rung, from, to }))
      for (const [k, candidate] of going.entries()) {
        spent += to - from
        looks.push({ candidate, rung, score: scores[k], spent })
      }
      going = going
        .map((candidate, k) => ({ candidate, score: scores[k] }))
        .filter(({ score }) => Number.isFinite(score))
        .toSorted((a, b) => b.score - a.score)
        .slice(0, counts[rung + 1] ?? 0)
        .map(({ candidate }) => candidate)
    }
  }
  return looks
}

/** The same where scores are at hand. */
export function halved<T>(draw: Draw<T>, score: (candidate: T, rung: number) => number, budget: number, options: HalvingOptions): Look<T>[] {
  const rounds = halving(draw, budget, options)
  let step = rounds.next()
  while (!step.done) step = rounds.next(step.value.map(({ candidate, rung }) => score(candidate, rung)))
  return step.value
}

/** The best look that the budget has paid for, the first of equals; null where there is none. `rung`: only networks trained as far as this. */
export function bestLook<T>(looks: readonly Look<T>[], budget: number, rung = 0): Look<T> | null {
  let best: Look<T> | null = null
  for (const look of looks) {
    if (look.spent <= budget + ROUNDING && look.rung >= rung && Number.isFinite(look.score) && (best === null || look.score > best.score)) best = look
  }
  return best
}
