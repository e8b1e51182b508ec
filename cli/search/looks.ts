// Early looks: networks are trained for a tenth, and of all that stand there the one whose end is foretold to be best is trained to its end. What is foretold
// follows from score, settings, and whom the representation resembled by then (core/search/early.ts; on a pool: look-up.ts).
import type { NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import type { Evidence, Glimpse } from '../../src/core/search/early.ts'
import { forecast } from '../../src/core/search/early.ts'
import { LOOKS, RELEARN, reseeded } from '../../src/core/search/look-up.ts'
import { RUNGS } from '../../src/core/search/pool.ts'
import { randomSampler } from '../../src/core/search/random-sampler.ts'
import { encode, featuresOf, nameOf, spaceOf } from '../../src/core/search/space.ts'
import { specOfProposal } from '../../src/core/search/trial.ts'
import { deriveSeed } from '../../src/core/random.ts'
import { samplerOf } from './settings.ts'
import type { Found, Search } from './trained.ts'
import { bestOf, putDown, scoreOf, trainedOf, trialOf, untilRung } from './trained.ts'

const ALL: Evidence = { settings: true, score: true, neighbours: true }
const BY_SCORE: Evidence = { settings: false, score: true, neighbours: false }

/** What a round costs. */
const ROUND = LOOKS * RUNGS[0] + 1 - RUNGS[0]
const ROUNDING = 1e-9

interface Looked { whole: NetworkSpec, network: TrainedNetwork, glimpse: Glimpse }

export async function byLooks(search: Search): Promise<Found> {
  const { settings, prior, pictures, budget, told } = search
  const [between, early] = [search.between!, search.early!]
  const space = spaceOf(prior, pictures)
  const [opening, sampler] = [reseeded(randomSampler, settings.seed), samplerOf(settings, between.geometry)]
  const finished: { looked: Looked, network: TrainedNetwork, spent: number }[] = []
  const standing: Looked[] = []
  const taken = new Set<string>()
  let [begun, spent] = [0, 0]
  let seen: Looked[] = []
  let says = forecast([], BY_SCORE, settings.seed)
  const said = new Map<Looked, number>()
  for (let round = 0; spent + ROUND <= budget + ROUNDING; round++) {
    between.take(finished.map(({ network }) => network))
    const trials = finished.map(({ network }) => trialOf(network, between))
    const fresh = (finished.length < settings.initial ? opening : sampler).ask({ prior, pictures, trials }, LOOKS).filter(hyper => !taken.has(nameOf(space, hyper)))
    const wholes = fresh.map((hyper, place) => specOfProposal({ hyper, seed: settings.seed }, begun + place))
    for (const hyper of fresh) taken.add(nameOf(space, hyper))
    begun += fresh.length
    const looks = await trainedOf(search, wholes.map(spec => ({ ...spec, hyper: untilRung(spec.hyper, 0) })), share => told(spent + share * fresh.length * RUNGS[0]))
    spent += fresh.length * RUNGS[0]
    early.take(looks)
    looks.forEach((network, place) => {
      standing.push({ whole: wholes[place], network, glimpse: { features: featuresOf(space, encode(space, wholes[place].hyper)), score: scoreOf(network) } })
    })
    if (standing.length === 0) break
    if (finished.length >= settings.initial && finished.length >= seen.length + RELEARN) {
      seen = finished.map(({ looked }) => looked)
      said.clear()
      const known = finished.map(({ looked: { glimpse }, network }) => ({ ...glimpse, final: scoreOf(network) }))
      says = forecast(known, ALL, deriveSeed(settings.seed, 'forest', round), (a, f) => early.distance(seen[a].network.id, seen[f].network.id))
    }
    // What was said of a network stands as long as the forest does.
    const unsaid = standing.filter(one => !said.has(one))
    says(unsaid.map(({ glimpse }) => glimpse), (a, f) => early.distance(unsaid[a].network.id, seen[f].network.id)).forEach((one, place) => said.set(unsaid[place], one))
    const [looked] = standing.splice(standing.reduce((best, one, place) => said.get(one)! > said.get(standing[best])! ? place : best, 0), 1)
    const before = spent
    const [network] = await trainedOf(search, [looked.whole], share => told(before + share * (1 - RUNGS[0])), [putDown(looked.network)])
    spent += 1 - RUNGS[0]
    finished.push({ looked, network, spent })
  }
  const networks = [...standing.map(({ network }) => network), ...finished.map(({ network }) => network)].sort((a, b) => a.id - b.id)
  return { networks, ...bestOf(finished), spent, notes: [] }
}
