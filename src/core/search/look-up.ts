// Searches among the members of a pool: what is asked for is stood in for by the member most like it, whose training is known already.
import { deriveSeed } from '../random.ts'
import type { CostOf } from './cost.ts'
import type { Evidence, Glimpse } from './early.ts'
import { forecast } from './early.ts'
import { halved } from './halving.ts'
import type { Nearest, Pool } from './pool.ts'
import { distanceIn, RUNGS, scoreOf, trialOf } from './pool.ts'
import type { Weighed } from './pareto.ts'
import { mostGaining, mostPromising } from './promise.ts'
import { randomSampler } from './random-sampler.ts'
import type { Sampler } from './sampler.ts'
import { encode, featuresOf, spaceOf } from './space.ts'
import type { Trial } from './trial.ts'

/** A member trained to the end, and what everything until then has cost, in whole trainings. */
export interface Finish { id: number, spent: number }

/** As the sampler would have trained them, `budget` at most; asked for one at a time, each knowing all before it. */
export function lookUp(pool: Pool, nearest: Nearest, sampler: Sampler, budget: number): Finish[] {
  const trials: Trial[] = []
  const taken = new Set<number>()
  while (trials.length < budget) {
    const [hyper] = sampler.ask({ prior: pool.prior, pictures: pool.pictures, trials }, 1)
    const id = hyper ? nearest(hyper, member => !taken.has(member)) : -1
    if (id < 0) break
    taken.add(id)
    trials.push(trialOf(pool, id))
  }
  return trials.map(({ id }, place) => ({ id, spent: place + 1 }))
}

/** Successive halving of what the sampler draws when it has seen nothing. */
export function lookUpHalving(pool: Pool, nearest: Nearest, sampler: Sampler, budget: number): Finish[] {
  const taken = new Set<number>()
  const drawn = sampler.ask({ prior: pool.prior, pictures: pool.pictures, trials: [] }, pool.members.length)
  const looks = halved(place => {
    const id = place < drawn.length ? nearest(drawn[place], member => !taken.has(member)) : -1
    if (id < 0) return undefined
    taken.add(id)
    return id
  }, (id, rung) => pool.members[id].rungs[rung], budget, { rungs: RUNGS })
  return looks.filter(({ rung }) => rung === RUNGS.length - 1).map(({ candidate, spent }) => ({ id: candidate, spent }))
}

export interface EarlyOptions {
  seed: number
  evidence: Evidence
  /** Networks looked at for each that is trained to the end. */
  looks?: number
  /** Networks trained to the end before more than the early score is asked. */
  begin?: number
  /** Given: whoever goes on is the one that should push out the front of scores against this cost, and the sampler is thought to aim there too. */
  cost?: CostOf | null
}

export const LOOKS = 5
export const BEGIN = 10

/** Networks finished between two forests: growing one is most of a search's own work. */
export const RELEARN = 5

const BY_SCORE: Evidence = { settings: false, score: true, neighbours: false }

const ROUNDING = 1e-9

/** A sampler that draws anew, by a seed of its own, for every number of trials: for one that would else ask for the same settings until they are finished. */
export const reseeded = (make: (seed: number) => Sampler, seed: number): Sampler => ({
  name: make(seed).name,
  ask: (searched, count) => make(deriveSeed(seed, 'round', searched.trials.length)).ask(searched, count),
})

/**
 * In each round some networks are trained for a tenth (RUNGS[0]); then, of all that stand there, the one whose end is foretold to be best is trained to its end.
 * `sampler`: who is asked in a round, knowing the networks that are finished; until there are `begin` of these the prior is.
 */
export function lookUpEarly(pool: Pool, nearest: Nearest, sampler: Sampler, budget: number, { seed, evidence, looks = LOOKS, begin = BEGIN, cost = null }: EarlyOptions): Finish[] {
  const { prior, pictures, members, early } = pool
  const space = spaceOf(prior, pictures)
  const glimpse = (id: number): Glimpse => ({ features: featuresOf(space, encode(space, members[id].spec.hyper)), score: members[id].rungs[0] })
  const opening = reseeded(randomSampler, seed)
  const finished: Finish[] = []
  const standing: number[] = []
  const taken = new Set<number>()
  let seen: number[] = []
  let says = forecast([], BY_SCORE, seed)
  const said = new Map<number, number>()
  let spent = 0
  for (let round = 0; spent + RUNGS[0] * looks + 1 - RUNGS[0] <= budget + ROUNDING; round++) {
    const trials = finished.map(({ id }) => trialOf(pool, id))
    for (const hyper of (finished.length < begin ? opening : sampler).ask({ prior, pictures, trials }, looks)) {
      const id = nearest(hyper, member => !taken.has(member))
      if (id < 0) continue
      taken.add(id)
      standing.push(id)
      spent += RUNGS[0]
    }
    if (standing.length === 0) break
    if (finished.length >= begin && finished.length >= seen.length + RELEARN) {
      seen = finished.map(({ id }) => id)
      said.clear()
      says = forecast(seen.map(id => ({ ...glimpse(id), final: scoreOf(members[id]) })), evidence, deriveSeed(seed, 'forest', round), (a, f) => distanceIn(early, seen[a], seen[f]))
    }
    // What was said of a network stands as long as the forest does.
    const gone = cost ? finished.map(({ id }) => id) : []
    const fresh = [...standing, ...gone].filter(id => !said.has(id))
    says(fresh.map(glimpse), (a, f) => distanceIn(early, fresh[a], seen[f])).forEach((one, place) => said.set(fresh[place], one))
    const promised = (id: number): Weighed => ({ id, score: said.get(id)!, cost: 0 })
    // What has diverged is on no front, however cheap it is.
    const weighed = (id: number): Weighed => ({ id, score: Number.isNaN(members[id].rungs[0]) ? NaN : said.get(id)!, cost: cost!(members[id].spec.hyper) })
    const [id] = standing.splice(cost ? mostGaining(standing.map(weighed), gone.map(weighed)) : mostPromising(standing.map(promised)), 1)
    spent += 1 - RUNGS[0]
    finished.push({ id, spent })
  }
  return finished
}
