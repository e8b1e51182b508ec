// What the trajectories worker says of an experiment's population: its map and the null's, its runs against each other, and how corners come back.
import type { Dataset } from '../../core/data/dataset.ts'
import { hiddenWords } from '../../core/architecture.ts'
import { checkPredictions } from '../../core/inpca/predictions.ts'
import { rejoiningSteps } from '../../core/inpca/rejoining.ts'
import type { NetworkRow, TrainedNetwork } from '../../core/network.ts'
import { spearman } from '../../core/statistics.ts'
import type { InpcaMap, InpcaRequest, RunIndex, RunTable } from '../../protocol/trajectories.ts'
import type { TrajectoryService } from '../../services/trajectories.ts'
import { aborted } from '../../services/spawn.ts'
import type { Session } from '../session.ts'
import type { ExperimentPart, Stress } from './experiments-state.ts'
import type { GroupedBy, PartPlan } from './recipes.ts'

/** Axes that are kept: as many as are told of, and enough to see whether one of the first ten subtracts. */
const AXES = 10
const TOLD = 5
/** An experiment has fewer checkpoints than this: all make the axes. */
const MOST = 4000
/** Of the within-class shuffle. */
const SEED = 1

const REQUEST: InpcaRequest = { dims: AXES, weights: 'equal', shuffled: false, most: MOST }

/** Rising thirds and wholes of powers of ten: as many as one tells apart by colour. */
const SIZES: readonly (readonly [number, string])[] = [[1000, 'below 1,000 weights'], [3000, 'to 3,000'], [10_000, 'to 10,000'], [30_000, 'to 30,000'], [Infinity, 'more']]

/** `names`: in this order; otherwise as they come. */
const NAMES: Readonly<Record<GroupedBy, { title: string, of: (row: NetworkRow) => string, names?: readonly string[] }>> = {
  optimiser: { title: 'Optimiser', of: ({ hyper }) => ({ sgd: 'SGD', momentum: 'Momentum', adam: 'Adam', adamw: 'AdamW' })[hyper!.optimiser] },
  architecture: { title: 'Architecture', of: ({ hyper }) => hiddenWords(hyper!) },
  size: { title: 'Number of weights', of: ({ outcome }) => SIZES.find(([most]) => outcome.parameters < most)![1], names: SIZES.map(([, name]) => name) },
  start: { title: 'Start', of: ({ hyper }) => ({ fresh: 'random weights', labels: 'permuted labels first', subset: 'half of the classes first' })[hyper!.start] },
}

/** Runs as the worker takes them; networks that diverged, or have no predictions on the way, are left out. */
function tablesOf(networks: readonly TrainedNetwork[]): { rows: NetworkRow[], tables: RunTable[] } {
  const whole = networks.filter(({ row, checkpoints }) => row.outcome.divergedAt === null && checkpoints)
  return { rows: whole.map(({ row }) => row), tables: whole.map(({ id, checkpoints }) => ({ id, steps: checkpoints!.steps, probabilities: checkpoints!.probabilities })) }
}

async function open(service: TrajectoryService, dataset: Dataset, labels: Int32Array, tables: readonly RunTable[]): Promise<void> {
  await service.open({ probes: dataset.probes.length, classes: dataset.classes, labels })
  const { refused } = await service.add(tables)
  if (refused.length > 0) throw new Error(refused[0].why)
}

const told = (stress: Float64Array): number[] => [...stress.subarray(0, TOLD)]

/** Maps of the runs that are open: the null's first, so that the runs' own one stands. */
async function mapped(service: TrajectoryService, signal: AbortSignal, hear: (share: number) => void) {
  const shuffled = await service.map(signal, { ...REQUEST, shuffled: true }, share => hear(share / 2))
  const map = await service.map(signal, REQUEST, share => hear((1 + share) / 2))
  return { map, stress: told(map.stress), nullStress: told(shuffled.stress) }
}

/** Explained stress alone. */
export async function stressOf(
  { services: { experiment } }: Session, signal: AbortSignal, dataset: Dataset, networks: readonly TrainedNetwork[],
): Promise<Stress & { accuracy: number, networks: number }> {
  const { rows, tables } = tablesOf(networks)
  await open(experiment, dataset, labelsOf(dataset), tables)
  const { stress, nullStress } = await mapped(experiment, signal, () => undefined)
  return { stress, nullStress, accuracy: meanAccuracy(rows), networks: rows.length }
}

export async function measuredPart(
  session: Session, signal: AbortSignal, plan: PartPlan, dataset: Dataset, networks: readonly TrainedNetwork[], hear: (share: number) => void,
): Promise<ExperimentPart> {
  const { services: { experiment } } = session
  const { rows, tables } = tablesOf(networks)
  if (rows.length < 4) throw new Error(`Of ${networks.length} networks ${networks.length - rows.length} diverged; too few are left to compare.`)
  const labels = labelsOf(dataset)
  const corners = rows.some(({ hyper }) => hyper!.start !== 'fresh')
  let fresh: Stress | null = null
  if (corners) {
    await open(experiment, dataset, labels, tables.filter((_, run) => rows[run].hyper!.start === 'fresh'))
    const { stress, nullStress } = await mapped(experiment, signal, share => hear(share / 4))
    fresh = { stress, nullStress }
  }
  await open(experiment, dataset, labels, tables)
  const { map, stress, nullStress } = await mapped(experiment, signal, share => hear(0.25 + share / 4))
  const groups = groupsOf(rows, plan.by)
  const between = await experiment.betweenRuns(signal, { index: 'progress', configurations: [...groups.of], seed: SEED }, share => hear(0.5 + share / 4))
  return {
    title: plan.title, rows, diverged: networks.length - rows.length, map, between, groups, stress, nullStress, fresh,
    progressByAccuracy: spearman(map.progress, map.error.map(error => 1 - error)).rho, accuracy: meanAccuracy(rows),
    rejoining: plan.by === 'start' && corners ? await rejoined(session, signal, rows, tables, map, labels, dataset.classes, share => hear(0.75 + share / 4)) : [],
  }
}

const labelsOf = ({ probes, labels }: Dataset): Int32Array => Int32Array.from(probes, row => labels[row])
const meanAccuracy = (rows: readonly NetworkRow[]): number => rows.reduce((sum, { outcome }) => sum + outcome.testAccuracy, 0) / rows.length

function groupsOf(rows: readonly NetworkRow[], by: GroupedBy): ExperimentPart['groups'] {
  const { title, of, names: order } = NAMES[by]
  const seen = [...new Set(rows.map(of))]
  const names = order ? order.filter(name => seen.includes(name)) : seen
  return { title, names, ordered: order !== undefined, of: rows.map(row => names.indexOf(of(row))) }
}

/** A few milliseconds a station, here in the page: the worker answers questions about all runs, and this one is about two kinds of them. */
async function rejoined(
  { services }: Session, signal: AbortSignal, rows: readonly NetworkRow[], tables: readonly RunTable[], { progress, error }: InpcaMap, labels: Int32Array, classes: number,
  hear: (share: number) => void,
): Promise<ExperimentPart['rejoining']> {
  const runs = tables.map(({ steps: { length }, probabilities }) =>
    ({ predictions: checkPredictions(probabilities, length, labels.length, classes).probabilities, checkpoints: length }))
  const along = (values: Float64Array): Float64Array[] => {
    let row = 0
    return tables.map(({ steps }) => values.subarray(row, row += steps.length))
  }
  const indices: Record<RunIndex, Float64Array[]> = { progress: along(progress), accuracy: along(error.map(share => 1 - share)) }
  const kinds = [...new Set(rows.map(({ hyper }) => hyper!.start))].filter(kind => kind !== 'fresh')
  const found: ExperimentPart['rejoining'][number][] = []
  for (const kind of kinds) {
    // Whoever is sure of half of the classes, and wrong about the others, is nowhere near the road: its progress says little, its accuracy is plain.
    const index = kind === 'subset' ? 'accuracy' : 'progress'
    const corner = rows.map(({ hyper }) => hyper!.start === kind ? 1 : hyper!.start === 'fresh' ? 0 : -1)
    const steps = rejoiningSteps(runs, indices[index], corner, labels, classes, SEED)
    for (;;) {
      const next = steps.next()
      if (next.done) {
        found.push({ kind, index, way: next.value })
        break
      }
      hear((found.length + next.value.share) / kinds.length)
      await services.pause(0)
      if (signal.aborted) throw aborted()
    }
  }
  return found
}
