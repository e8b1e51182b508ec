// netfold suggest: a map of networks trained anywhere → settings worth training next, in the form that Optuna's enqueue_trial takes.
import { knownSize } from '../../src/core/data/size.ts'
import type { Hyperparameters, NetworkRow } from '../../src/core/network.ts'
import type { Recipe } from '../../src/core/recipe.ts'
import { GRID_ORDER } from '../../src/core/population.ts'
import { isRangeKey, RANGES, recipeFor } from '../../src/core/recipe.ts'
import { AIMS } from '../../src/core/search/aim.ts'
import type { CostOf } from '../../src/core/search/cost.ts'
import { costFor } from '../../src/core/search/cost.ts'
import type { Column, Settings } from '../../src/core/search/columns.ts'
import { knownOf, predictor } from '../../src/core/search/predict.ts'
import { proposalsFrom, votingRows } from '../../src/core/search/propose.ts'
import { VOTERS } from '../../src/core/search/region.ts'
import type { Proposal } from '../../src/core/search/trial.ts'
import { specOfProposal } from '../../src/core/search/trial.ts'
import type { MapFile } from '../../src/formats/map-file.ts'
import { readMap } from '../../src/formats/map.ts'
import { command } from '../command.ts'
import { checkOut, readBytes, writeWhole } from '../files.ts'
import { choice, flag, path, text, whole } from '../options.ts'
import { blaming, Refusal } from '../refusal.ts'
import { regionFrom } from '../suggest/region-option.ts'
import { readSpace } from '../suggest/space-file.ts'
import type { Voters } from '../suggest/voters.ts'
import { votersOf } from '../suggest/voters.ts'

export const suggest = command({
  summary: 'a map of networks trained anywhere → settings worth training next, as Optuna takes them',
  usage: 'M.npz [--region top] [--count 8] [--score COLUMN]',
  files: { from: 1, to: 1 },
  options: {
    region: text('whom to ask: top (the best fifth; the default), names of networks with commas between, or a place: x,y'),
    count: whole('8', 'proposals', 1, 1000),
    score: text('the column that says how good a network is; where none is named, a usual one (value, val_accuracy, …)'),
    aim: choice(AIMS, 'score', 'score; or, of networks that Netfold trained, its front against their parameters or the work of their training'),
    lower: flag('less of it is better'),
    space: path('what may be proposed, .json: {"lr": {"from": 1e-5, "to": 0.1, "log": true}, "optimizer": ["adam", "sgd"]}; else what the networks have'),
    seed: whole('0', 'the same seed proposes the same', 0, 0xffffffff),
    made: whole('0', 'proposals made before with this seed: these are the next', 0),
    out: path('a file to write the answer to, besides'),
  },
  notes: [
    'M.npz is a map that `netfold map` made of a bundle with a table, or any that the page saved. Each proposal has params, predicted (score, error, place) and votes.',
    'In Python: for p in json.load(open("P.json"))["proposals"]: study.enqueue_trial(p["params"])',
    'Without --space: text is a choice, numbers lie in the range seen, on a scale of ratios where all are above 0, span more than 10 times and are more even there; columns that look like metrics are left out.',
  ],
  run([file], { region, count, score, aim, lower, space, seed, made, out }) {
    const target = out === null ? null : checkOut(out, [file, space])
    const given = space === null ? null : readSpace(space)
    const map = blaming(file, () => readMap(readBytes(file)))
    const own = given === null ? ownSpace(map) : null
    if (aim !== 'score' && own === null) throw new Refusal('--aim', `"${aim}" needs a map of networks that Netfold trained, whose cost it knows, and no --space; leave it out.`)
    const cost = own && costFor(aim, knownSize(map.manifest.dataset!))
    const voters = blaming(file, () => votersOf(map.networks, score, lower, given ?? own))
    const answer = answerOf(map, voters, { region, count, seed, made, ours: own !== null, cost: cost as CostOf<Settings> | null }, file)
    if (target !== null) writeWhole(target, new TextEncoder().encode(`${JSON.stringify(answer, null, 2)}\n`))
    return Promise.resolve(answer)
  },
})

/** A map of Netfold's own networks knows from what they were drawn. */
function ownSpace({ manifest: { recipe, dataset }, networks }: MapFile): Map<string, Column> | null {
  return recipe && dataset && 2 * networks.filter(({ hyper }) => hyper).length >= networks.length ? columnsOfRecipe(recipeFor(recipe, knownSize(dataset).image !== null)) : null
}

const columnsOfRecipe = (recipe: Recipe): Map<string, Column> =>
  new Map(GRID_ORDER.toReversed().map(key => [key, isRangeKey(key) ? { ...recipe[key], ...RANGES[key] } : { values: recipe[key] }]))

interface Wanted { region: string | null, count: number, seed: number, made: number, ours: boolean, cost: CostOf<Settings> | null }

function answerOf({ manifest, networks, ids, embedding }: MapFile, voters: Voters, { region: wanted, count, seed, made, ours, cost }: Wanted, file: string): object {
  const { axes, columns, leftOut, score: { column, at, by }, trials } = voters
  const { dimensions } = manifest.geometry
  const known = predictor(knownOf(axes, trials, new Map(ids.map((id, row) => [id, embedding.subarray(dimensions * row, dimensions * (row + 1))]))))
  const voting = known.mapped.map(row => trials[row].id)
  if (voting.length < VOTERS) throw new Refusal(file, `has ${voting.length} networks with a place, a score and every setting; ${VOTERS} are the fewest that can vote.`)
  if (axes.features === 0) throw new Refusal(file, `has no column in which its networks differ${leftOut.length > 0 ? ` but ${leftOut.join(', ')}` : ''}; say by --space what may be proposed.`)
  const names = new Map(networks.map(row => [row.id, nameOf(row)]))
  const region = regionFrom(wanted ?? 'top', new Map(voting.map(id => [names.get(id)!, id])), dimensions)
  const rows = votingRows(known, region, cost)
  const next = 1 + networks.reduce((most, { id }) => Math.max(most, id), -1)
  const written = ({ hyper, seed: own, from, votes, predicted }: Proposal<Settings>, place: number): object => ({
    params: ours ? varying(hyper, axes) : hyper, from,
    predicted: { score: predicted.score / by + at, error: predicted.scoreError / Math.abs(by), place: predicted.place, placeError: predicted.placeError },
    votes: votes.map(({ id, share }) => ({ network: names.get(id), share })),
    ...ours && { network: specOfProposal({ hyper: hyper as unknown as Hyperparameters, seed: own }, next + place) },
  })
  return {
    proposals: proposalsFrom(known, { region, count, seed, made, cost }).map(written),
    networks: voting.length, score: column, ...by < 0 && { lowerIsBetter: true }, region: rows.map(row => names.get(voting[row])),
    space: Object.fromEntries(Array.from(columns, ([name, one]) => [name, 'values' in one ? one.values : one])),
    ...leftOut.length > 0 && { leftOut }, ...voters.notes.length > 0 && { notes: voters.notes },
  }
}

/** What its makers call a network; our own have a number. */
const nameOf = ({ id, brought }: NetworkRow): string => brought?.name ?? String(id)

const varying = (settings: Settings, { numbers, lists }: Voters['axes']): Settings => Object.fromEntries([...numbers, ...lists].map(({ key }) => [key, settings[key]]))
