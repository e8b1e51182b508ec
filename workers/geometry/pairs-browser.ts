// All pairs in the page: small jobs in the geometry worker alone, large ones with helpers, which are workers that this worker starts. No shared
// memory, so no cross-origin isolation.
import type { HelpingHand } from './pairs-crew.ts'
import { PairsCrew } from './pairs-crew.ts'
import { gpuFirst, worthGpu } from './pairs-gpu.ts'
import type { Answer } from './pairs-helper.ts'
import type { BeginPairs } from './pairs-work.ts'
import { beginHere, entriesOf } from './pairs-work.ts'

/** Below so many entries of pairs helpers cost more than they save: half a second of work on one thread. */
export const WORTH_HELPERS = 1e9

/** More helpers than this would hold more copies of the operators than they are worth. */
const MOST_HELPERS = 4

/** One core is this worker's. */
export const helpersHere = (): number => Math.min(navigator.hardwareConcurrency - 1, MOST_HELPERS)

/** A worker as a helper; its answers arrive between slices of this worker's own work. */
function hireWorker(start: () => Worker): HelpingHand | null {
  try {
    const worker = start()
    let dead = false
    let answers: Answer[] = []
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => answers.push(data))
    for (const event of ['error', 'messageerror'] as const) worker.addEventListener(event, () => { dead = true })
    return {
      get dead() { return dead },
      post: message => worker.postMessage(message),
      answers: () => {
        const come = answers
        answers = []
        return come
      },
      end: () => worker.terminate(),
    }
  } catch {
    return null // a browser without workers in workers
  }
}

/** Helpers as far as they can be had. */
export function hireWorkers(count: number): HelpingHand[] {
  const start = (): Worker => new Worker(new URL('../pairs.worker.ts', import.meta.url), { type: 'module', name: 'pairs' })
  return Array.from({ length: Math.max(0, count) }, () => hireWorker(start)).filter(hand => hand !== null)
}

export const beginInBrowser: BeginPairs = job => {
  const entries = entriesOf(job)
  const hands = hireWorkers(entries < WORTH_HELPERS ? 0 : helpersHere())
  const cpu = hands.length > 0 ? new PairsCrew(hands) : beginHere(job)
  return worthGpu(entries, 1 + hands.length) ? gpuFirst(cpu, navigator.gpu) : cpu
}
