// How well the end of a training is foretold, and from what: some networks of a pool are known to their end, others only after a tenth of theirs.
import type { Evidence } from '../../src/core/search/early.ts'
import { forecast, neighboursSay } from '../../src/core/search/early.ts'
import { land, prepareLanding } from '../../src/core/phate/landing.ts'
import { knownDistances, phateGeometry } from '../../src/core/search/phate-geometry.ts'
import type { Distances, Pool } from '../../src/core/search/pool.ts'
import { distanceIn, scoreOf } from '../../src/core/search/pool.ts'
import { smoothedAt, smoother } from '../../src/core/search/smooth.ts'
import { encode, featuresOf, spaceOf } from '../../src/core/search/space.ts'
import { deriveSeed, mulberry32, shuffled } from '../../src/core/random.ts'
import { median, spearman } from '../../src/core/statistics.ts'

/** Networks known to their end, and networks to be foretold; draws of both. */
export const KNOWN = 100
export const ASKED = 250
export const DRAWS = 8

export interface Foretelling {
  from: string
  /** Median over draws of Spearman's correlation with the final score: over all that were asked, and over the truly best fifth of them. */
  all: number
  best: number
}

export function foretelling(pool: Pool, task: string): Foretelling[] {
  const { prior, pictures, members, early, late } = pool
  const space = spaceOf(prior, pictures)
  const glimpses = members.map(({ spec, rungs }) => ({ features: featuresOf(space, encode(space, spec.hyper)), score: rungs[0] }))
  const finals = members.map(member => scoreOf(member) || 0)
  const sound = [...members.keys()].filter(id => early.rows[id] >= 0 && late.rows[id] >= 0)
  const found = new Map<string, { all: number[], best: number[] }>()
  for (let draw = 0; draw < DRAWS; draw++) {
    const order = shuffled(sound.length, mulberry32(deriveSeed('foretelling', task, draw)))
    const known = [...order.subarray(0, KNOWN)].map(place => sound[place])
    const asked = [...order.subarray(KNOWN, KNOWN + ASKED)].map(place => sound[place])
    const truth = asked.map(id => finals[id])
    const bar = truth.toSorted((a, b) => b - a)[ASKED / 5 - 1]
    const best = [...truth.keys()].filter(place => truth[place] >= bar)
    const note = (from: string, said: ArrayLike<number>): void => {
      const figures = found.get(from) ?? { all: [], best: [] }
      figures.all.push(spearman(said, truth).rho)
      figures.best.push(spearman(best.map(place => said[place]), best.map(place => truth[place])).rho)
      found.set(from, figures)
    }
    const byForest = (evidence: Evidence): Float64Array => forecast(
      known.map(id => ({ ...glimpses[id], final: finals[id] })), evidence, deriveSeed('foretelling', 'forest', draw), (a, f) => distanceIn(early, known[a], known[f]),
    )(asked.map(id => glimpses[id]), (a, f) => distanceIn(early, asked[a], known[f]))
    const ends = Float64Array.from(known, id => finals[id])
    const byNeighbours = (distances: Distances): number[] => asked.map(id => neighboursSay(ends, f => distanceIn(distances, id, known[f])))
    note('settings', byForest({ settings: true, score: false, neighbours: false }))
    note('score after a tenth', byForest({ settings: false, score: true, neighbours: false }))
    note('place on the map after a tenth', onMap(early, known, asked, finals))
    note('neighbours after a tenth', byNeighbours(early))
    note('score after a tenth and settings', byForest({ settings: true, score: true, neighbours: false }))
    note('score after a tenth and neighbours', byForest({ settings: false, score: true, neighbours: true }))
    note('all three', byForest({ settings: true, score: true, neighbours: true }))
    note('neighbours at the end', byNeighbours(late))
  }
  return [...found].map(([from, { all, best }]) => ({ from, all: median(all), best: median(best) }))
}

/** PHATE of the known ones, on which the others land; the smoothed score of the place. */
function onMap({ rows, condensed }: Distances, known: readonly number[], asked: readonly number[], finals: readonly number[]): number[] {
  const placed = rows.reduce((count, row) => count + Number(row >= 0), 0)
  const { layOut, distances } = phateGeometry(knownDistances(condensed, placed, id => rows[id]))
  const { coordinates, dims, distances: own, settings } = layOut(known)
  const map = prepareLanding(own, coordinates, settings, dims)
  const smooth = smoother({ places: known.map((_, row) => coordinates.subarray(dims * row, dims * (row + 1))), scores: known.map(id => finals[id]) })
  return asked.map(id => {
    const { x, y } = land(map, distances(id, known))
    return smoothedAt(smooth, [x, y])
  })
}
