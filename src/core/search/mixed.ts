// The map mixed with a model of accuracy: candidates are voted for on the map, drawn from the prior and found about the best; a Gaussian process says
// of which the most improvement is to be expected.
import type { Hyperparameters } from '../network.ts'
import { below, deriveSeed, mulberry32, normals } from '../random.ts'
import { ranks } from '../statistics.ts'
import { expectedImprovement } from './expected-improvement.ts'
import type { Group, Kernel, Process } from './gaussian-process.ts'
import { gaussianProcess, kernelFor, meanAt, processAt } from './gaussian-process.ts'
import { ridgeAt } from './local-ridge.ts'
import type { Known, Predictor, Tuning } from './predict.ts'
import { knownOf, predictor } from './predict.ts'
import { randomSampler } from './random-sampler.ts'
import { regionRows } from './region.ts'
import type { Sampler } from './sampler.ts'
import { smoothedScores } from './smooth.ts'
import type { Point, Space } from './space.ts'
import { decode, drawn, encode, featuresOf, nameOf, spaceOf, squaredDistance } from './space.ts'
import type { Geometry } from './survey.ts'
import { REFIT_EVERY, surveyor } from './survey.ts'
import { ballot, drawCentre, drawShares, votersAbout } from './vote.ts'

export interface MixedOptions {
  seed: number
  /** Null: no map at all, so that there is something to hold the map's part against. */
  geometry: Geometry | null
  /** Networks from the prior before the model is asked. */
  initial?: number
  refitEvery?: number
  /** Whether the process also sees where on the map networks lie, and candidates should land. On our pools it did no better (docs/methods/sampling.md). */
  places?: boolean
  /** Candidates from each source: voted for on the map, from the prior, about the best. */
  voted?: number
  fresh?: number
  about?: number
  shuffle?: boolean
  name?: string
}

const DEFAULTS = { initial: 10, refitEvery: REFIT_EVERY, places: false, voted: 100, fresh: 100, about: 100, shuffle: false }

/** Jitter of a vote at the least, a share of each range: voters who agree are no reason to try the same again. */
const LEAST = 0.02

/** Networks about which candidates are looked for. */
const BEST = 5

/** What is chosen at every map, and kept until the next. */
interface Chosen { key: string, tuning: Tuning, kernel: Kernel }

export function mixedSampler(given: MixedOptions): Sampler {
  const options = { ...DEFAULTS, ...given }
  const { seed, geometry, initial, refitEvery } = options
  const survey = surveyor({ geometry, initial, refitEvery, ...(options.shuffle && { shuffle: seed }) })
  let chosen: Chosen | null = null
  return {
    name: given.name ?? (geometry ? 'mixed' : 'process'),
    ask(searched, count) {
      const { trials } = searched
      const asked = trials.length < initial ? randomSampler(seed).ask(searched, Math.min(count, initial - trials.length)) : []
      if (asked.length === count) return asked
      const space = spaceOf(searched.prior, searched.pictures)
      const { base, key, places } = survey(trials)
      if (chosen?.key !== key) {
        const known = predictor(knownOf(space, base, places))
        const frame = options.places ? frameOf(known) : null
        chosen = { key, tuning: known.tuning, kernel: kernelFor(rowsOf(known, frame), groupsOf(space, frame), standings(known)) }
      }
      const known = predictor(knownOf(space, trials, places, chosen.tuning), { tuned: chosen.tuning })
      const taken = new Set(trials.map(({ hyper }) => nameOf(space, hyper)))
      const frame = options.places ? frameOf(known) : null
      const rows = rowsOf(known, frame)
      const scores = [...standings(known)]
      while (asked.length < count) {
        const process = gaussianProcess(rows, groupsOf(space, frame), scores, chosen.kernel)
        const random = mulberry32(deriveSeed(seed, 'mixed', trials.length, asked.length))
        const points = candidates(known, options, random, deriveSeed(seed, 'prior', trials.length, asked.length))
        const candidate = bestOf(points, known, frame, process, rows.reduce((most, row) => Math.max(most, meanAt(process, row)), -Infinity), taken)
        if (!candidate) break
        asked.push(candidate.hyper)
        taken.add(nameOf(space, candidate.hyper))
        // The next of a batch is chosen as if this one had done as expected (the believer of Ginsbourger, Le Riche and Carraro 2010).
        rows.push(candidate.row)
        scores.push(candidate.mean)
      }
      return asked
    },
  }
}

/** Scores by rank, from −√3 to √3 (a uniform law of variance 1), diverged ones last: how far the worst fall does not matter. */
function standings({ trials }: Known): Float64Array {
  const n = trials.length
  const order = ranks(trials.map(({ score }) => Number.isNaN(score) ? -1 : score))
  return order.map(rank => Math.sqrt(12) * ((rank - 0.5) / n - 0.5))
}

/** Middle and radius of the map, so that its coordinates can stand beside shares of ranges. */
interface Frame { middle: number[], radius: number }

function frameOf({ smooth: { places } }: Known): Frame | null {
  if (places.length === 0) return null
  const middle = Array.from({ length: places[0].length }, (_, k) => places.reduce((sum, at) => sum + at[k], 0) / places.length)
  return { middle, radius: Math.sqrt(places.reduce((sum, at) => sum + squaredDistance(at, middle), 0) / places.length) || 1 }
}

/** Rows of features, with places behind them in units of the map's radius; who has none lies in the middle. */
function rowsOf({ features, mapped, smooth }: Known, frame: Frame | null): Float64Array[] {
  const place = new Map(mapped.map((row, at) => [row, smooth.places[at]]))
  return features.map((row, r) => framed(row, frame, place.get(r) ?? null))
}

const framed = (features: Float64Array, frame: Frame | null, place: ArrayLike<number> | null): Float64Array =>
  frame ? Float64Array.from([...features, ...frame.middle.map((m, k) => place ? (place[k] - m) / frame.radius : 0)]) : features

/** A group for each axis, and one for the map. */
function groupsOf({ numbers, lists, features }: Space, frame: Frame | null): Group[] {
  const groups: number[][] = numbers.map((_, k) => [k])
  let at = numbers.length
  for (const { ordered, values } of lists) {
    const width = ordered ? 1 : values.length
    groups.push(Array.from({ length: width }, (_, k) => at + k))
    at += width
  }
  if (frame) groups.push(frame.middle.map((_, k) => features + k))
  return groups
}

interface Candidate { hyper: Hyperparameters, row: Float64Array, mean: number }

/** The one of the largest expected improvement over `best` that has not been tried; null where all have been. */
function bestOf(points: readonly Point[], { space, place }: Predictor, frame: Frame | null, process: Process, best: number, taken: ReadonlySet<string>): Candidate | null {
  const judged = points.map(point => {
    const features = featuresOf(space, point)
    const row = framed(features, frame, frame && place && ridgeAt(place, features))
    const { mean, deviation } = processAt(process, row)
    return { point, row, mean, gain: expectedImprovement(mean - best, deviation) }
  })
  for (const { point, row, mean } of judged.sort((a, b) => b.gain - a.gain)) {
    const hyper = decode(space, point)
    if (!taken.has(nameOf(space, hyper))) return { hyper, row, mean }
  }
  return null
}

function candidates(known: Known, { voted, fresh, about }: typeof DEFAULTS, random: () => number, seed: number): Point[] {
  const { space, points, mapped, smooth } = known
  const normal = normals(random)
  const region = regionRows({ kind: 'top' }, { ids: mapped, places: smooth.places, smoothed: smoothedScores(smooth) })
  const votes = Array.from({ length: region.length > 0 ? voted : 0 }, () => {
    const voters = votersAbout(drawCentre(region, random), region, smooth.places)
    return ballot(points, { rows: voters.map(row => mapped[row]), shares: drawShares(voters.length, random) }, random, normal, LEAST)
  })
  const best = known.trials.map((_, row) => row).filter(row => Number.isFinite(known.trials[row].score))
    .sort((a, b) => known.trials[b].score - known.trials[a].score || a - b).slice(0, BEST)
  const near = Array.from({ length: best.length > 0 ? about : 0 }, () => moved(space, points[best[below(best.length, random)]], random, normal))
  return [...votes, ...near, ...Array.from({ length: fresh }, (_, index) => encode(space, drawn(space, seed, index)))]
}

/** A step from settings: half of the ranges move by a tenth, or by a fiftieth; a list takes any other value one time in five. */
function moved({ lists }: { lists: readonly { values: readonly unknown[] }[] }, { numbers, choices }: Point, random: () => number, normal: () => number): Point {
  const step = random() < 0.5 ? 0.1 : 0.02
  return {
    numbers: numbers.map(share => random() < 0.5 ? Math.min(1, Math.max(0, share + step * normal())) : share),
    choices: choices.map((choice, axis) => random() < 0.2 ? below(lists[axis].values.length, random) : choice),
  }
}
