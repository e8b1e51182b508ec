// How far from what was foretold proposals land, and whether as far as was stated: searches as the page makes them, every network of theirs really trained.
import { runSteps } from '../../cli/run-steps.ts'
import type { TrainingThreads } from '../../cli/training-threads.ts'
import { networkDistanceSteps } from '../../src/core/distance/all-pairs.ts'
import type { NetworkActivations, NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import { drawNetworks } from '../../src/core/population.ts'
import { LOOKS } from '../../src/core/search/look-up.ts'
import { knownDistances, phateGeometry } from '../../src/core/search/phate-geometry.ts'
import { rungEpochs } from '../../src/core/search/pool.ts'
import { representationOf } from '../../src/core/search/pool-making.ts'
import { knownOf, predictor } from '../../src/core/search/predict.ts'
import { proposalsFrom } from '../../src/core/search/propose.ts'
import { spaceOf } from '../../src/core/search/space.ts'
import type { SearchTask } from '../../src/core/search/tasks.ts'
import type { Prediction, Trial } from '../../src/core/search/trial.ts'
import { specOfProposal } from '../../src/core/search/trial.ts'
import type { Validated } from '../../src/core/search/validation.ts'
import { deriveSeed } from '../../src/core/random.ts'
import { mean } from '../../src/core/statistics.ts'

/** Networks of the map that is asked, proposals that land at a time, and how often. */
export const [KNOWN, BATCH, BATCHES] = [60, 8, 5]

/** What was said of a proposal, and what it came to; NaN where it diverged. */
export interface Landing { predicted: Prediction, from: 'region' | 'prior', came: number }

/** How far proposals landed from what was foretold, in accuracy, and what was stated: roots of mean squares; and the share that landed within so many stated errors. */
export interface Coverage { landed: number, missed: number, stated: number, above: number, one: number, two: number }

/** Of those that came to an end. `scales`: what each stated error is multiplied by. */
export function coverageOf(landed: readonly Landing[], scales: readonly number[] = landed.map(() => 1)): Coverage {
  const ended = landed.flatMap(({ predicted: { score, scoreError }, came }, place) => Number.isFinite(came) ? [{ miss: came - score, error: scales[place] * scoreError }] : [])
  const root = (values: readonly number[]): number => Math.sqrt(mean(values.map(value => value * value)))
  const within = (errors: number): number => mean(ended.map(({ miss, error }) => Number(Math.abs(miss) <= errors * error)))
  return {
    landed: ended.length, missed: root(ended.map(({ miss }) => miss)), stated: root(ended.map(({ error }) => error)), above: mean(ended.map(({ miss }) => miss)),
    one: within(1), two: within(2),
  }
}

/** What was tried and is not done: to state the more, the further the last eight landed in stated errors, with the weight of four that landed as far as was stated. */
const [LAST, PRIOR] = [8, 4]

/** For every proposal of a search, by those of the batches before. */
export function scalesOf(batches: readonly (readonly Landing[])[]): number[] {
  const squares: number[] = []
  return batches.flatMap(batch => {
    const last = squares.slice(-LAST)
    const scale = Math.sqrt((PRIOR + last.reduce((sum, square) => sum + square, 0)) / (PRIOR + last.length))
    for (const { predicted: { score, scoreError }, came } of batch) if (Number.isFinite(came)) squares.push(((came - score) / scoreError) ** 2)
    return batch.map(() => scale)
  })
}

/** `looks`: five are proposed for each that is trained to its end, and those with the best scores after a tenth are. One list a batch, in the order of training. */
export async function landings(task: SearchTask, data: Validated, workforce: TrainingThreads, draw: number, looks: boolean): Promise<Landing[][]> {
  const prior = { ...task.prior, seed: deriveSeed('stated errors', task.id, draw) }
  const pictures = data.dataset.image !== null
  const space = spaceOf(prior, pictures)
  const trials: Trial[] = []
  const representations: (NetworkActivations | null)[] = []
  const train = async (specs: readonly NetworkSpec[]): Promise<number[]> => (await workforce.train(specs)).map((network, place) => {
    trials.push({ id: trials.length, hyper: specs[place].hyper, score: scoreOf(network) })
    representations.push(representationOf(network, data))
    return trials.at(-1)!.score
  })
  await train(drawNetworks(prior, 0, KNOWN))
  const landed: Landing[][] = []
  for (let batch = 0; batch < BATCHES; batch++) {
    const known = predictor(knownOf(space, trials, placesOf(representations)))
    const count = looks ? LOOKS * BATCH : BATCH
    const proposals = proposalsFrom(known, { region: { kind: 'top' }, count, seed: draw, made: count * batch })
    const specs = proposals.map((proposal, place) => specOfProposal(proposal, trials.length + place))
    const chosen = looks ? await bestAfterATenth(specs, workforce) : [...specs.keys()]
    const scores = await train(chosen.map(place => specs[place]))
    landed.push(chosen.map((place, k) => ({ predicted: proposals[place].predicted, from: proposals[place].from, came: scores[k] })))
  }
  return landed
}

const scoreOf = ({ row: { outcome } }: TrainedNetwork): number => outcome.divergedAt === null ? outcome.testAccuracy : NaN

async function bestAfterATenth(specs: readonly NetworkSpec[], workforce: TrainingThreads): Promise<number[]> {
  const early = await workforce.train(specs.map(spec => ({ ...spec, hyper: { ...spec.hyper, epochs: rungEpochs(spec.hyper.epochs)[0] } })))
  const scores = early.map(network => scoreOf(network) || 0)
  return [...specs.keys()].sort((a, b) => scores[b] - scores[a] || a - b).slice(0, BATCH)
}

function placesOf(representations: readonly (NetworkActivations | null)[]): Map<number, ArrayLike<number>> {
  const alive = representations.flatMap((one, id) => one ? [id] : [])
  const { distances } = runSteps(networkDistanceSteps(alive.map(id => representations[id]!), { exactUpTo: Infinity }))
  const rows = new Map(alive.map((id, row) => [id, row]))
  const { coordinates, dims } = phateGeometry(knownDistances(distances, alive.length, id => rows.get(id)!)).layOut(alive)
  return new Map(alive.map((id, row) => [id, coordinates.subarray(dims * row, dims * (row + 1))]))
}
