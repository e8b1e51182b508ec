// The map mixed with a model of accuracy: candidates are voted for on the map, drawn from the prior and found about the best; a Gaussian process says
// of which the most improvement is to be expected. Expected improvement: Jones, Schonlau and Welch, Journal of Global Optimization 13 (1998), equation 15.
import { exponential } from '../diffusion/exponential.ts'
import { erfc } from '../gauss-error.ts'
import type { Hyperparameters } from '../network.ts'
import { below, deriveSeed, mulberry32, normals } from '../random.ts'
import { ranks } from '../statistics.ts'
import type { Group, Kernel, Process } from './gaussian-process.ts'
import { gaussianProcess, kernelFor, processAt } from './gaussian-process.ts'
import { ridgeAt } from './local-ridge.ts'
import type { Known, Predictor, Tuning } from './predict.ts'
import { knownOf, predictor } from './predict.ts'
import { randomSampler } from './random-sampler.ts'
import { regionRows } from './region.ts'
import type { Sampler } from './sampler.ts'
import { smoothedScores } from './smooth.ts'
import type { Point, Space } from './space.ts'
import { decode, drawn, encode, featuresOf, nameOf, spaceOf } from './space.ts'
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
  /** Whether the process also sees where on the map networks lie, and candidates should land. */
  places?: boolean
  /** Candidates from each source: voted for on the map, from the prior, about the best. */
  voted?: number
  fresh?: number
  about?: number
  shuffle?: boolean
  name?: string
}

const DEFAULTS = { initial: 10, refitEvery: REFIT_EVERY, places: true, voted: 100, fresh: 100, about: 100, shuffle: false }

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
        chosen = { key, tuning: known.tuning, kernel: kernelFor(rowsOf(known, options.places), groupsOf(space, known, options.places), standings(known)) }
      }
      const known = predictor(knownOf(space, trials, places, chosen.tuning), { tuned: chosen.tuning })
      const taken = new Set(trials.map(({ hyper }) => nameOf(space, hyper)))
      const rows = rowsOf(known, options.places)
      const scores = [...standings(known)]
      while (asked.length < count) {
        const process = gaussianProcess(rows, groupsOf(space, known, options.places), scores, chosen.kernel)
        const best = rows.reduce((most, row) => Math.max(most, processAt(process, row).mean), -Infinity)
        const random = mulberry32(deriveSeed(seed, 'mixed', trials.length, asked.length))
        const candidate = bestOf(candidates(known, options, random, deriveSeed(seed, 'prior', trials.length, asked.length)), known, process, best, taken, options.places)
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

/** Rows of features, with places behind them in units of the map's radius; who has none lies in the middle. */
function rowsOf(known: Known, withPlaces: boolean): Float64Array[] {
  if (!withPlaces || known.smooth.places.length === 0) return [...known.features]
  const place = new Map(known.mapped.map((row, at) => [row, known.smooth.places[at]]))
  return known.features.map((features, row) => placed(known, features, place.get(row) ?? null))
}

function placed({ smooth: { places } }: Known, features: Float64Array, place: ArrayLike<number> | null): Float64Array {
  const dims = places[0].length
  const middle = Array.from({ length: dims }, (_, k) => places.reduce((sum, at) => sum + at[k], 0) / places.length)
  const radius = Math.sqrt(places.reduce((sum, at) => sum + middle.reduce((s, m, k) => s + (at[k] - m) ** 2, 0), 0) / places.length) || 1
  return Float64Array.from([...features, ...middle.map((m, k) => place ? (place[k] - m) / radius : 0)])
}

/** A group for each axis, and one for the map. */
function groupsOf({ numbers, lists, features }: Space, { smooth: { places } }: Known, withPlaces: boolean): Group[] {
  const groups: number[][] = numbers.map((_, k) => [k])
  let at = numbers.length
  for (const { ordered, values } of lists) {
    const width = ordered ? 1 : values.length
    groups.push(Array.from({ length: width }, (_, k) => at + k))
    at += width
  }
  if (withPlaces && places.length > 0) groups.push(Array.from({ length: places[0].length }, (_, k) => features + k))
  return groups
}

interface Candidate { hyper: Hyperparameters, row: Float64Array, mean: number }

function bestOf(hypers: readonly Hyperparameters[], known: Predictor, process: Process, best: number, taken: ReadonlySet<string>, withPlaces: boolean): Candidate | null {
  let [found, most]: [Candidate | null, number] = [null, -Infinity]
  for (const hyper of hypers) {
    if (taken.has(nameOf(known.space, hyper))) continue
    const features = featuresOf(known.space, encode(known.space, hyper))
    const row = withPlaces && known.smooth.places.length > 0 ? placed(known, features, known.place && ridgeAt(known.place, features)) : features
    const { mean, deviation } = processAt(process, row)
    const gain = expectedImprovement(mean - best, deviation)
    if (gain > most) [found, most] = [{ hyper, row, mean }, gain]
  }
  return found
}

/** E max(0, ahead + deviation · N(0, 1)). */
export function expectedImprovement(ahead: number, deviation: number): number {
  if (!(deviation > 0)) return Math.max(0, ahead)
  const u = ahead / deviation
  return deviation * (u * erfc(-u * Math.SQRT1_2) / 2 + exponential(-u * u / 2) / Math.sqrt(2 * Math.PI))
}

function candidates(known: Known, { voted, fresh, about }: typeof DEFAULTS, random: () => number, seed: number): Hyperparameters[] {
  const { space, points, mapped, smooth } = known
  const normal = normals(random)
  const region = regionRows({ kind: 'top' }, { ids: mapped, places: smooth.places, smoothed: smoothedScores(smooth) })
  const votes = Array.from({ length: region.length > 0 ? voted : 0 }, () => {
    const voters = votersAbout(drawCentre(region, random), region, smooth.places)
    return decode(space, ballot(points, { rows: voters.map(row => mapped[row]), shares: drawShares(voters.length, random) }, random, normal, 0.02))
  })
  const best = known.trials.map((_, row) => row).filter(row => Number.isFinite(known.trials[row].score))
    .sort((a, b) => known.trials[b].score - known.trials[a].score || a - b).slice(0, BEST)
  const near = Array.from({ length: best.length > 0 ? about : 0 }, () => decode(space, moved(space, points[best[below(best.length, random)]], random, normal)))
  return [...votes, ...near, ...Array.from({ length: fresh }, (_, index) => drawn(space, seed, index))]
}

/** A step from settings: half of the ranges move by a tenth, or by a fiftieth; a list takes any other value one time in five. */
function moved({ lists }: Space, { numbers, choices }: Point, random: () => number, normal: () => number): Point {
  const step = random() < 0.5 ? 0.1 : 0.02
  return {
    numbers: numbers.map(share => random() < 0.5 ? Math.min(1, Math.max(0, share + step * normal())) : share),
    choices: choices.map((choice, axis) => random() < 0.2 ? below(lists[axis].values.length, random) : choice),
  }
}
