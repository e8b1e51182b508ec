// How predictions fared, and how good the best network is for what was spent.
import { mean, median } from '../../core/statistics.ts'
import { trialsOf } from './searched.ts'
import type { MapView } from '../state.ts'
import type { SearchScore, SearchState, ShownProposal } from './search-state.ts'
import { endCost, spentOf } from './search-state.ts'

type Landed = ShownProposal & { landed: NonNullable<ShownProposal['landed']> }

/** Null until a proposal whose prediction is known has landed. */
export function faredOf(shown: readonly ShownProposal[]): SearchScore | null {
  const landed = shown.filter((one): one is Landed => one.landed !== null && Number.isFinite(one.proposal.predicted.score))
  if (landed.length === 0) return null
  const alive = landed.filter(({ landed: { score } }) => Number.isFinite(score))
  const miss = ({ proposal: { predicted }, landed: { score } }: Landed): number => Math.abs(predicted.score - score)
  const placed = landed.filter(({ landed: { missed } }) => missed !== null)
  const circled = placed.filter(({ proposal: { predicted } }) => predicted.placeError !== null)
  return {
    landed: landed.length, diverged: landed.length - alive.length,
    scoreError: mean(alive.map(miss)),
    usualError: mean(alive.map(({ usual, landed: { score } }) => Math.abs(usual.score - score))),
    within: mean(alive.map(one => Number(miss(one) <= one.proposal.predicted.scoreError))),
    placeError: placed.length === 0 ? null : median(placed.map(({ landed: { missed } }) => missed!)),
    usualPlaceError: placed.length === 0 ? null : median(placed.map(({ usual: { place } }) => place ?? NaN)),
    insideCircle: circled.length === 0 ? null : mean(circled.map(({ proposal: { predicted }, landed: { missed } }) => Number(missed! <= predicted.placeError!))),
  }
}

/** With what had been spent when each landed; those that came together in the order of their ids. The same objects where all is said. */
export function withSpent(search: Pick<SearchState, 'shown' | 'sunk'>): readonly ShownProposal[] {
  const come = search.shown.filter(({ landed, spent }) => landed !== null && spent === undefined).sort((a, b) => b.id! - a.id!)
  if (come.length === 0) return search.shown
  let spent = spentOf(search)
  const at = new Map(come.map(one => {
    const then = spent
    spent -= endCost(one)
    return [one, then]
  }))
  return search.shown.map(one => at.has(one) ? { ...one, spent: at.get(one)! } : one)
}

/** Those that landed, in the order in which they did. */
export const inOrder = (shown: readonly ShownProposal[]): Landed[] =>
  shown.filter((one): one is Landed => one.landed !== null).sort((a, b) => (a.spent ?? 0) - (b.spent ?? 0) || a.id! - b.id!)

/** The curve with those that landed since it was drawn, in their order. It begins with the best of the map before. */
export function bestSoFar(best: SearchState['best'], shown: readonly ShownProposal[]): SearchState['best'] {
  if (best.length === 0) return best
  let { score, id } = best[0]
  return [best[0], ...inOrder(shown).map((one, place) => {
    if (one.landed.score > score) [score, id] = [one.landed.score, one.id!]
    return { spent: one.spent ?? place + 1, score, id }
  })]
}

/** Where the curve begins: the best network of the map as it stands; empty where none has a score. */
export function bestOf(map: Pick<MapView, 'networks' | 'diverged'>): SearchState['best'] {
  const scored = trialsOf(map).filter(({ score }) => Number.isFinite(score))
  if (scored.length === 0) return []
  const { score, id } = scored.reduce((best, next) => next.score > best.score ? next : best)
  return [{ spent: 0, score, id }]
}
