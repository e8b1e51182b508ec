// Early looks: what a loop does next, so that many networks are begun and only those that do best after a tenth are trained to their end.
import type { Recipe } from '../../core/recipe.ts'
import type { CostOf } from '../../core/search/cost.ts'
import type { Weighed } from '../../core/search/pareto.ts'
import { mostGaining } from '../../core/search/promise.ts'
import type { SearchState, ShownProposal } from './search-state.ts'
import { endCost, LOOK, lookCost, openOf, spentOf } from './search-state.ts'

/** Those that were looked at and wait: more of them would hardly ever go on, and would be in the way on the map and in a link. */
export const MOST_STANDING = 40

/** With fewer epochs a tenth is less than one. */
const FEWEST_EPOCHS = Math.round(1 / LOOK)

const ROUNDING = 1e-9

/** Why nobody can look early, in a sentence; null where one can. */
export const looksBlock = ({ epochs: { from } }: Pick<Recipe, 'epochs'>): string | null => from >= FEWEST_EPOCHS
  ? null
  : `A look is a tenth of a training, and the form’s begin at ${from === 1 ? 'one epoch' : `${from} epochs`}: from ${FEWEST_EPOCHS} on one can look early.`

/**
 * Looked at and not trained to their end, the best first; diverged ones last. With a cost, each is the one that gains most for the front of looks against costs, which
 * those that went on and those before it make: looks are held against looks.
 */
export function standingOf(search: SearchState, cost: CostOf | null = null): ShownProposal[] {
  const standing = openOf(search).filter(({ look }) => look !== null)
    .sort((a, b) => (Number.isFinite(b.look) ? b.look! : -1) - (Number.isFinite(a.look) ? a.look! : -1) || a.key - b.key)
  if (!cost) return standing
  const weigh = ({ key, look, proposal: { hyper } }: ShownProposal): Weighed => ({ id: key, score: look ?? NaN, cost: cost(hyper) })
  const gone = search.shown.filter(({ id, look }) => id !== null && look !== null).map(weigh)
  const alive = standing.filter(({ look }) => Number.isFinite(look))
  const order: ShownProposal[] = []
  while (alive.length > 0) {
    const [next] = alive.splice(mostGaining(alive.map(weigh), gone), 1)
    order.push(next)
    gone.push(weigh(next))
  }
  return [...order, ...standing.filter(({ look }) => !Number.isFinite(look))]
}

export type Step = { kind: 'propose', count: number } | { kind: 'look' | 'finish', chosen: readonly ShownProposal[] }

/**
 * What comes next; null where nothing more can be paid. It follows from what stands, so a search goes on the same way after a pause or in another visit.
 * `looks`: for each network that is trained to its end; 1: none. `cost`: where the aim is at the front of accuracy against it.
 */
export function nextStep(search: SearchState, looks: number, cost: CostOf | null = null): Step | null {
  const { settings: { count, budget }, due } = search
  const left = budget - spentOf(search) + ROUNDING
  const fresh = openOf(search).filter(({ look }) => look === null)
  if (looks === 1) {
    const most = Math.floor(left)
    if (most < 1) return null
    return fresh.length > 0 ? { kind: 'finish', chosen: fresh.slice(0, most) } : { kind: 'propose', count: Math.min(count, most) }
  }
  const payable = looksPaidBy(left, fresh)
  if (payable > 0) return { kind: 'look', chosen: fresh.slice(0, payable) }
  const standing = standingOf(search, cost)
  const alive = standing.filter(({ look }) => Number.isFinite(look))
  const ends = fresh.length > 0 ? 0 : Math.min(count, Math.floor(left / (looks * LOOK + 1 - LOOK)))
  // The last that can be paid goes on even if fewer were looked at for it.
  const wanted = due + ROUNDING >= 1 || ends > 0 ? Math.floor(due + ROUNDING) : Math.ceil(due)
  const promising = alive.length > 0 ? alive : standing
  const going = Math.min(wanted, count, endsPaidBy(left, promising))
  if (going > 0) return { kind: 'finish', chosen: promising.slice(0, going) }
  return ends > 0 ? { kind: 'propose', count: Math.max(1, looks * ends - Math.floor(looks * due + ROUNDING)) } : null
}

/** How many of these, the first first, can be trained to their ends. */
function endsPaidBy(left: number, standing: readonly ShownProposal[]): number {
  let [count, sum] = [0, 0]
  while (count < standing.length && (sum += endCost(standing[count])) <= left) count++
  return count
}

/** As many looks as leave enough for the end of any whom they are at: what is looked at shall be able to go on. */
function looksPaidBy(left: number, fresh: readonly ShownProposal[]): number {
  let [count, sum, dearest] = [0, 0, 0]
  for (const one of fresh) {
    const cost = lookCost(one)
    sum += cost
    dearest = Math.max(dearest, 1 - cost)
    if (sum + dearest > left) break
    count++
  }
  return count
}

/** Without the least promising of those that stand, so that no more than `MOST_STANDING` do. */
export function thinned(search: SearchState, cost: CostOf | null = null): Partial<SearchState> {
  const away = standingOf(search, cost).slice(MOST_STANDING)
  const gone = new Set(away)
  return away.length === 0 ? {} : { shown: search.shown.filter(one => !gone.has(one)), sunk: away.reduce((sum, one) => sum + lookCost(one), search.sunk) }
}
