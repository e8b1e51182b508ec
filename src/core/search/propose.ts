// Proposals: what a region of the map says is worth training next. Of each, many candidates are voted for, and the one that should land best is kept.
import type { DataSize } from '../data/size.ts'
import type { Hyperparameters } from '../network.ts'
import type { Recipe } from '../recipe.ts'
import { deriveSeed, mulberry32, normals } from '../random.ts'
import type { Aim } from './aim.ts'
import type { CostOf } from './cost.ts'
import { costFor } from './cost.ts'
import { expectedGain, shortOfFront, standingOf } from './front-aim.ts'
import type { Weighed } from './pareto.ts'
import type { Foretold, Known, Predictor } from './predict.ts'
import { knownOf, predictAt, predictor } from './predict.ts'
import type { Region } from './region.ts'
import { regionRows } from './region.ts'
import { smoothedScores } from './smooth.ts'
import type { Axes } from './space.ts'
import { decode, distanceOf, drawn, encode, featuresOf, nameOf, spaceOf, squaredDistance } from './space.ts'
import type { Proposal, Trial } from './trial.ts'
import type { Vote } from './vote.ts'
import { ballot, drawCentre, drawShares, votersAbout } from './vote.ts'

/** How candidates are judged: by the smoothed score of the place where they should land, by what their settings say, or by both as far as each was right before. */
export type Judge = 'map' | 'settings' | 'both'

/** Of the standing map: who votes, and how many proposals are wanted. */
export interface Wanted<Settings = Hyperparameters> {
  region: Region
  count: number
  seed: number
  /** Proposals made before with this seed; these are the next. */
  made?: number
  judge?: Judge
  /** Candidates for each proposal. */
  candidates?: number
  /** Every how many-th proposal comes from the prior; 0: none. */
  fresh?: number
  /** Given: proposals aim at the front of scores against this cost. Else score alone counts. */
  cost?: CostOf<Settings> | null
}

export interface Asked extends Omit<Wanted, 'cost'> {
  prior: Recipe
  pictures: boolean
  trials: readonly Trial[]
  /** Network id → coordinates on the map, units of potential distance. Networks without a place have no vote, but their settings and scores count in predictions. */
  places: ReadonlyMap<number, ArrayLike<number>>
  /** Score unless told otherwise. An aim at a cost needs the size of the data. */
  aim?: Aim
  size?: DataSize
}

export const CANDIDATES = 32
export const FRESH = 5

/** Draws before a repeat is taken after all: its seed is another. */
const PATIENCE = 40

/** Jitter after a repeat, a share of each range. */
const WIDER = 0.03

/**
 * A pure function of what it is given: the same networks, region and seed give the same proposals, and proposals from `made` on go on where those before
 * ended. With nobody in the region, all come from the prior.
 */
export function proposals(asked: Asked): Proposal[] {
  const { prior, pictures, trials, places, aim = 'score', size, ...wanted } = asked
  return proposalsFrom(predictor(knownOf(spaceOf(prior, pictures), trials, places)), { ...wanted, cost: size ? costFor(aim, size) : null })
}

/**
 * Rows (of those with a place and a score) of a region, the likeliest centre of a vote first. Where cost counts, how little its smoothed score lacks to the front
 * of smoothed scores at its own cost stands in for a network's smoothed score: the best fifth are those next to the front.
 */
export function votingRows<S>({ trials, mapped, smooth }: Known<S>, region: Region, cost?: CostOf<S> | null): number[] {
  const smoothed = smoothedScores(smooth)
  const ids = mapped.map(row => trials[row].id)
  const merits = cost ? shortOfFront(ids.map((id, at) => ({ id, score: smoothed[at], cost: cost(trials[mapped[at]].hyper) }))) : smoothed
  return regionRows(region, { ids, places: smooth.places, smoothed: merits })
}

/** The same for a predictor that stands. */
export function proposalsFrom<S>(known: Predictor<S>, wanted: Wanted<S>): Proposal<S>[] {
  const { region, count, seed, made = 0, judge = 'both', candidates = CANDIDATES, fresh = FRESH, cost = null } = wanted
  const { space, trials } = known
  const rows = votingRows(known, region, cost)
  const standing: Weighed[] | null = cost && trials.map(({ id, hyper, score }) => ({ id, score, cost: cost(hyper) }))
  const taken = new Set(trials.map(({ hyper }) => nameOf(space, hyper)))
  const votersOf = votersIn(known, rows)
  // One by itself has nobody to keep away from.
  const apart = count > 1 ? typicalGap(known) / 2 : 0
  const batch: Float64Array[] = []
  return Array.from({ length: count }, (_, place): Proposal<S> => {
    const index = made + place
    const random = mulberry32(deriveSeed(seed, 'proposal', index))
    const normal = normals(random)
    const fromPrior = rows.length === 0 || (fresh > 0 && index % fresh === fresh - 1)
    const field = Array.from({ length: fromPrior ? 1 : candidates }, (_, c) =>
      fromPrior ? anew(space, taken, deriveSeed(seed, 'fresh', index)) : voted(known, votersOf(drawCentre(rows, random)), taken, random, normal, () => deriveSeed(seed, 'instead', index, c)))
    const worth = worthOf(region, judge, cost, standing)
    const judged = field.map(candidate => {
      const features = featuresOf(space, encode(space, candidate.hyper))
      const foretold = predictAt(known, features)
      const near = batch.reduce((least, other) => Math.min(least, distanceOf(space, features, other)), Infinity)
      return { candidate, features, foretold, near, worth: worth(foretold, candidate.hyper) }
    })
    // Those that stand apart from the rest of the batch come first; if none does, the one farthest from it.
    const spread = judged.filter(({ near }) => near > apart)
    const best = (spread.length > 0 ? spread : [judged.reduce((far, next) => next.near > far.near ? next : far)])
      .reduce((best, next) => next.worth > best.worth || Number.isNaN(best.worth) ? next : best)
    batch.push(best.features)
    taken.add(nameOf(space, best.candidate.hyper))
    // The next of a batch is chosen as if this one had come to what is foretold (the believer of Ginsbourger, Le Riche and Carraro 2010).
    if (cost) standing!.push({ id: -1 - index, score: scoreBy(judge)(best.foretold), cost: cost(best.candidate.hyper) })
    return {
      hyper: best.candidate.hyper, seed: deriveSeed(seed, 'network', index), from: best.candidate.vote ? 'region' : 'prior',
      votes: best.candidate.vote ? votesOf(known, best.candidate.vote) : [], predicted: best.foretold.prediction,
    }
  })
}

interface Candidate<S> { hyper: S, vote: Vote | null }

type Taken = ReadonlySet<string>

/** Who votes about a centre: many candidates have the same one. */
function votersIn<S>({ smooth: { places } }: Known<S>, region: readonly number[]): (centre: number) => number[] {
  const found = new Map<number, number[]>()
  return centre => {
    const voters = found.get(centre) ?? votersAbout(centre, region, places)
    found.set(centre, voters)
    return voters
  }
}

/** One candidate of the region. After a repeat the jitter grows, and who still repeats somebody is drawn from the prior instead. */
function voted<S>(
  { space, points, mapped }: Known<S>, about: number[], taken: Taken, random: () => number, normal: () => number, instead: () => number,
): Candidate<S> {
  for (let turn = 0; turn < PATIENCE / 4; turn++) {
    const vote = { rows: about, shares: drawShares(about.length, random) }
    const hyper = decode(space, ballot(points, { ...vote, rows: about.map(row => mapped[row]) }, random, normal, WIDER * turn))
    if (!taken.has(nameOf(space, hyper))) return { hyper, vote }
  }
  return anew(space, taken, instead())
}

function anew<S>(space: Axes<S>, taken: Taken, seed: number): Candidate<S> {
  let hyper = drawn(space, seed, 0)
  for (let turn = 1; turn < PATIENCE && taken.has(nameOf(space, hyper)); turn++) hyper = drawn(space, seed, turn)
  return { hyper, vote: null }
}

/** What makes a candidate the better one: its score to come or how far it should push out the front, or about a gap how near to it it should land. */
function worthOf<S>(region: Region, judge: Judge, cost: CostOf<S> | null, networks: readonly Weighed[] | null): (foretold: Foretold, hyper: S) => number {
  if (region.kind === 'gap') return ({ prediction: { place, score } }) => place ? -squaredDistance(place, region.place) : score
  const score = scoreBy(judge)
  const standing = networks && standingOf(networks)
  return standing && cost ? (foretold, hyper) => expectedGain(standing, { score: score(foretold), cost: cost(hyper) }, foretold.prediction.scoreError) : score
}

const scoreBy = (judge: Judge) => ({ byMap, bySettings, prediction }: Foretold): number =>
  judge === 'map' && !Number.isNaN(byMap) ? byMap : judge === 'settings' ? bySettings : prediction.score

/** Median distance of settings from their nearest among the trials: below half of it two proposals would be one. */
function typicalGap<S>({ space, features }: Known<S>): number {
  const some = features.slice(-LOOKED_AT)
  const nearest = some.map(() => -1)
  const squares = new Float64Array(some.length).fill(Infinity)
  for (let r = 0; r < some.length; r++) {
    for (let o = 0; o < r; o++) {
      const square = squaredDistance(some[r], some[o])
      if (square < squares[r]) [squares[r], nearest[r]] = [square, o]
      if (square < squares[o]) [squares[o], nearest[o]] = [square, r]
    }
  }
  const gaps = some.flatMap((row, r) => nearest[r] < 0 ? [] : [distanceOf(space, row, some[nearest[r]])])
  return gaps.length === 0 ? 0 : gaps.sort((a, b) => a - b)[gaps.length >> 1]
}

const LOOKED_AT = 200

const votesOf = ({ trials, mapped }: { trials: readonly { id: number }[], mapped: readonly number[] }, { rows, shares }: Vote): Proposal['votes'] =>
  rows.map((row, v) => ({ id: trials[mapped[row]].id, share: shares[v] })).sort((a, b) => b.share - a.share)
