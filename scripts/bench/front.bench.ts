// Does a search that aims at the front of accuracy against a cost push it out further than one that aims at accuracy? On small pools of the grading's tasks, at equal
// budget and equal seeds; the table of docs/methods/sampling.md. The same numbers on every machine.
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { sizeOf } from '../../src/core/data/size.ts'
import { costFor } from '../../src/core/search/cost.ts'
import { standingOf } from '../../src/core/search/front-aim.ts'
import { pairedDifference } from '../../src/core/search/grade.ts'
import { lookUp } from '../../src/core/search/look-up.ts'
import { manifoldSampler } from '../../src/core/search/manifold-sampler.ts'
import { FEW, shelfOf } from '../../src/core/search/methods.ts'
import type { Weighed } from '../../src/core/search/pareto.ts'
import { hypervolume } from '../../src/core/search/pareto.ts'
import { scoreOf } from '../../src/core/search/pool.ts'
import { randomSampler } from '../../src/core/search/random-sampler.ts'
import { seedOf } from '../../src/core/search/repeats.ts'
import type { Sampler } from '../../src/core/search/sampler.ts'
import { SEARCH_TASKS, taskData, TASKS } from '../../src/core/search/tasks.ts'
import { quantile } from '../../src/core/statistics.ts'
import type { Bench } from '../bench.ts'
import { poolFor } from '../search/pools.ts'

const [MEMBERS, REPEATS, BUDGET] = [500, 24, 60]

const bench: Bench = async report => {
  const digits = readFileSync(new URL('../../public/data/digits.bin', import.meta.url))
  for (const id of TASKS) {
    const task = { ...SEARCH_TASKS[id], prior: { ...SEARCH_TASKS[id].prior, count: MEMBERS } }
    const { pool } = await poolFor(task, digits, availableParallelism())
    const { nearest, geometry } = shelfOf(pool)
    const size = sizeOf(taskData(task, digits).dataset)
    const found = (make: (seed: number) => Sampler): number[][] =>
      Array.from({ length: REPEATS }, (_, repeat) => lookUp(pool, nearest, make(seedOf(id, repeat)), BUDGET).map(one => one.id))
    const random = found(seed => randomSampler(seed))
    const byScore = [FEW, BUDGET / 2].map(initial => ({ initial, ids: found(seed => manifoldSampler({ seed, geometry, initial })) }))
    for (const against of ['parameters', 'training'] as const) {
      const cost = costFor(against, size)!
      const weigh = (ids: Iterable<number>): Weighed[] => Array.from(ids, one => ({ id: one, score: scoreOf(pool.members[one]), cost: cost(pool.members[one].spec.hyper) }))
      const all = weigh(pool.members.keys())
      const { worst } = standingOf(all)!
      /** Hundredths of the whole pool's hypervolume that each repeat has not reached. */
      const missing = (searches: readonly number[][]): number[] => searches.map(ids => 100 - 100 * hypervolume(weigh(ids), worst, true) / hypervolume(all, worst, true))
      const told = (method: string, own: readonly number[], others: Readonly<Record<string, readonly number[]>> = {}): void => report({
        task: id, against, method, missing: [0.5, 0.25, 0.75].map(q => quantile(own, q).toFixed(2)).join(' '),
        ...Object.fromEntries(Object.entries(others).map(([name, other]) => {
          const { mean, interval, p } = pairedDifference(own, other)
          return [`less ${name}`, `${mean.toFixed(2)} (${interval.map(end => end.toFixed(2)).join(' to ')}), p = ${p.toFixed(3)}`]
        })),
      })
      told('random', missing(random))
      for (const { initial, ids } of byScore) {
        told(`aim at the score, after ${initial}`, missing(ids), { random: missing(random) })
        const front = missing(found(seed => manifoldSampler({ seed, geometry, initial, cost })))
        told(`aim at the front, after ${initial}`, front, { random: missing(random), score: missing(ids) })
        told(`the same by (c) neighbours in settings, after ${initial}`, missing(found(seed => manifoldSampler({ seed, geometry, initial, cost, by: 'settings' }))), { random: missing(random), front })
      }
    }
  }
}

export default bench
