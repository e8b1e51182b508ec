// How much the choice by test rows flatters the best of forty, and whether rows that were exchanged say what fresh ones do; the table of docs/methods/sampling.md.
// The same numbers on every machine.
import type { Dataset, DatasetSettings } from '../../src/core/data/dataset.ts'
import { DEFAULT_DATASET } from '../../src/core/data/dataset.ts'
import { exchanged, withFresh } from '../../src/core/data/fresh.ts'
import { makeDataset } from '../../src/core/data/make.ts'
import type { NetworkSpec, Outcome } from '../../src/core/network.ts'
import { KEEP_NOTHING } from '../../src/core/network.ts'
import { drawNetworks } from '../../src/core/population.ts'
import { deriveSeed } from '../../src/core/random.ts'
import type { Recipe } from '../../src/core/recipe.ts'
import { DEFAULT_RECIPE } from '../../src/core/recipe.ts'
import { specOfProposal } from '../../src/core/search/trial.ts'
import { mean } from '../../src/core/statistics.ts'
import { learnersFor } from '../../src/core/training/learners.ts'
import type { BeginLearner } from '../../src/core/training/learner.ts'
import { trainNetwork } from '../../src/core/training/train.ts'
import type { Bench } from '../bench.ts'

const [DRAWS, NETWORKS, SEEDS] = [60, 40, 5]

const RECIPE: Recipe = { ...DEFAULT_RECIPE, family: ['mlp'], width: { from: 4, to: 16 }, epochs: { from: 4, to: 8 } }

const DATA: readonly Pick<DatasetSettings, 'id' | 'noise'>[] = [{ id: 'moons', noise: 0.35 }, { id: 'teacher', noise: 0 }]

function outcomeOf(spec: NetworkSpec, dataset: Dataset, begin: BeginLearner): Outcome {
  const training = trainNetwork(spec, dataset, begin, KEEP_NOTHING)
  for (;;) {
    const { done, value } = training.next()
    if (done) return value.row.outcome
  }
}

/** Test accuracies of those that do not diverge. */
function scoresOf(specs: readonly NetworkSpec[], dataset: Dataset): number[] {
  const begin = learnersFor(dataset)
  return specs.map(spec => outcomeOf(spec, dataset, begin)).filter(({ divergedAt }) => divergedAt === null).map(({ testAccuracy }) => testAccuracy)
}

/** Null where every seed diverges. */
function differences(settings: DatasetSettings): { best: number, settings: number, exchanged: number } | null {
  const dataset = makeDataset(settings, null)
  const begin = learnersFor(dataset)
  const networks = drawNetworks({ ...RECIPE, seed: deriveSeed('fresh rows', settings.id, settings.seed) }, 0, NETWORKS)
  const [said, spec] = networks.reduce<[number, NetworkSpec]>(([most, first], one) => {
    const { divergedAt, testAccuracy } = outcomeOf(one, dataset, begin)
    return divergedAt === null && testAccuracy > most ? [testAccuracy, one] : [most, first]
  }, [-1, networks[0]])
  const again = Array.from({ length: SEEDS }, (_, id) => specOfProposal({ hyper: spec.hyper, seed: settings.seed }, NETWORKS + id))
  const fresh = withFresh(dataset, settings)
  const [own, ofSettings, ofExchanged] = [scoresOf([spec], fresh), scoresOf(again, fresh), scoresOf(again, exchanged(dataset, settings.seed))]
  return ofSettings.length === 0 || ofExchanged.length === 0 ? null : { best: said - mean(own), settings: said - mean(ofSettings), exchanged: mean(ofExchanged) - mean(ofSettings) }
}

const bench: Bench = async report => {
  for (const data of DATA) {
    const found = Array.from({ length: DRAWS }, (_, draw) => differences({ ...DEFAULT_DATASET, ...data, seed: 1 + draw })).filter(one => one !== null)
    const told = (of: (one: (typeof found)[number]) => number): string => {
      const values = found.map(of)
      const middle = mean(values)
      return `${middle.toFixed(3)} ± ${Math.sqrt(mean(values.map(value => (value - middle) ** 2)) / (values.length - 1)).toFixed(3)}`
    }
    report({
      data: data.id, draws: found.length, 'said of the best, above itself on fresh rows': told(({ best }) => best),
      'above its settings on fresh rows': told(one => one.settings), 'settings with rows exchanged, above settings on fresh rows': told(one => one.exchanged),
    })
  }
}

export default bench
