// Many repeats of every method on a pool, dealt out to threads: a repeat is a seed, and what comes of it does not depend on who runs it.
import { Worker } from 'node:worker_threads'
import type { DataSize } from '../../src/core/data/size.ts'
import type { Pool } from '../../src/core/search/pool.ts'
import type { Shelf } from '../../src/core/search/methods.ts'
import { methodsFor } from '../../src/core/search/methods.ts'
import type { Ran } from '../../src/core/search/repeats.ts'
import { ranBy, seedOf } from '../../src/core/search/repeats.ts'

/** Whole trainings that a search may cost. */
export const BUDGET = 60
export const METHODS = methodsFor(BUDGET)

/** With the seconds that it took. */
export interface TimedRan extends Ran { seconds: number }

export const runAll = (shelf: Shelf, task: string, repeat: number): TimedRan[] => METHODS.map(method => {
  const began = performance.now()
  const ran = ranBy(method, shelf, BUDGET, seedOf(task, repeat))
  return { ...ran, seconds: (performance.now() - began) / 1000 }
})

const loader = new URL('../typescript-worker.mjs', import.meta.url)
const thread = new URL('./repeats-thread.ts', import.meta.url)

export interface Question { task: string, repeat: number }
export interface Answer<Result> { repeat: number, ran: Result }

type Told = (done: number) => void

/** results[repeat][method]. */
export const repeated = (pool: Pool, task: string, repeats: number, threads: number, told?: Told): Promise<TimedRan[][]> =>
  inThreads<TimedRan[]>(thread, { pool }, task, repeats, threads, told)

/** What threads of `module` answer, by repeat. `given`: the pool, and what else they need. */
export async function inThreads<Result>(
  module: URL, given: { pool: Pool, size?: DataSize }, task: string, repeats: number, threads: number, told: Told = () => undefined,
): Promise<Result[]> {
  const results = new Array<Result>(repeats)
  let [next, done] = [0, 0]
  await Promise.all(Array.from({ length: Math.min(threads, repeats) }, () => new Promise<void>((resolve, reject) => {
    const worker = new Worker(loader, { execArgv: [], workerData: { ...given, module: module.href } })
    const ask = (): void => {
      if (next < repeats) return worker.postMessage({ task, repeat: next++ } satisfies Question)
      worker.terminate().then(() => resolve(), reject)
    }
    worker.on('error', reject)
    worker.on('message', ({ repeat, ran }: Answer<Result>) => {
      results[repeat] = ran
      told(++done)
      ask()
    })
    ask()
  })))
  return results
}
