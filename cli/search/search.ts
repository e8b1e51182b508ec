// A search in a terminal: networks are chosen, trained and noted, batch after batch, until the budget is spent. Everything follows from the settings and from
// what was trained, so that a search which is taken up again goes through what it knows and comes to the same networks.
import type { Hyperparameters, Interim, NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import type { Recipe } from '../../src/core/population.ts'
import { halving } from '../../src/core/search/halving.ts'
import { RUNGS, rungEpochs } from '../../src/core/search/pool.ts'
import type { Trial } from '../../src/core/search/trial.ts'
import { specOfProposal } from '../../src/core/search/trial.ts'
import type { TrainingThreads } from '../training-threads.ts'
import type { Between } from './between.ts'
import type { Journal } from './journal.ts'
import type { SearchSettings } from './settings.ts'
import { chosenBlindly, samplerOf } from './settings.ts'

export interface Search {
  settings: SearchSettings
  prior: Recipe
  pictures: boolean
  /** Whole trainings. */
  budget: number
  workforce: TrainingThreads
  journal: Journal
  /** For those who ask the map. */
  between: Between | null
  /** Hears how many whole trainings are done. */
  told: (spent: number) => void
}

/** The best so far after so much of the budget. */
export interface Step { spent: number, id: number, score: number }

export interface Found {
  /** As far as each was trained, ascending by id. */
  networks: TrainedNetwork[]
  /** Of those that were trained to their end; null where all diverged. */
  best: TrainedNetwork | null
  /** Where the best changes. */
  curve: Step[]
  spent: number
  notes: string[]
}

/** Validation accuracy, for the search's data set has its validation rows for test rows; NaN for a diverged network. */
export const scoreOf = ({ row: { outcome: { divergedAt, testAccuracy } } }: TrainedNetwork): number => divergedAt === null ? testAccuracy : NaN

export const searchFor = (search: Search): Promise<Found> => search.settings.method === 'halving' ? byHalving(search) : byBatches(search)

async function byBatches(search: Search): Promise<Found> {
  const { settings, prior, pictures, budget, between, told } = search
  const sampler = samplerOf(settings, between && between.geometry)
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

/** Who cannot be compared has no place, and cannot vote. */
function trialOf(network: TrainedNetwork, between: Between | null): Trial {
  return { id: network.id, hyper: network.row.hyper!, score: between && !between.compared(network.id) ? NaN : scoreOf(network) }
}

/** Networks that are begun in a round, at least, for each whole training. */
const BEGUN = 1 / RUNGS[0]

async function byHalving(search: Search): Promise<Found> {
  const { settings: { seed }, prior, pictures, budget, told } = search
  const drawn = samplerOf(search.settings, null).ask({ prior, pictures, trials: [] }, Math.ceil(budget * BEGUN))
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
  return { networks: [...standing.values()].sort((a, b) => a.id - b.id), ...bestOf(finished), spent, notes: [] }
}

/** Rates do not change in a training: fewer epochs are the same network earlier. */
const untilRung = (hyper: Hyperparameters, rung: number): Hyperparameters => ({ ...hyper, epochs: rungEpochs(hyper.epochs)[rung] })

/** From where a network goes on; null from its seeds. */
const putDown = (network: TrainedNetwork | undefined): Interim | null => network?.state
  ? { step: network.row.outcome.steps, state: network.state, curve: network.curve, confusion: network.confusion, checkpoints: network.checkpoints } : null

/** The first of equals. */
function bestOf(looks: readonly { network: TrainedNetwork, spent: number }[]): Pick<Found, 'best' | 'curve'> {
  let best: TrainedNetwork | null = null
  const curve: Step[] = []
  for (const { network, spent } of looks) {
    const score = scoreOf(network)
    if (!Number.isFinite(score) || (best && score <= scoreOf(best))) continue
    best = network
    curve.push({ spent, id: network.id, score })
  }
  return { best, curve }
}

/** Those that the journal has are taken from it; each of the others is noted when it is done. `told`: the share of these networks' work. */
async function trainedOf(
  { workforce, journal }: Search, specs: readonly NetworkSpec[], told: (share: number) => void, from: readonly (Interim | null)[] = [],
): Promise<TrainedNetwork[]> {
  const missing = specs.map((spec, place) => ({ spec, from: from[place] ?? null })).filter(({ spec }) => !journal.find(spec))
  const bySpec = new Map(missing.map(({ spec }) => [spec.id, spec]))
  const known = specs.length - missing.length
  await workforce.train(missing.map(({ spec }) => spec), share => told((known + share * missing.length) / specs.length), {
    from: missing.map(one => one.from), each: network => journal.add(bySpec.get(network.id)!, network),
  })
  return specs.map(spec => journal.find(spec)!)
}
