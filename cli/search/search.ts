// A search in a terminal: networks are chosen, trained and noted, batch after batch, until the budget is spent. Everything follows from the settings and from
// what was trained, so that a search which is taken up again goes through what it knows and comes to the same networks.
import type { TrainedNetwork } from '../../src/core/network.ts'
import { halving } from '../../src/core/search/halving.ts'
import { RUNGS } from '../../src/core/search/pool.ts'
import { specOfProposal } from '../../src/core/search/trial.ts'
import { byLooks } from './looks.ts'
import { chosenBlindly, samplerOf } from './settings.ts'
import type { Found, Search } from './trained.ts'
import { bestOf, lookNote, putDown, scoreOf, trainedOf, trialOf, untilRung } from './trained.ts'

export function searchFor(search: Search): Promise<Found> {
  switch (search.settings.method) {
    case 'halving': return byHalving(search)
    case 'looks': return byLooks(search)
    default: return byBatches(search)
  }
}

async function byBatches(search: Search): Promise<Found> {
  const { settings, prior, pictures, budget, between, told } = search
  const sampler = samplerOf(settings, between && between.geometry, search.cost)
  const blind = chosenBlindly(settings)
  const networks: TrainedNetwork[] = []
  const notes: string[] = []
  while (networks.length < budget) {
    const done = networks.length
    between?.take(networks)
    const count = Math.min(done < blind ? blind - done : settings.batch, budget - done)
    const asked = sampler.ask({ prior, pictures, trials: networks.map(network => trialOf(network, between)) }, count)
    if (asked.length === 0) {
      notes.push(`The recipe has no more settings: the search ended after ${done} of ${budget} networks.`)
      break
    }
    const specs = asked.map((hyper, place) => specOfProposal({ hyper, seed: settings.seed }, done + place))
    networks.push(...await trainedOf(search, specs, share => told(done + share * specs.length)))
  }
  const looks = networks.map((network, place) => ({ network, spent: place + 1 }))
  return { networks, ...bestOf(looks), spent: networks.length, notes }
}

/** Networks that are begun in a round, at least, for each whole training. */
const BEGUN = 1 / RUNGS[0]

async function byHalving(search: Search): Promise<Found> {
  const { settings: { seed }, prior, pictures, budget, told } = search
  const drawn = samplerOf(search.settings, null, null).ask({ prior, pictures, trials: [] }, Math.ceil(budget * BEGUN))
  const rounds = halving(place => place < drawn.length ? place : undefined, budget, { rungs: RUNGS })
  const standing = new Map<number, TrainedNetwork>()
  const finished: { network: TrainedNetwork, spent: number }[] = []
  let spent = 0
  let step = rounds.next()
  while (!step.done) {
    const jobs = step.value
    const specs = jobs.map(({ candidate, rung }) => specOfProposal({ hyper: untilRung(drawn[candidate], rung), seed }, candidate))
    const cost = jobs.reduce((sum, { from, to }) => sum + to - from, 0)
    const networks = await trainedOf(search, specs, share => told(spent + share * cost), jobs.map(({ candidate }) => putDown(standing.get(candidate))))
    for (const [k, { candidate, rung, from, to }] of jobs.entries()) {
      spent += to - from
      standing.set(candidate, networks[k])
      if (rung === RUNGS.length - 1) finished.push({ network: networks[k], spent })
    }
    told(spent)
    step = rounds.next(networks.map(scoreOf))
  }
  return { networks: [...standing.values()].sort((a, b) => a.id - b.id), ...bestOf(finished), spent, notes: lookNote(prior, ', and counts as a tenth') }
}
