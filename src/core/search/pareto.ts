// Accuracy against cost: the networks that no other beats in both, and how much they have won together.
import { logarithm } from '../elementary.ts'

/** A network with two sides: the score is to be large, the cost small. */
export interface Weighed { id: number, score: number, cost: number }

/**
 * Pareto's front: those that no other is at least as good as in both and better than in one; from the cheapest to the dearest, scores rising. Of networks
 * that are equal in both all stand there, by id. Diverged ones (score NaN) and those of unknown cost never do. O(n log n).
 */
export function paretoFront<T extends Weighed>(networks: readonly T[]): T[] {
  const sorted = sound(networks).toSorted((a, b) => a.cost - b.cost || b.score - a.score || a.id - b.id)
  const front: T[] = []
  for (const network of sorted) {
    const last = front.at(-1)
    if (!last || network.score > last.score || (network.score === last.score && network.cost === last.cost)) front.push(network)
  }
  return front
}

/** What to count an area from: no network that counts has a lower score or a higher cost. */
export interface Worst { score: number, cost: number }

/**
 * Hypervolume (Zitzler and Thiele 1998) in two dimensions: the area between `worst` and what the networks dominate, score × cost. `log`: the natural logarithm
 * of the cost in the cost's place, so that halving it counts the same everywhere. What is worse than `worst` in either adds nothing.
 */
export function hypervolume(networks: readonly Weighed[], worst: Worst, log = false): number {
  const scale = (cost: number): number => log ? Math.log(cost) : cost
  const inside = networks.filter(({ score, cost }) => score > worst.score && cost < worst.cost)
  let area = 0
  let floor = worst.score
  for (const { score, cost } of paretoFront(inside)) {
    area += (score - floor) * (scale(worst.cost) - scale(cost))
    floor = score
  }
  return area
}

/**
 * How much higher the front stands after each of those who were added, in their order, than that of `before`: a mean over the logarithm of the cost, from the
 * cheapest of `before` to the dearest of all. It is what hypervolume gains there, divided by the width; it never falls. NaN where `before` has nobody.
 */
export function meanRises(before: readonly Weighed[], added: readonly Weighed[]): number[] {
  const levelOf = levelAmong(before, [...before, ...added])
  const first = levelOf(before)
  let front = paretoFront(before)
  return added.map(one => {
    front = paretoFront([...front, one])
    return levelOf(front) - first
  })
}

/** How high the front of some of `all` stands, on average over the costs from the cheapest of `before` to the dearest of all. */
function levelAmong(before: readonly Weighed[], all: readonly Weighed[]): (some: readonly Weighed[]) => number {
  const [scores, costs] = [sound(before).map(({ score }) => score), sound(before).map(({ cost }) => cost)]
  if (costs.length === 0) return () => NaN
  const cheapest = Math.min(...costs)
  const worst = { score: Math.min(...scores), cost: Math.max(...sound(all).map(({ cost }) => cost)) }
  // Who is cheaper still counts from the cheapest on.
  const within = (networks: readonly Weighed[]): Weighed[] => sound(networks).map(one => ({ ...one, cost: Math.max(cheapest, one.cost) }))
  if (worst.cost === cheapest) return some => Math.max(...sound(some).map(({ score }) => score))
  return some => hypervolume(within(some), worst, true) / logarithm(worst.cost / cheapest)
}

const sound = <T extends Weighed>(networks: readonly T[]): T[] => networks.filter(({ score, cost }) => Number.isFinite(score) && Number.isFinite(cost))
