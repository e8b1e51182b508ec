// What settings will come to before anything is trained: where on the map the network will lie and how well it will do, each with what that
// prediction was worth for networks that it had not seen.
import { evenly } from '../evenly.ts'
import type { Hyperparameters } from '../network.ts'
import { quantile } from '../statistics.ts'
import type { LeftOut, LocalRidge, Surroundings } from './local-ridge.ts'
import { LEFT_OUT, localRidge, ridgeAt, ridgeWithout } from './local-ridge.ts'
import type { Smoother } from './smooth.ts'
import { smoothedAt, smoother } from './smooth.ts'
import type { Axes, Point } from './space.ts'
import { encode, featuresOf } from './space.ts'
import type { Missed } from './stated-error.ts'
import { statedError } from './stated-error.ts'
import type { Prediction, Trial } from './trial.ts'

/** Trials as regressions see them. */
export interface Known<Settings = Hyperparameters> {
  space: Axes<Settings>
  trials: readonly Trial<Settings>[]
  points: readonly Point[]
  features: readonly Float64Array[]
  /** Rows of the trials that have a score and a place. */
  mapped: readonly number[]
  /** One score and one place a mapped trial, in the same order. */
  smooth: Smoother
}

/** What was chosen by leaving networks out. It may be kept while a few networks are added, because choosing costs more than all the rest. */
export interface Tuning {
  /** σ of the smoother. */
  bandwidth: number
  scorePenalty: number
  placePenalty: number
  /** Share of the map in what is said of a score, 0 to 1: what would have said best of left-out networks. */
  trust: number
  /** Of left-out networks, ascending by what was said of them. */
  said: readonly Missed[]
  placeError: number | null
}

export interface Predictor<Settings = Hyperparameters> extends Known<Settings> {
  /** Settings → score; diverged networks count as the worst of the others. */
  score: LocalRidge
  /** Settings → place. Null where places are settings themselves. */
  place: LocalRidge | null
  tuning: Tuning
}

/** What `predictAt` says, and its two voices apart (NaN where one has nothing to go by). */
export interface Foretold { prediction: Prediction, byMap: number, bySettings: number }

export function knownOf<S>(space: Axes<S>, trials: readonly Trial<S>[], places: ReadonlyMap<number, ArrayLike<number>>, tuned?: Tuning): Known<S> {
  const points = trials.map(({ hyper }) => encode(space, hyper))
  const mapped = trials.map((_, row) => row).filter(row => Number.isFinite(trials[row].score) && places.has(trials[row].id))
  return {
    space, trials, points, mapped, features: points.map(point => featuresOf(space, point)),
    smooth: smoother({ places: mapped.map(row => places.get(trials[row].id)!), scores: mapped.map(row => trials[row].score) }, tuned?.bandwidth),
  }
}

/**
 * `itself`: places are rows of features, and settings lie where they say; for the control without a map. Where every network diverged, nothing is foretold but NaN.
 */
export function predictor<S>(known: Known<S>, { itself = false, tuned }: { itself?: boolean, tuned?: Tuning } = {}): Predictor<S> {
  const { trials, features, mapped, smooth } = known
  const worst = trials.reduce((least, { score }) => score < least ? score : least, Infinity)
  const scores = worst === Infinity ? [] : trials.map(({ score }) => [Number.isNaN(score) ? worst : score])
  // Where everybody has a place both regressions are on the same rows.
  const same = mapped.length === trials.length && { surroundings: new Map<number, Surroundings>() }
  const { ridge: score } = localRidge({ features: scores.length > 0 ? features : [], targets: scores, outputs: 1, ...same }, tuned?.scorePenalty)
  const places = { features: mapped.map(row => features[row]), targets: smooth.places, outputs: smooth.places[0]?.length ?? 2, ...same }
  const place = itself ? null : localRidge(places, tuned?.placePenalty)
  const tuning = tuned ?? tuningOf(known, score, place)
  return { ...known, score, place: place && place.ridge, tuning }
}

/** Left-out networks are landed and scored by the others; how far off, and whom it would have been best to believe. */
function tuningOf({ mapped, smooth }: Pick<Known, 'mapped' | 'smooth'>, score: LocalRidge, place: { ridge: LocalRidge, leftOut: LeftOut[] } | null): Tuning {
  const tries = place ? place.leftOut.map(({ row, residual }) => ({ row, landing: residual.map((r, k) => smooth.places[row][k] - r), missed: Math.hypot(...residual) }))
    : mapped.length < 3 ? [] : evenly(mapped.length, LEFT_OUT).map(row => ({ row, landing: smooth.places[row], missed: 0 }))
  const heard = tries.map(({ row, landing }) => ({ truth: smooth.scores[row], byMap: smoothedAt(smooth, landing, row), bySettings: ridgeWithout(score, mapped[row])[0] }))
  const [along, apart] = heard.reduce(([along, apart], { truth, byMap, bySettings }) =>
    [along + (truth - bySettings) * (byMap - bySettings), apart + (byMap - bySettings) ** 2], [0, 0])
  const trust = apart > 0 ? Math.min(1, Math.max(0, along / apart)) : mapped.length > 0 ? 0.5 : 0
  const said = heard.map(({ truth, byMap, bySettings }) => {
    const score = within(trust * byMap + (1 - trust) * bySettings)
    return { score, missed: truth - score }
  }).sort((a, b) => a.score - b.score)
  return {
    bandwidth: smooth.bandwidth, scorePenalty: score.penalty, placePenalty: place?.ridge.penalty ?? 0, trust,
    said,
    placeError: !place || mapped.length === 0 ? null : quantile(tries.map(({ missed }) => missed), 2 / 3),
  }
}

/** Of a row of features. Scores are kept between 0 and 1. */
export function predictAt({ score, place, smooth, tuning: { trust, said, placeError } }: Pick<Predictor, 'score' | 'place' | 'smooth' | 'tuning'>, features: Float64Array): Foretold {
  const landing = place ? ridgeAt(place, features) : features
  const bySettings = within(ridgeAt(score, features)?.[0] ?? NaN)
  const byMap = landing && smooth.places.length > 0 ? smoothedAt(smooth, landing) : NaN
  const told = Number.isNaN(byMap) ? bySettings : within(trust * byMap + (1 - trust) * bySettings)
  const lies = place && landing ? { place: Array.from(landing), placeError } : { place: null, placeError: null }
  return { byMap, bySettings, prediction: { score: told, scoreError: statedError(said, told), ...lies } }
}

const within = (score: number): number => Math.min(1, Math.max(0, score))
