// Proposals on a map that changes: predicted places move with the networks about them when the layout does, and who has been trained is found where it landed.
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

/** The proposals as they stand on the map after a change: the same objects where nothing about them changed. */
export function followed(shown: readonly ShownProposal[], before: MapView, now: MapView): readonly ShownProposal[] {
  const [was, is] = [placesById(before), placesById(now)]
  const common = [...was].flatMap(([id, from]) => {
    const to = is.get(id)
    return to && to.length === from.length ? [{ from, by: to.map((value, k) => value - from[k]) }] : []
  })
  const moved = common.some(({ by }) => by.some(value => value !== 0))
  const next = shown.map(one => found(moved ? carried(one, common) : one, now, is))
  return next.every((one, k) => one === shown[k]) ? shown : next
}

function carried(one: ShownProposal, common: readonly { from: Coordinates, by: Coordinates }[]): ShownProposal {
  const { proposal } = one
  const { place } = proposal.predicted
  if (!place || common.length === 0 || common[0].from.length !== place.length) return one
  const about = common.map(({ from, by }) => ({ by, far: between(from, place) })).sort((a, b) => a.far - b.far).slice(0, COMPANY)
  const to = place.map((value, k) => value + about.reduce((sum, { by }) => sum + by[k], 0) / about.length)
  return { ...one, proposal: { ...proposal, predicted: { ...proposal.predicted, place: to } } }
}

/** With where its network landed, or lies since. One that nobody here had trained is known by its seed: a page that was reloaded goes on with a training. */
function found(one: ShownProposal, map: MapView, places: ReadonlyMap<number, Coordinates>): ShownProposal {
  const row = [...map.networks, ...map.diverged].find(({ id, weightSeed }) => one.id === null ? weightSeed === specOfProposal(one.proposal, id).weightSeed : id === one.id)
  if (!row) return one
  const place = places.get(row.id) ?? null
  if (one.landed) return place && (!one.landed.place || between(place, one.landed.place) > 0) ? { ...one, landed: { ...one.landed, place } } : one
  const { place: predicted } = one.proposal.predicted
  const missed = place && predicted && place.length === predicted.length ? between(place, predicted) : null
  return { ...one, id: row.id, landed: { score: row.outcome.divergedAt === null ? row.outcome.testAccuracy : NaN, place, missed } }
}

/** What saying the same of everybody comes to, for a prediction on this map. */
export function usualOf(map: MapView, scores: readonly number[], predicted: Coordinates | null): ShownProposal['usual'] {
  const finite = scores.filter(Number.isFinite)
  return {
    score: finite.reduce((sum, score) => sum + score, 0) / finite.length,
    place: predicted ? median(Array.from(placesById(map).values(), place => place.length === predicted.length ? between(place, predicted) : NaN)) : null,
  }
}
