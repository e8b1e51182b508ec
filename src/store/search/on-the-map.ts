// Proposals on a map that changes: predicted places move with the networks about them when the layout does, and who has been trained is found where it landed.
import type { NetworkRow } from '../../core/network.ts'
import type { Region } from '../../core/search/region.ts'
import { median } from '../../core/statistics.ts'
import { specOfProposal } from '../../core/search/trial.ts'
import { coordinatesOf } from '../map-view.ts'
import type { MapView } from '../state.ts'
import type { ShownProposal } from './search-state.ts'

/** Networks that a predicted place moves with. */
const COMPANY = 5

type Coordinates = readonly number[]

/** Where each network lies, by id. */
function placesById(map: MapView): Map<number, Coordinates> {
  const dims = map.space ? 3 : 2
  const all = coordinatesOf(map)
  return new Map(map.networks.map(({ id }, row) => [id, [...all.subarray(dims * row, dims * (row + 1))]]))
}

const between = (a: Coordinates, b: Coordinates): number => Math.hypot(...a.map((value, k) => value - b[k]))

/** Where a network was and by how much it has moved. */
interface Step { from: Coordinates, by: Coordinates }

/** The networks of both layouts; none where one is flat and the other is not. */
function stepsOf(was: ReadonlyMap<number, Coordinates>, is: ReadonlyMap<number, Coordinates>): Step[] {
  return [...was].flatMap(([id, from]) => {
    const to = is.get(id)
    return to && to.length === from.length ? [{ from, by: to.map((value, k) => value - from[k]) }] : []
  })
}

/** A place that is nobody's moves as those about it do. */
function carried(place: Coordinates, steps: readonly Step[]): Coordinates {
  if (steps.length === 0 || steps[0].from.length !== place.length || steps.every(({ by }) => by.every(value => value === 0))) return place
  const about = steps.map(({ from, by }) => ({ by, far: between(from, place) })).sort((a, b) => a.far - b.far).slice(0, COMPANY)
  return place.map((value, k) => value + about.reduce((sum, { by }) => sum + by[k], 0) / about.length)
}

/** The region as it stands after a change of the map: the same object unless it is about a place that has moved. */
export function regionFollowed(region: Region, before: MapView, now: MapView): Region {
  if (region.kind !== 'gap') return region
  const place = carried(region.place, stepsOf(placesById(before), placesById(now)))
  return place === region.place ? region : { ...region, place }
}

/** The proposals as they stand on the map after a change: the same objects where nothing about them changed. */
export function followed(shown: readonly ShownProposal[], before: MapView, now: MapView): readonly ShownProposal[] {
  const is = placesById(now)
  const steps = stepsOf(placesById(before), is)
  const dims = now.space ? 3 : 2
  const next = shown.map(one => found(moved(asFlatAs(dims, one), steps), now, is))
  return next.every((one, k) => one === shown[k]) ? shown : next
}

/** Settings that nobody has said anything of yet: they came by a link, or the map they were foretold on had other dimensions. */
export const isUntold = ({ landed, proposal: { predicted } }: ShownProposal): boolean => landed === null && Number.isNaN(predicted.score) && predicted.place === null

/** What was foretold on a map with other dimensions is to be foretold anew; what has landed was foretold as it was. */
function asFlatAs(dims: number, one: ShownProposal): ShownProposal {
  const { proposal, landed } = one
  const { place } = proposal.predicted
  if (landed !== null || place === null || place.length === dims) return one
  return { ...one, proposal: { ...proposal, predicted: { score: NaN, scoreError: NaN, place: null, placeError: null } } }
}

function moved(one: ShownProposal, steps: readonly Step[]): ShownProposal {
  const { proposal } = one
  const { place } = proposal.predicted
  const to = place && carried(place, steps)
  return to === place ? one : { ...one, proposal: { ...proposal, predicted: { ...proposal.predicted, place: to } } }
}

/** With where its network landed, or lies since. One that nobody here had trained is known by its seed: a page that was reloaded goes on with a training. */
function found(one: ShownProposal, map: MapView, places: ReadonlyMap<number, Coordinates>): ShownProposal {
  const { id: own } = one
  const row = own === null ? bySeed(one, map) : rowsOf(map).find(({ id }) => id === own)
  if (!row) return one
  const place = places.get(row.id) ?? null
  if (one.landed) return place && (!one.landed.place || between(place, one.landed.place) > 0) ? { ...one, landed: { ...one.landed, place } } : one
  const { place: predicted } = one.proposal.predicted
  const missed = place && predicted && place.length === predicted.length ? between(place, predicted) : null
  return { ...one, id: row.id, landed: { score: row.outcome.divergedAt === null ? row.outcome.testAccuracy : NaN, place, missed } }
}

const rowsOf = ({ networks, diverged }: MapView): NetworkRow[] => [...networks, ...diverged]

/** The seed follows from the id too, so only networks with these very settings are asked for theirs. */
const bySeed = ({ proposal }: ShownProposal, map: MapView): NetworkRow | undefined => rowsOf(map).find(({ id, hyper, weightSeed }) =>
  hyper?.learningRate === proposal.hyper.learningRate && weightSeed === specOfProposal(proposal, id).weightSeed)

/** What saying the same of everybody comes to, for a prediction on this map. */
export function usualOf(map: MapView, scores: readonly number[], predicted: Coordinates | null): ShownProposal['usual'] {
  const finite = scores.filter(Number.isFinite)
  return {
    score: finite.reduce((sum, score) => sum + score, 0) / finite.length,
    place: predicted ? median(Array.from(placesById(map).values(), place => place.length === predicted.length ? between(place, predicted) : NaN)) : null,
  }
}
