// Many repeats of every method on a pool, dealt out to threads: a repeat is a seed, and what comes of it does not depend on who runs it.
import { Worker } from 'node:worker_threads'
import type { Pool } from '../../src/core/search/pool.ts'
import { scoreOf } from '../../src/core/search/pool.ts'
import { bestSoFar } from '../../src/core/search/grade.ts'
import type { Finish } from '../../src/core/search/look-up.ts'
import { deriveSeed } from '../../src/core/random.ts'
import { BUDGET, METHODS } from './methods.ts'
import type { Shelf } from './methods.ts'

/** What one method came to in one repeat. */
export interface Ran {
  /** Best score after 1, 2, …, BUDGET whole trainings; 0 before the first network is done. */
  best: Float64Array
  /** Accuracy of that best network on the rows held back; NaN before there is one. */
  held: Float64Array
  seconds: number
}

/** Everybody's seed in a repeat, so that those who begin at random begin alike. */
export const seedOf = (task: string, repeat: number): number => deriveSeed('search', task, repeat)

export const runAll = (shelf: Shelf, task: string, repeat: number): Ran[] => METHODS.map(method => {
  const began = performance.now()
  const finished = method.run(shelf, seedOf(task, repeat))
  return { ...curvesOf(shelf.pool, finished), seconds: (performance.now() - began) / 1000 }
})

const ROUNDING = 1e-9

/** By whole trainings spent. `finished` in the order of training. */
export function curvesOf({ members }: Pool, finished: readonly Finish[], budget = BUDGET): Pick<Ran, 'best' | 'held'> {
  const scores = bestSoFar(finished.map(({ id }) => scoreOf(members[id])))
  let [done, held] = [0, NaN]
  const curves = { best: new Float64Array(budget), held: new Float64Array(budget) }
  for (let spent = 1; spent <= budget; spent++) {
    for (; done < finished.length && finished[done].spent <= spent + ROUNDING; done++) {
      if (scores[done] > (done > 0 ? scores[done - 1] : 0)) held = members[finished[done].id].held
    }
    curves.best[spent - 1] = done > 0 ? scores[done - 1] : 0
    curves.held[spent - 1] = held
  }
  return curves
}

const loader = new URL('../typescript-worker.mjs', import.meta.url)
const thread = new URL('./repeats-thread.ts', import.meta.url)

export interface Question { task: string, repeat: number }
export interface Answer { repeat: number, ran: Ran[] }

/** results[repeat][method]. */
export async function repeated(pool: Pool, task: string, repeats: number, threads: number, told: (done: number) => void = () => undefined): Promise<Ran[][]> {
  const results = new Array<Ran[]>(repeats)
  let [next, done] = [0, 0]
  await Promise.all(Array.from({ length: Math.min(threads, repeats) }, () => new Promise<void>((resolve, reject) => {
    const worker = new Worker(loader, { execArgv: [], workerData: { module: thread.href, pool } })
    const ask = (): void => {
      if (next < repeats) return worker.postMessage({ task, repeat: next++ } satisfies Question)
      worker.terminate().then(() => resolve(), reject)
    }
    worker.on('error', reject)
    worker.on('message', ({ repeat, ran }: Answer) => {
      results[repeat] = ran
      told(++done)
      ask()
    })
    ask()
  })))
  return results
}
