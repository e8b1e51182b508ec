// What every terminal's search has in common: networks that are trained unless the journal has them, and the best of those that came to their end.
import type { Hyperparameters, Interim, NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import type { Recipe } from '../../src/core/recipe.ts'
import type { CostOf } from '../../src/core/search/cost.ts'
import { RUNGS, rungEpochs } from '../../src/core/search/pool.ts'
import type { Trial } from '../../src/core/search/trial.ts'
import type { TrainingThreads } from '../training-threads.ts'
import type { Between } from './between.ts'
import type { Journal } from './journal.ts'
import type { SearchSettings } from './settings.ts'

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
  /** Networks after a tenth of their training, for looks that go by all evidence. */
  early: Between | null
  /** Of settings, where the aim is at the front of accuracy against it. */
  cost: CostOf | null
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

/** Who cannot be compared has no place, and cannot vote. */
export const trialOf = (network: TrainedNetwork, between: Between | null): Trial =>
  ({ id: network.id, hyper: network.row.hyper!, score: between && !between.compared(network.id) ? NaN : scoreOf(network) })

/** Rates do not change in a training: fewer epochs are the same network earlier. */
export const untilRung = (hyper: Hyperparameters, rung: number): Hyperparameters => ({ ...hyper, epochs: rungEpochs(hyper.epochs)[rung] })

/** A look is short only where a tenth of a training is an epoch or more. */
export function lookNote({ epochs: { from } }: Recipe, counts = ''): string[] {
  const part = rungEpochs(from)[0] / from
  return part < 2 * RUNGS[0] ? [] : [`A look takes an epoch at least, which is ${Math.round(100 * part)} % of the shortest trainings${counts}.`]
}

/** From where a network goes on; null from its seeds. */
export const putDown = (network: TrainedNetwork | undefined): Interim | null => network?.state
  ? { step: network.row.outcome.steps, state: network.state, curve: network.curve, confusion: network.confusion, checkpoints: network.checkpoints } : null

/** The first of equals. */
export function bestOf(looks: readonly { network: TrainedNetwork, spent: number }[]): Pick<Found, 'best' | 'curve'> {
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
export async function trainedOf(
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
