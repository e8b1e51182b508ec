// How a saved model does under each way of running that its file leaves open: scalings, chains, transposed pictures, tried on labelled samples.
import { chanceLevel, proposedAmong, proposedTrial, scoreOf } from '../../src/core/graph/evidence.ts'
import { misfitOf } from '../../src/core/graph/fits-input.ts'
import type { Graph } from '../../src/core/graph/graph.ts'
import type { InputScale, ProbeSet } from '../../src/core/graph/input-scale.ts'
import { logProbabilitiesOf } from '../../src/core/graph/output-kind.ts'
import { scalesFor } from '../../src/core/graph/scaled-inputs.ts'
import type { Chain } from '../../src/formats/chain/chain.ts'
import { FormatError } from '../../src/formats/format-error.ts'
import type { SavedModel } from '../../src/formats/saved-model.ts'
import type { Evidence, Trial } from '../../src/protocol/importing.ts'
import { answersTo, graphOfModel, THIS } from './run-model.ts'
import { firstRows, spreadRows } from './some-rows.ts'
import { variantsOf } from './variants.ts'

/** Labelled rows on which ways of running are compared, and how many are enough to leave most of them out. */
const WEIGHED_ROWS = 500
const GLANCED_ROWS = 200
const FIRST_ROWS = 50
/** Ways of running that are compared without a glance before, and those of which a first one on few rows leaves so many. */
const FEW = 8
const MANY = 32
/** Some digits are much the same with rows and columns swapped: below this accuracy that is tried, and told of where it is better by so much. */
const POOR = 0.6
const BETTER = 0.1
/** Other chains that are told of beside the best. */
const RUNNERS_UP = 4

/**
 * Every scaling that applies, and where the file has no graph every chain proposed with every likely activation (`chains` null) or each of those given, on up to 500
 * labelled rows. Where that makes many ways, fewer and fewer are tried on 50, 200 and 500 rows: in the end the best chain under every scaling, and a few others.
 * Errors: FormatError where no chain fits, or the input does not.
 */
export async function weighModel(model: SavedModel, chains: Chain[] | null, probes: ProbeSet, file = THIS): Promise<Evidence> {
  const candidates: (Chain | null)[] = chains ?? (model.graph ? [null] : variantsOf(model.proposals))
  if (candidates.length === 0) throw new FormatError(model.why ?? `${file} holds weights without an architecture.`)
  const graphs = fitting(model, candidates, probes, file)
  if (!probes.labels) return { rows: 0, classes: probes.classes, trials: [], proposed: null, caution: 'Nobody knows the classes of these probes, so no scaling is proposed.' }
  const some = spreadRows(probes, WEIGHED_ROWS)
  const labels = some.labels!
  const scales = scalesFor(probes)
  const attempt = async ({ chain, graph }: Candidate, scale: InputScale, transposed: boolean, rows: number): Promise<Trial> => {
    const on = rows < some.rows ? firstRows(some, rows) : some
    const how = { chain, scale, transposed }
    const { output, width, kind } = await answersTo(on, model, graph, how, file, false)
    return { how, ...scoreOf(logProbabilitiesOf(kind, output, width), width === 1 ? 2 : width, on.labels!) }
  }
  const everyWay = graphs.flatMap(candidate => scales.map(scale => ({ candidate, scale })))
  const look = (rows: number) => ({ candidate, scale }: Way): Promise<Trial> => attempt(candidate, scale, false, rows)
  const most = everyWay.length > MANY ? await firstGlance(everyWay, look(FIRST_ROWS)) : everyWay
  const ways = most.length > FEW ? await glance(most, everyWay, look(GLANCED_ROWS)) : most
  const trials: Trial[] = []
  for (const { candidate, scale } of ways) trials.push(await attempt(candidate, scale, false, WEIGHED_ROWS))
  const chance = chanceLevel(labels, probes.classes)
  const upright = bestOf(trials)
  let caution = upright > chance ? null
    : `Right on at most ${percent(upright)}, where guessing among ${probes.classes} classes gives ${percent(1 / probes.classes)}: it may be untrained, or know other classes or another order of them.`
  if (upright <= Math.max(chance, POOR) && some.shape.length === 3 && some.shape[0] === some.shape[1]) {
    const turned: Trial[] = []
    for (const { candidate, scale } of ways) turned.push(await attempt(candidate, scale, true, WEIGHED_ROWS))
    const best = bestOf(turned)
    if (best > Math.max(chance, upright + BETTER)) {
      caution = `It is right on ${percent(best)} where rows and columns of the pictures are swapped, and on ${percent(upright)} otherwise: it was trained on transposed pictures.`
    }
    if (caution !== null) trials.push(...turned)
  }
  return { rows: some.rows, classes: probes.classes, trials, proposed: likeliest(trials), caution }
}

interface Candidate { chain: Chain | null, graph: Graph }

/** Chains that make a graph which takes these probes. Where none does, the first one's reason is told. */
function fitting(model: SavedModel, chains: readonly (Chain | null)[], probes: ProbeSet, file: string): Candidate[] {
  const found: Candidate[] = []
  let why: unknown = null
  for (const chain of chains) {
    try {
      const graph = graphOfModel(model, chain, file)
      const misfit = misfitOf(file, graph.inputShape, probes)
      if (misfit !== null) throw new FormatError(misfit)
      found.push({ chain, graph })
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      why ??= error
    }
  }
  if (found.length === 0) throw why
  return found
}

interface Way { candidate: Candidate, scale: InputScale }

/** Half as many as are many, by accuracy and then by likelihood. */
async function firstGlance(ways: readonly Way[], attempt: (way: Way) => Promise<Trial>): Promise<Way[]> {
  const seen: { way: Way, trial: Trial }[] = []
  for (const way of ways) seen.push({ way, trial: await attempt(way) })
  const kept = new Set(seen.toSorted(byTrial).slice(0, MANY / 2).map(({ way }) => way))
  return ways.filter(way => kept.has(way))
}

/** The best chain under every scaling (`all`: those that were left out before, too), and of the next best each under its best one; in the order of `all`. */
async function glance(ways: readonly Way[], all: readonly Way[], attempt: (way: Way) => Promise<Trial>): Promise<Way[]> {
  const seen: { way: Way, trial: Trial }[] = []
  for (const way of ways) seen.push({ way, trial: await attempt(way) })
  const groups = [...new Set(ways.map(({ candidate }) => candidate))].map(candidate => seen.filter(({ way }) => way.candidate === candidate))
  const best = groups[proposedAmong(groups.map(group => group.map(({ trial }) => trial)))!.group]
  const others = groups.filter(group => group !== best).map(group => group[proposedTrial(group.map(({ trial }) => trial))!])
  const kept = new Set(others.toSorted(byTrial).slice(0, RUNNERS_UP).map(({ way }) => way))
  return all.filter(way => way.candidate === best[0].way.candidate || kept.has(way))
}

const byTrial = ({ trial: a }: { trial: Trial }, { trial: b }: { trial: Trial }): number => b.accuracy - a.accuracy || a.logLoss - b.logLoss

/** Place of the trial that is proposed: a chain that is likelier to begin with needs less evidence. Chains stand in the order in which they were first tried. */
function likeliest(trials: readonly Trial[]): number | null {
  const chains = [...new Set(trials.map(({ how }) => how.chain))]
  const groups = chains.map(chain => trials.filter(({ how }) => how.chain === chain))
  const found = proposedAmong(groups)
  return found && trials.indexOf(groups[found.group][found.trial])
}

const bestOf = (trials: readonly Trial[]): number => Math.max(...trials.map(({ accuracy }) => accuracy))

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
