// The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl 2011): where settings that did well are dense and the others are not.
import type { Hyperparameters } from '../network.ts'
import { deriveSeed, mulberry32, normals } from '../random.ts'
import { randomSampler } from './random-sampler.ts'
import type { Sampler } from './sampler.ts'
import type { Point, Space } from './space.ts'
import { decode, drawn, encode, nameOf, spaceOf } from './space.ts'
import type { Density } from './tpe-densities.ts'
import { jointDensity, listDensity, listPrior, numberDensity } from './tpe-densities.ts'
import type { Trial } from './trial.ts'
import { PATIENCE } from './unrepeated.ts'

export interface TpeOptions {
  /** Trials before the estimator has a say: random search's of the same seed. */
  begin?: number
  /** How many of n trials count as good: the paper's 15 % (γ), rounded up, unless told otherwise. */
  good?: (n: number) => number
  /** Settings that are drawn from the good ones' density, to take the one with the largest ratio. */
  candidates?: number
  /** Densities of all hyper-parameters together; without it each hyper-parameter is drawn, and the best candidate chosen, by itself, as in the paper. */
  joint?: boolean
}

const SHARE = 0.15
/** Attempts to find settings that have not been tried yet before the prior is asked. */
const ATTEMPTS = 20

/**
 * Maximises expected improvement in the model of section 4 of the paper: l, the density of the good trials, over g, that of the others, is largest there
 * (equation 7). Diverged trials are never good. Settings of a batch that are still to be trained count among the others, so that the next of the batch keeps
 * away from them.
 */
export function tpeSampler(seed: number, { begin = 10, good = n => Math.ceil(SHARE * n), candidates = 24, joint = false }: TpeOptions = {}): Sampler {
  const propose = joint ? together : apart
  return {
    name: joint ? 'tpe-joint' : 'tpe',
    ask(searched, count) {
      const { trials } = searched
      const space = spaceOf(searched.prior, searched.pictures)
      const asked = trials.length < begin ? randomSampler(seed).ask(searched, Math.min(count, begin - trials.length)) : []
      const known = new Set([...trials.map(({ hyper }) => hyper), ...asked].map(hyper => nameOf(space, hyper)))
      const { best, others } = parted(trials, good)
      const l = best.map(({ hyper }) => encode(space, hyper))
      while (asked.length < count) {
        const g = [...others.map(({ hyper }) => hyper), ...asked].map(hyper => encode(space, hyper))
        const random = mulberry32(deriveSeed(seed, 'tpe', trials.length, asked.length))
        const proposal = propose(space, l, g, candidates, random)
        const hyper = firstNew(place => place < ATTEMPTS ? decode(space, proposal()) : drawn(space, deriveSeed(seed, 'instead', trials.length), place), known, space)
        if (!hyper) break
        known.add(nameOf(space, hyper))
        asked.push(hyper)
      }
      return asked
    },
  }
}

/** The best by score, the earlier of equals first, and all others. None that has diverged is good; one is good where any has a score. */
export function parted(trials: readonly Trial[], good: (n: number) => number): { best: Trial[], others: Trial[] } {
  const sound = trials.filter(({ score }) => Number.isFinite(score)).toSorted((a, b) => b.score - a.score)
  const best = new Set(sound.slice(0, Math.max(1, good(trials.length))))
  return { best: trials.filter(trial => best.has(trial)), others: trials.filter(trial => !best.has(trial)) }
}

/** Each axis by itself. */
function apart(space: Space, l: readonly Point[], g: readonly Point[], candidates: number, random: () => number): () => Point {
  const normal = normals(random)
  const best = (good: Density, other: Density): (() => number) => () =>
    largest(candidates, () => good.draw(random, normal), value => good.log(value) - other.log(value))
  const numbers = space.numbers.map((_, axis) => {
    const [good, other] = [l, g].map(points => numberDensity(points.map(point => point.numbers[axis])))
    return best(good, other)
  })
  const lists = space.lists.map((axis, place) => {
    const prior = listPrior(space, axis)
    const [good, other] = [l, g].map(points => listDensity(points.map(point => point.choices[place]), prior))
    return best(good, other)
  })
  return () => ({ numbers: Float64Array.from(numbers, draw => draw()), choices: Int32Array.from(lists, draw => draw()) })
}

/** All axes at once. */
function together(space: Space, l: readonly Point[], g: readonly Point[], candidates: number, random: () => number): () => Point {
  const normal = normals(random)
  const [good, other] = [l, g].map(points => jointDensity(space, points))
  return () => largest(candidates, () => good.draw(random, normal), point => good.log(point) - other.log(point))
}

/** Of so many draws the one with the largest value, the first of equals. */
function largest<T>(count: number, draw: () => T, value: (drawn: T) => number): T {
  let best = draw()
  let most = value(best)
  for (let k = 1; k < count; k++) {
    const other = draw()
    const worth = value(other)
    if (worth > most) [best, most] = [other, worth]
  }
  return best
}

/** The first of a sequence that is not known; undefined after as many tries as leave no hope of any. */
function firstNew(candidate: (place: number) => Hyperparameters, known: ReadonlySet<string>, space: Space): Hyperparameters | undefined {
  for (let place = 0; place < ATTEMPTS + PATIENCE; place++) {
    const hyper = candidate(place)
    if (!known.has(nameOf(space, hyper))) return hyper
  }
  return undefined
}
