import { expect, test } from 'vitest'
import { networkAt } from '../../core/population.ts'
import { DEFAULT_RECIPE } from '../../core/recipe.ts'
import type { MapView } from '../state.ts'
import { followed, isUntold, regionFollowed } from './on-the-map.ts'
import type { ShownProposal } from './search-state.ts'

const map = (positions: readonly number[], space: readonly number[] | null = null): MapView => ({
  networks: Array.from({ length: positions.length / 2 }, (_, id) => ({ id, hyper: null })), diverged: [],
  positions: Float64Array.from(positions), space: space && Float64Array.from(space),
}) as unknown as MapView

const { hyper } = networkAt(DEFAULT_RECIPE, 0)

const open = (place: readonly number[]): ShownProposal => ({
  key: 0, look: null, id: null, landed: null, usual: { score: 0, place: 0 }, proposal: { hyper, seed: 1, from: 'region', votes: [], predicted: { score: 1, scoreError: 0, place, placeError: 1 } },
})

const square = [0, 0, 1, 0, 0, 1, 1, 1, 9, 9, 10, 9]

test('where everybody is shifted, places that are nobody’s are shifted alike', () => {
  const shifted = map(square.map((value, k) => value + (k % 2 ? -2 : 5)))
  expect(followed([open([0.5, 0.25])], map(square), shifted)[0].proposal.predicted.place).toEqual([5.5, -1.75])
  expect(regionFollowed({ kind: 'gap', place: [0.5, 0.25] }, map(square), shifted)).toEqual({ kind: 'gap', place: [5.5, -1.75] })
})

test('where nobody has moved, nothing has: the very same objects', () => {
  const shown = [open([0.5, 0.25])]
  expect(followed(shown, map(square), map(square))).toBe(shown)
  for (const region of [{ kind: 'gap', place: [3, 4] }, { kind: 'top' }, { kind: 'networks', ids: [1] }] as const) expect(regionFollowed(region, map(square), map(square))).toBe(region)
})

test('on a map that has gained depth it is to be foretold anew where those land that were not trained', () => {
  const deep = map(square, square.flatMap((value, k) => k % 2 ? [value, 1] : [value]))
  const [there, here] = followed([open([0.5, 0.25]), { ...open([0.5, 0.25]), landed: { score: 1, place: null, missed: null } }], map(square), deep)
  expect(isUntold(there)).toBe(true)
  expect(isUntold(here)).toBe(false)
  expect(here.proposal.predicted.place).toEqual([0.5, 0.25])
})

test('on a map that has gained depth a place stays as it was', () => {
  const deep = map(square, square.flatMap((value, k) => k % 2 ? [value, 1] : [value]))
  expect(regionFollowed({ kind: 'gap', place: [3, 4] }, map(square), deep)).toEqual({ kind: 'gap', place: [3, 4] })
})
