// Ways of searching graded in the page: a pool is trained, its representations are compared, and searches of it are repeated on as many workers as train.
import type { DataSize } from '../../core/data/size.ts'
import { knownSize, sizeOf } from '../../core/data/size.ts'
import type { NetworkSpec } from '../../core/network.ts'
import { KEEP_NOTHING } from '../../core/network.ts'
import { drawNetworks } from '../../core/population.ts'
import type { Stretch } from '../../core/search/card-repeats.ts'
import type { CardGrades } from '../../core/search/grade-card.ts'
import { cardGrades, cardPool, CARD_REPEATS } from '../../core/search/grade-card.ts'
import type { Pool } from '../../core/search/pool.ts'
import { rungEpochs } from '../../core/search/pool.ts'
import { memberOf, placedOf, representationOf } from '../../core/search/pool-making.ts'
import type { Ran } from '../../core/search/repeats.ts'
import type { SearchTask } from '../../core/search/tasks.ts'
import { SEARCH_TASKS, taskRows } from '../../core/search/tasks.ts'
import { lookingAtHeld, SEARCH_PROBES } from '../../core/search/validation.ts'
import { aborted } from '../../services/spawn.ts'
import type { Session } from '../session.ts'
import type { PoolChoice } from './experiments-state.ts'
import type { HearTraining } from './train-part.ts'
import { trainAll } from './train-part.ts'

/** Networks of a pool. The benchmark has 2,000 of each task; these are the first of its sequence. */
const NETWORKS: Readonly<Record<PoolChoice['size'], number>> = { small: 300, usual: 1000, large: 2000 }

export const poolTask = ({ task, size }: PoolChoice): SearchTask => {
  const { prior, ...rest } = SEARCH_TASKS[task]
  return { ...rest, prior: { ...prior, count: NETWORKS[size] } }
}

export const poolSpecs = ({ prior }: SearchTask): NetworkSpec[] => drawNetworks(prior, 0, prior.count)

/** Of the data that its networks are trained on, known without making them: half of what is neither learnt from nor compared on is looked at with the probes. */
export function taskSize({ data, rows }: SearchTask): DataSize {
  const whole = knownSize(data)
  const test = Math.ceil((whole.train + whole.test - rows - SEARCH_PROBES) / 2)
  return { ...whole, train: rows, test, probes: whole.train + whole.test - rows - test, trainProbes: Math.min(whole.trainProbes, rows) }
}

/** Shares of measuring that comparing takes, about. */
const COMPARING = 0.15

/** `measuring`: hears how much of what follows the training is done, and begins at 0. */
export async function gradedOn(
  session: Session, signal: AbortSignal, task: SearchTask, crew: number | null, hear: HearTraining, measuring: (share: number) => void,
): Promise<CardGrades> {
  const { services } = session
  const data = taskRows(task, await services.data.dataset(task.data))
  if (signal.aborted) throw aborted()
  const [dataset, size, rungs] = [lookingAtHeld(data), sizeOf(data.dataset), rungEpochs(task.prior.epochs.to)]
  let workers = 1
  const trained = await trainAll(session, signal, {
    dataset, specs: poolSpecs(task), keep: KEEP_NOTHING,
    take: (network, spec) => ({ member: memberOf(network, spec, data, rungs, size), representation: representationOf(network, data) }),
  }, crew, (done, share, count) => {
    workers = count
    hear(done, share, count)
  })
  if (signal.aborted) throw aborted()
  if (trained.length === 0) throw new Error('None of the networks could be trained.')
  measuring(0)
  const { rows, placed } = placedOf(trained.map(({ representation }) => representation))
  const condensed = await services.search.distances(signal, placed, share => measuring(COMPARING * share))
  const members = trained.map(({ member }) => member)
  const pool = cardPool({ prior: task.prior, pictures: dataset.image !== null, members, late: { rows, condensed } })
  const results = await repeated(session, signal, pool, task.id, stretches(CARD_REPEATS, workers), share => measuring(COMPARING + (1 - COMPARING) * share))
  return cardGrades(members, results)
}

/** As even as it goes, in the order of the repeats. */
export function stretches(repeats: number, workers: number): Stretch[] {
  const parts = Math.min(repeats, workers)
  const cut = (part: number): number => Math.round(part * repeats / parts)
  return Array.from({ length: parts }, (_, part) => ({ from: cut(part), count: cut(part + 1) - cut(part) }))
}

/** Where one worker fails, the others need not go on. */
async function repeated({ services }: Session, signal: AbortSignal, pool: Pool, task: string, parts: readonly Stretch[], hear: (share: number) => void): Promise<Ran[][]> {
  const own = new AbortController()
  const stop = (): void => own.abort()
  signal.addEventListener('abort', stop)
  const shares = parts.map(() => 0)
  try {
    const done = await Promise.all(parts.map((stretch, k) => services.search.repeats(own.signal, pool, task, stretch, share => {
      shares[k] = share
      hear(shares.reduce((sum, one) => sum + one, 0) / parts.length)
    })))
    return done.flat()
  } finally {
    signal.removeEventListener('abort', stop)
    own.abort()
  }
}
