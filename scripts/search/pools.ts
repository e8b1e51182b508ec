// Pools on disk: made once with all threads, kept where git does not look, and made anew when the task or the making has changed.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import { threadedDistanceSteps } from '../../cli/pairs-distances.ts'
import { showingProgress } from '../../cli/progress-line.ts'
import { runSteps } from '../../cli/run-steps.ts'
import { TrainingThreads } from '../../cli/training-threads.ts'
import type { NetworkSpec, TrainedNetwork } from '../../src/core/network.ts'
import { KEEP_NOTHING } from '../../src/core/network.ts'
import { drawNetworks } from '../../src/core/population.ts'
import type { Distances, Member, Pool } from '../../src/core/search/pool.ts'
import { rungEpochs } from '../../src/core/search/pool.ts'
import { memberOf, placedOf, representationOf } from '../../src/core/search/pool-making.ts'
import type { SearchTask } from '../../src/core/search/tasks.ts'
import { taskData } from '../../src/core/search/tasks.ts'
import type { Validated } from '../../src/core/search/validation.ts'
import { lookingAtHeld } from '../../src/core/search/validation.ts'
import { sizeOf } from '../../src/core/data/size.ts'

/** To be raised when trainer, distances or this file make other pools of the same task. */
const MAKING = 1

const SHELF = new URL('./pools/', import.meta.url)

/** A pool, and the seconds that its making took; 0 where it lay on the shelf. */
export interface Made { pool: Pool, training: number, distances: number }

export async function poolFor(task: SearchTask, digits: Uint8Array, threads: number): Promise<Made> {
  const key = createHash('sha256').update(JSON.stringify([MAKING, task])).digest('hex').slice(0, 16)
  const file = new URL(`${task.id}-${key}.bin`, SHELF)
  if (existsSync(file)) return { pool: deserialize(readFileSync(file)) as Pool, training: 0, distances: 0 }
  const made = await makePool(task, digits, threads)
  mkdirSync(SHELF, { recursive: true })
  writeFileSync(file, serialize(made.pool))
  return made
}

async function makePool(task: SearchTask, digits: Uint8Array, threads: number): Promise<Made> {
  const data = taskData(task, digits)
  const { prior } = task
  const specs = drawNetworks(prior, 0, prior.count)
  const rungs = rungEpochs(prior.epochs.to)
  const size = sizeOf(data.dataset)
  const began = performance.now()
  const workforce = new TrainingThreads(lookingAtHeld(data), KEEP_NOTHING, threads)
  try {
    const trained = await showingProgress(`${task.title}: training`, specs.length, told => workforce.train(specs, told))
    const early = await showingProgress(`${task.title}: a tenth of it`, specs.length, told => workforce.train(specs.map(spec => untilEpoch(spec, rungs[0])), told))
    const training = (performance.now() - began) / 1000
    const members = trained.map((network, id) => memberOf(network, specs[id], data, rungs, size))
    checkEarly(members, early)
    const middle = performance.now()
    const pool: Pool = {
      prior, pictures: data.dataset.image !== null,
      members,
      late: between(trained, data), early: between(early, data),
    }
    return { pool, training, distances: (performance.now() - middle) / 1000 }
  } finally {
    await workforce.end()
  }
}

const untilEpoch = (spec: NetworkSpec, epochs: number): NetworkSpec => ({ ...spec, hyper: { ...spec.hyper, epochs } })

/** The same settings for a tenth of the epochs must have come to what the first rung of the whole training says. */
function checkEarly(members: readonly Member[], early: readonly TrainedNetwork[]): void {
  members.forEach(({ rungs: [first] }, id) => {
    const { divergedAt, testAccuracy } = early[id].row.outcome
    if (!Object.is(divergedAt === null ? testAccuracy : NaN, first)) throw new Error(`Network ${id} had ${first} of the validation rows right on its way, but ${testAccuracy} when it was stopped there.`)
  })
}

/** Distances on the probes; a network that is refused (numbers that are not finite) has no row. */
function between(networks: readonly TrainedNetwork[], data: Validated): Distances {
  const { rows, placed } = placedOf(networks.map(network => representationOf(network, data)))
  return { rows, condensed: runSteps(threadedDistanceSteps(placed, { exactUpTo: Infinity })).distances }
}
