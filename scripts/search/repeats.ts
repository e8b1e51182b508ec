// Many repeats of every method on a pool, dealt out to threads: a repeat is a seed, and what comes of it does not depend on who runs it.
import { Worker } from 'node:worker_threads'
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
export interface Answer { repeat: number, ran: TimedRan[] }

/** results[repeat][method]. */
export async function repeated(pool: Pool, task: string, repeats: number, threads: number, told: (done: number) => void = () => undefined): Promise<TimedRan[][]> {
  const results = new Array<TimedRan[]>(repeats)
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
