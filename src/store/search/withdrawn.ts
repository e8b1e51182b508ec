// Proposals that are withdrawn because something else is asked for, and that stand again when what was asked before is asked again: looks that were paid for stay paid for.
import type { MapView } from '../state.ts'
import { followed, regionFollowed } from './on-the-map.ts'
import type { SearchState, ShownProposal } from './search-state.ts'
import { lookCost, openOf } from './search-state.ts'

type Left = Pick<SearchState, 'shown' | 'sunk' | 'due'>

/** What was not trained when something else was asked for, on the map of that moment. */
export interface Stood extends Pick<SearchState, 'region' | 'due' | 'made'> {
  open: readonly ShownProposal[]
  map: MapView
}

export const stoodOf = (search: SearchState, map: MapView): Stood => ({ open: openOf(search), region: search.region, due: search.due, made: search.made, map })

/** Without the proposals that were not trained; nobody goes on for the looks at them. */
export const withoutOpen = (search: SearchState): Left =>
  ({ shown: search.shown.filter(({ id }) => id !== null), sunk: search.sunk + lookedFor(openOf(search)), due: 0 })

/** Without those that nobody has looked at, which have cost nothing. */
export const withoutUnseen = (search: SearchState): Left => ({ shown: search.shown.filter(({ id, look }) => id !== null || look !== null), sunk: search.sunk, due: search.due })

/**
 * What stood once, in place of what is open now. Who was trained since stays trained, what was seen of one since stays seen, and nobody has the number of
 * another.
 */
export function standingAgain(search: SearchState, stood: Stood, map: MapView): Left & Pick<SearchState, 'region' | 'made'> {
  const left = withoutOpen(search)
  const begun = new Map(left.shown.map(one => [one.key, one]))
  const seen = new Map(openOf(search).map(one => [one.key, one]))
  const come = followed(stood.open.filter(({ key }) => !begun.has(key)), stood.map, map).map(one => {
    const now = seen.get(one.key)
    return now && isSame(now, one) ? now : one
  })
  const wentOn = stood.open.filter(one => one.look !== null && begun.get(one.key)?.landed && isSame(begun.get(one.key)!, one)).length
  const shown = [...left.shown, ...come].sort((a, b) => a.key - b.key)
  return {
    shown, sunk: Math.max(0, left.sunk - lookedFor(come)), due: Math.max(0, stood.due - wentOn),
    region: regionFollowed(stood.region, stood.map, map), made: Math.max(stood.made, ...shown.map(({ key }) => key + 1)),
  }
}

/** Another seed may have given the same number to another. */
const isSame = (a: ShownProposal, b: ShownProposal): boolean => a.proposal.seed === b.proposal.seed

const lookedFor = (some: readonly ShownProposal[]): number => some.reduce((sum, one) => one.look === null ? sum : sum + lookCost(one), 0)
