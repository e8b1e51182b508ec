// Early looks: networks are trained for a tenth, and of all that stand there the one that promises most is trained to its end: by its score so far, or by a
// forest that also hears settings and whom the representation resembles by then (core/search/early.ts; on a pool: look-up.ts).
import type { Hyperparameters, NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import type { Glimpse } from '../../src/core/search/early.ts'
import { forecast } from '../../src/core/search/early.ts'
import { LOOKS, RELEARN, reseeded } from '../../src/core/search/look-up.ts'
import type { Weighed } from '../../src/core/search/pareto.ts'
import { mostGaining, mostPromising } from '../../src/core/search/promise.ts'
import { randomSampler } from '../../src/core/search/random-sampler.ts'
import { encode, featuresOf, nameOf, spaceOf } from '../../src/core/search/space.ts'
import { specOfProposal } from '../../src/core/search/trial.ts'
import { deriveSeed } from '../../src/core/random.ts'
import { Refusal } from '../refusal.ts'
import { EVIDENCE, samplerOf } from './settings.ts'
import type { Found, Search } from './trained.ts'
import { bestOf, lookNote, putDown, scoreOf, trainedOf, trialOf, untilRung } from './trained.ts'

const ROUNDING = 1e-9

interface Looked { whole: NetworkSpec, network: TrainedNetwork, glimpse: Glimpse }

/** What a look costs: the part of the training's own epochs that it takes, one at least. */
const partOf = (hyper: Hyperparameters): number => untilRung(hyper, 0).epochs / hyper.epochs

export async function byLooks(search: Search): Promise<Found> {
  const { settings, prior, pictures, budget, between, early, cost, told } = search
  const space = spaceOf(prior, pictures)
  const [opening, sampler] = [reseeded(randomSampler, settings.seed), samplerOf(settings, between && between.geometry, cost)]
  const finished: { looked: Looked, network: TrainedNetwork, spent: number }[] = []
  const standing: Looked[] = []
  const taken = new Set<string>()
  const notes: string[] = []
  let [begun, spent] = [0, 0]
  let seen: Looked[] = []
  let says = forecast([], EVIDENCE.score, settings.seed)
  const said = new Map<Looked, number>()
  for (let round = 0; ; round++) {
    between?.take(finished.map(({ network }) => network))
    const trials = finished.map(({ network }) => trialOf(network, between))
    const fresh = (finished.length < settings.initial ? opening : sampler).ask({ prior, pictures, trials }, LOOKS).filter(hyper => !taken.has(nameOf(space, hyper)))
    if (fresh.length + standing.length === 0) {
      notes.push('The recipe has no more settings: the search ended before its budget was spent.')
      break
    }
    const looking = fresh.reduce((sum, hyper) => sum + partOf(hyper), 0)
    const longest = 1 - [...fresh, ...standing.map(({ whole: { hyper } }) => hyper)].reduce((least, hyper) => Math.min(least, partOf(hyper)), 1)
    if (spent + looking + longest > budget + ROUNDING) {
      if (round === 0) throw tooSmall(budget, looking + longest)
      break
    }
    const wholes = fresh.map((hyper, place) => specOfProposal({ hyper, seed: settings.seed }, begun + place))
    for (const hyper of fresh) taken.add(nameOf(space, hyper))
    begun += fresh.length
    const before = spent
    const looks = await trainedOf(search, wholes.map(spec => ({ ...spec, hyper: untilRung(spec.hyper, 0) })), share => told(before + share * looking))
    spent += looking
    early?.take(looks)
    looks.forEach((network, place) => {
      standing.push({ whole: wholes[place], network, glimpse: { features: featuresOf(space, encode(space, wholes[place].hyper)), score: scoreOf(network) } })
    })
    if (early && finished.length >= settings.initial && finished.length >= seen.length + RELEARN) {
      seen = finished.map(({ looked }) => looked)
      said.clear()
      const known = finished.map(({ looked: { glimpse }, network }) => ({ ...glimpse, final: scoreOf(network) }))
      says = forecast(known, EVIDENCE[settings.evidence], deriveSeed(settings.seed, 'forest', round), (a, f) => early.distance(seen[a].network.id, seen[f].network.id))
    }
    // What was said of a network stands as long as the forest does.
    const gone = cost ? finished.map(({ looked }) => looked) : []
    const unsaid = [...standing, ...gone].filter(one => !said.has(one))
    says(unsaid.map(({ glimpse }) => glimpse), (a, f) => early!.distance(unsaid[a].network.id, seen[f].network.id)).forEach((one, place) => said.set(unsaid[place], one))
    const promised = (one: Looked): Weighed => ({ id: one.whole.id, score: said.get(one)!, cost: 0 })
    // What has diverged is on no front, however cheap it is.
    const weighed = (one: Looked): Weighed => ({ id: one.whole.id, score: Number.isNaN(one.glimpse.score) ? NaN : said.get(one)!, cost: cost!(one.whole.hyper) })
    const [looked] = standing.splice(cost ? mostGaining(standing.map(weighed), gone.map(weighed)) : mostPromising(standing.map(promised)), 1)
    const [looksDone, rest] = [spent, 1 - partOf(looked.whole.hyper)]
    const [network] = await trainedOf(search, [looked.whole], share => told(looksDone + share * rest), [putDown(looked.network)])
    spent += rest
    finished.push({ looked, network, spent })
  }
  const networks = [...standing.map(({ network }) => network), ...finished.map(({ network }) => network)].sort((a, b) => a.id - b.id)
  return { networks, ...bestOf(finished), spent, notes: [...notes, ...lookNote(prior)] }
}

const tooSmall = (budget: number, cost: number): Refusal => new Refusal('--budget', [
  `${budget} is less than the ${cost.toFixed(1)} whole trainings that a first round of looks costs here (${LOOKS} are begun, one is trained to its end);`,
  `give ${Math.ceil(cost - ROUNDING)} or more, or another search.method, such as "manifold".`,
].join(' '))
