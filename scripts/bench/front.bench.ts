// Does a search that aims at the front of accuracy against a cost push it out further than one that aims at accuracy, with early looks and without? On the grading's own
// pools, at equal budget (a look costs its tenth) and equal seeds; the tables of docs/methods/sampling.md. The same numbers on every machine and any number of threads.
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { sizeOf } from '../../src/core/data/size.ts'
import { pairedDifference } from '../../src/core/search/grade.ts'
import { SEARCH_TASKS, taskData, TASKS } from '../../src/core/search/tasks.ts'
import { quantile } from '../../src/core/statistics.ts'
import type { Bench } from '../bench.ts'
import type { Against } from '../search/fronts.ts'
import { AGAINST, WAYS } from '../search/fronts.ts'
import { poolFor } from '../search/pools.ts'
import { inThreads } from '../search/repeats.ts'

const REPEATS = 40

const thread = new URL('../search/fronts-thread.ts', import.meta.url)

/** Whom each way is held against besides random search: that which differs in one respect. */
const HELD_AGAINST: Readonly<Record<string, readonly string[]>> = {
  'front, after 10': ['score, after 10', 'front (c), after 10'],
  'front, after 30': ['score, after 30', 'front (c), after 30'],
  'looks, front': ['looks, score', 'front, after 10', 'looks of random, front', 'looks, front (c)'],
}

const bench: Bench = async report => {
  const digits = readFileSync(new URL('../../public/data/digits.bin', import.meta.url))
  for (const id of TASKS) {
    const task = SEARCH_TASKS[id]
    const threads = availableParallelism()
    const { pool } = await poolFor(task, digits, threads)
    const results = await inThreads<Record<Against, number[]>>(thread, { pool, size: sizeOf(taskData(task, digits).dataset) }, id, REPEATS, threads)
    for (const against of AGAINST) {
      const missing = (name: string): number[] => results.map(ran => ran[against][WAYS.findIndex(way => way.name === name)])
      for (const { name } of WAYS) {
        const own = missing(name)
        report({
          task: id, against, aim: name, missing: `${points(quantile(own, 0.5))} (${points(quantile(own, 0.25))} to ${points(quantile(own, 0.75))})`,
          less: name === 'random' ? '' : ['random', ...HELD_AGAINST[name] ?? []].map(other => `${other}: ${difference(own, missing(other))}`).join('; '),
        })
      }
    }
  }
}

const points = (value: number): string => value.toFixed(1).replace('-', '−')
const signed = (value: number): string => {
  const text = points(value)
  return text === '0.0' || text === '−0.0' ? '0.0' : value > 0 ? `+${text}` : text
}

function difference(own: readonly number[], other: readonly number[]): string {
  const { mean, interval: [low, high], p } = pairedDifference(own, other)
  const text = `${signed(mean)} (${signed(low)} to ${signed(high)}), ${p < 0.001 ? '< .001' : p.toFixed(3).replace(/^0/, '')}`
  return p < 0.05 && (high < 0 || low > 0) ? `**${text}**` : text
}

export default bench
